import type { PointState } from '../../object/object.model';
import { named, type Site } from '../../readings/sites.model';

/** What stands on a building site: told by the points it has. */
export type SiteKind = 'crane' | 'pit' | 'dust' | 'other';

export const kindOf = ({ points }: Site): SiteKind => {
  if (named(points, 'moment').length) return 'crane';
  if (named(points, 'pit-share', 'pit-displacement').length) return 'pit';
  return named(points, 'PM10', 'PM2.5', 'TSP', 'LA', 'noise').length ? 'dust' : 'other';
};

/** A tower crane: its moment first, then what else it tells, in the order of the trade. */
export interface Crane {
  site: Site;
  moments: PointState[];
  winds: PointState[];
  rest: PointState[];
}
const ORDER = ['load', 'radius', 'height', 'slew'];
export const craneOf = (site: Site): Crane => {
  const moments = named(site.points, 'moment');
  const winds = named(site.points, 'wind', 'wind-speed');
  const rest = site.points.filter((point) => !moments.includes(point) && !winds.includes(point)).sort((a, b) => (ORDER.indexOf(a.reading.point) + 1 || 99) - (ORDER.indexOf(b.reading.point) + 1 || 99));
  return { site, moments, winds, rest };
};

export type SitesKey = SiteKind | 'over' | 'silent';
export const isOf = (key: SitesKey, site: Site): boolean => (key === 'over' ? site.level !== undefined : key === 'silent' ? site.stale : kindOf(site) === key);
