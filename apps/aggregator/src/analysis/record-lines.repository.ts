import { Injectable } from '@nestjs/common';
import type { RecordLine } from '@one-screen/contracts';
import type { EnforcementCase, Hazard, Inspection, Sector } from '@one-screen/domain';
import { INSPECTION_KIND_NAMES } from '@one-screen/domain';
import { Database, type SqlValue } from '../database/database.js';
import { iso, isoOr } from '../journal/instant.js';
import { placed, type Fragment } from './place-sql.js';
import type { Question } from './question.js';
import type { Trace } from './traces.js';

export type Side = 'all' | 'counted' | 'missed';
export interface After {
  at: number;
  id: string;
}
interface Row {
  id: string;
  at: number | string;
  counted: number | string;
  sector: string;
  grid_code: string;
  object_code: string;
  object_name: string | null;
  grid_name: string | null;
  body: string | null;
  risk: string | null;
  responsible: string | null;
}

/** The rows behind one number, with the names of their places. */
@Injectable()
export class RecordLinesRepository {
  constructor(private readonly database: Database) {}

  /** How many there are, and how many of them are counted. */
  async totals(trace: Trace, question: Question): Promise<{ all: number; counted: number }> {
    const { where, counted } = fragments(trace, question);
    const [row] = await this.database.read<{ n: number | string; counted: number | string | null }>(`SELECT COUNT(*) AS n, SUM(CASE WHEN ${counted.sql} THEN 1 ELSE 0 END) AS counted FROM ${trace.table} r WHERE ${where.sql}`, [...counted.values, ...where.values]);
    return { all: Number(row?.n ?? 0), counted: Number(row?.counted ?? 0) };
  }

  /** A page, newest first; `after` is the last line of the page before. */
  async page(trace: Trace, question: Question, side: Side, limit: number, after?: After): Promise<{ lines: RecordLine[]; last?: After }> {
    const { where, counted } = fragments(trace, question);
    const id = trace.table === 'object_span' ? 'r.object_code' : 'r.id';
    const conditions = [where, ...(side === 'all' ? [] : [{ sql: `CASE WHEN ${counted.sql} THEN 1 ELSE 0 END = ${side === 'counted' ? 1 : 0}`, values: counted.values }])];
    if (after) conditions.push({ sql: `(${trace.at} < ? OR (${trace.at} = ? AND ${id} < ?))`, values: [after.at, after.at, after.id] });
    const rows = await this.database.read<Row>(
      `SELECT ${id} AS id, ${trace.at} AS at, CASE WHEN ${counted.sql} THEN 1 ELSE 0 END AS counted, r.sector AS sector, r.grid_code AS grid_code, r.object_code AS object_code,
         o.name AS object_name, g.name AS grid_name, o.risk AS risk, o.responsible AS responsible, ${trace.table === 'object_span' ? 'NULL' : 'r.body'} AS body
       FROM ${trace.table} r LEFT JOIN supervised_object o ON o.code = r.object_code LEFT JOIN grid g ON g.code = r.grid_code
       WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${trace.at} DESC, ${id} DESC LIMIT ?`,
      [...counted.values, ...conditions.flatMap(({ values }) => values), limit + 1],
    );
    const shown = rows.slice(0, limit);
    const end = shown.at(-1);
    return { lines: shown.map((row) => lineOf(trace, row)), ...(rows.length > limit && end && { last: { at: Number(end.at), id: end.id } }) };
  }
}

/** `{placed v}` in a formula stands for the places asked for, of the row `v`; without it the row `r` itself lies there. */
const fragments = (trace: Trace, question: Question): { where: Fragment; counted: Fragment } => {
  const window = question.windows[0]!;
  const own = trace.where(window);
  const [before, behind] = own.sql.split('{placed v}');
  const elsewhere = placed(question, 'v');
  const here = placed(question, 'r', !trace.at.startsWith('+'));
  const where = behind === undefined
    ? { sql: `${own.sql} AND ${here.sql}`, values: [...own.values, ...here.values] }
    : { sql: `${before}${elsewhere.sql}${behind}`, values: [...own.values, ...elsewhere.values] as SqlValue[] };
  return { where, counted: trace.counted?.(window) ?? { sql: '1 = 1', values: [] } };
};

const lineOf = ({ type }: Trace, row: Row): RecordLine => {
  const line: RecordLine = {
    type, id: row.id, title: row.object_name ?? row.object_code, sector: row.sector as Sector, gridCode: row.grid_code, objectCode: row.object_code, counted: Number(row.counted) === 1,
    ...(row.grid_name !== null && { gridName: row.grid_name }), ...(row.object_name !== null && { objectName: row.object_name }),
  };
  if (row.body === null) return { ...line, ...(row.risk !== null && { level: row.risk as NonNullable<RecordLine['level']> }), ...(row.responsible !== null && { responsible: row.responsible }) };
  const at = iso(Number(row.at));
  if (type === 'hazard') return { ...line, ...hazardLine(JSON.parse(row.body) as Hazard) };
  if (type === 'inspection') {
    const { kind, state, officers } = JSON.parse(row.body) as Inspection;
    return { ...line, title: INSPECTION_KIND_NAMES[kind].zh, state, at, ...(officers.length && { responsible: officers.join('、') }) };
  }
  const { facts, state, filed } = JSON.parse(row.body) as EnforcementCase;
  return { ...line, title: facts, state, at, ...(filed && { responsible: filed.by }) };
};

const hazardLine = ({ description, state, grade, assigned, foundAt, deadline, closed }: Hazard): Partial<RecordLine> => ({
  title: description, state, at: iso(foundAt), ...(grade && { grade }), ...(assigned && { responsible: assigned.to }),
  ...(deadline !== undefined && { dueAt: isoOr(deadline) }), ...(closed && { closedAt: iso(closed.at) }),
});
