import type { AlarmView, DeviceView, ObjectView, SourceView } from '@one-screen/contracts';
import { LEVELS } from '@one-screen/domain';
import { ageOf, type Age } from '../../readings/age.model';

/** A watched building or its transmission device 用户信息传输装置, with what stands there. */
export interface FireUnit {
  code: string;
  name: string;
  object?: ObjectView;
  devices: DeviceView[];
  /** Open alarms, gravest first. */
  alarms: AlarmView[];
  /** Since the newest of its devices was heard; none while only alarms tell of it. */
  heard?: Age;
}

const segments = (key: string): string[] => key.split(/[/:]/);
const gravity = (alarm: AlarmView | undefined): number => (alarm ? LEVELS.indexOf(alarm.level) : LEVELS.length);

/** Whose devices are not heard: for too long, or never since they were registered. Pure. */
export const isSilent = ({ heard, devices }: FireUnit): boolean => (heard ? heard.stale : devices.length > 0);

/** Units of the sector: whatever was heard of, and whatever has an open alarm; those with the gravest first, silent ones next. Pure. */
export const fireUnits = (devices: readonly DeviceView[], open: readonly AlarmView[], objects: ReadonlyMap<string, ObjectView>, sources: ReadonlyMap<string, SourceView>, now: number): FireUnit[] => {
  const units = new Map<string, FireUnit>();
  const unitOf = (code: string, name: string | undefined): FireUnit => {
    const object = objects.get(code);
    const unit = units.get(code) ?? { code, name: object?.name ?? name ?? code, devices: [], alarms: [], ...(object && { object }) };
    units.set(code, unit);
    return unit;
  };
  const unitOfDevice = new Map<string, FireUnit>();
  for (const device of devices) {
    const unit = unitOf(device.objectCode ?? device.code, device.objectName ?? device.name);
    unit.devices.push(device);
    unitOfDevice.set(device.code, unit);
    if (!device.lastSeenAt) continue;
    const age = ageOf({ at: device.lastSeenAt, point: '' }, device.sourceId === undefined ? undefined : sources.get(device.sourceId), now);
    if (!unit.heard || age.ms < unit.heard.ms) unit.heard = age;
  }
  for (const alarm of open) {
    if (alarm.sector !== 'fire') continue;
    const own = segments(alarm.key).map((part) => unitOfDevice.get(part)).find(Boolean);
    if (alarm.objectCode !== undefined) unitOf(alarm.objectCode, alarm.objectName).alarms.push(alarm);
    else own?.alarms.push(alarm);
  }
  for (const unit of units.values()) unit.alarms.sort((a, b) => gravity(a) - gravity(b));
  return [...units.values()].sort((a, b) => gravity(a.alarms[0]) - gravity(b.alarms[0]) || Number(isSilent(b)) - Number(isSilent(a)) || (a.name < b.name ? -1 : 1));
};

export type FireKey = 'alarm' | 'silent' | 'normal';
export const isOf: Record<FireKey, (unit: FireUnit) => boolean> = {
  alarm: ({ alarms }) => alarms.length > 0,
  silent: isSilent,
  normal: ({ alarms, heard }) => alarms.length === 0 && heard !== undefined && !heard.stale,
};
