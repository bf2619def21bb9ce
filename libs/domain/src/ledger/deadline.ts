import { addDays, dayOf, partsOf, startOf, startOfDay, daysInMonth } from '../numbers/beijing-day.js';

export const DAY = 86_400_000;

/**
 * The instant (epoch ms, exclusive) at which a term of so many working days 工作日 has run out; the calendar of holidays and exchanged days
 * is the caller's.
 */
export type WorkingDays = (from: number, days: number) => number;

/** The same day of the month so many months later, in Beijing, or the month's last where that day is missing; its end is the term's, epoch ms, exclusive. */
export const afterMonths = (from: number, months: number): number => {
  const { year, month, day } = partsOf(from);
  const counted = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(counted / 12), (counted % 12) + 1];
  return startOfDay(addDays(dayOf(startOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))), 1));
};
