import { Injectable } from '@nestjs/common';
import { SECTORS, widerThan, type Alarm, type DataScope, type Sector } from '@one-screen/domain';
import { Database, type SqlValue, type Transaction } from '../database/database.js';
import { insertRows, marks, onConflictIgnore, onConflictUpdate } from '../database/sql.js';
import type { Held } from './alarm-fold.js';
import { ALARM_COLUMNS, fromRow, toRow, type AlarmRow } from './alarm.row.js';

export interface AlarmFilter {
  states?: readonly string[];
  open?: boolean;
  levels?: readonly string[];
  sectors?: readonly string[];
  sinceSequence?: number;
  sinceTime?: number;
  objectCode?: string;
  sourceId?: string;
  /** Only alarms changed before this sequence (the cursor). */
  before?: number;
  limit: number;
}

/** Every SQL statement about alarms; portable over both dialects. */
@Injectable()
export class AlarmsRepository {
  constructor(private readonly database: Database) {}

  /** The newest alarm of each slot. */
  async bySlots(transaction: Transaction, slots: readonly string[]): Promise<Map<string, Alarm>> {
    const rows = await slices<AlarmRow>(slots, (part) => transaction.query(`SELECT * FROM alarm WHERE slot IN (${marks(part.length)})`, [...part]));
    return new Map(rows.map((row) => [String(row.slot), fromRow(row)]));
  }

  /** Alarms with the slot each holds (null when a newer alarm of its key took it). */
  async byIds(transaction: Transaction, ids: readonly string[]): Promise<Map<string, Held>> {
    const rows = await slices<AlarmRow>(ids, (part) => transaction.query(`SELECT * FROM alarm WHERE id IN (${marks(part.length)})`, [...part]));
    return new Map(rows.map((row) => [String(row.id), { alarm: fromRow(row), slot: row.slot === null ? null : String(row.slot) }]));
  }

  /** Which of these signals were journalled before, and for which subject. */
  async knownSignals(transaction: Transaction, hashes: readonly string[]): Promise<Map<string, { subjectType: string; subjectId: string }>> {
    const rows = await slices<{ signal_hash: string; subject_type: string; subject_id: string }>(hashes, (part) =>
      transaction.query(`SELECT signal_hash, subject_type, subject_id FROM journal WHERE signal_hash IN (${marks(part.length)})`, [...part]),
    );
    return new Map(rows.map((row) => [row.signal_hash, { subjectType: row.subject_type, subjectId: row.subject_id }]));
  }

  async earlierClears(transaction: Transaction, slots: readonly string[]): Promise<Map<string, number>> {
    const rows = await slices<{ slot: string; at: number | string }>(slots, (part) => transaction.query(`SELECT slot, at FROM earlier_clear WHERE slot IN (${marks(part.length)})`, [...part]));
    return new Map(rows.map((row) => [row.slot, Number(row.at)]));
  }

  async rememberClears(transaction: Transaction, clears: ReadonlyMap<string, number>): Promise<void> {
    const rows = [...clears].map(([slot, at]) => ({ slot, at }));
    await insertRows(transaction, 'earlier_clear', ['slot', 'at'], rows, onConflictUpdate(this.database.dialect, ['slot'], ['at']));
  }

  async forgetClears(transaction: Transaction, slots: readonly string[]): Promise<void> {
    await slices(slots, (part) => transaction.query(`DELETE FROM earlier_clear WHERE slot IN (${marks(part.length)})`, [...part]));
  }

  /** Takes the slot from alarms that a newer one of the same key replaces. */
  async releaseSlots(transaction: Transaction, slots: readonly string[]): Promise<void> {
    await slices(slots, (part) => transaction.query(`UPDATE alarm SET slot = NULL WHERE slot IN (${marks(part.length)})`, [...part]));
  }

  async insert(transaction: Transaction, alarms: readonly Held[]): Promise<void> {
    await insertRows(transaction, 'alarm', ALARM_COLUMNS, alarms.map(({ alarm, slot }) => toRow(alarm, slot)));
  }

  /** Only columns in which one of them differs from `was` are written: SQLite rewrites an index's page for every column named, changed or not. */
  async update(transaction: Transaction, alarms: readonly (Held & { was: Held })[]): Promise<void> {
    const before = alarms.map(({ was }) => toRow(was.alarm, was.slot));
    const after = alarms.map(({ alarm, slot }) => toRow(alarm, slot));
    const changed = ALARM_COLUMNS.filter((column) => after.some((row, index) => row[column] !== before[index]?.[column]));
    if (changed.length) await insertRows(transaction, 'alarm', ALARM_COLUMNS, after, onConflictUpdate(this.database.dialect, ['id'], changed));
  }

  /** Alarms whose next clock has come, longest overdue first. */
  async due(now: number, limit: number): Promise<string[]> {
    const rows = await this.database.read<{ id: string }>('SELECT id FROM alarm WHERE next_clock_at <= ? ORDER BY next_clock_at LIMIT ?', [now, limit]);
    return rows.map((row) => row.id);
  }

  /** Alarms a maintenance window holds. */
  async heldBy(windowId: string, limit: number): Promise<string[]> {
    const rows = await this.database.read<{ id: string }>("SELECT id FROM alarm WHERE state = 'shelved' AND maintenance_id = ? LIMIT ?", [windowId, limit]);
    return rows.map((row) => row.id);
  }

  async find(id: string, scope: DataScope): Promise<Alarm | undefined> {
    const where = scopeWhere(scope);
    const [row] = await this.database.read<AlarmRow>(`SELECT * FROM alarm WHERE id = ? AND ${where.sql}`, [id, ...where.values]);
    return row && fromRow(row);
  }

  async findMany(ids: readonly string[], scope: DataScope): Promise<Alarm[]> {
    const where = scopeWhere(scope);
    const rows = await slices<AlarmRow>(ids, (part) => this.database.read(`SELECT * FROM alarm WHERE id IN (${marks(part.length)}) AND ${where.sql}`, [...part, ...where.values]));
    return rows.map(fromRow);
  }

  /** Open alarms of a sector whose condition is there, about an object, no drills: what rules that count alarms may count. */
  async standingIn(sector: Sector): Promise<Alarm[]> {
    return (await this.database.read<AlarmRow>('SELECT * FROM alarm WHERE sector = ? AND is_open = 1 AND condition_active = 1 AND drill = 0 AND object_code IS NOT NULL', [sector])).map(fromRow);
  }

  /** A page of alarms, newest change first. */
  async list(filter: AlarmFilter, scope: DataScope): Promise<Alarm[]> {
    const clauses: string[] = [];
    const values: SqlValue[] = [];
    const add = (sql: string, ...given: SqlValue[]) => {
      clauses.push(sql);
      values.push(...given);
    };
    if (filter.open) add('is_open = 1');
    if (filter.states?.length) add(`state IN (${marks(filter.states.length)})`, ...filter.states);
    if (filter.levels?.length) add(`level IN (${marks(filter.levels.length)})`, ...filter.levels);
    if (filter.sectors?.length) add(`sector IN (${marks(filter.sectors.length)})`, ...filter.sectors);
    if (filter.objectCode) add('object_code = ?', filter.objectCode);
    if (filter.sourceId) add('source_id = ?', filter.sourceId);
    if (filter.sinceSequence !== undefined) add('sequence > ?', filter.sinceSequence);
    if (filter.sinceTime !== undefined) add('received_at >= ?', filter.sinceTime);
    if (filter.before !== undefined) add('sequence < ?', filter.before);
    const where = scopeWhere(scope);
    add(where.sql, ...where.values);
    const rows = await this.database.read<AlarmRow>(`SELECT * FROM alarm WHERE ${clauses.join(' AND ')} ORDER BY sequence DESC LIMIT ?`, [...values, filter.limit]);
    return rows.map(fromRow);
  }

  /** Alarms received per bucket and level, drills left out. */
  timeline(from: number, to: number, bucketMs: number, scope: DataScope): Promise<{ bucket: number | string; level: string; alarms: number | string }[]> {
    const where = scopeWhere(scope);
    return this.database.read(
      `SELECT received_at - (received_at % ?) AS bucket, level, COUNT(*) AS alarms FROM alarm
       WHERE received_at >= ? AND received_at < ? AND drill = 0 AND ${where.sql} GROUP BY bucket, level`,
      [bucketMs, from, to, ...where.values],
    );
  }

  async shownOf(alarmId: string): Promise<{ wall_id: string; wall_name: string; revision: number; at: number | string }[]> {
    return this.database.read('SELECT wall_id, wall_name, revision, at FROM alarm_shown WHERE alarm_id = ? ORDER BY at', [alarmId]);
  }

  /** First painting is kept for ever; the newest revision painted moves on. */
  async saveShown(transaction: Transaction, rows: readonly { alarm_id: string; wall_id: string; wall_name: string; revision: number; at: number; last_revision: number; last_at: number }[]): Promise<void> {
    const columns = ['alarm_id', 'wall_id', 'wall_name', 'revision', 'at', 'last_revision', 'last_at'];
    await insertRows(transaction, 'alarm_shown', columns, rows, onConflictUpdate(this.database.dialect, ['alarm_id', 'wall_id'], ['last_revision', 'last_at']));
  }

  async saveLoad(transaction: Transaction, row: Record<string, SqlValue>): Promise<void> {
    const columns = ['at', 'raised10', 'officers', 'flood', 'sign_p50', 'sign_p95', 'chattering', 'standing', 'unsigned_now'];
    await insertRows(transaction, 'alarm_load', columns, [row], onConflictIgnore(this.database.dialect, ['at']));
  }
}

/** The scope as SQL: the same as `covers` (domain scope.ts). */
export const scopeWhere = (scope: DataScope): { sql: string; values: SqlValue[] } => {
  const sectors = `sector IN (${marks(scope.sectors.length)})`;
  if (!scope.gridPrefix) return scope.sectors.length === SECTORS.length ? { sql: '1 = 1', values: [] } : { sql: sectors, values: [...scope.sectors] };
  const wider = widerThan(scope.gridPrefix);
  return {
    sql: `${sectors} AND (grid_code IS NULL OR grid_code LIKE ?${wider.length ? ` OR grid_code IN (${marks(wider.length)})` : ''})`,
    values: [...scope.sectors, `${scope.gridPrefix}%`, ...wider],
  };
};

const IN_AT_ONCE = 500;

const slices = async <T>(all: readonly string[], query: (part: readonly string[]) => Promise<unknown>): Promise<T[]> => {
  const found: T[] = [];
  for (let at = 0; at < all.length; at += IN_AT_ONCE) {
    const rows = await query(all.slice(at, at + IN_AT_ONCE));
    if (Array.isArray(rows)) found.push(...(rows as T[]));
  }
  return found;
};
