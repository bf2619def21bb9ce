import { open } from 'node:fs/promises';
import type { ExchangedLedger } from '@one-screen/contracts';
import { SHEETS } from '../sheets/index.js';
import { readHeadings, type Headings } from '../sheets/header.js';
import { readRow, type CellFault, type CheckedRow } from '../sheets/row.js';
import { csvRows } from '../table/csv-reader.js';
import { unreadable, type TableFormat, type TableRow } from '../table/table.js';
import { xlsxRows } from '../table/xlsx-reader.js';

/** What is to be read, plain data for another thread. Good rows go to `spool`, one JSON a line, to be written from there. */
export interface ReadingTask {
  file: string;
  format: TableFormat;
  ledger: ExchangedLedger;
  context: unknown;
  spool: string;
}

/** Rows that are good by themselves, and the faults of those that are not. */
export interface Batch {
  rows: CheckedRow<unknown>[];
  faults: CellFault[];
  /** Rows read in this batch, empty ones not counted. */
  read: number;
  /** Letter and heading of each column the file has, by key. */
  headed: Record<string, { letter: string; heading: string }>;
  unknown: string[];
}

/** Asked of whoever knows what is stored: the numbers of the rows that are bad after all. */
export type Confer = (batch: Batch) => Promise<readonly number[]>;

const ROWS_AT_ONCE = 250;

/** Reads a whole file, conferring batch by batch; never holds more than one. Throws DomainError when the file as a whole cannot be taken. */
export const readLedgerFile = async (task: ReadingTask, confer: Confer): Promise<void> => {
  const sheet = SHEETS[task.ledger];
  const spool = await open(task.spool, 'w');
  const firstOf = new Map<string, number>();
  let headings: Headings | undefined;
  let headed: Batch['headed'] = {};
  let batch = empty({});
  const flush = async (): Promise<void> => {
    const bad = new Set(await confer(batch));
    const lines = batch.rows.filter(({ row }) => !bad.has(row)).map(({ row, entry }) => `${JSON.stringify({ row, entry })}\n`).join('');
    if (lines) await spool.write(lines);
    batch = empty(headed);
  };
  const take = (row: TableRow): void => {
    if (!headings) {
      headings = readHeadings(sheet, row.cells);
      headed = Object.fromEntries(headings.columns.map(({ column, letter, heading }) => [column.key, { letter, heading }]));
      batch = { ...empty(headed), unknown: headings.unknown };
      return;
    }
    batch.read += 1;
    const outcome = readRow(sheet, headings, row, task.context);
    if (!outcome.ok) return void batch.faults.push(...outcome.faults);
    const { checked } = outcome;
    const first = firstOf.get(checked.code);
    if (first === undefined) {
      firstOf.set(checked.code, checked.row);
      batch.rows.push(checked);
      return;
    }
    const key = sheet.columns[0]?.key ?? '';
    batch.faults.push({ row: checked.row, column: headed[key]?.letter ?? '', header: headed[key]?.heading ?? '', value: checked.code, message: { zh: `与第 ${first} 行重复`, en: `is given in row ${first} already` } });
  };
  try {
    for await (const rows of task.format === 'xlsx' ? xlsxRows(task.file) : csvRows(task.file)) {
      for (const row of rows) {
        if (!isEmpty(row)) take(row);
        if (batch.read >= ROWS_AT_ONCE) await flush();
      }
    }
    if (!headings) throw unreadable('empty-file', '文件中没有内容', 'The file is empty');
    await flush();
  } finally {
    await spool.close();
  }
};

const empty = (headed: Batch['headed']): Batch => ({ rows: [], faults: [], read: 0, headed, unknown: [] });
const isEmpty = ({ cells }: TableRow): boolean => cells.every((cell) => cell === undefined || (typeof cell === 'string' && cell.trim() === ''));
