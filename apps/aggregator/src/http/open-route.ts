import { SetMetadata } from '@nestjs/common';

/** Metadata key by which the guard knows that a route asks for no identity. */
export const OPEN_ROUTE = 'open-route';

/** Anyone may call this route. On an unsafe method an identity is recognised when one is shown, and the origin is checked. */
export const OpenRoute = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN_ROUTE, true);
