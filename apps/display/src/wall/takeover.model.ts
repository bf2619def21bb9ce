import type { AlarmView, ObjectView, PositionView } from '@one-screen/contracts';
import { metresBetween } from '../distance';

/** The red that holds the wall, and how many more wait behind it. */
export interface Takeover {
  alarm: AlarmView;
  others: number;
}

/** The oldest unsigned red takes the wall; it yields when signed. Real ones go before drills. Pure. */
export const takeoverOf = (unsigned: readonly AlarmView[]): Takeover | null => {
  const reds = unsigned.filter((alarm) => alarm.level === 'red' && alarm.state === 'raised');
  const [first, ...rest] = reds;
  if (!first) return null;
  const alarm = rest.reduce((held, next) => {
    if (held.drill !== next.drill) return held.drill ? next : held;
    return Date.parse(next.receivedAt) < Date.parse(held.receivedAt) ? next : held;
  }, first);
  return { alarm, others: rest.length };
};

/** What the voice says, once per alarm. */
export const spokenText = (alarm: AlarmView, place: string | undefined): string =>
  [alarm.drill ? '演练' : undefined, '红色告警', place, alarm.objectName, alarm.title, '请立即签收'].filter(Boolean).join('，');

/** Metres from where the ledger has it at which a thing is said to be elsewhere. */
const ELSEWHERE = 300;

/** A place that somebody reported: WGS-84 degrees, and when (epoch milliseconds). */
export interface Seen {
  lon: number;
  lat: number;
  at: number;
}

/**
 * Where an alarm's object was last, when that is not where the ledger has it: a boat's registered address helps no rescuer. The newer
 * of its own reports and what the alarm itself tells (a beacon in the water). Nothing for what stands where it is registered. Pure.
 */
export const lastSeen = (alarm: AlarmView, object: ObjectView | undefined, positions: readonly PositionView[]): Seen | undefined => {
  const reports: Seen[] = positions.flatMap(({ objectCode, lon, lat, at }) => (objectCode !== undefined && objectCode === alarm.objectCode ? [{ lon, lat, at: Date.parse(at) }] : []));
  if (alarm.location) reports.push({ ...alarm.location, at: Date.parse(alarm.occurredAt) });
  const [first, ...rest] = reports;
  if (!first) return undefined;
  const newest = rest.reduce((held, next) => (next.at > held.at ? next : held), first);
  if (reports.length === 1 && !object) return alarm.gridCode ? undefined : newest;
  return object && metresBetween(newest, object.location) <= ELSEWHERE ? undefined : newest;
};

/** Degrees and decimal minutes, as charts and rescuers use them: 28°42.98′N 121°35.05′E. */
export const chartPlace = ({ lon, lat }: { lon: number; lat: number }): string => `${minutesOf(lat)}${lat < 0 ? 'S' : 'N'} ${minutesOf(lon)}${lon < 0 ? 'W' : 'E'}`;

const minutesOf = (degrees: number): string => {
  const hundredths = Math.round(Math.abs(degrees) * 6_000);
  return `${Math.floor(hundredths / 6_000)}°${((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0')}′`;
};
