import { SECTORS, type Level } from '@one-screen/domain';
import type { City } from '../city/city.js';
import { rng, seedOf } from '../random.js';
import { drawKind, drawObject } from './alarm-draw.js';
import { deviceKey, playCondition, type Condition } from './condition.js';

/** A condition that begins so many ms after the start. */
export interface OpeningCondition {
  afterMs: number;
  condition: Condition;
}

/** When and how grave: five alarms in fifteen seconds, the red one on request: with what the ledger has due below the flood line of ten. */
const BEATS: readonly [afterMs: number, level: Level][] = [
  [0, 'blue'], [2500, 'yellow'], [5500, 'orange'], [10_000, 'blue'], [15_000, 'red'],
];

/**
 * The brisk opening of a live start, so that a fresh wall has something to show.
 * `withRed` puts one red alarm (a confirmed fire in the old town) after fifteen seconds; without it that beat is orange.
 */
export const planOpening = (city: City, { seed, withRed }: { seed: number; withRed: boolean }): OpeningCondition[] => {
  const draw = rng(seedOf('opening', seed));
  const used = new Set<string>();
  const turn = draw.whole(0, SECTORS.length - 1);
  return BEATS.map(([afterMs, wished], index) => {
    const red = wished === 'red' && withRed;
    const sector = red ? 'fire' : SECTORS[(turn + index) % SECTORS.length]!;
    const level = wished === 'red' && !red ? 'orange' : wished;
    const kind = drawKind(draw, level, sector) ?? drawKind(draw, level)!;
    for (;;) {
      const object = drawObject(draw, city, kind);
      const key = deviceKey(kind, object, draw);
      if (used.has(key)) continue;
      used.add(key);
      return { afterMs, condition: playCondition(kind, object, key, draw) };
    }
  });
};
