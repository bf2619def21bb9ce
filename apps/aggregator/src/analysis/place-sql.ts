import type { SqlValue } from '../database/database.js';
import { marks } from '../database/sql.js';
import type { Question } from './question.js';

/** A fragment of SQL with its values. */
export interface Fragment {
  sql: string;
  values: SqlValue[];
}

const LONGEST = 20;

/** Everything whose code begins with a prefix, as a range an index can seek: codes are digits only. Empty is everywhere. */
export const under = (column: string, prefix: string): Fragment =>
  prefix ? { sql: `${column} >= ? AND ${column} <= ?`, values: [prefix, prefix.padEnd(LONGEST, '9')] } : { sql: '1 = 1', values: [] };

/** The sectors and grids asked for, and the one object where one is. `sought` false: the rows are found by something narrower, not by their grid. */
export const placed = ({ sectors, prefix, object }: Pick<Question, 'sectors' | 'prefix' | 'object'>, alias: string, sought = true): Fragment => {
  // A plus before a column keeps its index out of it, in both dialects the same value.
  const grid = under(`${sought ? '' : '+'}${alias}.grid_code`, prefix);
  return {
    sql: `${alias}.sector IN (${marks(sectors.length)}) AND ${grid.sql}${object === undefined ? '' : ` AND ${alias}.object_code = ?`}`,
    values: [...sectors, ...grid.values, ...(object === undefined ? [] : [object])],
  };
};

/** Which part of the place a row belongs to. */
export const partOf = ({ parts }: Pick<Question, 'parts'>, alias: string): string => {
  if (parts === 'object') return `${alias}.object_code`;
  if (parts === 'code') return `${alias}.grid_code`;
  return parts === undefined ? "''" : `SUBSTR(${alias}.grid_code, 1, ${Number(parts)})`;
};

const SHORT = 45 * 86_400_000;
/** Whether an object was effectively visited in a window: many objects and a short window are asked of the visits, else each object is. */
export const wasVisited = (alias: string, { from, end }: { from: number; end: number }, prefix = ''): Fragment =>
  end - from <= SHORT && prefix.length < 9
    ? { sql: `${alias}.object_code IN (SELECT v.object_code FROM inspection v WHERE v.at >= ? AND v.at < ? AND v.valid = 1)`, values: [from, end] }
    : { sql: `EXISTS (SELECT 1 FROM inspection v WHERE v.object_code = ${alias}.object_code AND v.at >= ? AND v.at < ? AND v.valid = 1)`, values: [from, end] };

/** How many rows of a group a condition holds for. */
export const howMany = (condition: string, name: string): string => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${name}`;
