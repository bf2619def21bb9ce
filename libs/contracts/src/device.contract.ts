import type { Sector } from '@one-screen/domain';
import { z } from 'zod';

/** A device that was heard of. Without `objectCode` nobody has said yet whose it is 未登记. */
export interface DeviceView {
  code: string;
  sourceId: string;
  sector: Sector;
  name?: string;
  objectCode?: string;
  objectName?: string;
  firstSeenAt: string;
  lastSeenAt: string;
}

/** Says whose a device is; null takes it back. */
export const DeviceRegistration = z.strictObject({ objectCode: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/).nullable() });
export type DeviceRegistration = z.infer<typeof DeviceRegistration>;
