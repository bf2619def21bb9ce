import { rng, seedOf } from '../random.js';

/** What the recorder of a tower crane 塔机黑匣子 shows: tonnes, % of rated moment, metres, degrees, m/s. */
export interface CraneReport {
  load: number;
  momentPct: number;
  radius: number;
  height: number;
  slew: number;
  wind: number;
}

/** Rated moment of a QTZ80, tonne-metres. */
const RATED = 80;
/** Hook and sling. */
const HOOK_T = 0.2;
const CYCLE_MS = 360_000;
const HOUR = 3_600_000;

/** Hour of the day in the field, 0 to 24. */
export const hourOf = (at: number): number => (at / HOUR + 8) % 24;
/** Mean wind through the day, m/s: strongest after noon. */
export const windAt = (at: number, usual = 3.2): number => Math.max(0.2, usual * (1 + 0.45 * Math.sin(((hourOf(at) - 9) / 24) * 2 * Math.PI) + 0.18 * Math.sin(at / 7_300) * Math.sin(at / 2_900)));

const ramp = (from: number, to: number, share: number): number => from + (to - from) * Math.min(1, Math.max(0, share));

/** A crane at work at a moment (epoch milliseconds), by seed: hoist, slew, lower, unhook, back with an empty hook; at night it stands. Never beyond 80 % of its moment. Pure. */
export const craneAtWork = (seed: number, crane: string, at: number): CraneReport => {
  const own = rng(seedOf('crane', seed, crane));
  const shifted = at + own.between(0, CYCLE_MS);
  const usualWind = own.between(2.4, 4);
  const lift = rng(seedOf('lift', seed, crane, Math.floor(shifted / CYCLE_MS)));
  const [load, pick, place, from, to, top] = [lift.between(0.6, 1.9), lift.between(12, 24), lift.between(16, 32), lift.between(0, 359), lift.between(-150, 150), lift.between(24, 46)];
  const works = hourOf(at) > 6.5 && hourOf(at) < 18.5;
  const share = works ? (shifted % CYCLE_MS) / CYCLE_MS : 0.99;
  const [hoist, turn, lower, free, back] = [share / 0.2, (share - 0.2) / 0.25, (share - 0.45) / 0.15, share > 0.65, (share - 0.65) / 0.3];
  const height = free ? ramp(8, 30, back) : share > 0.45 ? ramp(top, 8, lower) : ramp(2, top, hoist);
  const radius = free ? ramp(place, pick, back) : ramp(pick, place, turn);
  const carried = HOOK_T + (free || !works ? 0 : load);
  return { load: carried, radius, momentPct: ((carried * radius) / RATED) * 100, height, slew: (((from + ramp(0, to, turn) - ramp(0, to, back)) % 360) + 360) % 360, wind: windAt(at, usualWind) };
};

const DAY = 24 * HOUR;
const PIT_SINCE = Date.UTC(2026, 8, 1);

/** Horizontal displacement at the top of a foundation pit 深基坑: millimetres, and % of the control value of 30 mm. It creeps some hundredths a day and settles; never beyond 60 %. Pure. */
export const pitAt = (seed: number, pit: string, at: number): { shift: number; pct: number } => {
  const draw = rng(seedOf('pit', seed, pit));
  const days = Math.max(0, (at - PIT_SINCE) / DAY);
  const shift = draw.between(6, 17) * (1 - Math.exp(-(days + 10) / draw.between(40, 90))) + 0.06 * Math.sin(at / (DAY / 6));
  return { shift, pct: (shift / 30) * 100 };
};
