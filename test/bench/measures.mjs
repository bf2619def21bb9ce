// What the benchmarks measure with: one clock for all processes of this machine, percentiles, CPU seconds, tables.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Waits for the tick of the wall clock and ties the fine, steady clock to it. Whatever interrupts a try makes it too early, so the
 * latest of many is the truest. The painted page does the same (painting.mjs).
 */
const anchor = () => {
  let origin = -Infinity;
  for (let tries = 0; tries < 25; tries += 1) {
    const before = Date.now();
    let now = before;
    while (now === before) now = Date.now();
    origin = Math.max(origin, now - performance.now());
  }
  return origin;
};
const origin = anchor();

/** Milliseconds since 1970 with fractions; steady, and the same (within some 0.1 ms) in every process of this machine. */
export const clock = () => origin + performance.now();

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `at(0.99)`: the smallest sample that 99 % of the samples do not exceed. */
export const spread = (samples) => {
  const sorted = Float64Array.from(samples).sort();
  const at = (share) => (sorted.length ? sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] : Number.NaN);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), at };
};

let ticks = 0;
/** CPU seconds (user and system, all threads) a process has used, from /proc. */
export const cpuSeconds = (pid) => {
  ticks ||= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
};

const BARS = 40;
/** The samples as bars on doubling bounds (milliseconds), so that a long tail is seen. */
export const histogram = (samples, label) => {
  const bounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, Infinity];
  const counts = bounds.map((bound, index) => samples.filter((sample) => sample <= bound && (index === 0 || sample > bounds[index - 1])).length);
  const most = Math.max(...counts, 1);
  const lines = counts.flatMap((count, index) => (count ? [`  ${bounds[index] === Infinity ? '   more' : `<=${String(bounds[index]).padStart(5)}`} ms ${String(count).padStart(7)} ${'#'.repeat(Math.ceil((count / most) * BARS))}`] : []));
  return [`${label}:`, ...lines].join('\n');
};

export const shortly = (value) => (typeof value === 'number' ? (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)) : String(value));

/** Rows of named values as aligned columns. */
export const table = (rows) => {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const cells = [names, ...rows.map((row) => names.map((name) => shortly(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')).join('\n');
};

/** One line a person can judge by: the ratio, what it may be, and whether it holds. `atLeast` turns the comparison round. */
export const ratioLine = (what, ratio, target, atLeast = false) => {
  const holds = atLeast ? ratio >= target : ratio <= target;
  const bound = target === undefined ? 'for information' : `${atLeast ? 'at least' : 'at most'} ${target}: ${holds ? 'holds' : 'MISSED'}`;
  return `ratio ${what}: ${ratio.toFixed(2)} (${bound})`;
};
