import { Injectable } from '@nestjs/common';
import type { GridView } from '@one-screen/contracts';
import { ulid } from 'ulid';
import { Database, type Transaction } from '../database/database.js';
import { insertRows, marks, onConflictUpdate } from '../database/sql.js';
import { gridOf, sameGrid, toGridRow, toVersionRow, VERSION_COLUMNS, GRID_COLUMNS, versionOf, type GridRow, type StoredVersion, type VersionRow } from './grids/grid.row.js';

const CODES_AT_ONCE = 500;
/** Why the first version of a grid stands, and one that came with a list. */
const FIRST = '初始划定';
const LISTED = '台账写入';

/** Every SQL statement about grids: the versions, and the table of those in force that the hot path reads. */
@Injectable()
export class GridsRepository {
  constructor(private readonly database: Database) {}

  /** Grids whose code begins with `prefix`, by code, as they are now. */
  async under(prefix: string): Promise<GridView[]> {
    return (await this.database.read<GridRow>('SELECT * FROM grid WHERE code LIKE ? ORDER BY code', [`${prefix}%`])).map(gridOf);
  }

  /** The same as they were, or will be, at a moment (epoch ms). */
  async underAt(prefix: string, at: number): Promise<GridView[]> {
    const rows = await this.database.read<VersionRow>('SELECT * FROM grid_version WHERE code LIKE ? AND from_at <= ? AND (until_at IS NULL OR until_at > ?) ORDER BY code', [`${prefix}%`, at, at]);
    return rows.map(gridOf);
  }

  async find(code: string): Promise<GridView | undefined> {
    const [row] = await this.database.read<GridRow>('SELECT * FROM grid WHERE code = ?', [code]);
    return row && gridOf(row);
  }

  async withCodes(codes: readonly string[]): Promise<GridView[]> {
    return (await this.sliced<GridRow>('SELECT * FROM grid WHERE code IN', codes)).map(gridOf);
  }

  /** Which of these codes are grids now, as committed. */
  async known(codes: readonly string[]): Promise<Set<string>> {
    return new Set((await this.sliced<{ code: string }>('SELECT code FROM grid WHERE code IN', codes)).map(({ code }) => code));
  }

  /** Names of those codes that are grids now. */
  async names(codes: Iterable<string>): Promise<Map<string, string>> {
    const rows = await this.sliced<{ code: string; name: string }>('SELECT code, name FROM grid WHERE code IN', codes);
    return new Map(rows.map(({ code, name }) => [code, name]));
  }

  /** Which of these codes are grids now. */
  async existing(transaction: Transaction, codes: Iterable<string>): Promise<Set<string>> {
    const rows = await this.sliced<{ code: string }>('SELECT code FROM grid WHERE code IN', codes, transaction);
    return new Set(rows.map(({ code }) => code));
  }

  /** Every version of these codes, oldest first; within a transaction where one is given. */
  async versionsOf(codes: Iterable<string>, transaction?: Transaction): Promise<StoredVersion[]> {
    const rows = await this.sliced<VersionRow>('SELECT * FROM grid_version WHERE code IN', codes, transaction);
    return rows.map(versionOf).sort((a, b) => (a.code === b.code ? a.from - b.from : a.code < b.code ? -1 : 1));
  }

  /** Versions of the grids one or more levels within a code. */
  async versionsWithin(transaction: Transaction, code: string): Promise<StoredVersion[]> {
    return ((await transaction.query('SELECT * FROM grid_version WHERE code LIKE ? AND code <> ?', [`${code}%`, code])) as VersionRow[]).map(versionOf);
  }

  /** Versions that ought to be in force and are not marked so, or the other way round. */
  async due(now: number, transaction?: Transaction): Promise<StoredVersion[]> {
    const sql = 'SELECT * FROM grid_version WHERE (is_present = 0 AND from_at <= ? AND (until_at IS NULL OR until_at > ?)) OR (is_present = 1 AND until_at IS NOT NULL AND until_at <= ?)';
    const rows = transaction ? ((await transaction.query(sql, [now, now, now])) as VersionRow[]) : await this.database.read<VersionRow>(sql, [now, now, now]);
    return rows.map(versionOf);
  }

  /** How many supervised objects lie in a grid. */
  async objectsIn(transaction: Transaction, code: string): Promise<number> {
    const [row] = (await transaction.query('SELECT COUNT(*) AS objects FROM supervised_object WHERE grid_code = ?', [code])) as { objects: number | string }[];
    return Number(row?.objects ?? 0);
  }

  async saveVersions(transaction: Transaction, versions: readonly StoredVersion[]): Promise<void> {
    await insertRows(transaction, 'grid_version', VERSION_COLUMNS, versions.map(toVersionRow), onConflictUpdate(this.database.dialect, ['id'], VERSION_COLUMNS.slice(1)));
  }

  /** Makes what the hot path reads agree with the versions at a moment, for these codes. */
  async present(transaction: Transaction, codes: Iterable<string>, now: number): Promise<void> {
    const versions = await this.versionsOf(codes, transaction);
    const isNow = ({ from, until }: StoredVersion): boolean => from <= now && now < (until ?? Infinity);
    await this.saveVersions(transaction, versions.filter((version) => version.present !== isNow(version)).map((version) => ({ ...version, present: isNow(version) })));
    const standing = versions.filter(isNow);
    await insertRows(transaction, 'grid', GRID_COLUMNS, standing.map(({ grid }) => toGridRow(grid)), onConflictUpdate(this.database.dialect, ['code'], GRID_COLUMNS.slice(1)));
    const gone = [...new Set(versions.map(({ code }) => code))].filter((code) => !standing.some((version) => version.code === code));
    for (const code of gone) await transaction.query('DELETE FROM grid WHERE code = ?', [code]);
  }

  /**
   * Adds grids, or replaces those with the same code: what is new stands from always (from now, where the code has a past), what differs becomes a
   * new version from now, what is the same stays as it is.
   */
  async put(transaction: Transaction, grids: readonly GridView[], by: string, at = Date.now(), reason: string = LISTED): Promise<void> {
    const known = new Map<string, StoredVersion[]>();
    for (const version of await this.versionsOf(grids.map(({ code }) => code), transaction)) known.set(version.code, [...(known.get(version.code) ?? []), version]);
    const changed: StoredVersion[] = [];
    const codes: string[] = [];
    for (const grid of grids) {
      const versions = known.get(grid.code) ?? [];
      const current = versions.find(({ from, until }) => from <= at && at < (until ?? Infinity));
      if (current && sameGrid(current.grid, grid)) continue;
      codes.push(grid.code);
      const next = { code: grid.code, name: grid.name, reason: versions.length ? reason : FIRST, by, at, grid, present: false };
      if (current?.from === at) changed.push({ ...current, ...next, id: current.id, from: at, until: current.until });
      else if (current) changed.push({ ...current, until: at }, { ...next, id: ulid(at), from: at, until: current.until });
      else changed.push({ ...next, id: ulid(at), from: versions.length ? at : 0, until: versions.find(({ from }) => from > at)?.from });
    }
    // What ends is written before what begins in its place, so that no moment has two.
    await this.saveVersions(transaction, changed);
    await this.present(transaction, codes, at);
  }

  private async sliced<T>(sql: string, values: Iterable<string>, transaction?: Transaction): Promise<T[]> {
    const asked = [...new Set(values)];
    const rows: T[] = [];
    for (let at = 0; at < asked.length; at += CODES_AT_ONCE) {
      const slice = asked.slice(at, at + CODES_AT_ONCE);
      const text = `${sql} (${marks(slice.length)})`;
      rows.push(...(transaction ? ((await transaction.query(text, slice)) as T[]) : await this.database.read<T>(text, slice)));
    }
    return rows;
  }
}
