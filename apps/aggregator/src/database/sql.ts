import type { QueryRunner } from 'typeorm';
import type { Dialect, SqlRow, SqlValue } from './database.js';

/** `(?, ?, ?)` for an IN list. */
export const marks = (count: number): string => Array(count).fill('?').join(', ');

const ROWS_AT_ONCE = 400;

/** One INSERT for many rows (in slices, for the drivers' limits on parameters). All rows have the columns given. */
export const insertRows = async (runner: QueryRunner, table: string, columns: readonly string[], rows: readonly SqlRow[], suffix = ''): Promise<void> => {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const slice = rows.slice(at, at + ROWS_AT_ONCE);
    const group = `(${marks(columns.length)})`;
    const values: SqlValue[] = [];
    for (const row of slice) for (const column of columns) values.push(row[column] ?? null);
    await runner.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${slice.map(() => group).join(', ')}${suffix}`, values);
  }
};

/** The dialect's words for "or else update these columns to the values given". */
export const onConflictUpdate = (dialect: Dialect, keys: readonly string[], columns: readonly string[]): string =>
  dialect === 'mysql'
    ? ` ON DUPLICATE KEY UPDATE ${columns.map((column) => `${column} = VALUES(${column})`).join(', ')}`
    : ` ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** The dialect's words for "or else leave it". Goes between INSERT and the rest. */
export const onConflictIgnore = (dialect: Dialect, keys: readonly string[]): string =>
  dialect === 'mysql' ? ` ON DUPLICATE KEY UPDATE ${keys[0]} = ${keys[0]}` : ` ON CONFLICT (${keys.join(', ')}) DO NOTHING`;

/** Locks a row for this transaction where the database has several writers. */
export const forUpdate = (dialect: Dialect): string => (dialect === 'mysql' ? ' FOR UPDATE' : '');
