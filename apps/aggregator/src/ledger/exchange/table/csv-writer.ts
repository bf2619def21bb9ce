import { disarmed } from './formula.js';

export const BOM = '﻿';
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One line of CSV (RFC 4180). Text that could run as a formula is disarmed; numbers are ours and stay. */
export const csvLine = (cells: readonly (string | number | undefined)[]): string =>
  `${cells.map((cell) => (cell === undefined ? '' : typeof cell === 'number' ? String(cell) : quoted(disarmed(cell)))).join(',')}\r\n`;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
