import iconv from 'iconv-lite';
import { line } from '../plain-text.js';

/** What reading bytes comes to: a value, or why they cannot be read. */
export type Read<T> = { ok: true; value: T } | { ok: false; error: string };

const GBK = new TextDecoder('gb18030');
const EIGHT_HOURS_MS = 8 * 3_600_000;

/** A GBK string of the protocol (GB 18030 contains GBK), without its padding of 00 or blanks, harmless to show. */
export const readText = (bytes: Buffer): string => line(GBK.decode(trimmed(bytes))).trim();

const trimmed = (bytes: Buffer): Buffer => {
  let [start, end] = [0, bytes.length];
  while (start < end && bytes[start] === 0) start += 1;
  while (end > start && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(start, end);
};

/** Text as GBK; with `length`, padded with 00 to exactly that. Throws RangeError when it does not fit. */
export const writeText = (text: string, length?: number): Buffer => {
  const bytes = iconv.encode(text, 'gb18030');
  if (length === undefined) return bytes;
  if (bytes.length > length) throw new RangeError(`"${text}" takes more than ${length} bytes`);
  return Buffer.concat([bytes], length);
};

/** BCD[6] `YYMMDDhhmmss`, GMT+8 wall time, to epoch milliseconds; nothing when it is no date (a clock not yet set sends zeros). */
export const readTime = (bytes: Buffer, offset: number): number | undefined => {
  const digits = bytes.toString('hex', offset, offset + 6);
  if (!/^\d{12}$/.test(digits)) return undefined;
  const [year, month, day, hour, minute, second] = (digits.match(/../g) ?? []).map(Number) as [number, number, number, number, number, number];
  const wall = new Date(Date.UTC(2000 + year, month - 1, day, hour, minute, second));
  const real = wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real ? wall.getTime() - EIGHT_HOURS_MS : undefined;
};

/** Epoch milliseconds (years 2000 to 2099) to BCD[6] in GMT+8, whole seconds; zeros for nothing. */
export const writeTime = (at: number | undefined): Buffer =>
  at === undefined ? Buffer.alloc(6) : Buffer.from(new Date(at + EIGHT_HOURS_MS).toISOString().replace(/\D/g, '').slice(2, 14), 'hex');
