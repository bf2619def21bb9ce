// `npm run bench analysis [-- --scale 0.02]`: figures of the wall, drill pages and traces over a city's ledger of three and a half years, on each
// database, beside the same answers by plain SQL over the base tables. Full scale is 1,000,000 hazards, 3,000,000 inspections, 60,000 objects.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dayOf, lastYearOf, periodOf, previousOf } from '@one-screen/domain';
import { isQuick, migrate, option, startProduct, temporaryFolder, throwawayDatabase } from './harness.mjs';
import { clock, ratioLine, spread, table } from './measures.mjs';

const TALLY = fileURLToPath(new URL('../../apps/aggregator/dist/tally-verify.js', import.meta.url));
const PAGE = 50;
const MONTHS_BACK = 40;
const DAY = 86_400_000;
/** The product's promises at full scale, milliseconds. */
const PROMISED = { figures: 50, drill: 200, trace: 200 };

const tally = (dataDir, url, ...words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TALLY, ...words], { env: { PATH: process.env.PATH, DATA_DIR: dataDir, DATABASE_URL: url }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tally ${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.trim().split('\n').at(-1);
};

/** Times of `ask(0)`, `ask(1)` …, one after the other, the first of them not counted. */
const timed = async (times, ask) => {
  const samples = [];
  for (let turn = -1; turn < times; turn += 1) {
    const began = clock();
    await ask(turn + 1);
    if (turn >= 0) samples.push(clock() - began);
  }
  return samples;
};

const measure = async (name, scale, makeDatabase) => {
  const { CITY, grids, ledger, townsOf } = await import('./analysis/city.mjs');
  const { countsBySql, recordsBySql } = await import('./analysis/bare.mjs');
  const { mysqlStore, sqliteStore } = await import('./analysis/stores.mjs');
  const folder = temporaryFolder();
  const database = await makeDatabase();
  const url = database?.url ?? '';
  let product;
  try {
    migrate(folder.path, url);
    const now = Date.now();
    const counts = { objects: Math.round(60_000 * scale), inspections: Math.round(3_000_000 * scale), hazards: Math.round(1_000_000 * scale) };
    let began = clock();
    const filler = database ? await mysqlStore(url) : sqliteStore(folder.path);
    await filler.fill('grid', grids());
    for (const [into, rows] of ledger({ ...counts, now })) await filler.fill(into, rows);
    const loading = (clock() - began) / 1000;
    const [{ hazards }] = await filler.query('SELECT COUNT(*) AS hazards FROM hazard');
    if (!database) await filler.close();
    began = clock();
    console.log(`${name}: ${tally(folder.path, url, '--rebuild')}`);
    const counting = (clock() - began) / 1000;
    began = clock();
    console.log(`${name}: ${tally(folder.path, url)}`);
    const verifying = (clock() - began) / 1000;
    await (database ? filler.analyse() : undefined);
    if (database) await filler.close();
    console.log(table([{ [name]: 'load', objects: counts.objects, inspections: counts.inspections, hazards: Number(hazards), 'load s': loading, 'rebuild s': counting, 'verify s': verifying }]));

    product = await startProduct({ DATABASE_URL: url, SITE_DIVISION: CITY }, folder);
    const call = await product.signIn('leader');
    const store = database ? await mysqlStore(url) : sqliteStore(folder.path);
    const towns = townsOf();
    const windowOf = (period) => ({ ...period, end: Math.min(period.to, now) });
    const month = periodOf('month', now);
    /** Some month before, another each time, so that nothing is answered from memory only. */
    const before = (turn) => periodOf('month', now - ((turn * 7) % MONTHS_BACK) * 30 * DAY);
    const town = (turn) => towns[(turn * 7) % towns.length];
    const QUESTIONS = [
      {
        what: 'figures of the wall: the city, this month', promised: PROMISED.figures, ask: () => call('GET', `/api/rates?grid=${CITY}&period=month`),
        bare: async () => { for (const period of [month, previousOf(month), lastYearOf(month)]) await countsBySql(store.query, windowOf(period), CITY, 0); },
      },
      {
        what: 'drill: towns of the city, a month', promised: PROMISED.drill, ask: (turn) => call('GET', `/api/rates/breakdown?by=grid&grid=${CITY}&period=month&at=${dayOf(before(turn).from)}`),
        bare: (turn) => countsBySql(store.query, windowOf(before(turn)), CITY, 9, true),
      },
      {
        what: 'drill: villages of a town, a month', promised: PROMISED.drill, ask: (turn) => call('GET', `/api/rates/breakdown?by=grid&grid=${town(turn)}&period=month&at=${dayOf(before(turn).from)}`),
        bare: (turn) => countsBySql(store.query, windowOf(before(turn)), town(turn), 12, true),
      },
      {
        what: 'trace: a page of the records of a town', promised: PROMISED.trace, ask: (turn) => call('GET', `/api/rates/rectification/records?grid=${town(turn)}&period=month&at=${dayOf(before(turn).from)}&limit=${PAGE}`),
        bare: (turn) => recordsBySql(store.query, windowOf(before(turn)), town(turn), PAGE),
      },
    ];
    const rows = [];
    const ratios = [];
    for (const { what, promised, ask, bare } of QUESTIONS) {
      const own = spread(await timed(isQuick ? 20 : 150, ask));
      const plain = spread(await timed(isQuick ? 3 : 15, bare));
      rows.push({ what: `${name}: ${what}`, 'p50 ms': own.p50, 'p99 ms': own.p99, [`promised ms`]: promised, held: own.p99 <= promised ? 'holds' : 'MISSED', 'plain SQL p50 ms': plain.p50, 'plain SQL max ms': plain.max });
      ratios.push(ratioLine(`analysis ${name}, ${what} / plain SQL`, own.p50 / plain.p50, scale >= 1 ? 1 : undefined));
    }
    console.log(table(rows));
    console.log(ratios.join('\n'));
    await store.close();
  } finally {
    await product?.stop();
    await database?.drop();
    folder.remove();
  }
};

export const analysis = async () => {
  const scale = option('scale', isQuick ? 0.01 : 1);
  console.log(`scale ${scale}${scale < 1 ? ': no result, the promises are for 1' : ''}; answers through HTTP with rights and names, one after the other, beside plain SQL over the base tables`);
  await measure('SQLite', scale, async () => undefined);
  const probe = await throwawayDatabase();
  if (!probe) {
    console.log('MySQL/MariaDB: skipped, none answers on 127.0.0.1:3306');
    return;
  }
  await probe.drop();
  await measure('MariaDB', scale, throwawayDatabase);
};
