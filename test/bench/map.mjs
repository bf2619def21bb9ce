// `npm run bench map`: the wall's map with 2,000 movers, told anew each second through the real door, and 20,000 risk points: how much of
// each second its main thread is busy, and whether a task ever keeps it from an alarm for long. Beside it MapLibre alone with as much.
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { openAisSender } from '@one-screen/connectors';
import { chromium } from 'playwright-core';
import { serveBareMap } from './bare-map.mjs';
import { isQuick, startProduct } from './harness.mjs';
import { pause, ratioLine, spread, table } from './measures.mjs';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const MOVERS = 2_000;
const POINTS = 20_000;
/** Box around the demo's town, degrees. */
const TOWN = { lon: 121.12, lat: 28.85, spread: 0.16 };
/** The map panel of a wall of 1920x1080. */
const PANEL = { width: 972, height: 782 };
const SETTLE = isQuick ? 8_000 : 20_000;
const MEASURED = isQuick ? 10_000 : 60_000;
const ROUNDS = isQuick ? 1 : 2;
/** Longer than this a task keeps an alarm waiting, milliseconds. */
const TOO_LONG = 100;
const AT_ONCE = 50;
/** A page that has not loaded, settled and been measured so long after it could have been never will, milliseconds. */
const PATIENCE = 240_000;

const scatter = (index, scale = 1) => [TOWN.lon + (((index * 7919) % 10_007) / 10_007 - 0.5) * TOWN.spread * scale, TOWN.lat + (((index * 104_729) % 10_009) / 10_009 - 0.5) * TOWN.spread * scale];
const freeUdpPort = () => new Promise((resolve) => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1', () => {
    const { port } = socket.address();
    socket.close(() => resolve(port));
  });
});
const parts = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_each, index) => list.slice(index * size, (index + 1) * size));

/** One grid over the town and 20,000 objects of all sectors in it. */
const fillLedger = async (admin) => {
  const half = TOWN.spread / 2;
  const corner = (x, y) => [TOWN.lon + x * half, TOWN.lat + y * half];
  const code = '331082001001';
  await admin('POST', '/api/grids', [{ code, name: '示范社区', kind: 'community', schematic: true, centre: { lon: TOWN.lon, lat: TOWN.lat }, rings: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]] }]);
  const sectors = ['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city'];
  const risks = ['red', 'orange', 'yellow', 'blue'];
  const objects = Array.from({ length: POINTS }, (_each, index) => {
    const [lon, lat] = scatter(index);
    return { code: `BENCH-${index}`, name: `监管对象 ${index}`, sector: sectors[index % 8], kind: '重点单位', gridCode: code, location: { lon, lat }, risk: risks[index % 4] };
  });
  for (const part of parts(objects, 2_500)) await admin('POST', '/api/objects', part);
};

/** Vessels on AIS, told by UDP as a shore station hears them; what it returns tells all of them, spread over most of a second, each moved on by its way. */
const moversOf = async (product, admin) => {
  const port = await freeUdpPort();
  await admin('POST', '/api/sources', { id: 'bench-vessels', kind: 'ais', sector: 'marine', name: '移动目标', options: { transport: 'udp', host: '127.0.0.1', port } });
  const sender = await openAisSender({ transport: 'udp', host: '127.0.0.1', port });
  let second = 0;
  const tell = async () => {
    second += 1;
    for (let index = 0; index < MOVERS; index += 1) {
      const [lon, lat] = scatter(index, 0.9);
      await sender.position({ mmsi: 412_000_000 + index, status: 0, speedKn: 38, lon: lon + 0.0002 * second, lat, courseDeg: 90, headingDeg: 90 });
      if (index % AT_ONCE === AT_ONCE - 1) await pause(15);
    }
  };
  return { tell, close: () => sender.close() };
};

/** Tells the movers each second until stopped; says how often it could not keep up. */
const everySecond = (tell) => {
  let running = true;
  let late = 0;
  let told = 0;
  const done = (async () => {
    for (let next = Date.now(); running; next += 1000) {
      if (Date.now() > next + 1000) { late += 1; next = Date.now(); }
      await pause(Math.max(0, next - Date.now()));
      if (running) await tell();
      told += 1;
    }
  })();
  return { stop: async () => { running = false; await done; return { told, late }; } };
};

/** The top tasks of the page's main thread while `work` lasts: how long each took by the wall clock and of its own CPU time, milliseconds. */
const tasksDuring = async (browser, work) => {
  const wire = await browser.newBrowserCDPSession();
  const events = [];
  wire.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await wire.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] }, transferMode: 'ReportEvents' });
  await work();
  const ended = new Promise((resolve) => wire.once('Tracing.tracingComplete', resolve));
  await wire.send('Tracing.end');
  await ended;
  const ofThread = ({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask');
  // The page's renderer is the busiest of them by CPU time; the browser's own may have more tasks.
  const busy = (tasks) => tasks.reduce((total, { tdur = 0 }) => total + tdur, 0);
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(ofThread).sort((a, b) => busy(b) - busy(a));
  const tasks = (threads[0] ?? []).map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
  if (!tasks.length) throw new Error('the browser told of no task');
  return tasks;
};

/** What `work` gives, or the word that it did not end in time: a browser that stands still must not hold the bench for ever. */
const within = async (limit, what, work) => {
  let timer;
  const late = new Promise((_resolve, reject) => { timer = setTimeout(() => reject(new Error(`${what} did not end within ${limit / 1000} s (load ${loadavg()[0].toFixed(1)})`)), limit); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Opens a page, waits until it is ready and settled, and measures its main thread. */
const measure = async (url, ready) => {
  const browser = await chromium.launch({ executablePath: BROWSER, headless: true, args: ARGUMENTS });
  const look = async () => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    page.setDefaultTimeout(120_000);
    await Promise.all([ready(page), page.goto(url, { waitUntil: 'load' })]);
    await pause(SETTLE);
    const tasks = await tasksDuring(browser, () => pause(MEASURED));
    return { tasks, seconds: MEASURED / 1000, load: loadavg()[0] };
  };
  try {
    return await within(SETTLE + MEASURED + PATIENCE, 'measuring the page', look());
  } finally {
    await within(10_000, 'closing the browser', browser.close()).catch((error) => console.error(error.message));
  }
};

const ofProduct = async () => {
  const product = await startProduct();
  try {
    const admin = await product.signIn('admin');
    await fillLedger(admin);
    const movers = await moversOf(product, admin);
    const telling = everySecond(movers.tell);
    // The map is there, every object has been fetched, and all that moves is known.
    const ready = async (page) => {
      let objects = 0;
      let known = 0;
      page.on('response', async (response) => {
        const { pathname } = new URL(response.url());
        if (pathname !== '/api/objects' && pathname !== '/api/positions') return;
        const { items = [] } = await response.json().catch(() => ({}));
        if (pathname === '/api/objects') objects += items.length;
        else known = items.length;
      });
      for (const end = Date.now() + 120_000; objects < POINTS || known < MOVERS; await pause(200)) if (Date.now() > end) throw new Error(`the wall knows ${objects} objects and ${known} movers`);
      await page.waitForFunction(() => document.querySelector('canvas.maplibregl-canvas') !== null);
    };
    const measured = await measure(`${product.url}/wall#token=${product.wallToken}`, ready);
    const told = await telling.stop();
    await movers.close();
    return { ...measured, telling: told };
  } finally {
    await product.stop();
  }
};

const ofBare = async () => {
  const bare = await serveBareMap({ points: POINTS, movers: MOVERS, ...TOWN, ...PANEL });
  try {
    return await measure(bare.url, (page) => page.waitForSelector('body[data-ready]', { state: 'attached' }));
  } finally {
    await bare.stop();
  }
};

const sum = (tasks, clock) => tasks.reduce((total, task) => total + task[clock], 0);
const over = (tasks, clock) => tasks.filter((task) => task[clock] > TOO_LONG).length;
const longest = (tasks, clock) => spread(tasks.map((task) => task[clock])).max;
const row = (how, { tasks, seconds, load }) => ({
  how, 'CPU ms/s': sum(tasks, 'cpu') / seconds, 'longest CPU ms': longest(tasks, 'cpu'), [`CPU > ${TOO_LONG}`]: over(tasks, 'cpu'),
  'wall ms/s': sum(tasks, 'wall') / seconds, 'longest wall ms': longest(tasks, 'wall'), [`wall > ${TOO_LONG}`]: over(tasks, 'wall'), seconds, load,
});

export const map = async () => {
  if (!BROWSER) {
    console.log('skipped: no Chromium on this machine');
    return;
  }
  console.log(`${ROUNDS} rounds of ${(2 * (SETTLE + MEASURED)) / 1000} s and the time to start: the slower the machine, the longer; each is told as it ends`);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await ofBare();
    const ours = await ofProduct();
    rounds.push({ bare, ours });
    console.log(`round ${round + 1}: longest task ${longest(ours.tasks, 'wall').toFixed(1)} ms by the wall clock, ${longest(ours.tasks, 'cpu').toFixed(1)} ms of its own CPU time; MapLibre alone ${longest(bare.tasks, 'wall').toFixed(1)} and ${longest(bare.tasks, 'cpu').toFixed(1)}`);
  }
  console.log(`${MOVERS} movers told each second, ${POINTS} risk points; 1920x1080, Chromium with software rendering; tasks of the page's main thread by their own CPU time and by the wall clock (which also counts what else ran on ${cpus().length} cores); load: of the machine, last minute`);
  console.log(table(rounds.flatMap(({ bare, ours }) => [row('product', ours), row('MapLibre alone', bare)])));
  console.log(`positions told: ${rounds.map(({ ours }) => `${ours.telling.told} times, ${ours.telling.late} seconds late`).join('; ')}`);
  const busy = (who) => rounds.reduce((total, round) => total + sum(round[who].tasks, 'cpu') / round[who].seconds, 0);
  console.log(ratioLine('map main thread CPU, product / MapLibre alone', busy('ours') / busy('bare'), 2));
  for (const clock of ['cpu', 'wall']) {
    const [ours, bare] = ['ours', 'bare'].map((who) => rounds.reduce((total, round) => total + over(round[who].tasks, clock), 0));
    console.log(`map tasks over ${TOO_LONG} ms after load, ${clock === 'cpu' ? 'own CPU time' : 'wall clock'}: ${ours} (at most 0: ${ours ? 'MISSED' : 'holds'}); MapLibre alone ${bare}`);
  }
};
