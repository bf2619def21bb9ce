import { Injectable } from '@nestjs/common';
import { isImportOver, type ExchangedLedger, type ImportState } from '@one-screen/contracts';
import type { Bilingual } from '@one-screen/domain';
import { Database, type SqlRow, type Transaction } from '../../../database/database.js';
import { insertRows, marks, onConflictUpdate } from '../../../database/sql.js';
import type { CellFault } from '../sheets/row.js';

/** An import, the truth. Times are epoch milliseconds. */
export interface LedgerImport {
  id: string;
  ledger: ExchangedLedger;
  fileName: string;
  fileBytes: number;
  dryRun: boolean;
  onError: 'stop' | 'skip';
  state: ImportState;
  actor: string;
  startedAt: number;
  updatedAt: number;
  finishedAt?: number | undefined;
  rowsRead: number;
  rowsGood: number;
  rowsBad: number;
  inserted: number;
  updated: number;
  unchanged: number;
  faultCount: number;
  unknownHeaders: string[];
  problem?: { code: string; text: Bilingual } | undefined;
}

const COLUMNS = ['id', 'ledger', 'file_name', 'file_bytes', 'is_dry_run', 'on_error', 'state', 'actor', 'started_at', 'updated_at', 'finished_at', 'rows_read', 'rows_good', 'rows_bad', 'inserted', 'updated', 'unchanged', 'fault_count', 'unknown_headers', 'problem_code', 'problem_zh', 'problem_en'] as const;
const FAULT_COLUMNS = ['import_id', 'position', 'row_number_seen', 'column_letter', 'header', 'cell_value', 'message_zh', 'message_en'] as const;

/** Imports and the faults they found. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  async save(transaction: Transaction, one: LedgerImport): Promise<void> {
    const row: SqlRow = {
      id: one.id, ledger: one.ledger, file_name: one.fileName, file_bytes: one.fileBytes, is_dry_run: Number(one.dryRun), on_error: one.onError, state: one.state, actor: one.actor,
      started_at: one.startedAt, updated_at: one.updatedAt, finished_at: one.finishedAt ?? null, rows_read: one.rowsRead, rows_good: one.rowsGood, rows_bad: one.rowsBad,
      inserted: one.inserted, updated: one.updated, unchanged: one.unchanged, fault_count: one.faultCount, unknown_headers: JSON.stringify(one.unknownHeaders),
      problem_code: one.problem?.code ?? null, problem_zh: one.problem?.text.zh ?? null, problem_en: one.problem?.text.en ?? null,
    };
    await insertRows(transaction, 'ledger_import', COLUMNS, [row], onConflictUpdate(this.database.dialect, ['id'], COLUMNS.slice(1)));
  }

  async find(id: string): Promise<LedgerImport | undefined> {
    const [row] = await this.database.read('SELECT * FROM ledger_import WHERE id = ?', [id]);
    return row && importOf(row);
  }

  /** Imports that are not over. */
  async open(): Promise<LedgerImport[]> {
    const states = (['waiting', 'checking', 'writing'] satisfies ImportState[]).filter((state) => !isImportOver(state));
    return (await this.database.read(`SELECT * FROM ledger_import WHERE state IN (${marks(states.length)}) ORDER BY id`, states)).map(importOf);
  }

  async addFaults(id: string, first: number, faults: readonly CellFault[]): Promise<void> {
    await this.database.write((transaction) => insertRows(transaction, 'ledger_import_fault', FAULT_COLUMNS, faults.map(({ row, column, header, value, message }, index) => ({
      import_id: id, position: first + index, row_number_seen: row, column_letter: column, header: header.slice(0, 200), cell_value: value.slice(0, 200), message_zh: message.zh.slice(0, 500), message_en: message.en.slice(0, 500),
    }))));
  }

  /** Faults in the order they were found, from `after` (a position, -1 for the first). */
  async faults(id: string, after: number, limit: number): Promise<CellFault[]> {
    const rows = await this.database.read('SELECT * FROM ledger_import_fault WHERE import_id = ? AND position > ? ORDER BY position LIMIT ?', [id, after, limit]);
    return rows.map((row) => ({ row: Number(row.row_number_seen), column: String(row.column_letter), header: String(row.header), value: String(row.cell_value), message: { zh: String(row.message_zh), en: String(row.message_en) } }));
  }

  /** Forgets the faults of imports that began before a moment; the imports themselves stay. */
  async forgetFaults(before: number): Promise<void> {
    const old = await this.database.read<{ id: string }>('SELECT id FROM ledger_import WHERE started_at < ? AND fault_count > 0 AND EXISTS (SELECT 1 FROM ledger_import_fault WHERE import_id = ledger_import.id)', [before]);
    for (const { id } of old) await this.database.write((transaction) => transaction.query('DELETE FROM ledger_import_fault WHERE import_id = ?', [id]));
  }
}

const importOf = (row: SqlRow): LedgerImport => ({
  id: String(row.id), ledger: row.ledger as ExchangedLedger, fileName: String(row.file_name), fileBytes: Number(row.file_bytes), dryRun: Number(row.is_dry_run) === 1, onError: row.on_error as 'stop' | 'skip', state: row.state as ImportState, actor: String(row.actor),
  startedAt: Number(row.started_at), updatedAt: Number(row.updated_at), finishedAt: row.finished_at === null ? undefined : Number(row.finished_at), rowsRead: Number(row.rows_read), rowsGood: Number(row.rows_good), rowsBad: Number(row.rows_bad),
  inserted: Number(row.inserted), updated: Number(row.updated), unchanged: Number(row.unchanged), faultCount: Number(row.fault_count), unknownHeaders: JSON.parse(String(row.unknown_headers)) as string[],
  problem: row.problem_code === null ? undefined : { code: String(row.problem_code), text: { zh: String(row.problem_zh), en: String(row.problem_en) } },
});
