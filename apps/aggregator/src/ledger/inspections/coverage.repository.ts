import { Injectable } from '@nestjs/common';
import type { DataScope, Level, Sector } from '@one-screen/domain';
import { Database, type SqlValue } from '../../database/database.js';
import { marks } from '../../database/sql.js';

/** A span of time, epoch ms, `until` exclusive, and the instant whose list counts. */
export interface CoverageSpan {
  from: number;
  until: number;
  listedAt: number;
}

export interface Lacking {
  code: string;
  name: string;
  sector: Sector;
  gridCode: string;
  risk: Level;
  /** Inspections planned or under way. */
  planned: number;
}

const VISITED = 'EXISTS (SELECT 1 FROM inspection i WHERE i.object_code = s.object_code AND i.valid = 1 AND i.at >= ? AND i.at < ?)';

/** Who on the supervision list had an effective visit in a span, and who had none. */
@Injectable()
export class CoverageRepository {
  constructor(private readonly database: Database) {}

  async counts(scope: DataScope, span: CoverageSpan): Promise<{ listed: number; covered: number }> {
    const { sql, values } = listedIn(scope, span.listedAt);
    const [row] = await this.database.read<{ listed: number | string; covered: number | string | null }>(`SELECT COUNT(*) AS listed, SUM(CASE WHEN ${VISITED} THEN 1 ELSE 0 END) AS covered FROM object_span s WHERE ${sql}`, [span.from, span.until, ...values]);
    return { listed: Number(row?.listed ?? 0), covered: Number(row?.covered ?? 0) };
  }

  /** Those without one, by code, after a code. */
  async lacking(scope: DataScope, span: CoverageSpan, limit: number, after: string): Promise<Lacking[]> {
    const { sql, values } = listedIn(scope, span.listedAt);
    const rows = await this.database.read<{ code: string; name: string; sector: string; grid_code: string; risk: string; planned: number | string }>(
      `SELECT s.object_code AS code, o.name AS name, s.sector AS sector, s.grid_code AS grid_code, o.risk AS risk,
         (SELECT COUNT(*) FROM inspection p WHERE p.object_code = s.object_code AND p.state IN ('planned', 'started')) AS planned
       FROM object_span s JOIN supervised_object o ON o.code = s.object_code
       WHERE ${sql} AND NOT ${VISITED} AND s.object_code > ? ORDER BY s.object_code LIMIT ?`,
      [...values, span.from, span.until, after, limit],
    );
    return rows.map((row) => ({ code: row.code, name: row.name, sector: row.sector as Sector, gridCode: row.grid_code, risk: row.risk as Level, planned: Number(row.planned) }));
  }
}

const listedIn = (scope: DataScope, at: number): { sql: string; values: SqlValue[] } => ({
  sql: `s.sector IN (${marks(scope.sectors.length)}) AND s.grid_code LIKE ? AND s.from_at <= ? AND (s.until_at IS NULL OR s.until_at > ?)`,
  values: [...scope.sectors, `${scope.gridPrefix}%`, at, at],
});
