import { DomainError, halvesOf, type Bilingual } from '@one-screen/domain';
import type { TableRow } from '../table/table.js';
import { readCell, seen } from './cell.js';
import type { Headings } from './header.js';
import type { LedgerSheet, Values } from './sheet.js';

/** What is wrong with one cell of a file, or with a row (no column then). */
export interface CellFault {
  row: number;
  /** Letter and heading as the file has them; empty for the whole row. */
  column: string;
  header: string;
  value: string;
  message: Bilingual;
}

/** A row that is good so far. */
export interface CheckedRow<Entry> {
  row: number;
  code: string;
  entry: Entry;
  /** Its cells as seen, by column key, where a later check may have to name one. */
  seen: Record<string, string>;
}

export type RowOutcome<Entry> = { ok: true; checked: CheckedRow<Entry> } | { ok: false; faults: CellFault[] };

/** Reads one row by its columns, then as a whole by the sheet's own rules. */
export const readRow = <Entry, Context>(sheet: LedgerSheet<Entry, Context>, headings: Headings, { row, cells }: TableRow, context: Context): RowOutcome<Entry> => {
  const values: Values = {};
  const faults: CellFault[] = [];
  for (const { column, index, letter, heading } of headings.columns) {
    const cell = readCell(column, cells[index]);
    if (cell.ok) values[column.key] = cell.value;
    else faults.push({ row, column: letter, header: heading, value: seen(cells[index]), message: cell.message });
  }
  if (faults.length) return { ok: false, faults };
  try {
    const entry = sheet.entryOf(values, context);
    const asSeen = Object.fromEntries(headings.columns.filter(({ index }) => cells[index] !== undefined).map(({ column, index }) => [column.key, seen(cells[index])]));
    return { ok: true, checked: { row, code: sheet.codeOf(entry), entry, seen: asSeen } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, faults: faultsOf(sheet, headings, row, error, (key) => seen(cells[headings.columns.find(({ column }) => column.key === key)?.index ?? -1])) };
  }
};

/** A refusal of the domain as faults of cells: each of its details that names a column stands at that column, the rest at the row. */
export const faultsOf = (sheet: Pick<LedgerSheet, 'columns'>, headings: Headings, row: number, error: DomainError, valueOf: (key: string) => string): CellFault[] => {
  const details = Array.isArray(error.details) ? (error.details as { path?: unknown; message?: unknown }[]) : [];
  const told = details.length ? details : [{ path: '', message: error.text }];
  return told.map(({ path, message }) => {
    const key = typeof path === 'string' ? path : '';
    const headed = headings.columns.find(({ column }) => column.key === key);
    const known = headed?.column ?? sheet.columns.find((column) => column.key === key);
    const text = typeof message === 'string' ? halvesOf(message) : ((message as Bilingual | undefined) ?? error.text);
    return { row, column: headed?.letter ?? '', header: headed?.heading ?? known?.zh ?? '', value: known ? valueOf(key) : '', message: text };
  });
};
