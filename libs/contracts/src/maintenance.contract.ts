import type { MaintenancePhase, MaintenanceState, Sector } from '@one-screen/domain';
import { z } from 'zod';
import { Instant } from './alarm.contract.js';

const code = z.string().trim().min(1).max(64);
const revision = z.number().int().positive();
const note = z.string().trim().max(2000).optional();

/**
 * `POST /api/maintenance`: asks for a maintenance window 检维修屏蔽. At least one of `sourceId`, `deviceCode`, `objectCode`; an alarm must match all
 * that are given. `point` is one measuring point or kind of alarm, as it stands in the alarm's key.
 */
export const MaintenanceBody = z.strictObject({
  sourceId: code.optional(),
  deviceCode: code.optional(),
  objectCode: code.optional(),
  point: z.string().trim().min(1).max(100).optional(),
  /** A beginning that has passed is now. */
  from: Instant,
  until: Instant,
  reason: z.string().trim().min(1).max(2000),
  permit: z.string().trim().min(1).max(64),
  responsible: z.string().trim().min(1).max(64),
});
export type MaintenanceBody = z.infer<typeof MaintenanceBody>;

/** `POST /api/maintenance/:id/approve`; `includesRed`: red alarms are held too. */
export const MaintenanceApproveBody = z.strictObject({ revision, note, includesRed: z.boolean().default(false) });
/** `POST /api/maintenance/:id/refuse` and `/end` (withdraw, or end early); both need a note. */
export const MaintenanceDecisionBody = z.strictObject({ revision, note });

/** One maintenance window, with the names of what is worked on where they are known. */
export interface MaintenanceView {
  id: string;
  revision: number;
  state: MaintenanceState;
  phase: MaintenancePhase;
  sector: Sector;
  gridCode?: string;
  sourceId?: string;
  sourceName?: string;
  deviceCode?: string;
  deviceName?: string;
  objectCode?: string;
  objectName?: string;
  point?: string;
  from: string;
  until: string;
  reason: string;
  permit: string;
  responsible: string;
  requestedBy: string;
  requestedAt: string;
  decidedBy?: string;
  decidedAt?: string;
  decisionNote?: string;
  includesRed: boolean;
  endedBy?: string;
  endedAt?: string;
  endNote?: string;
  /** Alarms it holds now. */
  held: number;
}
