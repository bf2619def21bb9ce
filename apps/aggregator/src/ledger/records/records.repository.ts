import type { DataScope, Living } from '@one-screen/domain';
import { Database, type SqlRow, type SqlValue, type Transaction } from '../../database/database.js';
import { insertRows, marks, onConflictUpdate } from '../../database/sql.js';
import type { Shelf } from './shelf.js';

const AT_ONCE = 400;
interface BodyRow {
  body: string;
}

/** More conditions of a list; `sql` is a fragment over the columns of the shelf. */
export interface Where {
  sql: string;
  values: readonly SqlValue[];
}

/** Strictly within the reader's sectors and grids: a number of a village is not shown what the whole street has. */
export const withinScope = (scope: DataScope): Where => ({
  sql: `sector IN (${marks(scope.sectors.length)})${scope.gridPrefix ? ' AND grid_code LIKE ?' : ''}`,
  values: [...scope.sectors, ...(scope.gridPrefix ? [`${scope.gridPrefix}%`] : [])],
});

/** Every statement about one kind of record; portable over both dialects. */
export class RecordsRepository<T extends Living<string>> {
  constructor(
    private readonly database: Database,
    readonly shelf: Shelf<T>,
  ) {}

  /** Records as they are now, within the journal head's lock. */
  async present(transaction: Transaction, ids: readonly string[]): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const part = ids.slice(at, at + AT_ONCE);
      for (const row of (await transaction.query(`SELECT body FROM ${this.shelf.table} WHERE id IN (${marks(part.length)})`, part)) as BodyRow[]) {
        const record = this.read(row);
        found.set(record.id, record);
      }
    }
    return found;
  }

  /** The same as committed, whoever asks. */
  async stored(ids: readonly string[]): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const part = ids.slice(at, at + AT_ONCE);
      for (const row of await this.database.read<BodyRow>(`SELECT body FROM ${this.shelf.table} WHERE id IN (${marks(part.length)})`, part)) {
        const record = this.read(row);
        found.set(record.id, record);
      }
    }
    return found;
  }

  async find(id: string, scope: DataScope): Promise<T | undefined> {
    const where = withinScope(scope);
    const [row] = await this.database.read<BodyRow>(`SELECT body FROM ${this.shelf.table} WHERE id = ? AND ${where.sql}`, [id, ...where.values]);
    return row && this.read(row);
  }

  async findMany(ids: readonly string[], scope: DataScope): Promise<T[]> {
    const where = withinScope(scope);
    const found: T[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const part = ids.slice(at, at + AT_ONCE);
      const rows = await this.database.read<BodyRow>(`SELECT body FROM ${this.shelf.table} WHERE id IN (${marks(part.length)}) AND ${where.sql}`, [...part, ...where.values]);
      found.push(...rows.map((row) => this.read(row)));
    }
    return found;
  }

  /** A page, newest first by `by` (a column that is never null in it), then by id. `after` is the last one of the page before. */
  async page(scope: DataScope, more: readonly Where[], by: string, limit: number, after?: { at: number; id: string }): Promise<{ records: T[]; last?: { at: number; id: string } }> {
    const wheres = [withinScope(scope), ...more, ...(after ? [{ sql: `(${by} < ? OR (${by} = ? AND id < ?))`, values: [after.at, after.at, after.id] }] : [])];
    const rows = await this.database.read<BodyRow & { id: string; by_at: number | string }>(
      `SELECT id, body, ${by} AS by_at FROM ${this.shelf.table} WHERE ${wheres.map(({ sql }) => sql).join(' AND ')} ORDER BY ${by} DESC, id DESC LIMIT ?`,
      [...wheres.flatMap(({ values }) => values), limit + 1],
    );
    const shown = rows.slice(0, limit);
    const end = shown.at(-1);
    return { records: shown.map((row) => this.read(row)), ...(rows.length > limit && end && { last: { at: Number(end.by_at), id: end.id } }) };
  }

  /** How many there are under conditions. */
  async count(scope: DataScope, more: readonly Where[] = []): Promise<number> {
    const wheres = [withinScope(scope), ...more];
    const [row] = await this.database.read<{ n: number | string }>(`SELECT COUNT(*) AS n FROM ${this.shelf.table} WHERE ${wheres.map(({ sql }) => sql).join(' AND ')}`, wheres.flatMap(({ values }) => values));
    return Number(row?.n ?? 0);
  }

  /** Adds or replaces; `derived` are first values of the columns that follow from other records. */
  async save(transaction: Transaction, records: readonly T[], derived: (record: T) => SqlRow = () => ({})): Promise<void> {
    if (!records.length) return;
    const own = ['revision', 'state', ...this.shelf.columns, 'body'];
    const rows = records.map((record) => ({ id: record.id, revision: record.revision, state: record.state, ...this.shelf.facts(record), body: JSON.stringify(record), ...derived(record) }));
    await insertRows(transaction, this.shelf.table, ['id', ...own, ...Object.keys(derived(records[0] as T))], rows, onConflictUpdate(this.database.dialect, ['id'], own));
  }

  private read({ body }: BodyRow): T {
    return JSON.parse(body) as T;
  }
}
