import type { ReadingView, SourceView } from '@one-screen/contracts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A reading may be so old in any case: slow networks and clocks. */
const LEAST = MINUTE;
/** While a source's own limit is not known. */
const OTHERWISE = 5 * MINUTE;
/** What by its nature is told seldom: once a day, or after the period it is the mean of (and dated by its beginning), twice over. */
const SELDOM: readonly (readonly [ending: string, limit: number])[] = [['inspection-days', 2 * DAY], ['-avg-day', 3 * DAY], ['-avg-hour', 3 * HOUR], ['-avg-minute', HOUR]];

const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** An ISO 8601 duration (days to seconds) in milliseconds; undefined when it is none. */
const millisecondsOf = (duration: string): number | undefined => {
  const parts = ISO.exec(duration);
  if (!parts || /[PT]$/.test(duration)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
};

/** How old a reading is, and whether it must be shown as old. */
export interface Age {
  ms: number;
  stale: boolean;
}

/** Age of a reading at `now` (epoch milliseconds): old once its source may not be quiet for so long. Pure. */
export const ageOf = (reading: Pick<ReadingView, 'at' | 'point'>, source: Pick<SourceView, 'silentAfter'> | undefined, now: number): Age => {
  const ms = Math.max(0, now - Date.parse(reading.at));
  const limit = SELDOM.find(([ending]) => reading.point.endsWith(ending))?.[1] ?? Math.max(LEAST, (source && millisecondsOf(source.silentAfter)) ?? OTHERWISE);
  return { ms, stale: ms > limit };
};
