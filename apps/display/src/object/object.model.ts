import type { AlarmView, DeviceView, ObjectView, PositionView, ReadingView, SourceView } from '@one-screen/contracts';
import { deviceOfRuleAlarm, gravity, isOpen, levelReached, limitsAt, type Level, type ObjectFacts, type PointLimit, type Rule } from '@one-screen/domain';
import { ageOf, type Age } from '../readings/age.model';
import type { DrawerTarget } from './drawer';

/** A point as shown: its reading, how old it is, the limits that hold for it, and how it stands against them. */
export interface PointState {
  key: string;
  reading: ReadingView;
  age: Age;
  limits: PointLimit[];
  /** Reached limit; none while the reading is old or no measurement: nothing is known then. */
  level?: Level;
}

/** What the ledger knows that rules ask for. */
export interface PointFacts {
  object?: Pick<ObjectView, 'code' | 'kind' | 'name' | 'capacity'> | undefined;
  deviceKind?: string | undefined;
}

const factsOf = ({ object, deviceKind }: PointFacts): ObjectFacts => ({
  ...(object && { code: object.code, name: object.name, kind: object.kind, ...(object.capacity !== undefined && { capacity: object.capacity }) }),
  ...(deviceKind !== undefined && { deviceKind }),
});

/** How a reading stands. Pure. */
export const pointState = (reading: ReadingView, rules: readonly Rule[], source: SourceView | undefined, facts: PointFacts, now: number): PointState => {
  const age = ageOf(reading, source, now);
  const limits = limitsAt(rules.filter(({ sector }) => sector === reading.sector), reading, factsOf(facts));
  const level = age.stale || reading.quality === 'bad' ? undefined : levelReached(limits, reading.value);
  return { key: `${reading.deviceCode}\u0000${reading.point}`, reading, age, limits, ...(level && { level }) };
};

/** Limits at the same number and side, as one line: gravest level first. */
export interface LimitGroup {
  value: number;
  side: PointLimit['side'];
  levels: [Level, ...Level[]];
}

/** Limits gathered by number and side. Pure. */
export const limitGroups = (limits: readonly PointLimit[]): LimitGroup[] => {
  const groups = new Map<string, LimitGroup>();
  for (const { value, side, level } of limits) {
    const key = `${side} ${value}`;
    const known = groups.get(key)?.levels ?? [];
    const [first, ...rest] = [...new Set([...known, level])].sort((a, b) => gravity(b) - gravity(a));
    if (first) groups.set(key, { value, side, levels: [first, ...rest] });
  }
  return [...groups.values()];
};

/** What an alarm is about, for the drawer; undefined when neither object nor device is known. Pure. */
export const targetOf = (alarm: AlarmView): DrawerTarget | undefined => {
  const about = deviceOfRuleAlarm(alarm.key);
  const device = about && about.deviceCode !== '*' && about.deviceCode !== alarm.objectCode ? { deviceCode: about.deviceCode } : undefined;
  const measured = about && about.point !== '*' && about.point !== 'position' ? about.point : undefined;
  if (alarm.objectCode !== undefined) return { objectCode: alarm.objectCode, name: alarm.objectName, ...device, ...(measured && { point: measured }) };
  return device ? { ...device, ...(measured && { point: measured }) } : undefined;
};

/** The open alarms of an object or its devices, in the order given. Pure. */
export const alarmsOf = (open: readonly AlarmView[], objectCode: string | undefined, devices: ReadonlySet<string>): AlarmView[] =>
  open.filter((alarm) => isOpen(alarm.state) && ((objectCode !== undefined && alarm.objectCode === objectCode) || devices.has(deviceOfRuleAlarm(alarm.key)?.deviceCode ?? '')));

/** A device of the drawer: what was said of it, and where it is if it moves. */
export interface DeviceLine {
  code: string;
  name?: string;
  kind?: string;
  lastSeenAt?: string;
  position?: PositionView;
}

/** The devices behind an object or a device's code: those known, and those only their readings or positions tell of. Pure. */
export const deviceLines = (devices: readonly DeviceView[], readings: readonly ReadingView[], positions: readonly PositionView[]): DeviceLine[] => {
  const lines = new Map<string, DeviceLine>();
  for (const { code, name, kind, lastSeenAt } of devices) lines.set(code, { code, ...(name !== undefined && { name }), ...(kind !== undefined && { kind }), ...(lastSeenAt && { lastSeenAt }) });
  for (const { deviceCode, deviceName } of readings) if (!lines.has(deviceCode)) lines.set(deviceCode, { code: deviceCode, ...(deviceName !== undefined && { name: deviceName }) });
  for (const position of positions) {
    const line = lines.get(position.deviceCode) ?? { code: position.deviceCode };
    lines.set(position.deviceCode, { ...line, ...(line.name === undefined && position.name !== undefined && { name: position.name }), position });
  }
  return [...lines.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
};
