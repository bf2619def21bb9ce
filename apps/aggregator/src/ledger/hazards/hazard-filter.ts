import { HAZARD_GRADES, HAZARD_SOURCES, HAZARD_STATES, SECTORS } from '@one-screen/domain';
import { Instant } from '@one-screen/contracts';
import { z } from 'zod';
import type { Where } from '../records/records.repository.js';

const flag = z.enum(['0', '1']).default('0');

/** `GET /api/hazards`; `from` (inclusive) and `to` (exclusive) are of when it was found; `mine`: assigned to the reader; `q`: part of its number, or of its object's name or code. */
export const HazardsQuery = z.object({
  sector: z.enum(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  object: z.string().min(1).max(64).optional(),
  state: z.enum(HAZARD_STATES).optional(),
  grade: z.enum(HAZARD_GRADES).optional(),
  source: z.enum(HAZARD_SOURCES).optional(),
  category: z.string().min(1).max(100).optional(),
  overdue: flag,
  listed: flag,
  mine: flag,
  from: Instant.optional(),
  to: Instant.optional(),
  q: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** Instant and number of the last one of the page before. */
  cursor: z.string().regex(/^\d{1,16}~[A-Za-z0-9_.-]{1,64}$/).optional(),
});
export type HazardsQuery = z.infer<typeof HazardsQuery>;

/** The conditions of a query; `now` (epoch ms) decides what is overdue, `reader` what is theirs. */
export const conditionsOf = (query: HazardsQuery, reader: string, now: number): Where[] => {
  const equals = { sector: query.sector, object_code: query.object, state: query.state, source: query.source, category: query.category } as const;
  const where: Where[] = Object.entries(equals).flatMap(([column, value]) => (value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }]));
  if (query.grid) where.push({ sql: 'grid_code LIKE ?', values: [`${query.grid}%`] });
  // A grade not yet given is neither: the column tells only major from not, so an ungraded one is asked out by its state.
  if (query.grade === 'major') where.push({ sql: 'major = 1', values: [] });
  if (query.grade === 'general') where.push({ sql: "major = 0 AND state NOT IN ('registered', 'returned', 'dismissed')", values: [] });
  if (query.overdue === '1') where.push({ sql: 'late_at IS NOT NULL AND late_at <= ?', values: [now] });
  if (query.listed === '1') where.push({ sql: 'listed_tier IS NOT NULL', values: [] });
  if (query.mine === '1') where.push({ sql: 'assignee = ?', values: [reader] });
  if (query.from) where.push({ sql: 'found_at >= ?', values: [Date.parse(query.from)] });
  if (query.to) where.push({ sql: 'found_at < ?', values: [Date.parse(query.to)] });
  if (query.q) {
    const part = `%${query.q.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
    where.push({
      sql: "(LOWER(id) LIKE ? ESCAPE '!' OR object_code IN (SELECT code FROM supervised_object WHERE LOWER(name) LIKE ? ESCAPE '!' OR LOWER(code) LIKE ? ESCAPE '!'))",
      values: [part, part, part],
    });
  }
  return where;
};

export const cursorOf = ({ at, id }: { at: number; id: string }): string => `${at}~${id}`;
export const afterCursor = (cursor: string | undefined): { at: number; id: string } | undefined => {
  if (cursor === undefined) return undefined;
  const cut = cursor.indexOf('~');
  return { at: Number(cursor.slice(0, cut)), id: cursor.slice(cut + 1) };
};
