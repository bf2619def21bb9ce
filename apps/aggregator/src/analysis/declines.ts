import type { DeclineView } from '@one-screen/contracts';
import { ACCIDENT_MEASURES, accidentDecline, dayOf, endOf, rangeOfDays, type AccidentFile, type Period, type Tally } from '@one-screen/domain';
import type { Asked } from './asked.js';

/** The cumulative window 1–m月 accidents are compared over: from 1 January to the end asked for; a range over several years is its own. */
export const cumulativeOf = (period: Period): Period => {
  const [first, last] = [dayOf(period.from), dayOf(period.to - 1)];
  return period.kind === 'range' && first.slice(0, 4) !== last.slice(0, 4) ? period : rangeOfDays(`${last.slice(0, 4)}-01-01`, last);
};

const days = ({ period, count }: Tally) => ({ count, from: dayOf(period.from), to: dayOf(period.to - 1) });

/** 事故下降率, accidents 起数 and deaths 死亡人数 apart. `accidents` are those of the scope. */
export const declinesOf = ({ prefix, sector, period, now }: Asked, accidents: readonly AccidentFile[], recordedFrom: number): DeclineView[] => {
  const window = cumulativeOf(period);
  const scope = { period: window, asOf: endOf({ period: window, asOf: now, gridPrefix: prefix }), gridPrefix: prefix, ...(sector && { sector }) };
  return ACCIDENT_MEASURES.map((measure): DeclineView => {
    const { formula, current, before, base, missingYears, comparison, allowed, reached, progress } = accidentDecline(accidents, scope, measure, recordedFrom);
    return {
      formula, measure, current: days(current), before: before.map(days), missingYears: missingYears.map(({ from }) => Number(dayOf(from).slice(0, 4))),
      comparison: comparison.kind, ...(comparison.kind === 'percent' && { percent: comparison.percent }),
      ...(base !== undefined && { base }), ...(allowed !== undefined && { allowed }), ...(reached !== undefined && { reached }), ...(progress !== undefined && { progress }),
    };
  });
};
