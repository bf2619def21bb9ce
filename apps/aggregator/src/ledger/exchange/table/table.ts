import { DomainError, invalid } from '@one-screen/domain';

/** A cell as the file holds it. `at`: epoch milliseconds of a cell formatted as a date, its wall clock taken as Beijing's; `error`: `#N/A` and its like. */
export type RawCell = string | number | boolean | { at: number } | { error: string };

/** One row of a table; `row` as the spreadsheet counts them, from 1. Empty cells are undefined. */
export interface TableRow {
  row: number;
  cells: (RawCell | undefined)[];
}

export type TableFormat = 'xlsx' | 'csv';

/** Bounds of what is read of one file. */
export const TABLE_LIMITS = {
  rows: 200_000,
  columns: 256,
  /** Characters in a cell: Excel's own bound. */
  cell: 32_767,
  /** Bytes all parts of a workbook may unpack to, and how many times their packed size once past the grace. */
  unpacked: 1024 * 1024 * 1024,
  ratio: 200,
  grace: 16 * 1024 * 1024,
  parts: 2000,
  /** Shared strings of a workbook: how many, and their characters in all. */
  strings: 4_000_000,
  stringCharacters: 128 * 1024 * 1024,
};

/** Why a file as a whole cannot be taken (422). */
export const unreadable = (code: string, zh: string, en: string): DomainError => invalid(code, zh, en);
/** Why a file is too much to take (413). */
export const tooLarge = (code: string, zh: string, en: string): DomainError => new DomainError('too-large', code, { zh, en });

export const tooManyRows = () => tooLarge('too-many-rows', `超过 ${TABLE_LIMITS.rows.toLocaleString('en')} 行，请分成几个文件`, `More than ${TABLE_LIMITS.rows.toLocaleString('en')} rows; part it into several files`);
export const tooManyColumns = () => tooLarge('too-many-columns', `超过 ${TABLE_LIMITS.columns} 列`, `More than ${TABLE_LIMITS.columns} columns`);
export const tooLongCell = (row: number) => tooLarge('cell-too-long', `第 ${row} 行有单元格超过 ${TABLE_LIMITS.cell} 字`, `Row ${row} has a cell of more than ${TABLE_LIMITS.cell} characters`);

/** The letters of a column, the first being 0: A … Z, AA … */
export const columnLetter = (index: number): string => {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
};

/** The column of a cell's reference (`BC12` -> 54), or -1. */
export const columnOf = (reference: string): number => {
  let index = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code >= 97 && code <= 122) index = index * 26 + code - 96;
    else if (code >= 65 && code <= 90) index = index * 26 + code - 64;
    else break;
  }
  return index - 1;
};

