import type { ObjectView } from '@one-screen/contracts';
import { graver, type Level } from '@one-screen/domain';
import type { PointState } from '../object/object.model';
import { partsOf } from './point.model';

/** What stands at one place: the points of a supervised object, or of a device nobody has said whose it is. */
export interface Site {
  /** Object code, else the device's own. */
  code: string;
  name: string;
  object?: ObjectView;
  points: readonly PointState[];
  /** Gravest limit any of its points has reached. */
  level?: Level;
  /** Nothing of it is new. */
  stale: boolean;
}

/** The gravest of these levels. */
export const gravestOf = (levels: Iterable<Level | undefined>): Level | undefined => {
  let found: Level | undefined;
  for (const level of levels) if (level && (!found || graver(level, found))) found = level;
  return found;
};

/** Points gathered by object (or by device where there is none), what is over a limit first, then by name. Pure. */
export const sitesOf = (points: readonly PointState[], objects: ReadonlyMap<string, ObjectView>): Site[] => {
  const gathered = new Map<string, PointState[]>();
  for (const point of points) {
    const code = point.reading.objectCode ?? point.reading.deviceCode;
    gathered.set(code, [...(gathered.get(code) ?? []), point]);
  }
  const sites = [...gathered].map(([code, own]): Site => {
    const object = objects.get(code);
    const level = gravestOf(own.map((point) => point.level));
    const said = own.find(({ reading }) => reading.objectName ?? reading.deviceName)?.reading;
    return { code, name: object?.name ?? said?.objectName ?? said?.deviceName ?? code, points: own, stale: own.every(({ age }) => age.stale), ...(object && { object }), ...(level && { level }) };
  });
  const grave = (a: Site, b: Site): number => (a.level === b.level ? 0 : gravestOf([a.level, b.level]) === a.level ? -1 : 1);
  return sites.sort((a, b) => grave(a, b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.code < b.code ? -1 : 1));
};

/** What a point measures now, wherever its instrument is; the mean of a period is no such thing and keeps its whole name. */
export const measureOf = ({ reading }: PointState): string => {
  const { name, mean } = partsOf(reading.point);
  return mean ? reading.point : name;
};

/** The points that measure one of these. */
export const named = (points: readonly PointState[], ...names: string[]): PointState[] => points.filter((point) => names.includes(measureOf(point)));

/** What a point is called among others of its site: the device's tag if its name ends in one, else its name less the object's it begins with. */
export const shortName = (point: PointState, site: Site): string => {
  const { deviceName, deviceCode } = point.reading;
  const full = deviceName ?? deviceCode;
  const tag = /[ ·]([A-Za-z0-9][\w.-]*)$/.exec(full)?.[1];
  if (tag) return tag;
  for (const head of [site.name, site.code]) if (full.startsWith(head) && full.length > head.length) return full.slice(head.length).replace(/^[-_ ·]+/, '');
  return full;
};

/** A bar's scale for a point: from zero to a little beyond its highest limit, or to its value; none where nothing says how much is much. Shares are 0 to 1. Pure. */
export const barOf = (point: PointState): { share: number; marks: { share: number; level: Level; value: number }[] } | undefined => {
  const limits = point.limits.filter(({ value }) => value > 0);
  if (!limits.length && !point.reading.unit.startsWith('%')) return undefined;
  const top = Math.max(...limits.map(({ value }) => value * 1.1), limits.length ? 0 : point.reading.unit.startsWith('%') ? 100 : 0, Math.abs(point.reading.value), 1e-9);
  const within = (value: number): number => Math.min(1, Math.max(0, value / top));
  return { share: within(point.reading.value), marks: limits.map(({ value, level }) => ({ share: within(value), level, value })) };
};
