// `npm run bench intake`: durable alarms a second through the door, singly and in batches, on each database, beside bare multi-row inserts.
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { isQuick, migrate, startChild, startProduct, temporaryFolder, throwawayDatabase } from './harness.mjs';
import { cpuSeconds, ratioLine, spread, table } from './measures.mjs';

const require = createRequire(import.meta.url);
const SECONDS = isQuick ? 3 : 10;
const WARM_UP = isQuick ? 1 : 4;
const RUNS = [
  { name: 'singly, 64 connections', connections: 64, batch: 1, prefix: 'single-' },
  { name: 'batches of 100, 8 connections', connections: 8, batch: 100, prefix: 'batch-' },
];
const SAMPLES = 1000;

/** Reads what the product stored; SQLite beside the running product (WAL lets readers in). */
const reader = (product, database) => {
  if (database) return { query: database.query, close: () => undefined };
  const Sqlite = require('libsql');
  const db = new Sqlite(join(product.dataDir, 'one-screen.db'), { readonly: true });
  return { query: async (sql, values = []) => db.prepare(sql).all(values), close: () => db.close() };
};

/** Every alarm answered `accepted` is stored once, with its journal entry. */
const verify = async (query, prefix, accepted) => {
  const [{ stored }] = await query('SELECT COUNT(*) AS stored FROM alarm WHERE alarm_key LIKE ?', [`${prefix}%`]);
  const [{ journalled }] = await query("SELECT COUNT(*) AS journalled FROM journal j JOIN alarm a ON a.id = j.subject_id WHERE j.kind = 'alarm.raised' AND a.alarm_key LIKE ?", [`${prefix}%`]);
  if (Number(stored) !== accepted || Number(journalled) !== accepted) throw new Error(`${accepted} were answered accepted, ${stored} are stored, ${journalled} journalled`);
};

const samples = async (query, prefix) => {
  const alarms = await query(`SELECT * FROM alarm WHERE alarm_key LIKE ? ORDER BY sequence DESC LIMIT ${SAMPLES}`, [`${prefix}%`]);
  const journal = await query(`SELECT * FROM journal WHERE kind = 'alarm.raised' ORDER BY sequence DESC LIMIT ${SAMPLES}`);
  return { alarms: alarms.map((row) => ({ ...row })), journal: journal.map((row) => ({ ...row })) };
};

/** The product under one kind of load, in a process and a database of its own. */
const throughTheDoor = async (run, makeDatabase) => {
  const database = await makeDatabase();
  const product = await startProduct(database ? { DATABASE_URL: database.url } : {});
  const load = startChild('./load.mjs');
  try {
    const before = cpuSeconds(product.pid);
    const result = await load.ask({ kind: 'saturate', port: product.port, path: '/api/intake/alarms', headers: product.source(), ...run, warmUp: WARM_UP, seconds: SECONDS });
    const cpu = cpuSeconds(product.pid) - before;
    const { query, close } = reader(product, database);
    await verify(query, run.prefix, result.accepted);
    const rows = await samples(query, run.prefix);
    close();
    return { ...result, cpu, rows };
  } finally {
    await load.stop();
    await product.stop();
    await database?.drop();
  }
};

const bareInserts = async (rows, makeDatabase) => {
  const folder = temporaryFolder();
  const database = await makeDatabase();
  const child = startChild('./bare-insert.mjs');
  try {
    migrate(folder.path, database?.url);
    return await child.ask({ ...rows, ...(database ? { url: database.url } : { file: join(folder.path, 'one-screen.db') }), warmUp: WARM_UP, seconds: SECONDS });
  } finally {
    await child.stop();
    await database?.drop();
    folder.remove();
  }
};

const measure = async (name, makeDatabase) => {
  const doors = [];
  const bares = [];
  for (const run of RUNS) {
    const door = await throughTheDoor(run, makeDatabase);
    doors.push({ run, ...door });
    // Beside each, so that what else the machine does meets both.
    bares.push(await bareInserts(door.rows, makeDatabase));
  }
  const bareRows = bares.map((bare, index) => ({ how: `${name}: bare inserts beside ${RUNS[index].batch === 1 ? 'singly' : 'batches'}`, 'alarms/s': Math.round(bare.perSecond) }));
  const rows = doors.map(({ run, perSecond, latencies, other, cpu }) => {
    const { p50, p95, p99 } = spread(latencies);
    return { how: `${name}: ${run.name}`, 'alarms/s': Math.round(perSecond), 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99, 'not taken': other, 'CPU s': cpu };
  });
  console.log(table([...rows, ...bareRows]));
  const [singly, batches] = doors;
  console.log(ratioLine(`intake ${name}, batches / bare inserts`, batches.perSecond / bares[1].perSecond, 0.4, true));
  console.log(ratioLine(`intake ${name}, singly / bare inserts`, singly.perSecond / bares[0].perSecond));
};

export const intake = async () => {
  console.log(`${SECONDS} s after ${WARM_UP} s of warm-up; every alarm answered "accepted" was counted in the database afterwards`);
  await measure('SQLite', async () => undefined);
  const probe = await throwawayDatabase();
  if (!probe) {
    console.log('MySQL/MariaDB: skipped, none answers on 127.0.0.1:3306');
    return;
  }
  await probe.drop();
  await measure('MariaDB', throwawayDatabase);
};
