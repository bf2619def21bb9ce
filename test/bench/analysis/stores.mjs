// The two databases as the benchmark fills and asks them.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const require = createRequire(import.meta.url);
const ROWS_AT_ONCE = 400;
const insertOf = (table, columns, count) => `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(count).fill(`(${columns.map(() => '?').join(', ')})`).join(', ')}`;

/** Multi-row inserts, a transaction for each slice; `run(sql, values)`. */
const filling = (run) => async (table, rows) => {
  if (!rows.length) return;
  const columns = Object.keys(rows[0]);
  await run('BEGIN');
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE);
    await run(insertOf(table, columns, part.length), part.flatMap((row) => columns.map((column) => row[column] ?? null)));
  }
  await run('COMMIT');
};

export const sqliteStore = (dataDir) => {
  const Sqlite = require('libsql');
  const db = new Sqlite(join(dataDir, 'one-screen.db'));
  // Only while it is filled does nobody mind a lost commit; the product opens it with its own settings.
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'busy_timeout = 5000', 'cache_size = -200000']) db.pragma(pragma);
  const prepared = new Map();
  const statement = (sql) => prepared.get(sql) ?? prepared.set(sql, db.prepare(sql)).get(sql);
  return {
    fill: filling((sql, values = []) => statement(sql).run(values)),
    query: async (sql, values = []) => db.prepare(sql).all(values),
    analyse: async () => undefined,
    close: async () => db.close(),
  };
};

export const mysqlStore = async (url) => {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4', timezone: 'Z' });
  return {
    fill: filling((sql, values) => connection.query(sql, values)),
    query: async (sql, values = []) => (await connection.query(sql, values))[0],
    analyse: async () => connection.query('ANALYZE TABLE inspection, hazard, enforcement_case, object_span, rate_bucket'),
    close: () => connection.end(),
  };
};
