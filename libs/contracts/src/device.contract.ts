import type { Sector } from '@one-screen/domain';
import { z } from 'zod';

/** A device that was heard of, or registered before it was: then it has no `sourceId` and was never seen. Without `objectCode` nobody has said yet whose it is 未登记. */
export interface DeviceView {
  code: string;
  sourceId?: string;
  sector: Sector;
  name?: string;
  /** Kind of device 设备类型 (`塔机黑匣子`), by which rules may choose. */
  kind?: string;
  objectCode?: string;
  objectName?: string;
  firstSeenAt?: string;
  lastSeenAt?: string;
}

/** Says whose a device is; null takes it back. */
export const DeviceRegistration = z.strictObject({ objectCode: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/).nullable() });
export type DeviceRegistration = z.infer<typeof DeviceRegistration>;

/** One line of a device list 设备台账: whose a device is and what kind, known before it says its first word. */
export const DeviceBody = z.strictObject({
  code: z.string().trim().min(1).max(64).regex(/^\P{Cc}+$/u),
  objectCode: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  kind: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(100).optional(),
});
export type DeviceBody = z.infer<typeof DeviceBody>;
export const DevicesBody = z.array(DeviceBody).min(1).max(5000);
export type DevicesBody = z.infer<typeof DevicesBody>;
