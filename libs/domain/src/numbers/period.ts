import { invalid } from '../errors.js';
import { dayOf, daysInMonth, inYear, partsOf, startOf, startOfDay, weekdayOf, type Day } from './beijing-day.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Half-open: epoch ms `from` is within, `to` is not. */
export interface Range {
  from: number;
  to: number;
}

export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** A period of statistics in Beijing time; `range` is any run of whole days. */
export interface Period extends Range {
  kind: PeriodKind | 'range';
}

export const within = (range: Range, at: number): boolean => at >= range.from && at < range.to;

const monday = (at: number): number => {
  const day = dayOf(at);
  return startOfDay(day) - weekdayOf(day) * DAY;
};

/** The period an instant falls in; weeks begin on Monday (GB/T 7408, ISO 8601). */
export const periodOf = (kind: PeriodKind, at: number): Period => {
  const { year, month, day } = partsOf(at);
  if (kind === 'day') return { kind, from: startOf(year, month, day), to: startOf(year, month, day + 1) };
  if (kind === 'week') return { kind, from: monday(at), to: monday(at) + WEEK };
  if (kind === 'month') return { kind, from: startOf(year, month), to: startOf(year, month + 1) };
  const first = month - ((month - 1) % 3);
  if (kind === 'quarter') return { kind, from: startOf(year, first), to: startOf(year, first + 3) };
  return { kind, from: startOf(year), to: startOf(year + 1) };
};

/** From the first to the last day, both within. */
export const rangeOfDays = (first: Day, last: Day): Period => {
  const from = startOfDay(first);
  const to = startOfDay(last) + DAY;
  if (to <= from) throw invalid('range-backwards', '结束日期早于开始日期', 'The last day is before the first', { first, last });
  return { kind: 'range', from, to };
};

/** From 1 January to the end of the month: the cumulative window 1–m月 that accidents are compared over. */
export const cumulativeToMonth = (year: number, month: number): Period => {
  if (!Number.isInteger(month) || month < 1 || month > 12) throw invalid('not-a-month', `没有${month}月`, `There is no month ${month}`, { month });
  return { kind: 'range', from: startOf(year), to: startOf(year, month + 1) };
};

/** The period just before 环比: the calendar neighbour, or for a free range as many days. */
export const previousOf = (period: Period): Period => {
  if (period.kind !== 'range') return periodOf(period.kind, period.from - 1);
  return { kind: 'range', from: period.from - (period.to - period.from), to: period.from };
};

/** Year and number of the week (ISO 8601: the week belongs to the year of its Thursday). */
const weekNumber = (from: number): { year: number; week: number } => {
  const { year } = partsOf(from + 3 * DAY);
  return { year, week: (from - firstWeek(year)) / WEEK + 1 };
};
const firstWeek = (year: number): number => monday(startOf(year, 1, 4));
const weeksIn = (year: number): number => (firstWeek(year + 1) - firstWeek(year)) / WEEK;

/** A range begins at a month's first day and ends at a month's last. */
const wholeMonths = ({ from, to }: Range): boolean => partsOf(from).day === 1 && partsOf(to).day === 1;

/**
 * The same period of an earlier year 同比. Months, quarters, years and ranges of whole months keep their whole months (so February is
 * compared with all of February, leap day or not). A single 29 February is compared with the 28th, week 53 with the last week of a year
 * that has none [P]. Other ranges keep their first and last date.
 */
export const yearsBefore = (period: Period, years: number): Period => {
  const { kind } = period;
  const first = partsOf(period.from);
  if (kind === 'week') {
    const { year, week } = weekNumber(period.from);
    const from = firstWeek(year - years) + (Math.min(week, weeksIn(year - years)) - 1) * WEEK;
    return { kind, from, to: from + WEEK };
  }
  const target = first.year - years;
  if (kind !== 'range') {
    const same = inYear(first, target);
    return periodOf(kind, startOf(same.year, same.month, same.day));
  }
  const start = inYear(first, target);
  const from = startOf(start.year, start.month, start.day);
  const end = partsOf(period.to);
  if (wholeMonths(period)) return { kind, from, to: startOf(end.year - years, end.month) };
  const last = partsOf(period.to - 1);
  const same = inYear(last, last.year - years);
  return { kind, from, to: startOf(same.year, same.month, same.day + 1) };
};

export const lastYearOf = (period: Period): Period => yearsBefore(period, 1);

/** The same window of the years before, the latest first: what a mean of the last three years 前三年平均 is taken over. */
export const sameWindows = (period: Period, years: number): Period[] => Array.from({ length: years }, (_, index) => yearsBefore(period, index + 1));

/** Days a period has. */
export const daysOf = ({ from, to }: Range): number => Math.round((to - from) / DAY);

/** Whether a year has a 29 February. */
export const isLeap = (year: number): boolean => daysInMonth(year, 2) === 29;
