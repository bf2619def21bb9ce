// Child process (with --expose-gc): one decoder under a stream of rubbish, with a good frame after every piece of it.
import { DomainError } from '../../../libs/domain/dist/index.js';
import { clock } from '../measures.mjs';
import { modbusLinkRun } from './modbus-link.mjs';
import { pieces, randomFrom } from './random.mjs';
import { checkSignals } from './sanity.mjs';
import { STREAMS } from './streams.mjs';
import { TEXTS } from './texts.mjs';

const MODBUS_LINK = 'modbus link';
const MAX_TOLD = 5;
const OVERSIZED = 120_000;
const ENDLESS_CHUNKS = 128;
/** Rounds between two looks at the time and at other work. */
const BREATH = 2_000;

const memory = () => {
  global.gc();
  global.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 1_048_576;
};
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** What a decoder may throw by its contract: a refusal of a whole message. And JSON that is none, where the parser takes it decoded. */
const isRefusal = (error) => error instanceof DomainError || error instanceof SyntaxError;

const outcome = () => ({ frames: 0, signals: 0, refused: 0, exceptions: 0, told: [], tried: 0, heard: 0, missed: [], slowestMs: 0 });
const tell = (list, words) => list.length < MAX_TOLD && list.push(words);

/** Memory over a run, from when the caches that are bounded have had time to fill. */
const over = async (rounds, round) => {
  let before = memory();
  const began = clock();
  for (let number = 0; number < rounds; number += 1) {
    const waiting = round(number);
    if (waiting) await waiting;
    if (number % BREATH === 0) await breathe();
    if (number === Math.floor(rounds / 2)) before = memory();
  }
  const seconds = (clock() - began) / 1000;
  await breathe();
  return { seconds, grownMiB: memory() - before };
};

const rubbish = (stream, random, number) => {
  if (random.chance(25)) return stream.sealed(random);
  if (random.below(2_000) === 0) return Buffer.concat([...stream.endless(random), random.bytes(random.below(OVERSIZED))]);
  return stream.mangle(random, stream.good(random, number).bytes);
};

const streamRun = async (stream, frames, seed) => {
  const random = randomFrom(seed);
  const result = outcome();
  let link = stream.open();
  let bad;
  /** `undefined` when something left that must not. */
  const take = (bytes) => {
    const heard = [];
    try {
      for (const piece of pieces(random, bytes)) {
        const began = performance.now();
        const got = link.push(piece);
        result.slowestMs = Math.max(result.slowestMs, performance.now() - began);
        heard.push(...got.heard);
        result.signals += got.batch.length;
        checkSignals(got.batch);
      }
      return heard;
    } catch (error) {
      result.exceptions += 1;
      tell(result.told, `${error.stack.split('\n').slice(0, 3).join(' | ')} :: ${bytes.toString('hex').slice(0, 300)}`);
      link = stream.open();
      return undefined;
    }
  };
  const { seconds, grownMiB } = await over(Math.ceil(frames / 2), (number) => {
    bad = rubbish(stream, random, number * 2);
    take(bad);
    const good = stream.good(random, number * 2 + 1);
    const heard = take(good.bytes);
    result.frames += 2;
    result.tried += 1;
    if (heard?.includes(good.name)) result.heard += 1;
    else tell(result.missed, `${bad.toString('latin1').slice(-160)} || ${good.bytes.toString('latin1').slice(0, 80)}`);
  });
  // What never ends: no more is held than one frame, and the good frame behind it is heard.
  const endless = { heard: 0, tried: 0, heldKiB: 0 };
  for (let turn = 0; turn < 4; turn += 1) {
    link = stream.open();
    const before = memory();
    const [head, chunk] = stream.endless(random);
    link.push(head);
    for (let number = 0; number < ENDLESS_CHUNKS; number += 1) link.push(chunk);
    endless.heldKiB = Math.max(endless.heldKiB, (memory() - before) * 1024);
    const good = stream.good(random, turn);
    endless.tried += 1;
    if (link.push(good.bytes).heard.includes(good.name)) endless.heard += 1;
  }
  return { ...result, seconds, grownMiB, endless };
};

const textRun = async (subject, frames, seed) => {
  const random = randomFrom(seed);
  const result = outcome();
  const read = subject.open();
  const take = async (payload) => {
    const began = performance.now();
    try {
      const found = await read(payload);
      const batch = Array.isArray(found) ? found : (found.batch ?? []);
      if (!Array.isArray(found) && found.error !== undefined) result.refused += 1;
      result.signals += batch.filter((each) => each.ok).length;
      checkSignals(batch);
      return batch.length > 0 && batch.every((each) => each.ok);
    } catch (error) {
      if (isRefusal(error)) result.refused += 1;
      else {
        result.exceptions += 1;
        tell(result.told, `${error.stack.split('\n').slice(0, 3).join(' | ')} :: ${payload.toString('utf8').slice(0, 300)}`);
      }
      return false;
    } finally {
      result.slowestMs = Math.max(result.slowestMs, performance.now() - began);
    }
  };
  const { seconds, grownMiB } = await over(Math.ceil(frames / 2), async () => {
    const bad = subject.bad(random);
    await take(bad);
    result.frames += 2;
    result.tried += 1;
    if (await take(subject.good(random))) result.heard += 1;
    else tell(result.missed, bad.toString('utf8').slice(0, 200));
  });
  return { ...result, seconds, grownMiB };
};

const linkRun = async (frames, seed) => {
  const before = memory();
  const began = clock();
  const result = await modbusLinkRun(frames, seed);
  return { ...result, seconds: (clock() - began) / 1000, grownMiB: memory() - before };
};

process.on('message', async ({ name, frames, seed }) => {
  if (name === MODBUS_LINK) return void process.send(await linkRun(Math.ceil(frames / 200), seed));
  const stream = STREAMS.find((each) => each.name === name);
  const text = TEXTS.find((each) => each.name === name);
  process.send(stream ? await streamRun(stream, frames, seed) : await textRun(text, Math.ceil(frames / text.share), seed));
});
