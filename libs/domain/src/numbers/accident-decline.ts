import { invalid } from '../errors.js';
import { accidentsIn, harmAt, type Accident } from './accident.js';
import { dayOf } from './beijing-day.js';
import { rangeOfDays, sameWindows, type Period } from './period.js';
import type { RateScope } from './rate-scope.js';

/** 起数 or 死亡人数: each is held against the target apart. */
export const ACCIDENT_MEASURES = ['accidents', 'deaths'] as const;
export type AccidentMeasure = (typeof ACCIDENT_MEASURES)[number];

/** The 2022 plan (古街办〔2022〕6号): at least 20 % below the mean of the three years before. */
export const DECLINE_TARGET = { percent: 20, years: 3 } as const;

/** How two numbers of accidents compare: a fall in per cent (negative is a rise), 持平 (0 and 0), or 新增 (from 0 up). */
export type Comparison = { kind: 'percent'; percent: number } | { kind: 'level' } | { kind: 'new' };

/** r = (B − C) / B × 100 %; nothing to divide by is named, not shown as a number. */
export const compareAccidents = (base: number, current: number): Comparison => {
  for (const count of [base, current]) if (!Number.isFinite(count) || count < 0) throw invalid('negative-count', '事故数不能为负', 'Counts of accidents are not negative', { base, current });
  if (base > 0) return { kind: 'percent', percent: ((base - current) / base) * 100 };
  return { kind: current === 0 ? 'level' : 'new' };
};

/** Accidents or deaths in one window, with the accidents behind the count. */
export interface Tally {
  period: Period;
  count: number;
  keys: string[];
}

export interface Decline {
  formula: 'accident-decline@1';
  measure: AccidentMeasure;
  current: Tally;
  /** The same window of the years before, the latest first. */
  before: Tally[];
  /** Mean of `before`; absent when a year of it is not in the ledger: a year nobody recorded is not a year without accidents. */
  base: number | undefined;
  missingYears: Period[];
  comparison: Comparison | { kind: 'unknown' };
  /** What the target lets happen, as a count that may be broken: B × 80 %. */
  allowed: number | undefined;
  reached: boolean | undefined;
  /** Share of the way to the target in per cent; beyond 100 when more was reached, negative when accidents rose. */
  progress: number | undefined;
}

/** Room for the binary form of a mean of thirds. */
const TINY = 1e-9;

/** While a period runs it is compared up to the day of `asOf`, that day counted whole in the years before. */
const windowOf = ({ period, asOf }: RateScope & { period: Period }): Period => {
  if (asOf >= period.to) return period;
  if (asOf <= period.from) throw invalid('period-ahead', '统计期尚未开始', 'The period has not begun', { period });
  return rangeOfDays(dayOf(period.from), dayOf(asOf - 1));
};

/**
 * 事故下降率: this window against the mean of the same window of the three years before. Deaths are those known at `asOf`.
 * `recordedFrom` (epoch ms) is when the ledger begins.
 */
export const accidentDecline = (accidents: readonly Accident[], scope: RateScope & { period: Period }, measure: AccidentMeasure, recordedFrom: number, target = DECLINE_TARGET): Decline => {
  const tally = (period: Period): Tally => {
    const within = accidentsIn(accidents, { ...scope, period });
    const count = measure === 'accidents' ? within.length : within.reduce((sum, accident) => sum + harmAt(accident, scope.asOf).deaths, 0);
    const counted = measure === 'accidents' ? within : within.filter((accident) => harmAt(accident, scope.asOf).deaths > 0);
    return { period, count, keys: counted.map(({ key }) => key) };
  };
  const window = windowOf(scope);
  const current = tally(window);
  const windows = sameWindows(window, target.years);
  const before = windows.map(tally);
  const missingYears = windows.filter(({ from }) => from < recordedFrom);
  const known = { formula: 'accident-decline@1' as const, measure, current, before, missingYears };
  if (missingYears.length > 0) return { ...known, base: undefined, comparison: { kind: 'unknown' }, allowed: undefined, reached: undefined, progress: undefined };
  const base = before.reduce((sum, { count }) => sum + count, 0) / before.length;
  const comparison = compareAccidents(base, current.count);
  const allowed = base * (1 - target.percent / 100);
  return {
    ...known, base, comparison, allowed,
    reached: current.count <= allowed + TINY,
    progress: comparison.kind === 'percent' ? (comparison.percent / target.percent) * 100 : comparison.kind === 'level' ? 100 : undefined,
  };
};
