import type { City } from '../city/city.js';
import { rng, seedOf, type Rng } from '../random.js';
import { drawKind, drawLevel, drawObject } from './alarm-draw.js';
import { RHYTHMS } from './alarm-kind.js';
import { deviceKey, playCondition, type Condition, type Part } from './condition.js';
import { startOfDate, type Unstamped } from './native-message.js';

/** One message of the day: when it is due (epoch ms) and what it says. */
export interface PlannedMessage {
  at: number;
  part: Part;
  message: Unstamped;
}

/** Alarms in a day of one sub-district, from and to. */
export const ALARMS_A_DAY = [60, 90] as const;

const HOUR = 3_600_000;

const beginning = (draw: Rng, condition: Condition): number => {
  const hours = RHYTHMS[condition.kind.rhythm].map((weight, hour) => ({ weight, hour }));
  return Math.floor((draw.weighted(hours, (each) => each.weight).hour + draw.next()) * HOUR);
};

/** Whether the device is already (or only just not any more) in alarm at that time. */
const busy = (taken: [number, number][], from: number, to: number): boolean => taken.some(([start, end]) => from < end + HOUR && to > start - HOUR);

/**
 * One day of the demo city: raises, repeats and clears in order of time. Pure: the same city, seed and date give the same day.
 * 60–90 alarms, red about 1.5 %, orange 10 %, yellow 30 %, the rest blue, at the hours their kind tends to come.
 * Clears of late conditions fall into the next day.
 */
export const planDay = (city: City, { seed, date }: { seed: number; date: string }): PlannedMessage[] => {
  const start = startOfDate(date);
  const draw = rng(seedOf('day', seed, date));
  const count = draw.whole(...ALARMS_A_DAY);
  const taken = new Map<string, [number, number][]>();
  const messages: PlannedMessage[] = [];

  for (let placed = 0; placed < count; ) {
    const kind = drawKind(draw, drawLevel(draw))!;
    const object = drawObject(draw, city, kind);
    const condition = playCondition(kind, object, deviceKey(kind, object, draw), draw);
    const from = beginning(draw, condition);
    const spans = taken.get(condition.key) ?? [];
    if (busy(spans, from, from + condition.lastsMs)) continue;
    taken.set(condition.key, [...spans, [from, from + condition.lastsMs]]);
    placed += 1;
    for (const { afterMs, ...said } of condition.story) messages.push({ at: start + from + afterMs, ...said });
  }
  return messages.sort((a, b) => a.at - b.at || (a.message.key < b.message.key ? -1 : 1));
};

/**
 * The part of a day from an instant on, without the ends and repeats of what began before it: nobody was told of those.
 */
export const restOfDay = (day: PlannedMessage[], from: number): PlannedMessage[] => {
  const begun = new Set<string>();
  return day.filter(({ at, part, message }) => {
    if (at < from) return false;
    if (part === 'raise') begun.add(message.key);
    return begun.has(message.key);
  });
};
