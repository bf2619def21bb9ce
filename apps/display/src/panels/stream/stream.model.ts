import type { AlarmView } from '@one-screen/contracts';
import { DEFAULT_RULES, SECTORS, gravity, type Level, type Sector } from '@one-screen/domain';

/** One line of the alarm stream 告警流: an alarm, or in a flood the count of many lesser ones. */
export type StreamRow =
  | { kind: 'alarm'; id: string; alarm: AlarmView }
  | { kind: 'group'; id: string; level: Level; sector: Sector; unsigned: number; count: number };

export interface Stream {
  rows: StreamRow[];
  /** Alarms that found no room, gravest first by construction. */
  hidden: number;
  unsigned: number;
  /** Lesser alarms are told as counts. */
  folded: boolean;
}

/** In a flood these are told as counts, so that the grave ones stay readable: blue alone when that is enough. */
const LIGHTEST: readonly Level[] = ['blue'];
const LESSER: readonly Level[] = ['yellow', 'blue'];

const row = (alarm: AlarmView): StreamRow => ({ kind: 'alarm', id: alarm.id, alarm });

type Group = Extract<StreamRow, { kind: 'group' }>;

const fold = (open: readonly AlarmView[]): StreamRow[] => {
  const groups = new Map<string, Group>();
  const alone = new Map<string, AlarmView>();
  for (const alarm of open) {
    const { level, sector, state } = alarm;
    const id = `${level}|${sector}`;
    const group = groups.get(id) ?? { kind: 'group' as const, id, level, sector, unsigned: 0, count: 0 };
    group.count += 1;
    if (state === 'raised') group.unsigned += 1;
    groups.set(id, group);
    alone.set(id, alarm);
  }
  // One alarm is no crowd: it is told by its name.
  return [...groups.values()]
    .sort((a, b) => gravity(b.level) - gravity(a.level) || SECTORS.indexOf(a.sector) - SECTORS.indexOf(b.sector))
    .map((group) => {
      const only = group.count === 1 ? alone.get(group.id) : undefined;
      return only ? row(only) : group;
    });
};

/**
 * The rows that fit, and how many did not. `open` is in order of urgency; `room` is how many rows the panel has.
 * In a flood that does not fit, blue, and if need be yellow, become one row for each level and sector. Pure.
 */
export const streamOf = (open: readonly AlarmView[], room: number, flood: boolean): Stream => {
  const firstSigned = open.findIndex((alarm) => alarm.state !== 'raised');
  const unsigned = firstSigned < 0 ? open.length : firstSigned;
  if (!flood || open.length <= room) {
    const rows = open.slice(0, room).map(row);
    return { rows, hidden: open.length - rows.length, unsigned, folded: false };
  }
  const light = folded(open, LIGHTEST, room, unsigned);
  return light.hidden === 0 ? light : folded(open, LESSER, room, unsigned);
};

/** Whether two pictures of the stream show the very same alarms in the same places, whatever their counts say. */
export const sameAlarms = (a: Stream, b: Stream): boolean =>
  a.folded === b.folded && a.rows.length === b.rows.length && a.rows.every((row, index) => {
    const other = b.rows[index];
    return other !== undefined && row.id === other.id && (row.kind === 'group' || (other.kind === 'alarm' && row.alarm === other.alarm));
  });

const folded = (open: readonly AlarmView[], levels: readonly Level[], room: number, unsigned: number): Stream => {
  const grave = open.filter((alarm) => !levels.includes(alarm.level));
  const groups = fold(open.filter((alarm) => levels.includes(alarm.level)));
  // At least a third of the room tells of the folded ones, or they would vanish behind a wave of reds.
  const forGroups = Math.min(groups.length, Math.max(Math.ceil(room / 3), room - grave.length));
  const shownGrave = grave.slice(0, Math.max(0, room - forGroups));
  const shownGroups = groups.slice(0, forGroups);
  const told = shownGroups.reduce((sum, group) => sum + (group.kind === 'group' ? group.count : 1), 0);
  return { rows: [...shownGrave.map(row), ...shownGroups], hidden: open.length - shownGrave.length - told, unsigned, folded: true };
};

/**
 * How urgent a signing limit is: past it, in the last third of its time, or neither. Times in milliseconds.
 * An escalation or a reopening starts the time anew, so it is never longer than the level's own limit.
 */
export const urgency = ({ dueAt, receivedAt, level }: Pick<AlarmView, 'dueAt' | 'receivedAt' | 'level'>, now: number): 'late' | 'soon' | 'none' => {
  if (!dueAt) return 'none';
  const due = Date.parse(dueAt);
  if (due < now) return 'late';
  const time = Math.min(due - Date.parse(receivedAt), DEFAULT_RULES.signWithin[level]);
  return due - now < time / 3 ? 'soon' : 'none';
};

/** New enough to catch the eye: unsigned, and either red or come in the last two minutes. */
export const pulses = (alarm: AlarmView, now: number): boolean =>
  alarm.state === 'raised' && (alarm.level === 'red' || now - Date.parse(alarm.receivedAt) < 120_000);
