import type { ExchangedLedger } from '@one-screen/contracts';
import type { Bilingual } from '@one-screen/domain';

/** What a column holds. `date`: a day in Beijing, `2026-12-25`; `datetime`: epoch milliseconds; `code`: text that is also read from a number. */
export type ColumnKind = 'text' | 'code' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'enum' | 'list';

/** One column of a ledger's sheet, as data: what it is called, what may stand in it and what a person is told of it. */
export interface SheetColumn {
  key: string;
  zh: string;
  en: string;
  /** Other headings it answers to. */
  aliases?: readonly string[];
  required?: boolean;
  kind: ColumnKind;
  /** Longest text (characters; 500 without), most entries of a list (50 without), or largest number. */
  max?: number;
  /** Smallest number. */
  min?: number;
  /** What a code must match. */
  pattern?: RegExp;
  /** For `enum`: the values, their Chinese names, and other words for them. */
  options?: readonly { value: string; zh: string; aliases?: readonly string[] }[];
  example: string | number;
  note?: Bilingual;
}

/** A cell's value once checked; null where the column is there and the cell is empty. */
export type CellValue = string | number | boolean | string[] | null;
/** A row once checked, by column key. A column the file does not have has no key. */
export type Values = Record<string, CellValue>;

/**
 * The sheet of one ledger, for both ways: an export's columns are an import's, so what went out can come in again. `Entry` is what a row becomes,
 * `Context` the plain data its making needs (it is copied to the thread that reads).
 */
export interface LedgerSheet<Entry = unknown, Context = unknown> {
  ledger: ExchangedLedger;
  zh: string;
  en: string;
  columns: readonly SheetColumn[];
  /** The business code by which a row is known again. */
  codeOf(entry: Entry): string;
  /** The entry of a row's values. Throws DomainError whose `details` name columns by key as `path`. */
  entryOf(values: Values, context: Context): Entry;
}
