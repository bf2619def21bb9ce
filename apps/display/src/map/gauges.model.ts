import type { ObjectView } from '@one-screen/contracts';
import { gravity, type Level } from '@one-screen/domain';
import type { PointState } from '../object/object.model';
import { barOf, sitesOf } from '../readings/sites.model';

/** A measured point as a small gauge beside what it belongs to; `bar` only where a rule or the unit says how much is much. */
export interface Gauge {
  /** Object code, else the device's own. */
  code: string;
  name: string;
  lon: number;
  lat: number;
  point: PointState;
  bar?: NonNullable<ReturnType<typeof barOf>>;
  /** How far its value can be trusted. */
  standing: 'good' | 'uncertain' | 'bad' | 'stale';
  /** How many more points it has that the gauge does not show. */
  more: number;
}

interface Place { lon: number; lat: number }

const standingOf = ({ age, reading }: PointState): Gauge['standing'] => (age.stale ? 'stale' : reading.quality);
/** What is over its gravest limit, then what can be trusted, then what has a scale; then always the same one, for a gauge that changes its subject cannot be read. */
const first = (a: PointState, b: PointState): number => weight(b) - weight(a) || (a.key < b.key ? -1 : 1);
const weight = (point: PointState): number => (point.level ? gravity(point.level) * 4 : 0) + (['good', 'uncertain'].includes(standingOf(point)) ? 2 : 0) + (barOf(point) ? 1 : 0);

/** One gauge for each object that measures something, at its place; a device nobody has said whose it is has one where it was heard last. Pure. */
export const gaugesOf = (points: readonly PointState[], objects: ReadonlyMap<string, ObjectView>, moving: ReadonlyMap<string, Place>): Gauge[] =>
  sitesOf(points, objects).flatMap((site): Gauge[] => {
    const place = site.object?.location ?? moving.get(site.code);
    const [point] = [...site.points].sort(first);
    if (!place || !point) return [];
    const bar = barOf(point);
    return [{ code: site.code, name: site.name, lon: place.lon, lat: place.lat, point, standing: standingOf(point), more: site.points.length - 1, ...(bar && { bar }) }];
  });

/** A rectangle on the panel, px from its upper left corner. */
export interface Box { left: number; top: number; right: number; bottom: number }
/** Sizes of what is laid out, px: a gauge, the clear space round a point, and the free part of the panel. */
export interface GaugePlan { width: number; height: number; clear: number; free: Box }
export interface AtPixel { x: number; y: number }
/** A gauge that found room: its upper left corner as seen from its point, px. */
export interface PlacedGauge<G> { gauge: G; dx: number; dy: number }

/** Most gauges in view at once. */
export const GAUGES = 40;
const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a: Box, b: Box): boolean => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
/** A square round a point. */
export const boxAround = ({ x, y }: AtPixel, half: number): Box => ({ left: x - half, top: y - half, right: x + half, bottom: y + half });

/**
 * Finds room beside their points for as many gauges as are worth it: gravest first, then nearest the middle. None lies over another, over
 * the point of another, over the edge of the free part, or over what is `taken` (the marks of unsigned alarms). What finds no room is left out. Pure.
 */
export const layOutGauges = <G extends AtPixel & { point: { level?: Level } }>(gauges: readonly G[], plan: GaugePlan, taken: readonly Box[]): PlacedGauge<G>[] => {
  const { width, height, clear, free } = plan;
  const middle = { x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 };
  const grave = ({ point }: G): number => (point.level ? gravity(point.level) : 0);
  const far = ({ x, y }: G): number => Math.hypot(x - middle.x, y - middle.y);
  const wanted = gauges.filter((one) => inside(boxAround(one, 0), free)).sort((a, b) => grave(b) - grave(a) || far(a) - far(b));
  const placed: PlacedGauge<G>[] = [];
  const full = [...taken];
  const covered: Box[] = [];
  for (const gauge of wanted) {
    if (placed.length === GAUGES) break;
    const own = boxAround(gauge, clear);
    // A point under another's gauge cannot be told from it.
    if (covered.some((box) => overlaps(box, boxAround(gauge, 1)))) continue;
    const spot = spots(width, height, clear).find(({ dx, dy }) => {
      const box = { left: gauge.x + dx, top: gauge.y + dy, right: gauge.x + dx + width, bottom: gauge.y + dy + height };
      return inside(box, free) && !full.some((other) => overlaps(box, other));
    });
    if (!spot) continue;
    const box = { left: gauge.x + spot.dx, top: gauge.y + spot.dy, right: gauge.x + spot.dx + width, bottom: gauge.y + spot.dy + height };
    placed.push({ gauge, ...spot });
    covered.push(box);
    full.push(box, own);
  }
  return placed;
};

/** Where a gauge may stand: right, left, below, above; then a little further off, past a large mark. */
const spots = (width: number, height: number, clear: number): { dx: number; dy: number }[] => [clear, clear * 2.4].flatMap((gap) => [
  { dx: gap, dy: -height / 2 }, { dx: -gap - width, dy: -height / 2 }, { dx: -width / 2, dy: gap }, { dx: -width / 2, dy: -gap - height },
]);
