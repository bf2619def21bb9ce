import type { MaintenanceView } from '@one-screen/contracts';
import { phaseOf, type MaintenanceWindow } from '@one-screen/domain';
import { iso, isoOr } from '../../journal/instant.js';

/** Names of what is worked on, and how many alarms it holds. */
export interface WindowNames {
  sourceName?: string | undefined;
  deviceName?: string | undefined;
  objectName?: string | undefined;
  held: number;
}

/** A window as sent to people and screens. */
export const toView = ({ from, until, requestedAt, decidedAt, endedAt, ...window }: MaintenanceWindow, names: WindowNames, now: number): MaintenanceView => ({
  ...window,
  ...names,
  phase: phaseOf({ ...window, from, until }, now),
  from: iso(from),
  until: iso(until),
  requestedAt: iso(requestedAt),
  ...(decidedAt !== undefined && { decidedAt: isoOr(decidedAt) }),
  ...(endedAt !== undefined && { endedAt: isoOr(endedAt) }),
});
