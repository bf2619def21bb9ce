import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { DeviceRegistration, type DeviceView } from '@one-screen/contracts';
import { SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { DevicesService } from './devices.service.js';

const DevicesQuery = z.object({
  sector: z.enum(SECTORS).optional(),
  deviceCode: z.string().min(1).max(64).optional(),
  objectCode: z.string().min(1).max(64).optional(),
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
  list(@Who() who: Identity, @Query(zod(DevicesQuery)) { unregistered, cursor, ...filter }: DevicesQuery): { items: DeviceView[]; nextCursor?: string } {
    return this.devices.list(who.scope, { ...filter, unregistered: unregistered === '1', after: cursor });
  }

  @Put(':code')
  @Needs('administer')
  register(@Who() who: Identity, @Param('code') code: string, @Body(zod(DeviceRegistration)) { objectCode }: DeviceRegistration): Promise<DeviceView> {
    return this.devices.register(who, code, objectCode);
  }
}
