import type { HazardView } from '@one-screen/contracts';
import { daysOverdue, isHazardOverdue, recheckDueAt, type Hazard, type HazardRules } from '@one-screen/domain';
import { isoOr } from '../../journal/instant.js';
import { viewed } from '../records/record-view.js';

/** A hazard as sent: with the names of its places where they are known, and what the clock says of it now. */
export const hazardView = (hazard: Hazard, objectName: string | undefined, gridName: string | undefined, now: number, rules: HazardRules): HazardView => {
  const recheck = isoOr(recheckDueAt(hazard, rules));
  return {
    ...viewed(hazard),
    ...(objectName !== undefined && { objectName }),
    ...(gridName !== undefined && { gridName }),
    overdue: isHazardOverdue(hazard, now),
    daysOverdue: daysOverdue(hazard, now),
    ...(recheck !== undefined && { recheckDueAt: recheck }),
  };
};
