import type { PointState } from '../../object/object.model';
import { measureOf, named, type Site } from '../../readings/sites.model';

const GAS = ['combustible-gas', 'toxic-gas'];
const INTERLOCK = ['interlock', 'high-high', 'sis'];
const OTHER_GAUGES = ['pressure-share', 'temperature', 'pressure'];

/** A plant's points by what they are. */
export interface Plant {
  site: Site;
  tanks: PointState[];
  gauges: PointState[];
  gas: PointState[];
  interlocks: PointState[];
  others: PointState[];
}

export const plantOf = (site: Site): Plant => {
  const known = ['tank-level', ...OTHER_GAUGES, ...GAS, ...INTERLOCK];
  return { site, tanks: named(site.points, 'tank-level'), gauges: named(site.points, ...OTHER_GAUGES), gas: named(site.points, ...GAS), interlocks: named(site.points, ...INTERLOCK), others: site.points.filter((point) => !known.includes(measureOf(point))) };
};

/** Bands of a gas detector: share of its first limit, whatever its unit; `unknown` when it is silent or its reading is none. */
export const GAS_BANDS = ['low', 'near', 'first', 'second', 'unknown'] as const;
export type GasBand = (typeof GAS_BANDS)[number];
/** From this share of the first limit on it is told as near. */
const NEAR = 0.4;

/** In which band a gas detector stands. Pure. */
export const gasBand = ({ reading, age, limits }: PointState): GasBand => {
  if (age.stale || reading.quality === 'bad') return 'unknown';
  const steps = [...new Set(limits.filter(({ side }) => side === 'above').map(({ value }) => value))].sort((a, b) => a - b);
  const [first, second] = steps;
  if (first === undefined) return 'low';
  if (second !== undefined && reading.value >= second) return 'second';
  if (reading.value >= first) return 'first';
  return reading.value >= first * NEAR ? 'near' : 'low';
};

/** An interlock that is not at rest has acted. */
export const hasActed = ({ reading, age }: PointState): boolean => !age.stale && reading.quality !== 'bad' && reading.value !== 0;

export type PlantKey = 'tanks' | 'over' | 'gas' | 'unknown' | 'acted';
/** Plants a figure is about, and how many points of theirs it counts. */
export const countOf: Record<PlantKey, (plant: Plant) => number> = {
  tanks: ({ tanks }) => tanks.length,
  over: ({ tanks, gauges }) => [...tanks, ...gauges].filter(({ level }) => level).length,
  gas: ({ gas }) => gas.filter((point) => gasBand(point) === 'first' || gasBand(point) === 'second').length,
  unknown: ({ site }) => site.points.filter(({ age, reading }) => age.stale || reading.quality === 'bad').length,
  acted: ({ interlocks }) => interlocks.filter(hasActed).length,
};
