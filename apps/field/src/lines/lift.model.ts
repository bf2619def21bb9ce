import { rng, seedOf } from '../random.js';

/** What the box of a lift 电梯物联网 tells: floor, whether it runs (1) and its door stands open (1), how many are in it, and whether they are shut in (1). */
export interface LiftReport {
  floor: number;
  running: 0 | 1;
  doorOpen: 0 | 1;
  people: number;
  trapped: 0 | 1;
}

/** A ride takes a seat of so many milliseconds, most of it waiting for the next one. */
const SLOT_MS = 90_000;
const PER_FLOOR_MS = 2_500;
const DOOR_MS = 8_000;
const FAULT_EVERY = 240;
const HOUR_MS = 3_600_000;

const rideOf = (seed: number, lift: string, slot: number, floors: number): { to: number; people: number } => {
  const draw = rng(seedOf('ride', seed, lift, slot));
  return { to: draw.chance(0.45) ? 1 : draw.whole(1, floors), people: draw.weighted([1, 2, 3, 5], (count) => 6 - count) };
};

/** A lift of so many floors at a moment (epoch milliseconds), by seed. Pure. */
export const liftInService = (seed: number, lift: string, floors: number, at: number): LiftReport => {
  const slot = Math.floor(at / SLOT_MS);
  const into = at % SLOT_MS;
  const from = rideOf(seed, lift, slot - 1, floors).to;
  const { to, people } = rideOf(seed, lift, slot, floors);
  const ride = Math.abs(to - from) * PER_FLOOR_MS;
  if (into < DOOR_MS) return { floor: from, running: 0, doorOpen: 1, people, trapped: 0 };
  if (into < DOOR_MS + ride) return { floor: Math.round(from + Math.sign(to - from) * ((into - DOOR_MS) / PER_FLOOR_MS)), running: 1, doorOpen: 0, people, trapped: 0 };
  return { floor: to, running: 0, doorOpen: into < 2 * DOOR_MS + ride ? 1 : 0, people: 0, trapped: 0 };
};

const FAULTS = [{ code: 'E-DOOR', text: '反复开关门' }, { code: 'E-LEVEL', text: '非平层停梯' }, { code: 'E-COMM', text: '轿厢对讲故障' }] as const;

/** The fault a lift has at a moment: now and then (about one in ten days for each lift) it has one for some minutes. Pure. */
export const liftFault = (seed: number, lift: string, at: number): (typeof FAULTS)[number] | undefined => {
  const draw = rng(seedOf('lift-fault', seed, lift, Math.floor(at / HOUR_MS)));
  const strikes = draw.next() < 1 / FAULT_EVERY;
  const fault = draw.pick(FAULTS);
  const from = draw.between(0, 0.7) * HOUR_MS;
  const into = at % HOUR_MS;
  return strikes && into >= from && into < from + draw.between(4, 15) * 60_000 ? fault : undefined;
};
