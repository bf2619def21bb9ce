import type { PointState } from '../../object/object.model';
import { barOf, gravestOf, measureOf, named, type Site } from '../../readings/sites.model';

/** The lifelines of the city, each with the points it is watched by. */
export const LIFELINES = {
  gas: ['methane', 'combustible-gas'],
  water: ['ponding-depth'],
  pipes: ['pipe-share', 'pipe-pressure'],
  bridges: ['strain-share', 'deflection', 'vibration'],
} as const;
export type Lifeline = keyof typeof LIFELINES | 'others';

/** A point and the place it is at. */
export interface Watched {
  point: PointState;
  site: Site;
}

const known = Object.values(LIFELINES).flat() as string[];

/** The points of a lifeline: what is over its limit first, then what is nearest to it; what is silent stands after what is over. Pure. */
export const watchedOf = (sites: readonly Site[], lifeline: Lifeline): Watched[] => {
  const all = sites.flatMap((site) => (lifeline === 'others' ? site.points.filter((point) => !known.includes(measureOf(point))) : named(site.points, ...LIFELINES[lifeline])).map((point) => ({ point, site })));
  const rank = ({ point }: Watched): number => (point.level ? 0 : point.age.stale ? 1 : 2);
  return all.sort((a, b) => rank(a) - rank(b) || (a.point.level === b.point.level ? 0 : gravestOf([a.point.level, b.point.level]) === a.point.level ? -1 : 1) || (barOf(b.point)?.share ?? -1) - (barOf(a.point)?.share ?? -1) || (a.site.name < b.site.name ? -1 : 1));
};

export type LifelinesKey = 'points' | 'over' | 'silent';
export const isOf: Record<LifelinesKey, (watched: Watched) => boolean> = {
  points: () => true,
  over: ({ point }) => point.level !== undefined,
  silent: ({ point }) => point.age.stale || point.reading.quality === 'bad',
};
