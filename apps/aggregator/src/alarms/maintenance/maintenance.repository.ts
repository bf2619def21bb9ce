import { Injectable } from '@nestjs/common';
import type { DataScope, MaintenanceWindow, Sector } from '@one-screen/domain';
import { Database, type SqlValue, type Transaction } from '../../database/database.js';
import { insertRows, onConflictUpdate } from '../../database/sql.js';
import { scopeWhere } from '../alarms.repository.js';
import { fromRow, toRow, WINDOW_COLUMNS, type WindowRow } from './maintenance.row.js';

/** Every SQL statement about maintenance windows; portable over both dialects. */
@Injectable()
export class MaintenanceRepository {
  constructor(private readonly database: Database) {}

  /** Windows that are requested or approved, and those over whose alarms are not all back; within a transaction where one is given. */
  async live(transaction?: Transaction): Promise<{ open: MaintenanceWindow[]; unreleased: string[] }> {
    const sql = 'SELECT * FROM maintenance_window WHERE is_open = 1 OR unreleased = 1';
    const rows = transaction ? ((await transaction.query(sql)) as WindowRow[]) : await this.database.read<WindowRow>(sql);
    return {
      open: rows.filter((row) => Number(row.is_open) === 1).map(fromRow),
      unreleased: rows.filter((row) => Number(row.unreleased) === 1).map((row) => String(row.id)),
    };
  }

  /** All that are open and the newest of the others, newest first, as far as the scope sees them. */
  async list(scope: DataScope, pastAtMost: number): Promise<MaintenanceWindow[]> {
    const where = scopeWhere(scope);
    const read = (open: number, limit: number) => this.database.read<WindowRow>(`SELECT * FROM maintenance_window WHERE is_open = ? AND ${where.sql} ORDER BY id DESC LIMIT ?`, [open, ...where.values, limit]);
    const [open, past] = await Promise.all([read(1, OPEN_AT_MOST), read(0, pastAtMost)]);
    return [...open, ...past].map(fromRow);
  }

  async find(id: string, scope: DataScope): Promise<MaintenanceWindow | undefined> {
    const where = scopeWhere(scope);
    const [row] = await this.database.read<WindowRow>(`SELECT * FROM maintenance_window WHERE id = ? AND ${where.sql}`, [id, ...where.values]);
    return row && fromRow(row);
  }

  /** A window as it is now, within the journal head's lock. */
  async present(transaction: Transaction, id: string): Promise<MaintenanceWindow | undefined> {
    const [row] = (await transaction.query('SELECT * FROM maintenance_window WHERE id = ?', [id])) as WindowRow[];
    return row && fromRow(row);
  }

  async save(transaction: Transaction, window: MaintenanceWindow): Promise<void> {
    await insertRows(transaction, 'maintenance_window', WINDOW_COLUMNS, [toRow(window)], onConflictUpdate(this.database.dialect, ['id'], WINDOW_COLUMNS.slice(1)));
  }

  /** Nothing is held by it any more. */
  async released(transaction: Transaction, id: string): Promise<void> {
    await transaction.query('UPDATE maintenance_window SET unreleased = 0 WHERE id = ?', [id]);
  }

  /** How many alarms each window holds now. */
  async held(): Promise<Map<string, number>> {
    const rows = await this.database.read<{ id: string; alarms: number | string }>("SELECT maintenance_id AS id, COUNT(*) AS alarms FROM alarm WHERE state = 'shelved' AND maintenance_id IS NOT NULL GROUP BY maintenance_id");
    return new Map(rows.map(({ id, alarms }) => [id, Number(alarms)]));
  }

  /** Sector and name of a source. The sources' own room stands above this one. */
  async sources(id?: string): Promise<Map<string, { sector: Sector; name: string }>> {
    const values: SqlValue[] = id === undefined ? [] : [id];
    const rows = await this.database.read<{ id: string; sector: string; name: string }>(`SELECT id, sector, name FROM source${id === undefined ? '' : ' WHERE id = ?'}`, values);
    return new Map(rows.map((row) => [row.id, { sector: row.sector as Sector, name: row.name }]));
  }
}

const OPEN_AT_MOST = 1000;
