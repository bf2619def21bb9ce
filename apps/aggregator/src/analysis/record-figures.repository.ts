import { Injectable } from '@nestjs/common';
import type { Sector } from '@one-screen/domain';
import { Database, type SqlValue } from '../database/database.js';
import type { Cell, Figures } from './figures.js';
import { howMany, partOf, placed, wasVisited } from './place-sql.js';
import type { Question } from './question.js';

type Row = Record<string, number | string | null>;

/** The same figures counted from the records themselves: free ranges, single days, places and objects no counts are kept for. */
@Injectable()
export class RecordFiguresRepository {
  constructor(private readonly database: Database) {}

  async of(question: Question, index: number): Promise<Cell[]> {
    const { from, end } = question.windows[index]!;
    if (!question.sectors.length || end <= from) return [];
    // A village is sought by its grid, a wider place by the time.
    const time = (column: string) => (question.prefix.length >= 12 ? `+${column}` : column);
    const ask = async (table: string, alias: string, sums: Partial<Record<keyof Figures, string>>, where: string, values: SqlValue[]): Promise<Cell[]> => {
      const place = placed(question, alias);
      const names = Object.entries(sums);
      const rows = await this.database.read<Row>(
        `SELECT ${alias}.sector AS sector, ${partOf(question, alias)} AS part, ${names.map(([name, sql]) => (sql ? howMany(sql, name) : `COUNT(*) AS ${name}`)).join(', ')}
         FROM ${table} ${alias} WHERE ${where} AND ${place.sql} GROUP BY ${alias}.sector, part`,
        [...valuesOf(sums, end), ...values, ...place.values],
      );
      return rows.map((row) => ({ window: index, sector: row['sector'] as Sector, part: String(row['part']), figures: Object.fromEntries(names.map(([name]) => [name, Number(row[name])])) }));
    };
    const place = placed(question, 'i');
    const visited = wasVisited('s', { from, end }, question.prefix);
    const visits = await this.database.read<Row>(
      `SELECT i.sector AS sector, ${partOf(question, 'i')} AS part, COUNT(*) AS visits, ${howMany('i.hazards > 0', 'finding')}, SUM(i.hazards) AS hazards
       FROM inspection i WHERE ${time('i.at')} >= ? AND ${time('i.at')} < ? AND i.valid = 1 AND ${place.sql} GROUP BY i.sector, part`,
      [from, end, ...place.values],
    );
    return [
      ...visits.map((row): Cell => ({ window: index, sector: row['sector'] as Sector, part: String(row['part']), figures: { visits: Number(row['visits']), finding: Number(row['finding']), visitHazards: Number(row['hazards']) } })),
      ...(await ask('hazard', 'h', { found: '', majorFound: 'h.major = 1', rectified: 'h.closed_at < ?', majorRectified: 'h.major = 1 AND h.closed_at < ?' }, `${time('h.found_at')} >= ? AND ${time('h.found_at')} < ? AND h.counts = 1`, [from, end])),
      ...(await ask('hazard', 'h', { due: '', onTime: 'h.closed_at < h.due_at' }, `${time('h.due_at')} > ? AND ${time('h.due_at')} <= ? AND h.counts = 1`, [from, end])),
      ...(await ask('enforcement_case', 'c', { penalties: '' }, 'c.penal_at >= ? AND c.penal_at < ?', [from, end])),
      ...(await ask('object_span', 's', { covered: '' }, `s.from_at <= ? AND (s.until_at IS NULL OR s.until_at > ?) AND ${visited.sql}`, [end - 1, end - 1, ...visited.values])),
    ];
  }
}

/** The window's end for each mark in the sums, in their order. */
const valuesOf = (sums: Partial<Record<keyof Figures, string>>, end: number): number[] => Object.values(sums).flatMap((sql) => Array<number>(sql.split('?').length - 1).fill(end));
