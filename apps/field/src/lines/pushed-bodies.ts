import { encodeSenml } from '@one-screen/connectors';
import { localIso } from '../alarms/native-message.js';
import type { FieldReading, Pushed, PushedLine } from './line.js';

/** As instruments show it: tonnes and millimetres to a hundredth, all else to a tenth. */
const rounded = (value: number, unit: string): number => {
  const digits = unit === 't' || unit === 'mm' ? 100 : 10;
  return Math.round(value * digits) / digits;
};

/** Readings of one device as one record of its maker's, `names` giving the maker's word for each point. */
const records = (readings: readonly FieldReading[], device: string, names: Readonly<Record<string, string>>): Record<string, unknown>[] => {
  const byDevice = new Map<string, Record<string, unknown>>();
  for (const { deviceCode, point, unit, value } of readings) {
    const name = names[point];
    if (name === undefined) continue;
    const record = byDevice.get(deviceCode) ?? { [device]: deviceCode };
    record[name] = rounded(value, unit);
    byDevice.set(deviceCode, record);
  }
  return [...byDevice.values()];
};

const MACHINE = { moment: 'momentPct', load: 'load', radius: 'radius', height: 'height', wind: 'wind' };
const PIT = { 'pit-displacement': 'shift', 'pit-share': 'pct' };
const AREA = { present: 'inside', 'in-total': 'entered', 'out-total': 'left' };
const LIFT = { floor: 'floor', running: 'running', 'door-open': 'doorOpen', people: 'people', trapped: 'trapped' };

const senml = ({ readings }: Pushed, at: number): unknown =>
  encodeSenml(readings.map(({ deviceCode, point, unit, value }) => ({ kind: 'reading', deviceCode, point, unit, value: rounded(value, unit), quality: 'good', at })));

/** The body each pushed source sends: SenML (RFC 8428), or the JSON of a made-up maker that the source's mapping reads. */
export const BODIES: Record<PushedLine, (message: Pushed, at: number) => unknown> = {
  'demo-gas': senml,
  'demo-lifelines': senml,
  'demo-cranes': ({ readings }, at) => ({ time: localIso(at), machines: records(readings, 'sn', MACHINE), pits: records(readings, 'sn', PIT) }),
  'demo-gates': ({ readings }, at) => ({ time: localIso(at), areas: records(readings, 'gate', AREA) }),
  'demo-lifts': ({ readings, events = [] }, at) => ({ time: localIso(at), lifts: records(readings, 'regCode', LIFT), events }),
};
