import type { Level, Sector } from '@one-screen/domain';
import type { City } from '../city/city.js';
import type { FieldObject } from '../city/ledger-shape.js';
import type { Rng } from '../random.js';
import type { AlarmKind } from './alarm-kind.js';
import { ALARM_KINDS } from './alarm-kinds.js';

/** How often each level comes: red is rare. */
export const LEVEL_SHARES: readonly [Level, number][] = [['red', 0.015], ['orange', 0.1], ['yellow', 0.3], ['blue', 0.585]];

/** Graver objects call more often. */
const RISK_PULL: Record<Level, number> = { red: 4, orange: 2.5, yellow: 1.4, blue: 1 };

export const drawLevel = (draw: Rng): Level => draw.weighted(LEVEL_SHARES, ([, share]) => share)[0];

/** A kind of that level, of that sector when given; undefined where the sector has none. */
export const drawKind = (draw: Rng, level: Level, sector?: Sector): AlarmKind | undefined => {
  const kinds = ALARM_KINDS.filter((kind) => kind.level === level && (sector === undefined || kind.sector === sector));
  return kinds.length === 0 ? undefined : draw.weighted(kinds, (kind) => kind.weight);
};

/** Where it happens: an object of one of the kind's places. */
export const drawObject = (draw: Rng, city: City, kind: AlarmKind): FieldObject => {
  const places = city.objects.filter((object) => object.sector === kind.sector && kind.at.includes(object.kind));
  return draw.weighted(places, (object) => RISK_PULL[object.risk]);
};
