/** The demo city: made-up devices of 古城街道 that speak to the aggregator through its real doors. */
import { setMaxListeners } from 'node:events';
import { dirname, join } from 'node:path';
import { stamped } from './alarms/native-message.js';
import { buildCity } from './city/city.js';
import { allDevices, linesIn, speakOn } from './lines/lines.js';
import { stageDoor, stageWatch } from './lines/on-stage.js';
import { playLive, playStorm, type Stage } from './live.js';
import { openConditions } from './open-conditions.js';
import { OptionError, USAGE, readOptions, type FieldOptions } from './options.js';
import { openDoor } from './sending/door.js';
import { runScene } from './scenes/run-scene.js';
import { postHistory } from './sending/history-post.js';
import { postDevices, postLedger } from './sending/ledger-post.js';
import type { PostTools } from './sending/patient-post.js';
import { openSignals, openSourcePost } from './sending/signals.js';
import { oneToken, tokensFromFile } from './sending/tokens.js';

const SAVE_EVERY_MS = 10_000;
/** Time left to posts under way when asked to stop. */
const FAREWELL_MS = 3000;

const log = (line: string): void => void process.stdout.write(`${line}\n`);

const stopOnSignals = (): AbortSignal => {
  const stop = new AbortController();
  // Every device of the demo waits on it.
  setMaxListeners(0, stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
};

/** A sleep that a stop ends early. */
const sleeper = (stop: AbortSignal) => (ms: number): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    // Beyond this Node's timers fire at once; the caller looks at the clock again anyway.
    const timer = setTimeout(end, Math.min(ms, 2 ** 31 - 1));
    stop.addEventListener('abort', end);
  });

const farewell = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));

const run = async (options: FieldOptions): Promise<void> => {
  const stop = stopOnSignals();
  const sleep = sleeper(stop);
  const tools: PostTools = { fetch: globalThis.fetch, sleep, spread: Math.random, log, stop };
  const tokenFor = options.token ? oneToken(options.token) : tokensFromFile(options.tokensFile);
  const city = buildCity();
  const left = openConditions(join(dirname(options.tokensFile), 'demo-open-conditions.json'));
  const door = openDoor(options.url, tokenFor, tools, left.note);
  const stage: Stage = { send: door.send, now: Date.now, sleep, stop };
  const began = Date.now();

  const beside = (file: string): string => join(dirname(options.tokensFile), file);
  const post = openSourcePost(options.url, options.tokensFile, tools);
  const push = openSignals(post);
  const warn = async (xml: string): Promise<void> => void (await post('demo-warnings', '/api/intake/cap', xml, 'application/xml'));

  if (options.scene) {
    const { scene: name, seed, sceneSpeed: speed, sceneStay: stay } = options;
    const register = async (devices: Parameters<typeof postDevices>[2]): Promise<boolean> =>
      (await postDevices(options.url, tokenFor, devices, { ...tools, log: () => undefined })) || ((await postLedger(options.url, tokenFor, city, tools)) && (await postDevices(options.url, tokenFor, devices, tools)));
    const played = await runScene({ name, seed, speed, stay }, {
      city, stage: { now: Date.now, sleep, stop }, lines: linesIn(beside('demo-lines.json')), push, warn, stageDoor: stageDoor(beside('demo-stage.json'), Date.now), register, log,
    });
    process.exitCode = played ? 0 : 1;
    return;
  }

  const seeded = options.seedLedger && (await postLedger(options.url, tokenFor, city, tools));
  if (seeded) await postDevices(options.url, tokenFor, allDevices(city, options.seed), tools);

  if (options.storm !== undefined) {
    log(`告警洪峰：${options.storm} 条，约 30 秒`);
    await playStorm(city, { seed: options.seed, count: options.storm }, stage);
    await door.drained();
    const { sent, accepted, repeats, rejected, posts } = door.tally;
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    log(`洪峰结束：发送 ${sent}，受理 ${accepted}，重复 ${repeats}，拒收 ${rejected}，用时 ${seconds} 秒 (sent=${sent} accepted=${accepted} repeats=${repeats} rejected=${rejected} posts=${posts} seconds=${seconds})`);
    process.exitCode = sent === options.storm && rejected === 0 ? 0 : 1;
    return;
  }

  for (const message of left.clears()) door.send(stamped(message, Date.now()));
  log(`演示城市开始：种子 ${options.seed}，${options.speed} 倍速`);
  const saving = setInterval(left.save, SAVE_EVERY_MS);
  const speaking = speakOn(linesIn(beside('demo-lines.json')), { city, seed: options.seed, stage: { now: Date.now, sleep, stop }, push, warn, onStage: stageWatch(beside('demo-stage.json'), Date.now) });
  // Beside the live day, which does not wait for the years before it.
  if (seeded) void postHistory(options.url, tokenFor, city.objects, options.seed, beside('demo-history.json'), Date.now(), tools).catch((error: unknown) => log(`历史台账未完成：${String(error)}`));
  await playLive(city, { seed: options.seed, speed: options.speed, once: options.once, withRed: options.opening }, stage);
  clearInterval(saving);
  await (stop.aborted ? Promise.race([Promise.all([door.drained(), speaking]), farewell()]) : door.drained());
  left.save();
  const { sent, accepted, repeats, rejected } = door.tally;
  log(`演示城市停止：发送 ${sent}，受理 ${accepted}，重复 ${repeats}，拒收 ${rejected}`);
};

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') log(USAGE);
  else await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof OptionError) process.stderr.write(`${USAGE}\n`);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
// Idle or unanswered connections must not hold a stopped field.
process.exit();
