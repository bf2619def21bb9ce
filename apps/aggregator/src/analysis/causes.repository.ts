import { Injectable } from '@nestjs/common';
import { Database, type SqlValue } from '../database/database.js';
import { howMany, placed } from './place-sql.js';
import type { Question } from './question.js';
import { OPENED } from './traces.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** How long before a hazard an alarm counts as a warning of it [P]. */
const WARNED_WITHIN = 30 * DAY;

type Row = Record<string, number | string | null>;
type Placed = { object_code: string; object_name: string | null; sector: string; grid_code: string };
const NAMED = 'LEFT JOIN supervised_object o ON o.code = h.object_code';

/** What the charts of causes 对症分析 are drawn from. Every question has one window. */
@Injectable()
export class CausesRepository {
  constructor(private readonly database: Database) {}

  /** Hazards found, by category. */
  categories(question: Question): Promise<{ category: string; count: number | string; major: number | string }[]> {
    const { sql, values } = found(question);
    return this.database.read(`SELECT h.category AS category, COUNT(*) AS count, SUM(h.major) AS major FROM hazard h WHERE ${sql} GROUP BY h.category`, values);
  }

  /** Hazards found where one of the same category was signed off before, by object and category. */
  repeats(question: Question, limit: number): Promise<(Placed & { category: string; times: number | string; last_found: number | string; open: number | string })[]> {
    const { sql, values } = found(question);
    return this.database.read(
      `SELECT h.object_code AS object_code, MAX(o.name) AS object_name, MAX(h.sector) AS sector, MAX(h.grid_code) AS grid_code, h.category AS category, COUNT(*) AS times, MAX(h.found_at) AS last_found, SUM(h.is_open) AS open
       FROM hazard h ${NAMED} WHERE ${sql} AND EXISTS (SELECT 1 FROM hazard e WHERE e.object_code = h.object_code AND e.category = h.category AND e.counts = 1 AND e.closed_at < h.found_at)
       GROUP BY h.object_code, h.category ORDER BY times DESC, last_found DESC, h.object_code LIMIT ?`,
      [...values, limit],
    );
  }

  /** Hazards signed off in the window by whole days from found to signed off, the shortest first. */
  async days(question: Question): Promise<{ days: number; count: number; late: number }[]> {
    const { from, end } = question.windows[0]!;
    const place = placed(question, 'h');
    const rows = await this.database.read<Row>(
      `SELECT (h.closed_at - h.found_at) - (h.closed_at - h.found_at) % ${DAY} AS took, COUNT(*) AS count, SUM(h.is_late) AS late FROM hazard h
       WHERE h.is_late IN (0, 1) AND h.closed_at >= ? AND h.closed_at < ? AND h.counts = 1 AND ${place.sql} GROUP BY took ORDER BY took`,
      [from, end, ...place.values],
    );
    return rows.map((row) => ({ days: Number(row['took']) / DAY, count: Number(row['count']), late: Number(row['late']) }));
  }

  /** Alarms that were no drill, by the hour they came in (epoch ms of its beginning). */
  async alarmHours(question: Question): Promise<{ at: number; count: number }[]> {
    const { from, end } = question.windows[0]!;
    const place = placed(question, 'a');
    const rows = await this.database.read<Row>(`SELECT a.received_at - a.received_at % ${HOUR} AS hour, COUNT(*) AS count FROM alarm a WHERE a.received_at >= ? AND a.received_at < ? AND a.drill = 0 AND ${place.sql} GROUP BY hour`, [from, end, ...place.values]);
    return rows.map((row) => ({ at: Number(row['hour']), count: Number(row['count']) }));
  }

  /** Hazards found at objects that alarms came from in the days before, the newest first. */
  warned(question: Question): Promise<(Placed & { id: string; category: string; found_at: number | string; alarms: number | string; first_alarm: number | string })[]> {
    const { sql, values } = found(question);
    return this.database.read(
      `SELECT h.id AS id, h.object_code AS object_code, MAX(o.name) AS object_name, MAX(h.sector) AS sector, MAX(h.grid_code) AS grid_code, MAX(h.category) AS category, MAX(h.found_at) AS found_at, COUNT(*) AS alarms, MIN(a.received_at) AS first_alarm
       FROM hazard h JOIN alarm a ON a.object_code = h.object_code AND a.received_at < h.found_at AND a.received_at >= h.found_at - ${WARNED_WITHIN} AND a.drill = 0 ${NAMED}
       WHERE ${sql} GROUP BY h.id, h.object_code ORDER BY found_at DESC, h.id`,
      values,
    );
  }

  async foundCount(question: Question): Promise<number> {
    const { sql, values } = found(question);
    const [row] = await this.database.read<{ n: number | string }>(`SELECT COUNT(*) AS n FROM hazard h WHERE ${sql}`, values);
    return Number(row?.n ?? 0);
  }

  /** Objects with hazards overdue at the window's end. */
  overdue(question: Question): Promise<(Placed & { grid_name: string | null; risk: string | null; responsible: string | null; overdue: number | string; major: number | string; first_due: number | string })[]> {
    const own = OPENED.overdue!.denominator.where(question.windows[0]!);
    const place = placed(question, 'r', false);
    return this.database.read(
      `SELECT r.object_code AS object_code, MAX(o.name) AS object_name, MAX(r.sector) AS sector, MAX(COALESCE(o.grid_code, r.grid_code)) AS grid_code, MAX(g.name) AS grid_name, MAX(o.risk) AS risk, MAX(o.responsible) AS responsible,
         COUNT(*) AS overdue, ${howMany('r.major = 1', 'major')}, MIN(r.due_at) AS first_due
       FROM hazard r LEFT JOIN supervised_object o ON o.code = r.object_code LEFT JOIN grid g ON g.code = COALESCE(o.grid_code, r.grid_code) WHERE ${own.sql} AND ${place.sql} GROUP BY r.object_code`,
      [...own.values, ...place.values],
    );
  }
}

const found = (question: Question): { sql: string; values: SqlValue[] } => {
  const { from, end } = question.windows[0]!;
  const place = placed(question, 'h');
  return { sql: `h.found_at >= ? AND h.found_at < ? AND h.counts = 1 AND ${place.sql}`, values: [from, end, ...place.values] };
};
