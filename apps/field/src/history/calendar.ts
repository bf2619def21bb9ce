/** Days of the made-up history, in Beijing. Hazards and visits begin in May 2023; accidents are on paper since the end of 2022. */
export const DAY = 86_400_000;
const AHEAD = 8 * 3_600_000;
export const HISTORY_FROM = Date.UTC(2023, 4, 1) - AHEAD;
export const LISTED_SINCE = '2022-12-01';

export const dayNumber = (at: number): number => Math.floor((at + AHEAD) / DAY);
export const startOfNumber = (day: number): number => day * DAY - AHEAD;
const partsOf = (day: number): { year: number; month: number; weekday: number } => {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, weekday: (date.getUTCDay() + 6) % 7 };
};
export const stamp = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const textOf = (at: number): string => `${new Date(at + AHEAD).toISOString().slice(0, -1)}+08:00`;

/** Share of an ordinary day's visits: few at weekends, few around the Spring Festival, more in campaigns (安全生产月 June, 冬春火灾防控 November to January, 防汛防台 July to September). */
export const busyOn = (day: number): number => {
  const { month, weekday } = partsOf(day);
  const season = { 1: 1.15, 2: 0.6, 6: 1.35, 7: 1.15, 8: 1.15, 9: 1.1, 10: 0.9, 11: 1.2, 12: 1.2 }[month] ?? 1;
  return season * (weekday >= 5 ? 0.25 : 1.25);
};

/** How far the work has got better since the beginning, 0 to 1. */
export const progressOn = (day: number): number => Math.min(1, Math.max(0, (day - dayNumber(HISTORY_FROM)) / 1300));
