const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000;
/** Days from the first day of each date system to 1970-01-01. The 1900 system counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4). */
const UNIX_1900 = 25_569;
const UNIX_1904 = 24_107;
/** Last day of 9999 in the 1900 system. */
export const LAST_SERIAL = 2_958_466;

/** The moment of an Excel serial number whose wall clock is Beijing's, epoch ms; undefined when it is no date. */
export const momentOfSerial = (serial: number, since1904 = false): number | undefined => {
  if (!Number.isFinite(serial) || serial < (since1904 ? 0 : 1) || serial >= LAST_SERIAL) return undefined;
  const days = since1904 ? serial - UNIX_1904 : serial - UNIX_1900 + (serial < 60 ? 1 : 0);
  return Math.round(days * DAY) - BEIJING;
};

/** The serial number of a moment's wall clock in Beijing, in the 1900 system (from March 1900 on). */
export const serialOf = (at: number): number => (at + BEIJING) / DAY + UNIX_1900;

const DATE_WORDS = /[ymdhs年月日时分秒]/i;
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a number format shows a date or time: by its built-in id, or by its letters outside quotes, colours and escapes. */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  code === undefined ? BUILT_IN_DATES.has(id) : DATE_WORDS.test(code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').replaceAll(/\[(?!h|m|s|hh|mm|ss\])[^\]]*\]/gi, '').replaceAll(/General/gi, ''));
