import { z } from 'zod';

/** Ledgers 台账 that files are taken into and lists are given out of. */
export const EXCHANGED_LEDGERS = ['objects', 'grids', 'hazards'] as const;
export type ExchangedLedger = (typeof EXCHANGED_LEDGERS)[number];

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV_TYPE = 'text/csv';
/** Largest upload, bytes as sent. */
export const UPLOAD_LIMIT = 64 * 1024 * 1024;

/** How an import is run: `dryRun` checks and writes nothing; `stop` writes a file whole or not at all, `skip` leaves bad rows out. */
export const ImportQuery = z.object({
  dryRun: z.enum(['0', '1']).default('0'),
  onError: z.enum(['stop', 'skip']).default('stop'),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

/**
 * 待处理、检查中、写入中; ended as 已写入, 已检查 (a dry run), 未写入 (refused: nothing was written), 失败 (something went wrong on our side;
 * `inserted` and `updated` say how far it came).
 */
export const IMPORT_STATES = ['waiting', 'checking', 'writing', 'done', 'checked', 'refused', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const isImportOver = (state: ImportState): boolean => state !== 'waiting' && state !== 'checking' && state !== 'writing';

/** One bad cell: `row` as the spreadsheet counts them, `column` its letter and `header` its heading (both empty when the whole row is meant). */
export interface ImportFaultView {
  row: number;
  column: string;
  header: string;
  value: string;
  message: string;
}

/** An import and how far it is. Times are ISO 8601. `faults` are the first 500; all of them are in its `faults.xlsx`. */
export interface ImportView {
  id: string;
  ledger: ExchangedLedger;
  fileName: string;
  state: ImportState;
  dryRun: boolean;
  onError: 'stop' | 'skip';
  by: string;
  startedAt: string;
  finishedAt?: string;
  rowsRead: number;
  rowsGood: number;
  rowsBad: number;
  /** What was done; of a dry run, what would be. */
  inserted: number;
  updated: number;
  unchanged: number;
  faultCount: number;
  faults: ImportFaultView[];
  /** Headings that no column of this ledger answers to; their cells were not read. */
  unknownHeaders: string[];
  /** Why the file as a whole was refused, or what went wrong. */
  problem?: { code: string; message: string };
}
