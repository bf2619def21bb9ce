// `npm run bench import [-- --frames 100000]`: a workbook of 100,000 supervised objects, one row in a hundred bad, into the running aggregator by its
// real door. Said of it: the time, the most memory, how long the event loop stood still and how long an alarm waited meanwhile; and whether the report
// names each bad cell and no other. The bare limit beside it: the same file only read, row by row, nothing checked and nothing stored.
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { xlsxRows } from '../../apps/aggregator/dist/ledger/exchange/table/xlsx-reader.js';
import { xlsxStream } from '../../apps/aggregator/dist/ledger/exchange/table/xlsx-writer.js';
import { isQuick, option, startProduct, temporaryFolder, throwawayDatabase } from './harness.mjs';
import { alarmText } from './messages.mjs';
import { clock, pause, ratioLine, spread, table } from './measures.mjs';
import { residentMiB } from './ingest/watch.mjs';

const ROWS = option('frames', isQuick ? 10_000 : 100_000);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADINGS = ['编码', '名称', '领域', '类型', '网格码', '经度', '纬度', '风险等级', '地址', '责任人', '核定承载量', '下次检验日期'];
const GRID = { code: '331082001001', name: '示范社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] };
/** Which cell of a bad row is wrong, and with what. */
const WRONG = [[2, '天文'], [4, '331082009999'], [6, 95], [7, '紫'], [11, '2026-02-30']];

async function* sheet(bad) {
  yield [HEADINGS];
  for (let from = 0; from < ROWS; from += 1000) {
    const page = [];
    for (let index = from; index < Math.min(ROWS, from + 1000); index += 1) {
      const cells = [`B-${index}`, `示范单位${index}`, '消防安全', '消防重点单位', GRID.code, 121 + (index % 1000) / 1000, 28 + (index % 997) / 1000, '黄', `示范路 ${index} 号`, '张*', 1 + (index % 500), { day: `2027-${String(1 + (index % 12)).padStart(2, '0')}-15` }];
      if (index % 100 === 50) {
        const [column, value] = WRONG[(index / 50) % WRONG.length | 0] ?? WRONG[0];
        cells[column] = value;
        bad.add(`${String.fromCharCode(65 + column)}${index + 2}`);
      }
      page.push(cells);
    }
    yield page;
  }
}

const timed = async (work) => {
  const began = clock();
  await work();
  return (clock() - began) / 1000;
};

const run = async (name, env, file, bad) => {
  const product = await startProduct(env);
  try {
    const admin = await product.signIn('admin');
    await admin('POST', '/api/grids', [GRID]);
    const session = await fetch(`${product.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'admin', password: 'Bench-pass-2026' }) });
    const headers = { cookie: (session.headers.get('set-cookie') ?? '').split(';')[0], origin: product.url };
    const alive = [];
    const alarms = [];
    let peak = 0;
    let on = true;
    const ask = async (waits, ms, call) => {
      while (on) {
        const began = clock();
        await call();
        waits.push(clock() - began);
        await pause(ms);
      }
    };
    let number = 0;
    const watching = Promise.all([
      ask(alive, 5, async () => (await fetch(`${product.url}/api/health/live`)).text()),
      ask(alarms, 100, async () => {
        const answer = await fetch(`${product.url}/api/intake/alarms`, { method: 'POST', headers: { 'content-type': 'application/json', ...product.source() }, body: alarmText(`import-${number % 20}`, number++) });
        if (answer.status !== 202) throw new Error(`an alarm was answered ${answer.status}`);
        await answer.text();
      }),
      ask([], 50, async () => (peak = Math.max(peak, residentMiB(product.pid)))),
    ]);
    const before = residentMiB(product.pid);
    let view;
    const send = async () => {
      const sent = await fetch(`${product.url}/api/imports/objects?onError=skip`, { method: 'POST', headers: { ...headers, 'content-type': XLSX, 'x-file-name': 'bench.xlsx' }, body: readFileSync(file) });
      const { id } = await sent.json();
      if (sent.status !== 202) throw new Error(`the import was answered ${sent.status}`);
      do {
        await pause(100);
        view = await (await fetch(`${product.url}/api/imports/${id}`, { headers })).json();
      } while (view.finishedAt === undefined);
    };
    const seconds = await timed(send);
    on = false;
    await watching;
    const faults = await fetch(`${product.url}/api/imports/${view.id}/faults.xlsx`, { headers });
    const report = join(product.dataDir, 'faults.xlsx');
    await pipeline(faults.body, createWriteStream(report));
    const named = new Set();
    for await (const rows of xlsxRows(report)) for (const { cells } of rows) if (typeof cells[0] === 'number') named.add(`${cells[1]}${cells[0]}`);
    const first = view;
    const again = await timed(send);
    const exact = named.size === bad.size && [...bad].every((cell) => named.has(cell));
    console.log(`${name}: ${first.state}, ${first.rowsRead} rows, ${first.inserted} written, ${first.rowsBad} bad; the report names ${exact ? 'each bad cell and no other' : `${named.size} cells, MISSED ${[...bad].filter((cell) => !named.has(cell)).length}`}; the same file again: ${view.unchanged} unchanged, ${view.inserted + view.updated} written`);
    return { seconds, again, before, peak, alive: spread(alive), alarms: spread(alarms) };
  } finally {
    await product.stop();
  }
};

/** The benchmark. */
export const importing = async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'objects.xlsx');
  const bad = new Set();
  await pipeline(xlsxStream([{ name: '监管对象', widths: HEADINGS.map(() => 14), rows: sheet(bad) }]), createWriteStream(file));
  let read = 0;
  const bare = await timed(async () => {
    for await (const rows of xlsxRows(file)) read += rows.length;
  });
  console.log(`${ROWS} rows and ${bad.size} bad cells in ${(readFileSync(file).length / 1024 / 1024).toFixed(1)} MiB; only read (${read} rows): ${bare.toFixed(1)} s`);
  const rows = [];
  const database = await throwawayDatabase();
  try {
    for (const [name, env] of [['SQLite', {}], ...(database ? [['MariaDB', { DATABASE_URL: database.url }]] : [])]) {
      const { seconds, again, before, peak, alive, alarms } = await run(name, env, file, bad);
      rows.push({ database: name, 'import s': seconds, 'again s': again, 'rows/s': Math.round(ROWS / seconds), 'MiB before': before, 'peak MiB': peak, 'answer p50 ms': alive.p50, 'p99 ms': alive.p99, 'max ms': alive.max, 'alarm p50 ms': alarms.p50, 'p99 ms ': alarms.p99, 'max ms ': alarms.max });
      console.log(table(rows.slice(-1)));
      console.log(ratioLine(`${name}: imported / only read`, seconds / bare, 12));
    }
  } finally {
    await database?.drop();
  }
  folder.remove();
};
