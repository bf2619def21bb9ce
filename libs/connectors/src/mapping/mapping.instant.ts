import { isSaneTime } from '../native/native.parser.js';

/** Below this a number is seconds (until the year 5138), above milliseconds (from 1973). */
const SECONDS_BELOW = 1e11;
/** Wall time without an offset is the field's: GMT+8. */
const FIELD_OFFSET_MINUTES = 480;
const NUMERIC = /^[+-]?\d{1,16}(?:\.\d{1,9})?$/;
const WRITTEN = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|z|[+-]\d{2}:?\d{2})?$/;

/**
 * A time as vendors write it, to epoch milliseconds: epoch seconds or milliseconds (number or digits), ISO 8601 with offset, or
 * wall time without one (`2026-03-01 08:00:00`), which is GMT+8. Undefined for anything else and outside the years 2000 to 2100.
 */
export const instantOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return sane(value < SECONDS_BELOW ? value * 1000 : value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (NUMERIC.test(text)) return instantOf(Number(text));
  const parts = WRITTEN.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined || second === undefined) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC counts the 30th of February on into March; such a date is wrong, not moved.
  if (new Date(wall).getUTCMonth() !== month - 1 || new Date(wall).getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = parts[7] === undefined ? 0 : Math.trunc(Number(`0.${parts[7]}`) * 1000 + 1e-6);
  const offset = offsetOf(parts[8]);
  return offset === undefined ? undefined : sane(wall + fraction - offset * 60_000);
};

const sane = (at: number): number | undefined => (Number.isFinite(at) && isSaneTime(at) ? Math.round(at) : undefined);

/** Minutes east of Greenwich. */
const offsetOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return FIELD_OFFSET_MINUTES;
  if (text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};
