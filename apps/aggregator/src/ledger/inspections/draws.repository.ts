import { Injectable } from '@nestjs/common';
import type { DataScope, DrawLog, DrawObject, InspectionKind, Level, Sector } from '@one-screen/domain';
import { Database, type Transaction } from '../../database/database.js';
import { insertRows, marks } from '../../database/sql.js';

const AT_ONCE = 400;
const COLUMNS = ['id', 'at', 'drawn_by', 'kind', 'sectors', 'sector', 'grid_prefix', 'body'] as const;

/** A draw as kept: never changed once written. `sectors` are those it could draw from, `sector` and `grid` what it was asked for. */
export interface KeptDraw {
  id: string;
  at: number;
  by: string;
  kind: InspectionKind;
  sectors: Sector[];
  sector?: Sector;
  grid: string;
  log: DrawLog;
}

interface DrawRow {
  id: string;
  at: number | string;
  drawn_by: string;
  kind: string;
  sectors: string;
  sector: string | null;
  grid_prefix: string;
  body: string;
}

/** The log of double random draws 双随机, and what a draw has to know beforehand. */
@Injectable()
export class DrawsRepository {
  constructor(private readonly database: Database) {}

  /** Objects on the list at an instant, in a scope, with their colour, last effective visit and whether one is planned. */
  async candidates(scope: DataScope, at: number): Promise<DrawObject[]> {
    if (!scope.sectors.length) return [];
    const rows = await this.database.read<{ code: string; sector: string; risk: string }>(
      `SELECT s.object_code AS code, s.sector AS sector, o.risk AS risk FROM object_span s JOIN supervised_object o ON o.code = s.object_code
       WHERE s.sector IN (${marks(scope.sectors.length)}) AND s.grid_code LIKE ? AND s.from_at <= ? AND (s.until_at IS NULL OR s.until_at > ?) ORDER BY s.object_code`,
      [...scope.sectors, `${scope.gridPrefix}%`, at, at],
    );
    const codes = rows.map(({ code }) => code);
    const visits = new Map<string, number>();
    for (let from = 0; from < codes.length; from += AT_ONCE) {
      const part = codes.slice(from, from + AT_ONCE);
      const found = await this.database.read<{ object_code: string; last_at: number | string }>(`SELECT object_code, MAX(at) AS last_at FROM inspection WHERE valid = 1 AND object_code IN (${marks(part.length)}) GROUP BY object_code`, part);
      for (const row of found) visits.set(row.object_code, Number(row.last_at));
    }
    const planned = await this.open(codes);
    return rows.map(({ code, sector, risk }) => ({ code, sector: sector as Sector, colour: risk as Level, lastInspectedAt: visits.get(code), ...(planned.has(code) && { planned: true }) }));
  }

  /** Which of these objects have an inspection planned or under way; within a transaction as it stands there. */
  async open(codes: readonly string[], transaction?: Transaction): Promise<Set<string>> {
    const open = new Set<string>();
    for (let from = 0; from < codes.length; from += AT_ONCE) {
      const part = codes.slice(from, from + AT_ONCE);
      const sql = `SELECT DISTINCT object_code FROM inspection WHERE state IN ('planned', 'started') AND object_code IN (${marks(part.length)})`;
      for (const row of (transaction ? await transaction.query(sql, part) : await this.database.read(sql, part)) as { object_code: string }[]) open.add(row.object_code);
    }
    return open;
  }

  async save(transaction: Transaction, draw: KeptDraw): Promise<void> {
    const { id, at, by, kind, sectors, sector, grid, log } = draw;
    await insertRows(transaction, 'draw_log', COLUMNS, [{ id, at, drawn_by: by, kind, sectors: sectors.join(','), sector: sector ?? null, grid_prefix: grid, body: JSON.stringify(log) }]);
  }

  async find(id: string): Promise<KeptDraw | undefined> {
    const [row] = await this.database.read<DrawRow>('SELECT * FROM draw_log WHERE id = ?', [id]);
    return row && drawOf(row);
  }

  /** The newest, of every scope. */
  async newest(limit: number): Promise<KeptDraw[]> {
    return (await this.database.read<DrawRow>('SELECT * FROM draw_log ORDER BY at DESC, id DESC LIMIT ?', [limit])).map(drawOf);
  }

  async inspectionsOf(drawId: string): Promise<{ id: string; objectCode: string; state: string }[]> {
    const rows = await this.database.read<{ id: string; object_code: string; state: string }>('SELECT id, object_code, state FROM inspection WHERE draw_id = ? ORDER BY id', [drawId]);
    return rows.map(({ id, object_code: objectCode, state }) => ({ id, objectCode, state }));
  }
}

const drawOf = (row: DrawRow): KeptDraw => ({
  id: row.id, at: Number(row.at), by: row.drawn_by, kind: row.kind as InspectionKind, sectors: row.sectors.split(',').filter(Boolean) as Sector[],
  ...(row.sector !== null && { sector: row.sector as Sector }), grid: row.grid_prefix, log: JSON.parse(row.body) as DrawLog,
});
