// `npm run bench ingest [-- --rate 6000] [-- --seconds 60]`: eight protocols at once into the real aggregator, on the embedded database, with
// rules on and everything stored, while the field runs on the same machine; beside it the bare limit: the same frames only decoded, the
// same rows only inserted, in one process each.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { cpuSeconds, histogram, ratioLine, spread, table } from './measures.mjs';
import { freePort, freeUdpPort, isQuick, migrate, option, startChild, startProduct, temporaryFolder } from './harness.mjs';
import { PLCS, sourcesOf } from './ingest/mix.mjs';
import { lag, residentMiB, scrape } from './ingest/watch.mjs';

const require = createRequire(import.meta.url);
const RATE = option('rate', 6_000);
const SECONDS = option('seconds', isQuick ? 10 : 60);
const WARM_UP = isQuick ? 5 : 15;
const GOAL = 5_000;
const MQTT = 'mqtt://127.0.0.1:1883';
const TOKENS = { alarms: 'bench-alarms-0123456789abcdef', signals: 'bench-signals-0123456789abcdef' };

const answers = (port) => new Promise((resolve) => {
  const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket.destroy() && true));
  socket.on('error', () => resolve(false));
});

const portsOf = async () => ({ jt808: await freePort(), gbt26875: await freePort(), hj212: await freePort(), ais: await freeUdpPort(), plcs: await Promise.all(Array.from({ length: PLCS.count }, freePort)) });

/** Counters of the benchmark's own sources. */
const sourcesNow = async (admin) => Object.fromEntries((await admin('GET', '/api/sources')).items.filter(({ id }) => id.startsWith('bench-')).map((source) => [source.id.slice('bench-'.length), source]));

/** Every alarm whose frame was answered "ok" is stored once; every answered dust report's four readings, too. */
const verify = (dataDir, totals) => {
  const Sqlite = require('libsql');
  const db = new Sqlite(join(dataDir, 'one-screen.db'), { readonly: true });
  const one = (sql, ...values) => Number(Object.values(db.prepare(sql).get(values) ?? { none: 0 })[0]);
  const of = (name) => totals.find((each) => each.name === name);
  const faults = [];
  const hold = (what, stored, least, most) => {
    if (stored < least || stored > most) faults.push(`${what}: ${stored} stored, ${least} answered, ${most} sent`);
  };
  hold('native alarms', one("SELECT COUNT(*) FROM alarm WHERE source_id = 'bench-alarms'"), of('alarms').alarmsAnswered, of('alarms').alarms);
  for (const name of ['jt808', 'gbt26875']) {
    hold(`alarm changes of ${name}`, one(`SELECT COUNT(*) FROM journal WHERE actor = 'source:bench-${name}' AND kind LIKE 'alarm.%'`), of(name).alarmsAnswered, of(name).alarms);
  }
  hold('readings of hj212', one("SELECT COUNT(*) FROM reading_raw WHERE source_id = 'bench-hj212'"), of('hj212').answered * 4, of('hj212').sent * 4);
  const rows = Object.fromEntries(['position_track', 'reading_raw', 'reading_minute', 'alarm', 'journal'].map((name) => [name, one(`SELECT COUNT(*) FROM ${name}`)]));
  db.close();
  return { faults, rows };
};

const throughTheDoor = async () => {
  const folder = temporaryFolder();
  const ports = await portsOf();
  const mqtt = (await answers(1883)) ? { url: MQTT, topic: `one-screen-bench-${process.pid}` } : undefined;
  const file = join(folder.path, 'sources.json');
  writeFileSync(file, JSON.stringify({ sources: sourcesOf(ports, TOKENS, mqtt && `${mqtt.topic}/#`) }));
  const product = await startProduct({ SOURCES_FILE: file, ...(mqtt && { MQTT_URL: MQTT }) });
  const load = startChild('./ingest/load.mjs');
  try {
    const admin = await product.signIn('admin');
    await load.ask({ kind: 'open', ports, tokens: TOKENS, http: product.port, mqtt });
    const watched = [];
    const began = performance.now();
    const watch = setInterval(() => void scrape(product.url).then((text) => watched.push({ second: (performance.now() - began) / 1000 - WARM_UP, rss: residentMiB(product.pid), ...lag(text) })).catch(() => undefined), 1_000);
    await load.ask({ kind: 'run', perSecond: RATE, seconds: WARM_UP });
    const [before, cpuBefore, loadCpuBefore] = [await sourcesNow(admin), cpuSeconds(product.pid), cpuSeconds(load.pid)];
    const run = await load.ask({ kind: 'run', perSecond: RATE, seconds: SECONDS });
    const [after, cpu, loadCpu] = [await sourcesNow(admin), cpuSeconds(product.pid) - cpuBefore, cpuSeconds(load.pid) - loadCpuBefore];
    clearInterval(watch);
    const settled = await load.ask({ kind: 'settle', limitMs: 60_000 });
    const commits = await scrape(product.url);
    const verified = verify(product.dataDir, settled.totals);
    await load.ask({ kind: 'close' });
    return { run, before, after, cpu, loadCpu, watched, settled, commits, verified, hasMqtt: mqtt !== undefined };
  } finally {
    await load.stop();
    await product.stop();
    folder.remove();
  }
};

const bare = async () => {
  const folder = temporaryFolder();
  const child = startChild('./ingest/bare.mjs');
  try {
    migrate(folder.path);
    return await child.ask({ file: join(folder.path, 'one-screen.db'), seconds: isQuick ? 3 : 10 });
  } finally {
    await child.stop();
    folder.remove();
  }
};

const show = ({ run, before, after, cpu, loadCpu, watched, settled, verified, hasMqtt }) => {
  const took = run.took;
  // What has no answer of its own is counted by the product's counters: AIS by signals (one a frame), MQTT by readings (three a message).
  const taken = ({ name, answered }) => {
    const counted = after[name] && before[name] ? after[name].accepted + after[name].repeats - before[name].accepted - before[name].repeats : 0;
    return name === 'ais' ? counted : name === 'mqtt' ? counted / 3 : answered;
  };
  const plcAnswers = Array.from({ length: PLCS.count }, (_, plc) => (after[`plc-${plc}`].accepted - before[`plc-${plc}`].accepted) / PLCS.points).reduce((sum, each) => sum + each, 0);
  const rows = run.results.map((result) => {
    const all = spread(result.latencies);
    const alarms = spread(result.alarmLatencies);
    return { protocol: result.name, 'sent/s': result.sent / took, 'taken/s': taken(result) / took, 'held back': result.full, refused: result.refused, 'p50 ms': all.count ? all.p50 : '', 'p99 ms': all.count ? all.p99 : '', alarms: alarms.count || '', 'alarm p50': alarms.count ? alarms.p50 : '', 'alarm p95': alarms.count ? alarms.p95 : '', 'alarm p99': alarms.count ? alarms.p99 : '', 'alarm max': alarms.count ? alarms.max : '' };
  });
  console.log(table([...rows, { protocol: 'modbus (polled)', 'sent/s': plcAnswers / took, 'taken/s': plcAnswers / took }]));
  const sentPerSecond = run.results.reduce((sum, { sent }) => sum + sent, plcAnswers) / took;
  const takenPerSecond = run.results.reduce((sum, result) => sum + taken(result), plcAnswers) / took;
  const at = (second) => watched.reduce((best, each) => (Math.abs(each.second - second) < Math.abs(best.second - second) ? each : best));
  const inRun = watched.filter(({ second }) => second >= 0);
  const alarms = spread(run.results.flatMap(({ alarmLatencies }) => [...alarmLatencies]));
  console.log(`all: ${Math.round(sentPerSecond)} frames/s sent, ${Math.round(takenPerSecond)} taken over ${took.toFixed(1)} s; ${run.waiting} unanswered at its end, ${settled.waiting} after that${hasMqtt ? '' : '; no broker on 127.0.0.1:1883, so without MQTT'}`);
  console.log(`alarms, sent to answered (committed): ${alarms.count}, p50 ${alarms.p50.toFixed(1)} ms, p95 ${alarms.p95.toFixed(1)} ms, p99 ${alarms.p99.toFixed(1)} ms`);
  console.log(histogram(run.results.flatMap(({ alarmLatencies }) => [...alarmLatencies]), 'alarms'));
  console.log(`RSS MiB at ${[0, 20, 40, 60].filter((second) => second <= SECONDS).map((second) => `${second} s: ${Math.round(at(second).rss)}`).join(', ')}; event loop late by p50 ${Math.max(...inRun.map(({ p50 }) => p50)).toFixed(1)} ms, p99 ${Math.max(...inRun.map(({ p99 }) => p99)).toFixed(1)} ms (worst second)`);
  console.log(`CPU: product ${(cpu / took).toFixed(2)} cores (${Math.round((cpu * 1e6) / (takenPerSecond * took))} µs a frame), field ${(loadCpu / took).toFixed(2)}; rows stored: ${Object.entries(verified.rows).map(([name, count]) => `${name} ${count}`).join(', ')}`);
  console.log(verified.faults.length ? `WRONG: ${verified.faults.join('; ')}` : 'every alarm and dust reading that was answered is stored, once');
  return { takenPerSecond, alarms };
};

export const ingest = async () => {
  console.log(`${RATE} frames/s for ${SECONDS} s after ${WARM_UP} s of warm-up, on SQLite`);
  const { takenPerSecond } = show(await throughTheDoor());
  const limit = await bare();
  console.log(table([{ bare: 'decode only', 'frames/s': Math.round(limit.decoded) }, { bare: 'insert only (as frames)', 'frames/s': Math.round(limit.inserted) }, { bare: 'both, one after the other', 'frames/s': Math.round(1 / (1 / limit.decoded + 1 / limit.inserted)) }]));
  console.log(ratioLine('ingest, frames/s taken / goal of 5,000', takenPerSecond / GOAL, 1, true));
  console.log(ratioLine('ingest, taken / bare decode and insert', takenPerSecond / (1 / (1 / limit.decoded + 1 / limit.inserted))));
};
