import { daysOf, type Range } from './period.js';
import type { RateId } from './rates.js';

/** Targets in per cent, as a versioned table: a rate is kept when it is at least this. Rates that have none are shown, not judged. */
export interface RateTargets {
  id: string;
  version: number;
  percent: Partial<Record<RateId, number>>;
}

/** [P]: coverage 全覆盖, major hazards cleared 彻底清零 and overdue ones filed are whole; a penalty rate above its target earns nothing more. */
export const DEFAULT_RATE_TARGETS: RateTargets = {
  id: 'default', version: 1,
  percent: { coverage: 100, rectification: 98, 'major-rectification': 100, 'on-time': 95, penalty: 5, 'overdue-filing': 100 },
};

/** Found yesterday is not rectified today: these are judged once their period is over. */
const JUDGED_AFTER: readonly RateId[] = ['rectification', 'major-rectification'];
const FULL_YEAR = 365;

/**
 * The target of a rate for a period. Full coverage is the year's (年底监管清单执法全覆盖, 古街办〔2022〕6号): a shorter period is held to its share
 * of the year by days [P], to one decimal, a longer one to all of it.
 */
export const targetOf = (id: RateId, period: Range, targets: RateTargets = DEFAULT_RATE_TARGETS): number | undefined => {
  const percent = targets.percent[id];
  return percent === undefined || id !== 'coverage' ? percent : Math.round(10 * percent * Math.min(1, daysOf(period) / FULL_YEAR)) / 10;
};

/** Whether a target is kept; undefined where none is set, the rate has no value, or its period must end before it is judged. */
export const keepsTarget = (id: RateId, value: number | undefined, period: Range, running: boolean, targets: RateTargets = DEFAULT_RATE_TARGETS): boolean | undefined => {
  const target = targetOf(id, period, targets);
  return target === undefined || value === undefined || (running && JUDGED_AFTER.includes(id)) ? undefined : value >= target;
};
