import { rng, seedOf } from '../random.js';
import { hourOf } from './crane.model.js';

/** Share of the busiest moment, by hour of the day; a second, smaller peak when the lamps are lit. */
const BY_HOUR = [0, 0, 0, 0, 0, 0, 0.01, 0.06, 0.2, 0.45, 0.75, 0.95, 0.85, 0.8, 0.95, 1, 0.9, 0.7, 0.6, 0.72, 0.62, 0.36, 0.12, 0.02];
const DAY = 86_400_000;
/** People stay about so many hours. */
const STAY_H = 1.7;
const STEP_H = 0.25;

/** What the gates 闸机 of a scenic area have counted today, and how many are inside now. */
export interface GateCount {
  inside: number;
  entered: number;
  left: number;
}

const insideAt = (busiest: number, hour: number): number => {
  const [from, to] = [BY_HOUR[Math.floor(hour) % 24] ?? 0, BY_HOUR[(Math.floor(hour) + 1) % 24] ?? 0];
  return busiest * (from + (to - from) * (hour % 1));
};

/** Counts at a moment (epoch milliseconds) of an area that may hold `capacity`, by seed: on a usual day 45 to 72 % of it at the busiest. Whole people; entered = left + inside, always. Pure. */
export const gateCount = (seed: number, gate: string, capacity: number, at: number): GateCount => {
  const day = Math.floor((at + 8 * 3_600_000) / DAY);
  const busiest = capacity * rng(seedOf('gate', seed, gate, day)).between(0.45, 0.72);
  const hour = hourOf(at);
  let entered = 0;
  let left = 0;
  for (let past = 0; past < hour; past += STEP_H) {
    const upTo = Math.min(past + STEP_H, hour);
    const more = insideAt(busiest, upTo) - insideAt(busiest, past);
    const out = Math.max(-more, (insideAt(busiest, past) / STAY_H) * (upTo - past));
    entered += more + out;
    left += out;
  }
  return { inside: Math.round(entered) - Math.round(left), entered: Math.round(entered), left: Math.round(left) };
};
