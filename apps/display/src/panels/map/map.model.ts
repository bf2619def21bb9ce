import type { AlarmView, GridView, ObjectView } from '@one-screen/contracts';
import type { Level } from '@one-screen/domain';

/** Where an alarm stands on the map: its own place, else its object's, else the middle of its grid. WGS-84. */
export interface AlarmPoint {
  alarm: AlarmView;
  lon: number;
  lat: number;
  /** Only the grid is known. */
  rough: boolean;
}
export interface MapAlarms {
  /** Unsigned, gravest first, at most `PULSES`: drawn as moving marks. */
  pulsing: AlarmPoint[];
  /** Everything else: drawn as still points. */
  still: AlarmPoint[];
  /** Open alarms whose place nobody knows. */
  unplaced: number;
}

/** Most moving marks at once. */
export const PULSES = 40;
/** Most still points at once. */
export const POINTS = 2_000;

/** Places the open alarms (given in order of urgency). In a flood only the grave ones move. Pure. */
export const placeAlarms = (open: readonly AlarmView[], objects: ReadonlyMap<string, ObjectView>, grids: ReadonlyMap<string, GridView>, flood = false): MapAlarms => {
  const pulsing: AlarmPoint[] = [];
  const still: AlarmPoint[] = [];
  let unplaced = 0;
  for (const alarm of open) {
    const exact = alarm.location ?? (alarm.objectCode ? objects.get(alarm.objectCode)?.location : undefined);
    const place = exact ?? (alarm.gridCode ? grids.get(alarm.gridCode)?.centre : undefined);
    if (!place) { unplaced += 1; continue; }
    const point = { alarm, lon: place.lon, lat: place.lat, rough: !exact };
    const calls = alarm.state === 'raised' && (!flood || alarm.level === 'red' || alarm.level === 'orange');
    if (calls && pulsing.length < PULSES) pulsing.push(point);
    else if (still.length < POINTS) still.push(point);
  }
  return { pulsing, still, unplaced };
};

/** Box around points as [west, south, east, north]; undefined without any. */
export const boxOf = (points: Iterable<readonly [number, number]>): [number, number, number, number] | undefined => {
  let box: [number, number, number, number] | undefined;
  for (const [lon, lat] of points) {
    box = box ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)] : [lon, lat, lon, lat];
  }
  return box;
};

/** The grids people work in: the finest ones. A street's or city's own outline is only drawn when nothing finer is known. Pure. */
export const workingGrids = (grids: readonly GridView[]): readonly GridView[] => {
  const finest = grids.filter((grid) => grid.kind !== 'city' && grid.kind !== 'street');
  return finest.length ? finest : grids;
};

/** How many objects of each risk grade. */
export const riskCounts = (objects: readonly ObjectView[]): Record<Level, number> => {
  const counts: Record<Level, number> = { red: 0, orange: 0, yellow: 0, blue: 0 };
  for (const object of objects) counts[object.risk] += 1;
  return counts;
};
