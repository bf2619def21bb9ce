import { afterDays } from '../numbers/beijing-day.js';
import { afterMonths, DAY, type WorkingDays } from './deadline.js';
import { isHazardOpen, type Hazard } from './hazard.js';
import type { HazardGrade } from './hazard-catalogue.js';

/** Time limits of rectification, as data. Days are natural days unless said otherwise. */
export interface HazardRules {
  /** Deadline of a general hazard when none is named, the longest an assignment gives, and the longest with extensions [P]. */
  general: { usual: number; assigned: number; longest: number };
  /** A major hazard: months at most, extensions included (after 青岛's ≤1年 [P]). */
  majorMonths: number;
  /** An extension of a major hazard is asked for so many working days before the deadline, and decided within so many (青岛 [P]). */
  askBefore: number;
  decideWithin: number;
  /** Listing and delisting are made public within so many working days (青岛 [P]). */
  publishWithin: number;
  /** A re-check is held within so many days of the application, or of the deadline when that comes first (湖北). */
  recheckWithin: number;
}
export const DEFAULT_HAZARD_RULES: HazardRules = { general: { usual: 15, assigned: 15, longest: 30 }, majorMonths: 12, askBefore: 20, decideWithin: 10, publishWithin: 5, recheckWithin: 10 };

/** The latest deadline this hazard may ever have, counted from its assignment; epoch ms, exclusive. */
export const longestDeadline = (grade: HazardGrade, assignedAt: number, rules: HazardRules): number =>
  grade === 'major' ? afterMonths(assignedAt, rules.majorMonths) : afterDays(assignedAt, rules.general.longest);

/** The latest deadline an assignment may set; epoch ms. */
export const longestAssignment = (grade: HazardGrade, assignedAt: number, rules: HazardRules): number =>
  grade === 'major' ? longestDeadline(grade, assignedAt, rules) : afterDays(assignedAt, rules.general.assigned);

/** Whether an extension may still be asked for: before the deadline, for a major hazard so many working days before it. */
export const mayAskExtension = (hazard: Pick<Hazard, 'grade' | 'deadline'>, now: number, rules: HazardRules, workingDays: WorkingDays): boolean =>
  hazard.deadline !== undefined && (hazard.grade === 'major' ? workingDays(now, rules.askBefore) <= hazard.deadline : now < hazard.deadline);

/**
 * Overdue 逾期, by the clock alone: still open past its deadline, unless the re-check was applied for in time and is not yet held.
 * The deadline is an exclusive end: the last millisecond before it is in time. A failed re-check leaves the deadline where it was.
 */
export const isHazardOverdue = (hazard: Pick<Hazard, 'state' | 'deadline' | 'submitted'>, now: number): boolean => {
  const { state, deadline, submitted } = hazard;
  if (deadline === undefined || !isHazardOpen(state) || now < deadline) return false;
  return !((state === 'submitted' || state === 'passed') && submitted !== undefined && submitted.at < deadline);
};

/** Days overdue, the begun one counted, 0 while in time. */
export const daysOverdue = (hazard: Pick<Hazard, 'state' | 'deadline' | 'submitted'>, now: number): number =>
  isHazardOverdue(hazard, now) ? Math.floor((now - (hazard.deadline ?? now)) / DAY) + 1 : 0;

/**
 * When the re-check is due at the latest: so many days after it was applied for; of a major hazard nobody applied for, after its deadline
 * (到期或申请之日起). Undefined while none is due; epoch ms.
 */
export const recheckDueAt = (hazard: Pick<Hazard, 'state' | 'grade' | 'deadline' | 'submitted'>, rules: HazardRules): number | undefined => {
  const { state, grade, submitted, deadline } = hazard;
  if (state === 'submitted' && submitted) return afterDays(submitted.at, rules.recheckWithin);
  const expires = grade === 'major' && (state === 'assigned' || state === 'accepted' || state === 'rectifying');
  return expires && deadline !== undefined ? afterDays(deadline, rules.recheckWithin) : undefined;
};
