import { Injectable } from '@nestjs/common';
import type { Sector } from '@one-screen/domain';
import { Database, type SqlValue } from '../database/database.js';
import type { Cell, Figures } from './figures.js';
import { howMany, partOf, placed, type Fragment } from './place-sql.js';
import type { Question, Window } from './question.js';

type Row = Record<string, number | string | null>;
type Asked = Partial<Record<keyof Figures, (window: Window) => Fragment>>;

/** What no counts are kept for, asked for all windows at once: objects on the list, hazards overdue at some moment, hazards open at the end. */
@Injectable()
export class StandingFiguresRepository {
  constructor(private readonly database: Database) {}

  async of(question: Question, stocks: boolean): Promise<Cell[]> {
    const { windows } = question;
    if (!question.sectors.length || !windows.length) return [];
    const from = Math.min(...windows.map((window) => window.from));
    const end = Math.min(...windows.map((window) => window.end));
    const latest = Math.max(...windows.map((window) => window.end));
    const late = (sql: string): Asked => ({
      overdueEver: (window) => ({ sql: `${sql} AND h.due_at < ?`, values: [...(sql.includes('?') ? [window.from] : []), window.end] }),
      overdueFiled: (window) => ({ sql: `${sql} AND h.due_at < ? AND h.filed_at < ?`, values: [...(sql.includes('?') ? [window.from] : []), window.end, window.end] }),
    });
    return [
      ...(await this.ask(question, 'object_span', 's', { listed: (window) => ({ sql: 's.from_at <= ? AND (s.until_at IS NULL OR s.until_at > ?)', values: [window.end - 1, window.end - 1] }) }, { sql: '1 = 1', values: [] })),
      ...(await this.ask(question, 'hazard', 'h', late('h.closed_at > ?'), { sql: 'h.is_late = 1 AND h.closed_at > ? AND h.due_at < ?', values: [from, latest] })),
      ...(await this.ask(question, 'hazard', 'h', late('1 = 1'), { sql: 'h.is_open = 1 AND h.due_at < ?', values: [latest] })),
      ...(stocks ? await this.stocks(question, end, latest) : []),
    ];
  }

  /** Open at the end: those open now that were found before it, and those signed off since, within two bounds, or the index of grids looks narrower. */
  private async stocks(question: Question, end: number, latest: number): Promise<Cell[]> {
    const open = (more: string): ((window: Window) => Fragment) => (window) => ({ sql: `h.found_at < ?${more}`, values: [window.end, ...(more.includes('?') ? [window.end] : [])] });
    const since = (more: string): ((window: Window) => Fragment) => (window) => ({ sql: `h.found_at < ? AND h.closed_at >= ?${more}`, values: [window.end, window.end, ...(more.includes('?') ? [window.end] : [])] });
    return [
      ...(await this.ask(question, 'hazard', 'h', { hazardsOpen: open(''), majorOpen: open(' AND h.major = 1'), overdue: open(' AND h.late_at < ?') }, { sql: 'h.is_open = 1', values: [] })),
      ...(await this.ask(question, 'hazard', 'h', { hazardsOpen: since(''), majorOpen: since(' AND h.major = 1'), overdue: since(' AND h.due_at < ?') }, { sql: 'h.closed_at >= ? AND h.closed_at < ? AND h.found_at < ? AND h.counts = 1', values: [end, Number.MAX_SAFE_INTEGER, latest] })),
    ];
  }

  private async ask(question: Question, table: string, alias: string, sums: Asked, where: Fragment): Promise<Cell[]> {
    const place = placed(question, alias);
    const values: SqlValue[] = [];
    const columns: string[] = [];
    const names = Object.keys(sums) as (keyof Figures)[];
    question.windows.forEach((window, index) => {
      for (const name of names) {
        const { sql, values: own } = sums[name]!(window);
        columns.push(howMany(sql, `${name}_${index}`));
        values.push(...own);
      }
    });
    const rows = await this.database.read<Row>(
      `SELECT ${alias}.sector AS sector, ${partOf(question, alias)} AS part, ${columns.join(', ')} FROM ${table} ${alias} WHERE ${where.sql} AND ${place.sql} GROUP BY ${alias}.sector, part`,
      [...values, ...where.values, ...place.values],
    );
    return rows.flatMap((row) => question.windows.map((_, index): Cell => ({
      window: index, sector: row['sector'] as Sector, part: String(row['part']), figures: Object.fromEntries(names.map((name) => [name, Number(row[`${name}_${index}`])])),
    })));
  }
}
