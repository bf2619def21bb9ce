// `npm run bench alarm-to-glass`: from the start of a post to the painted row in a real browser, idle and under 500 posts a second,
// the product's wall beside a bare post -> Socket.IO -> DOM page.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { isQuick, startChild, startProduct } from './harness.mjs';
import { clock, cpuSeconds, histogram, pause, ratioLine, spread, table } from './measures.mjs';
import { probeText } from './messages.mjs';
import { watchPainting } from './painting.mjs';
import { Wire } from './wire.mjs';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/**
 * No GPU here: SwiftShader draws the map. Were it to draw the pages too, every frame would redraw the whole screen (25 to 80 ms, of either
 * page) and the bench would measure that; the software compositor redraws what changed.
 */
const ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];
/** Product and bare take turns, so that what else the machine does meets both. */
const ROUNDS = isQuick ? 1 : 2;
/** A p99 is the few worst: of 150 it is one, and moves by half from run to run. */
const PROBES = isQuick ? 40 : 300;
const BACKGROUND = { perSecond: 500, devices: 2000 };
const SETTLE = isQuick ? 4_000 : 8_000;
/** Probes before those that count: a wall has been up for hours, its code is compiled and its pages of memory are in place. */
const RUN_IN = { idle: { count: isQuick ? 60 : 400, every: 20 }, loaded: { count: isQuick ? 10 : 40, every: 200 } };
/** Probes on the list before they are signed off it. */
const AT_MOST = 20;

/** One screen of 1920x1080 on this page, in a browser of its own. */
const openScreen = async (url) => {
  const browser = await chromium.launch({ executablePath: BROWSER, headless: true, args: ARGUMENTS });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.setDefaultTimeout(60_000);
  await page.addInitScript(watchPainting);
  await page.goto(url, { waitUntil: 'load' });
  return { page, close: () => browser.close() };
};

/** Posts probes nobody counts. */
const runIn = async (wire, signOff, { count, every }, prefix) => {
  let waiting = [];
  for (let number = 1; number <= count; number += 1) {
    await pause(every);
    const { status, body } = await wire.post(probeText(`${prefix}${number}`));
    if (status !== 202) throw new Error(`a probe was answered ${status}: ${body}`);
    waiting.push(JSON.parse(body).results[0].id);
    if (waiting.length < AT_MOST && number < count) continue;
    await signOff(waiting);
    waiting = [];
  }
};

/** Posts probes at uneven intervals (150 to 250 ms) and returns what the page saw of each, in milliseconds after the post began. */
const probe = async (page, wire, signOff, prefix) => {
  const sent = [];
  const waiting = [];
  for (let number = 0; number < PROBES; number += 1) {
    await pause(150 + Math.random() * 100);
    const at = clock();
    const { status, body } = await wire.post(probeText(`${prefix}${number}`));
    if (status !== 202) throw new Error(`a probe was answered ${status}: ${body}`);
    const { id } = JSON.parse(body).results[0];
    sent.push({ id, at, answered: clock() - at });
    waiting.push(id);
    if (waiting.length >= AT_MOST) await signOff(waiting.splice(0));
  }
  await pause(1500);
  const seen = await page.evaluate(() => window.__probes);
  const painted = sent.filter(({ id }) => seen[id]?.painted !== undefined);
  return {
    samples: painted.map(({ id, at }) => seen[id].painted - at),
    inserted: painted.map(({ id, at }) => seen[id].inserted - at),
    rendered: painted.flatMap(({ id, at }) => (seen[id].rendered === undefined ? [] : [seen[id].rendered - at])),
    answered: sent.map((one) => one.answered),
    lost: sent.length - painted.length,
  };
};

/** Idle first, then under background load, on the same screen. */
const measure = async ({ pid, pageUrl, port, path, headers, signOff, ready }) => {
  const screen = await openScreen(pageUrl);
  const wire = new Wire(port, path, headers);
  const load = startChild('./load.mjs');
  try {
    await ready(screen.page);
    await runIn(wire, signOff, RUN_IN.idle, 'run-in-');
    await pause(SETTLE);
    const idle = await probe(screen.page, wire, signOff, 'idle-');
    await load.ask({ kind: 'begin', port, path, headers, ...BACKGROUND });
    await runIn(wire, signOff, RUN_IN.loaded, 'run-in-loaded-');
    await pause(SETTLE);
    const before = { cpu: cpuSeconds(pid), at: clock() };
    const loaded = await probe(screen.page, wire, signOff, 'loaded-');
    const cpu = (cpuSeconds(pid) - before.cpu) / ((clock() - before.at) / 1000);
    const background = await load.ask({ kind: 'end' });
    return { idle, loaded, background, cpu };
  } finally {
    wire.close();
    await load.stop();
    await screen.close();
  }
};

const ofProduct = async () => {
  const product = await startProduct();
  try {
    const officer = await product.signIn('officer');
    return await measure({
      pid: product.pid,
      pageUrl: `${product.url}/wall#token=${product.wallToken}`,
      port: product.port,
      path: '/api/intake/alarms',
      headers: product.source(),
      // Let the last ones be painted, then sign them off the list as false.
      signOff: async (ids) => {
        await pause(300);
        await officer('POST', '/api/alarms/bulk-acknowledge', { items: ids.map((id) => ({ id, revision: 1 })), disposition: 'false' });
        await pause(300);
      },
      ready: (page) => page.waitForFunction(() => document.querySelector('canvas') !== null),
    });
  } finally {
    await product.stop();
  }
};

const ofBare = async () => {
  const bare = startChild('./bare-push.mjs');
  try {
    const { port } = await bare.ask({});
    return await measure({ pid: bare.pid, pageUrl: `http://127.0.0.1:${port}/`, port, path: '/', signOff: () => pause(600), ready: () => pause(500) });
  } finally {
    await bare.stop();
  }
};

const row = (how, { samples, inserted, rendered, answered, lost }) => {
  const { count, p50, p95, p99, max } = spread(samples);
  return { how, probes: count, lost, 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99, 'max ms': max, 'answered p50': spread(answered).p50, 'in DOM p50': spread(inserted).p50, 'in DOM p99': spread(inserted).p99, 'presented p50': spread(rendered).p50, 'presented p99': spread(rendered).p99 };
};

/** The rounds' samples together. */
const pooled = (rounds) => {
  const ofPhase = (phase) => {
    const all = (name) => rounds.flatMap((round) => round[phase][name]);
    return { samples: all('samples'), inserted: all('inserted'), rendered: all('rendered'), answered: all('answered'), lost: rounds.reduce((sum, round) => sum + round[phase].lost, 0) };
  };
  return { idle: ofPhase('idle'), loaded: ofPhase('loaded') };
};

const ratios = (phase, ours, bare, target) => {
  const p99 = (name) => spread(ours[name]).p99 / spread(bare[name]).p99;
  console.log(ratioLine(`alarm-to-glass ${phase} p99 painted, product / bare`, p99('samples'), target));
  console.log(ratioLine(`alarm-to-glass ${phase} p99 presented (the browser's own render time), product / bare`, p99('rendered'), target));
};

export const alarmToGlass = async () => {
  if (!BROWSER) {
    console.log('skipped: no Chromium on this machine');
    return;
  }
  const rounds = { bare: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.bare.push(await ofBare());
    rounds.ours.push(await ofProduct());
  }
  const bare = pooled(rounds.bare);
  const ours = pooled(rounds.ours);
  console.log(`${ROUNDS} rounds of ${PROBES} probes each, 1920x1080, Chromium with software rendering; painted = the frame that draws the row is over; presented = Chromium's own render time`);
  console.log(table([row('idle: product', ours.idle), row('idle: bare', bare.idle), row('500 posts/s: product', ours.loaded), row('500 posts/s: bare', bare.loaded)]));
  for (const [who, { background, cpu }] of [['product', rounds.ours.at(-1)], ['bare', rounds.bare.at(-1)]]) {
    console.log(`${who} under load: ${background.perSecond.toFixed(0)} posts/s answered, ${background.failed} failed, at most ${background.late} behind; server ${(cpu * 100).toFixed(0)} % of a core`);
  }
  console.log(histogram(ours.idle.samples, 'idle, product'));
  console.log(histogram(bare.idle.samples, 'idle, bare'));
  console.log(histogram(ours.loaded.samples, '500 posts/s, product'));
  console.log(histogram(bare.loaded.samples, '500 posts/s, bare'));
  ratios('idle', ours.idle, bare.idle, 2);
  ratios('500 posts/s', ours.loaded, bare.loaded, 3);
};
