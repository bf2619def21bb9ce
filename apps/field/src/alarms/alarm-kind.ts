import type { Level, Sector } from '@one-screen/domain';
import type { Rng } from '../random.js';

/** When in the day a condition tends to begin. */
export type Rhythm = 'even' | 'work' | 'evening' | 'night' | 'visitors' | 'traffic';

/** A measured value: `draw` gives one over the threshold, `unit` follows it. */
export interface Reading {
  unit: string;
  draw: (draw: Rng) => number;
}

/** A kind of alarm of the demo: what a real device of that sector would report (domain facts, section 1). */
export interface AlarmKind {
  /** Stable name, unique. */
  id: string;
  sector: Sector;
  /** Kinds of supervised object it happens at. */
  at: readonly string[];
  /** System prefix of the device in the key: `FAS` fire alarm system, `GDS` gas detection … */
  device: string;
  /** Prefix and number of points of such a device: `z` and 12 give z01 … z12. */
  point: readonly [prefix: string, count: number];
  level: Level;
  /** Title; `{v}` stands for the reading's value. */
  title: string;
  reading?: Reading;
  /** The rule or limit that was broken. */
  basis: string;
  /** Share among the kinds of its level. */
  weight: number;
  rhythm: Rhythm;
  /** Minutes until the condition is gone, from and to. */
  lasts: readonly [number, number];
  /** Minutes between the device's repeats while the condition lasts; absent: it tells once. */
  repeats?: number;
}

/** Likelihood of each hour 0–23 (local time), any scale. */
export const RHYTHMS: Record<Rhythm, readonly number[]> = {
  even: [3, 3, 3, 3, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 3],
  work: [0, 0, 0, 0, 0, 0, 2, 5, 9, 10, 10, 7, 5, 8, 10, 10, 9, 6, 3, 2, 1, 1, 0, 0],
  evening: [2, 1, 1, 1, 1, 1, 2, 4, 4, 4, 5, 7, 6, 4, 4, 4, 6, 8, 9, 8, 7, 6, 4, 3],
  night: [8, 8, 9, 9, 8, 6, 3, 2, 2, 2, 2, 2, 3, 3, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8],
  visitors: [0, 0, 0, 0, 0, 0, 0, 1, 4, 8, 10, 10, 8, 8, 9, 9, 8, 7, 7, 8, 6, 3, 0, 0],
  traffic: [3, 3, 4, 4, 4, 4, 6, 8, 7, 6, 5, 5, 5, 5, 5, 6, 8, 8, 6, 5, 4, 4, 3, 3],
};

/** A whole reading between two bounds. */
export const whole = (unit: string, from: number, to: number): Reading => ({ unit, draw: (draw) => draw.whole(from, to) });

/** A reading with the given number of decimals. */
export const decimal = (unit: string, from: number, to: number, digits: number): Reading => ({
  unit,
  draw: (draw) => Number(draw.between(from, to).toFixed(digits)),
});
