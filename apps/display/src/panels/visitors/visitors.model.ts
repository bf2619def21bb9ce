import { minutesUntil } from '@one-screen/domain';
import type { PointState } from '../../object/object.model';
import { named, type Site } from '../../readings/sites.model';

/** A scenic area with how full it is. */
export interface Scenic {
  site: Site;
  present?: PointState;
  density?: PointState;
  capacity?: number;
  /** People present over capacity, 1 = full; none while the capacity or a present count is not known. */
  share?: number;
}

/** A scenic area as shown. Pure. */
export const scenicOf = (site: Site): Scenic => {
  const present = named(site.points, 'present')[0];
  const density = named(site.points, 'density')[0];
  const capacity = site.object?.capacity;
  const known = present && !present.age.stale && present.reading.quality !== 'bad';
  return { site, ...(present && { present }), ...(density && { density }), ...(capacity !== undefined && { capacity }), ...(capacity !== undefined && known && { share: present.reading.value / capacity }) };
};

/** The fullest first; those whose fill is not known last. Pure. */
export const byFill = (scenics: readonly Scenic[]): Scenic[] => [...scenics].sort((a, b) => (b.share ?? -1) - (a.share ?? -1) || (a.site.name < b.site.name ? -1 : 1));

/** A forecast further off than this, in minutes, is none. */
export const FORECAST_WITHIN = 240;
/**
 * What is to come: minutes from `now` (epoch milliseconds, never counted before the last reading) until full, by the line of the last
 * readings (oldest first). None once that moment is past: then only a new reading tells. Pure.
 */
export const fullIn = (series: readonly (readonly [at: number, value: number])[], capacity: number | undefined, now: number): number | undefined => {
  const last = series.at(-1);
  const fromLast = capacity === undefined ? undefined : minutesUntil(series, capacity);
  if (last === undefined || fromLast === undefined) return undefined;
  const minutes = Math.round(fromLast - Math.max(0, now - last[0]) / 60_000);
  return minutes >= 1 && minutes <= FORECAST_WITHIN ? minutes : undefined;
};

/** At this share an area must be announced as filling and reported (LB/T 034). */
export const ANNOUNCE_AT = 0.8;
export type VisitorsKey = 'areas' | 'filling' | 'full' | 'unknown';
export const isOf: Record<VisitorsKey, (scenic: Scenic) => boolean> = {
  areas: () => true,
  filling: ({ share }) => share !== undefined && share >= ANNOUNCE_AT && share < 1,
  full: ({ share }) => share !== undefined && share >= 1,
  unknown: ({ share }) => share === undefined,
};
