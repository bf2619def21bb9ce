import { isSaneTime } from '../native/native.parser.js';

/** HJ 212 devices keep Beijing time, GMT+8. */
const OFFSET_MS = 8 * 3_600_000;
const STAMP = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?$/;

/** `YYYYMMDDhhmmss`, with or without `zzz` milliseconds, to epoch milliseconds; nothing when it is no such time, or in a year (before 2000, after 2100) that only a clock never set can show. */
export const readStamp = (text: string): number | undefined => {
  const [year, month, day, hour, minute, second, milli] = (STAMP.exec(text) ?? []).slice(1).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined) return undefined;
  const at = Date.UTC(year, month - 1, day, hour, minute, second, milli) - OFFSET_MS;
  // Date.UTC rolls 31 February over into March: a stamp that does not come back the same was none.
  return isSaneTime(at) && stampOf(at, text.length === 17 ? 17 : 14) === text ? at : undefined;
};

/** Epoch milliseconds to 14 digits (DataTime, SystemTime) or 17 with milliseconds (QN). */
export const stampOf = (at: number, digits: 14 | 17): string => new Date(at + OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, digits);
