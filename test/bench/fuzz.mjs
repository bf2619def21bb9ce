// `npm run bench fuzz [-- --frames 1000000] [-- --seed 1]`: every decoder under rubbish. Not a measure of speed but of toughness: no
// exception leaves a decoder, what it holds does not grow, and the next good frame after any rubbish on the same connection is heard.
import { isQuick, option, startChild } from './harness.mjs';
import { ratioLine, table } from './measures.mjs';
import { STREAMS } from './fuzz/streams.mjs';
import { TEXTS } from './fuzz/texts.mjs';

const FRAMES = option('frames', isQuick ? 20_000 : 200_000);
/** One decoder alone, by its name. */
const ONLY = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length);
const SEED = option('seed', 20_260_301);
/** What bounded caches may still take in the second half of a run, MiB; what one stream may hold of a frame without end, KiB. */
const GROWTH = 24;
const HELD = 256;

const run = async (name) => {
  const child = startChild('./fuzz/child.mjs', ['--expose-gc']);
  try {
    return { name, ...(await child.ask({ name, frames: FRAMES, seed: SEED })) };
  } finally {
    await child.stop();
  }
};

const rowOf = ({ name, frames, signals, refused, exceptions, tried, heard, seconds, slowestMs, grownMiB, endless, renewed }) => ({
  decoder: name, frames, exceptions, 'heard after': `${heard}/${tried}`, 'share %': tried ? (100 * heard) / tried : 0, 'frames/s': Math.round(frames / seconds), 'slowest ms': slowestMs, signals, refused,
  'grown MiB': grownMiB, 'held KiB': endless ? endless.heldKiB : '', 'after endless': endless ? `${endless.heard}/${endless.tried}` : '', 'new links': renewed ?? '',
});

export const fuzz = async () => {
  console.log(`${FRAMES} frames for each decoder (of the slow ones a share of that), seed ${SEED}: half of them rubbish, each followed by a good one on the same connection`);
  const results = [];
  for (const name of [...[...STREAMS, ...TEXTS].map((each) => each.name), 'modbus link']) {
    if (ONLY && name !== ONLY) continue;
    const result = await run(name);
    results.push(result);
    for (const words of result.told) console.log(`EXCEPTION ${name}: ${words}`);
    for (const words of result.missed) console.log(`NOT HEARD ${name} after: ${JSON.stringify(words)}`);
  }
  console.log(table(results.map(rowOf)));
  const sum = (pick) => results.reduce((total, each) => total + pick(each), 0);
  console.log(ratioLine(`exceptions in ${sum((each) => each.frames)} frames`, sum((each) => each.exceptions), 0));
  console.log(ratioLine('good frames heard after rubbish', sum((each) => each.heard) / sum((each) => each.tried), 1, true));
  console.log(ratioLine('largest growth (MiB)', Math.max(...results.map((each) => each.grownMiB)), GROWTH));
  console.log(ratioLine('most held of a frame without end (KiB)', Math.max(...results.map((each) => each.endless?.heldKiB ?? 0)), HELD));
};
