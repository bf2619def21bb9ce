// Child process: the bare limit of intake. The rows the product stored for its alarms (one of `alarm`, one of `journal` each) are
// inserted again under new identities into the same tables, a hundred alarms to a transaction, one after the other; no HTTP, no rules.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createConnection } from 'mysql2/promise';
import { clock } from './measures.mjs';

const require = createRequire(import.meta.url);
const AT_ONCE = 100;

/** What runs SQL: `run(sql, values)`; the same settings as the product's (database.ts). */
const openSqlite = (file) => {
  const Sqlite = require('libsql');
  const db = new Sqlite(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000', 'foreign_keys = ON']) db.pragma(pragma);
  const prepared = new Map();
  return {
    run: (sql, values = []) => {
      if (!prepared.has(sql)) prepared.set(sql, db.prepare(sql));
      prepared.get(sql).run(values);
    },
    close: () => db.close(),
  };
};
const openMysql = async (url) => {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4', timezone: 'Z' });
  return { run: (sql, values) => connection.query(sql, values), close: () => connection.end() };
};

const insertOf = (table, columns) => {
  const group = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(AT_ONCE).fill(group).join(', ')}`;
};
const random22 = () => randomBytes(17).toString('base64url').slice(0, 22);

const insert = async ({ file, url, alarms, journal, warmUp, seconds }) => {
  const database = url ? await openMysql(url) : openSqlite(file);
  const alarmColumns = Object.keys(alarms[0]);
  const journalColumns = Object.keys(journal[0]);
  const alarmSql = insertOf('alarm', alarmColumns);
  const journalSql = insertOf('journal', journalColumns);
  const from = clock() + warmUp * 1000;
  const end = from + seconds * 1000;
  let made = 0;
  let inTime = 0;
  while (clock() < end) {
    const alarmValues = [];
    const journalValues = [];
    for (let number = 0; number < AT_ONCE; number += 1) {
      made += 1;
      const id = `01${String(made).padStart(24, '0')}`;
      const alarm = { ...alarms[made % alarms.length], id, sequence: made, slot: random22() };
      const entry = { ...journal[made % journal.length], sequence: made, subject_id: id, signal_hash: random22() };
      for (const column of alarmColumns) alarmValues.push(alarm[column]);
      for (const column of journalColumns) journalValues.push(entry[column]);
    }
    await database.run('BEGIN');
    await database.run(alarmSql, alarmValues);
    await database.run(journalSql, journalValues);
    await database.run('COMMIT');
    const now = clock();
    if (now >= from && now <= end) inTime += AT_ONCE;
  }
  await database.close();
  return { made, perSecond: inTime / seconds };
};

process.on('message', async (request) => process.send(await insert(request)));
