import { Injectable } from '@nestjs/common';
import { COUNTERS, type BucketRow, type Sector, type SpanFact } from '@one-screen/domain';
import { Database, type SqlRow, type Transaction } from '../../database/database.js';
import { insertRows, marks } from '../../database/sql.js';

const COLUMNS = ['kind', 'from_at', 'digits', 'grid', 'sector', ...COUNTERS] as const;
const AT_ONCE = 400;

export interface SpanRow {
  object_code: string;
  from_at: number | string;
  until_at: number | string | null;
  sector: string;
  grid_code: string;
}
/** The hazards a case names, and when it was filed. */
export interface CaseLinks {
  id: string;
  hazards: readonly string[];
  filedAt?: number | undefined;
}
const spanOf = (row: SpanRow): SpanFact => ({ sector: row.sector as Sector, gridCode: row.grid_code, from: Number(row.from_at), ...(row.until_at !== null && { until: Number(row.until_at) }) });

/** Counts by standing period, and what they are made of where it takes other rows than the one that changed. */
@Injectable()
export class TallyRepository {
  constructor(private readonly database: Database) {}

  /** Adds differences to the counts. */
  async add(transaction: Transaction, rows: readonly BucketRow[]): Promise<void> {
    if (!rows.length) return;
    // Always in one order, so that two writers never wait for each other's rows.
    const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const given = this.database.dialect === 'mysql'
      ? ` ON DUPLICATE KEY UPDATE ${COUNTERS.map((counter) => `${counter} = ${counter} + VALUES(${counter})`).join(', ')}`
      : ` ON CONFLICT (kind, from_at, digits, grid, sector) DO UPDATE SET ${COUNTERS.map((counter) => `${counter} = ${counter} + excluded.${counter}`).join(', ')}`;
    await insertRows(transaction, 'rate_bucket', COLUMNS, sorted.map(rowOf), given);
  }

  /** Spans of each object in its grids. */
  async spans(transaction: Transaction, objects: readonly string[]): Promise<Map<string, SpanFact[]>> {
    const found = new Map<string, SpanFact[]>();
    for (const part of slices(objects)) {
      for (const row of (await transaction.query(`SELECT * FROM object_span WHERE object_code IN (${marks(part.length)})`, part)) as SpanRow[]) {
        found.set(row.object_code, [...(found.get(row.object_code) ?? []), spanOf(row)]);
      }
    }
    return found;
  }

  /** When each object was effectively visited. */
  async visits(transaction: Transaction, objects: readonly string[]): Promise<Map<string, number[]>> {
    const found = new Map<string, number[]>(objects.map((code) => [code, []]));
    for (const part of slices(objects)) {
      const rows = (await transaction.query(`SELECT object_code, at FROM inspection WHERE object_code IN (${marks(part.length)}) AND valid = 1`, part)) as { object_code: string; at: number | string }[];
      for (const row of rows) found.get(row.object_code)?.push(Number(row.at));
    }
    return found;
  }

  /** Hazards that count, by the visit that found them. */
  async foundBy(transaction: Transaction, visits: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const part of slices(visits)) {
      const rows = (await transaction.query(`SELECT visit_id, COUNT(*) AS n FROM hazard WHERE visit_id IN (${marks(part.length)}) AND counts = 1 GROUP BY visit_id`, part)) as { visit_id: string; n: number | string }[];
      for (const row of rows) found.set(row.visit_id, Number(row.n));
    }
    return found;
  }

  /** Visits as they count now. */
  async visitFacts(transaction: Transaction, ids: readonly string[]): Promise<{ id: string; sector: Sector; gridCode: string; at: number; valid: boolean; hazards: number }[]> {
    const found = [];
    for (const part of slices(ids)) {
      const rows = (await transaction.query(`SELECT id, sector, grid_code, at, valid, hazards FROM inspection WHERE id IN (${marks(part.length)})`, part)) as SqlRow[];
      for (const row of rows) found.push({ id: String(row['id']), sector: row['sector'] as Sector, gridCode: String(row['grid_code']), at: Number(row['at']), valid: Number(row['valid']) === 1, hazards: Number(row['hazards']) });
    }
    return found;
  }

  async setHazards(transaction: Transaction, visit: string, hazards: number): Promise<void> {
    await transaction.query('UPDATE inspection SET hazards = ? WHERE id = ?', [hazards, visit]);
  }

  /** When these hazards were filed: when the first of the cases that name them was. */
  async filed(transaction: Transaction, hazards: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const part of slices(hazards)) {
      const rows = (await transaction.query(`SELECT hazard_id, MIN(filed_at) AS filed_at FROM case_hazard WHERE hazard_id IN (${marks(part.length)}) AND filed_at IS NOT NULL GROUP BY hazard_id`, part)) as { hazard_id: string; filed_at: number | string }[];
      for (const row of rows) found.set(row.hazard_id, Number(row.filed_at));
    }
    return found;
  }

  /** What a case names from now on. */
  async saveLinks(transaction: Transaction, links: readonly CaseLinks[]): Promise<void> {
    for (const part of slices(links)) await transaction.query(`DELETE FROM case_hazard WHERE case_id IN (${marks(part.length)})`, part.map(({ id }) => id));
    await insertRows(transaction, 'case_hazard', ['hazard_id', 'case_id', 'filed_at'], links.flatMap(({ id, hazards, filedAt }) => [...new Set(hazards)].map((hazard) => ({ hazard_id: hazard, case_id: id, filed_at: filedAt ?? null }))));
  }

  /** Keeps with these hazards when they were filed, as their cases have it now. */
  async refile(transaction: Transaction, hazards: readonly string[]): Promise<void> {
    for (const part of slices(hazards)) await transaction.query(`UPDATE hazard SET filed_at = (SELECT MIN(case_hazard.filed_at) FROM case_hazard WHERE case_hazard.hazard_id = hazard.id) WHERE id IN (${marks(part.length)})`, part);
  }

  async saveSpans(transaction: Transaction, object: string, spans: readonly SpanFact[]): Promise<void> {
    await transaction.query('DELETE FROM object_span WHERE object_code = ?', [object]);
    await insertRows(transaction, 'object_span', ['object_code', 'from_at', 'until_at', 'sector', 'grid_code'], spans.map((span) => ({ object_code: object, from_at: span.from, until_at: span.until ?? null, sector: span.sector, grid_code: span.gridCode })));
  }
}

const keyOf = ({ kind, from, grid, sector }: BucketRow): string => `${kind}|${from}|${grid}|${sector}`;
const rowOf = ({ kind, from, grid, sector, counts }: BucketRow): SqlRow => ({ kind, from_at: from, digits: grid.length, grid, sector, ...counts });
/** Rows of periods that have none yet. */
export const insertBuckets = (transaction: Transaction, rows: readonly BucketRow[]): Promise<void> => insertRows(transaction, 'rate_bucket', COLUMNS, rows.map(rowOf));
const slices = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) => all.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
