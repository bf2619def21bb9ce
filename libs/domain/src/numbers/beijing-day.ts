import { invalid } from '../errors.js';

const DAY = 86_400_000;
/** Beijing is eight hours ahead of UTC all year. */
const AHEAD = 8 * 3_600_000;

/** A day in Beijing, `2026-02-28`. */
export type Day = string;

export interface DayParts {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** Year, month and day in Beijing of an instant (epoch ms). */
export const partsOf = (at: number): DayParts => {
  const shifted = new Date(at + AHEAD);
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() };
};

/** Epoch ms at which a day begins in Beijing; a month or a day beyond its bounds runs on into the next (month 13 is January). */
export const startOf = (year: number, month = 1, day = 1): number => Date.UTC(year, month - 1, day) - AHEAD;

const two = (value: number) => String(value).padStart(2, '0');

/** The day in Beijing of an instant: 23:59:59.999+08:00 still belongs to its day. */
export const dayOf = (at: number): Day => {
  const { year, month, day } = partsOf(at);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};

/** Epoch ms at which this day begins; refuses what is no day of the calendar (`2026-02-29`). */
export const startOfDay = (day: Day): number => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  const start = startOf(Number(year), Number(month), Number(date));
  if (Number.isNaN(start) || dayOf(start) !== day) throw invalid('not-a-day', `“${day}”不是有效日期`, `“${day}” is not a day of the calendar`, { day });
  return start;
};

export const addDays = (day: Day, days: number): Day => dayOf(startOfDay(day) + days * DAY);

/** Days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => (startOfDay(to) - startOfDay(from)) / DAY;

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: Day): number => (Math.floor((startOfDay(day) + AHEAD) / DAY) + 3) % 7;

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The same date in another year; 29 February becomes the 28th where there is none [P]. */
export const inYear = (at: DayParts, year: number): DayParts => ({ year, month: at.month, day: Math.min(at.day, daysInMonth(year, at.month)) });

/**
 * The instant (epoch ms, exclusive) at which a term of natural days 自然日 has run out: the day it begins is not counted
 * (民法典 article 201), the last day counts to its end.
 */
export const afterDays = (begins: number, days: number): number => startOfDay(addDays(dayOf(begins), days + 1));
