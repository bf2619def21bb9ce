import type { Location } from '../signal.js';
import type { Verdict } from './latch.js';
import type { GeofenceCondition } from './rule.js';

/** Mean radius of the earth, metres (IUGG). */
const EARTH = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

type Ring = GeofenceCondition['ring'];

/** Even-odd rule; a position on the line may fall either way. */
export const isInside = (ring: Ring, { lon, lat }: Location): boolean => {
  let inside = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [x1, y1] = ring[i - 1] as Ring[number];
    const [x2, y2] = ring[i] as Ring[number];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
};

/** Metres from a place to the nearest point of the line. The earth is taken as flat around the place: good to a few per mille over tens of kilometres. */
export const metresToLine = (ring: Ring, { lon, lat }: Location): number => {
  const flat = ring.map(([x, y]) => [radians(x - lon) * Math.cos(radians(lat)) * EARTH, radians(y - lat) * EARTH] as const);
  let nearest = Infinity;
  flat.slice(1).forEach(([x2, y2], index) => {
    const [x1, y1] = flat[index] ?? [0, 0];
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length));
    nearest = Math.min(nearest, Math.hypot(x1 + along * dx, y1 + along * dy));
  });
  return nearest;
};

/** Over the line raises at once; clears only beyond the deadband, on the right side. */
export const judgeGeofence = ({ ring, alarmWhen, deadbandMetres }: GeofenceCondition, place: Location): Verdict => {
  const wrong = isInside(ring, place) === (alarmWhen === 'inside');
  if (wrong) return { reached: [0], calm: false };
  return { reached: [], calm: deadbandMetres <= 0 || metresToLine(ring, place) > deadbandMetres };
};
