import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { DeviceRegistration, type DeviceView } from '@one-screen/contracts';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { DevicesService } from './devices.service.js';

const DevicesQuery = z.object({
  unregistered: z.enum(['0', '1']).default('0'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().max(64).optional(),
});
type DevicesQuery = z.infer<typeof DevicesQuery>;

/** Devices that were heard of, and whose they are. */
@Controller('api/devices')
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Get()
  @Needs('view')
  list(@Who() who: Identity, @Query(zod(DevicesQuery)) { unregistered, cursor, limit }: DevicesQuery): { items: DeviceView[]; nextCursor?: string } {
    return this.devices.list(who.scope, { unregistered: unregistered === '1', after: cursor, limit });
  }

  @Put(':code')
  @Needs('administer')
  register(@Who() who: Identity, @Param('code') code: string, @Body(zod(DeviceRegistration)) { objectCode }: DeviceRegistration): Promise<DeviceView> {
    return this.devices.register(who, code, objectCode);
  }
}
