import type { City } from '../city/city.js';
import { rng, seedOf } from '../random.js';
import { drawKind, drawLevel, drawObject } from './alarm-draw.js';
import { deviceKey, playCondition } from './condition.js';
import type { Unstamped } from './native-message.js';

/** A raise of a flood, so many ms after its start. */
export interface StormMessage {
  afterMs: number;
  message: Unstamped;
}

/** How long a flood lasts, whatever its size. */
export const STORM_SPAN_MS = 30_000;
/** A device already in alarm is passed over so often before it is allowed to speak again. */
const TRIES = 40;

/**
 * An alarm flood: `count` raises over thirty seconds from all sectors, red as rare as on any day.
 * Different devices as long as the city has them. Pure.
 */
export const planStorm = (city: City, { seed, count }: { seed: number; count: number }): StormMessage[] => {
  const draw = rng(seedOf('storm', seed, count));
  const used = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    for (let attempt = 1; ; attempt++) {
      const kind = drawKind(draw, drawLevel(draw))!;
      const object = drawObject(draw, city, kind);
      const key = deviceKey(kind, object, draw);
      if (used.has(key) && attempt < TRIES) continue;
      used.add(key);
      return { afterMs: Math.floor((index * STORM_SPAN_MS) / count), message: playCondition(kind, object, key, draw).story[0]!.message };
    }
  });
};
