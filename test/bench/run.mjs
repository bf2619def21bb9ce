// `npm run bench [name ...] [-- --quick] [-- --profile=FOLDER] [-- --frames N] [-- --seconds N] [-- --scale N]`: the benchmarks, one after the other.
//
// How to read them. No number here is good or bad by itself: it depends on the machine and on what else runs on it. So each
// benchmark runs twice on the same machine, minutes apart: once through the product, once through the least program that could
// do the same work at all (the bare limit: no rules, no rights, no history, no recovery). What counts is the ratio between them:
//   - a ratio of times or CPU (product / bare) says how much the product adds; it should be small ("at most");
//   - a ratio of throughput (product / bare) says how much of the machine is left to the work; it should be large ("at least").
// The bounds are the promises of the product; "MISSED" is printed, never hidden, and does not change the exit code: a benchmark
// is read by a person. Latencies count from before the post is written; p99 is the value that 99 of 100 stay below.
// Run them on a machine that does nothing else; two runs that differ by more than a fifth say that it does.
import { buildWhenMissing } from './harness.mjs';
import { analysis } from './analysis.mjs';
import { alarmToGlass } from './alarm-to-glass.mjs';
import { fanout } from './fanout.mjs';
import { fuzz } from './fuzz.mjs';
import { importing } from './import.mjs';
import { ingest } from './ingest.mjs';
import { intake } from './intake.mjs';
import { map } from './map.mjs';

const BENCHMARKS = {
  'alarm-to-glass': { run: alarmToGlass, about: 'post to painted row in Chromium, idle and under 500 posts/s' },
  intake: { run: intake, about: 'durable alarms/s singly and in batches, SQLite and MariaDB' },
  import: { run: importing, about: 'a 100,000-row workbook with 1 % bad rows: time, memory, and what waits meanwhile' },
  ingest: { run: ingest, about: 'eight protocols at once, rules on, all stored: frames/s, alarm latency, memory' },
  fuzz: { run: fuzz, about: 'every decoder under rubbish: exceptions, memory, and the next good frame' },
  map: { run: map, about: '2,000 movers each second and 20,000 risk points on the wall: main thread and long tasks' },
  analysis: { run: analysis, about: 'figures, drill pages and traces over 1,000,000 hazards and 3,000,000 inspections, SQLite and MariaDB' },
  fanout: { run: fanout, about: '1,000 sockets at 10 alarms/s: delivery latency and server CPU' },
};

// What follows an option is its number.
const words = process.argv.slice(2);
const names = words.filter((word, index) => !word.startsWith('--') && !/^--(frames|seed|seconds|rate|scale)$/.test(words[index - 1] ?? ''));
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length || process.argv.includes('--list')) {
  if (unknown.length) console.error(`no such benchmark: ${unknown.join(', ')}`);
  for (const [name, { about }] of Object.entries(BENCHMARKS)) console.log(`${name.padEnd(16)} ${about}`);
  process.exit(unknown.length ? 1 : 0);
}

buildWhenMissing();
for (const name of names.length ? names : Object.keys(BENCHMARKS)) {
  const began = Date.now();
  console.log(`\n== ${name}: ${BENCHMARKS[name].about}`);
  await BENCHMARKS[name].run();
  console.log(`(${Math.round((Date.now() - began) / 1000)} s)`);
}
process.exit(0);
