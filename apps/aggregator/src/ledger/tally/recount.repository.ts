import { Injectable } from '@nestjs/common';
import { COUNTERS, foldPlaces, type BucketRow, type Counter, type Period, type BucketKind, type EnforcementCase, type Sector } from '@one-screen/domain';
import { Database, type SqlRow, type SqlValue, type Transaction } from '../../database/database.js';
import { marks } from '../../database/sql.js';
import { insertBuckets, TallyRepository } from './tally.repository.js';

/** Asks either what is committed, or within a transaction. */
export type Ask = (sql: string, values?: readonly SqlValue[]) => Promise<SqlRow[]>;
/** A column that follows from other records, as it is kept and as counted anew. */
export interface DerivedDifference {
  id: string;
  stored: number | null;
  counted: number | null;
}

const AT_ONCE = 400;
/** What puts a period on the list: each instant that is counted by. The last moment of a term is a millisecond before it. */
const INSTANTS = [['inspection', 'at', 0], ['hazard', 'found_at', 0], ['hazard', 'due_at', 1], ['enforcement_case', 'penal_at', 0]] as const;
const PLACE = 'SUBSTR(grid_code, 1, 12) AS place, sector';
const GROUP = 'GROUP BY SUBSTR(grid_code, 1, 12), sector';

/** Counts of the base tables by plain statements, with nothing in common with how they are kept. */
@Injectable()
export class RecountRepository {
  constructor(
    private readonly database: Database,
    private readonly tally: TallyRepository,
  ) {}

  readonly committed: Ask = (sql, values = []) => this.database.read(sql, values);
  readonly within = (transaction: Transaction): Ask => (sql, values = []) => transaction.query(sql, values as SqlValue[]) as Promise<SqlRow[]>;

  /** The first instant from `from` on that anything is counted by, or counts of the kind are kept for; undefined when there is none. */
  async next(kind: BucketKind, from: number): Promise<number | undefined> {
    const earliest = async (table: string, column: string, where: string, values: SqlValue[]): Promise<number> => {
      const [row] = await this.committed(`SELECT MIN(${column}) AS earliest FROM ${table} WHERE ${where}`, values);
      return Number(row?.['earliest'] ?? Infinity);
    };
    const found = await Promise.all(INSTANTS.map(async ([table, column, before]) => (await earliest(table, column, `${column} >= ?`, [from + before])) - before));
    const first = Math.min(...found, await earliest('rate_bucket', 'from_at', 'kind = ? AND from_at >= ?', [kind, from]));
    return Number.isFinite(first) ? first : undefined;
  }

  /** The rows of one standing period as the records count them. */
  async counted(ask: Ask, period: Period & { kind: BucketKind }): Promise<BucketRow[]> {
    const { from, to } = period;
    const parts = [
      await ask(`SELECT ${PLACE}, COUNT(*) AS visits, SUM(hazards > 0) AS finding, SUM(hazards) AS visit_hazards FROM inspection WHERE at >= ? AND at < ? AND valid = 1 ${GROUP}`, [from, to]),
      await ask(`SELECT ${PLACE}, COUNT(*) AS found, SUM(major) AS major_found, SUM(closed_at < ?) AS rectified, SUM(major = 1 AND closed_at < ?) AS major_rectified FROM hazard WHERE found_at >= ? AND found_at < ? AND counts = 1 ${GROUP}`, [to, to, from, to]),
      await ask(`SELECT ${PLACE}, COUNT(*) AS due, SUM(closed_at < due_at) AS on_time FROM hazard WHERE due_at > ? AND due_at <= ? AND counts = 1 ${GROUP}`, [from, to]),
      await ask(`SELECT ${PLACE}, COUNT(*) AS penalties FROM enforcement_case WHERE penal_at >= ? AND penal_at < ? ${GROUP}`, [from, to]),
      await ask(
        `SELECT ${PLACE}, COUNT(DISTINCT object_code) AS covered FROM object_span WHERE from_at < ? AND (until_at IS NULL OR until_at >= ?)
         AND EXISTS (SELECT 1 FROM inspection WHERE inspection.object_code = object_span.object_code AND inspection.at >= ? AND inspection.at < ? AND inspection.valid = 1) ${GROUP}`,
        [to, to, from, to],
      ),
    ];
    const rows = parts.flat().map(({ place, sector, ...counts }) => ({ sector: sector as Sector, gridCode: String(place), counts: numbers(counts) }));
    return foldPlaces(period, rows);
  }

  /** The rows of one standing period as they are kept; those that hold nothing left out. */
  async stored(ask: Ask, { kind, from }: Period & { kind: BucketKind }): Promise<BucketRow[]> {
    const rows = await ask(`SELECT grid, sector, ${COUNTERS.join(', ')} FROM rate_bucket WHERE kind = ? AND from_at = ?`, [kind, from]);
    return rows.map(({ grid, sector, ...counts }) => ({ kind, from, grid: String(grid), sector: sector as Sector, counts: numbers(counts) as Record<Counter, number> }))
      .filter(({ counts }) => COUNTERS.some((counter) => counts[counter] !== 0));
  }

  async replace(transaction: Transaction, { kind, from }: Period & { kind: BucketKind }, rows: readonly BucketRow[]): Promise<void> {
    await transaction.query('DELETE FROM rate_bucket WHERE kind = ? AND from_at = ?', [kind, from]);
    await insertBuckets(transaction, rows);
  }

  /** Starts of kept periods that are none of their kind: nothing would ever count into them again. */
  async starts(kind: BucketKind): Promise<number[]> {
    return (await this.committed('SELECT DISTINCT from_at FROM rate_bucket WHERE kind = ?', [kind])).map((row) => Number(row['from_at']));
  }

  /** Visits whose number of hazards is not what names them; a page after an id, or just these. */
  async visits(ask: Ask, after: string, only?: readonly string[]): Promise<DerivedDifference[]> {
    const count = '(SELECT COUNT(*) FROM hazard WHERE hazard.visit_id = inspection.id AND hazard.counts = 1)';
    const rows = await ask(`SELECT id, hazards, ${count} AS counted FROM inspection WHERE id > ?${only ? ` AND id IN (${marks(only.length)})` : ''} AND hazards <> ${count} ORDER BY id LIMIT ${AT_ONCE}`, [after, ...(only ?? [])]);
    return rows.map((row) => ({ id: String(row['id']), stored: Number(row['hazards']), counted: Number(row['counted']) }));
  }

  private async *cases(ask: Ask): AsyncGenerator<EnforcementCase[]> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const rows: SqlRow[] = await ask(`SELECT id, body FROM enforcement_case WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`, [after]);
      yield rows.map((row) => JSON.parse(String(row['body'])) as EnforcementCase);
      after = rows.length < AT_ONCE ? undefined : String(rows.at(-1)?.['id']);
    }
  }

  /** When the first case that names a hazard was filed, from the cases themselves. */
  private async filed(ask: Ask): Promise<Map<string, number>> {
    const first = new Map<string, number>();
    for await (const page of this.cases(ask)) {
      for (const { filed, hazardIds } of page) if (filed) for (const id of hazardIds) first.set(id, Math.min(first.get(id) ?? Infinity, filed.at));
    }
    return first;
  }

  /** Hazards whose filing is kept otherwise than their cases have it. */
  async filings(ask: Ask): Promise<DerivedDifference[]> {
    const filed = await this.filed(ask);
    const differences: DerivedDifference[] = [];
    for (let after = ''; ;) {
      const rows = await ask(`SELECT id, filed_at FROM hazard WHERE id > ? AND filed_at IS NOT NULL ORDER BY id LIMIT ${AT_ONCE}`, [after]);
      for (const row of rows) {
        const [id, stored] = [String(row['id']), Number(row['filed_at'])];
        const counted = filed.get(id) ?? null;
        if (stored !== counted) differences.push({ id, stored, counted });
        filed.delete(id);
      }
      if (rows.length < AT_ONCE) break;
      after = String(rows.at(-1)?.['id']);
    }
    // What is left should have been kept, wherever the hazard is known by now.
    const left = [...filed.keys()];
    for (let at = 0; at < left.length; at += AT_ONCE) {
      const part = left.slice(at, at + AT_ONCE);
      const rows = await ask(`SELECT id FROM hazard WHERE id IN (${marks(part.length)}) AND filed_at IS NULL`, part);
      differences.push(...rows.map((row) => ({ id: String(row['id']), stored: null, counted: filed.get(String(row['id'])) ?? null })));
    }
    return differences;
  }

  async setVisit(transaction: Transaction, { id, counted }: DerivedDifference): Promise<void> {
    await transaction.query('UPDATE inspection SET hazards = ? WHERE id = ?', [counted, id]);
  }

  /** What the cases name, anew from the cases, and with these hazards when they were filed. */
  async mendFilings(transaction: Transaction, hazards: readonly string[]): Promise<void> {
    await transaction.query('DELETE FROM case_hazard');
    for await (const page of this.cases(this.within(transaction))) await this.tally.saveLinks(transaction, page.map(({ id, hazardIds, filed }) => ({ id, hazards: hazardIds, filedAt: filed?.at })));
    await this.tally.refile(transaction, hazards);
  }

  /** On SQLite the first statement of a transaction that will write has to write, or a writer in another process may come between. */
  async claim(transaction: Transaction): Promise<void> {
    if (this.database.dialect === 'sqlite') await transaction.query('UPDATE journal_head SET sequence = sequence WHERE id = 1');
  }
}

const numbers = (counts: SqlRow): Partial<Record<Counter, number>> => Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value ?? 0)]));
