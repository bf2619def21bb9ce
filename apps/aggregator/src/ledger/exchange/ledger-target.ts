import { DomainError, inOneLine, type Bilingual, type DataScope, type Permission } from '@one-screen/domain';
import type { LedgerAuthor } from '../ledger.service.js';
import type { CheckedRow } from './sheets/row.js';
import type { LedgerSheet } from './sheets/sheet.js';
import type { WrittenCell } from './table/xlsx-writer.js';

/** Who imports, and within which data scope their rows must lie. */
export interface Importer extends LedgerAuthor {
  scope: DataScope;
}

/** A row that does not fit what is stored: which, which column (by key; none for the whole row), and why ("zh / en"). */
export interface Misfit {
  row: number;
  key?: string;
  message: string;
}

export interface Tally {
  inserted: number;
  updated: number;
  unchanged: number;
}

export interface Verdict extends Tally {
  misfits: Misfit[];
}

/** Where the rows of one ledger go to and come from. */
export interface LedgerTarget<Entry = unknown> {
  sheet: LedgerSheet<Entry>;
  /** Permission a person needs to import. */
  needs: Permission;
  /** Plain data the reading thread needs to make entries. */
  context(): Promise<unknown>;
  /** Rows held against what is stored: which do not fit, and what the rest would do. Writes nothing. */
  check(rows: readonly CheckedRow<Entry>[], importer: Importer): Promise<Verdict>;
  /** Writes rows in one short transaction, all that fit. What is stored already in the same words is left alone. */
  write(rows: readonly Pick<CheckedRow<Entry>, 'row' | 'entry'>[], importer: Importer): Promise<Verdict>;
  /** Called once after the last `write`. */
  settle?(): Promise<void>;
  /** Rows of a list as filtered, page by page, in the order of the sheet's columns. Throws 422 on a filter it does not know. */
  rowsOf(scope: DataScope, query: Record<string, unknown>): AsyncGenerator<(readonly WrittenCell[])[]>;
}

/** The first fault the ledger's own check finds, in both languages; undefined when it finds none. */
export const faultIn = (check: () => void): { path: string; message: string } | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [first] = Array.isArray(error.details) ? (error.details as { path: string; message: Bilingual }[]) : [];
    return { path: first?.path ?? '', message: inOneLine(first?.message ?? error.text) };
  }
};
