import type { DeviceView, ObjectView, SourceView } from '@one-screen/contracts';
import { alarmView } from '../../live/alarm.fixture';
import { fireUnits, isOf } from './fire-units.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const device = (code: string, over: Partial<DeviceView> = {}): DeviceView => ({ code, sourceId: 's', sector: 'fire', firstSeenAt: '', lastSeenAt: new Date(NOW - 20_000).toISOString(), ...over });
const mall: ObjectView = { code: 'MALL', name: '示范商业广场', sector: 'fire', kind: '商场', gridCode: '331082001001', location: { lon: 121, lat: 28 }, risk: 'orange' };
const sources = new Map([['s', { id: 's', silentAfter: 'PT3M' } as SourceView]]);
const units = fireUnits(
  [device('331082001', { objectCode: 'MALL' }), device('331082002'), device('331082003', { lastSeenAt: new Date(NOW - 200_000).toISOString() })],
  [alarmView({ id: '1', sector: 'fire', level: 'yellow', objectCode: 'MALL' }), alarmView({ id: '2', sector: 'fire', level: 'red', objectCode: 'MALL' }), alarmView({ id: '3', sector: 'fire', level: 'orange', objectCode: undefined, key: 'gbt26875:331082002/1/fire' }), alarmView({ id: '4', sector: 'fire', level: 'blue', objectCode: 'HOME', objectName: '出租房1号' }), alarmView({ id: '5', sector: 'city', objectCode: 'MALL' })],
  new Map([['MALL', mall]]), sources, NOW,
);

describe('fire units', () => {
  it('are the devices heard of and the buildings with alarms, the gravest first', () => {
    expect(units.map(({ name }) => name)).toEqual(['示范商业广场', '331082002', '出租房1号', '331082003']);
  });

  it('know their alarms by object or by the device named in the key, gravest first, of their own sector only', () => {
    expect(units.map(({ alarms }) => alarms.map(({ id }) => id))).toEqual([['2', '1'], ['3'], ['4'], []]);
  });

  it('are silent when their source’s limit is past, and normal only when heard and without alarm', () => {
    expect(units.filter(isOf.silent).map(({ code }) => code)).toEqual(['331082003']);
    expect(units.filter(isOf.normal)).toEqual([]);
    expect(units.filter(isOf.alarm)).toHaveLength(3);
  });

  it('are silent, never normal, when registered and not heard once; so each is counted somewhere', () => {
    const never: DeviceView = { code: '331082004', sourceId: 's', sector: 'fire', firstSeenAt: '' };
    const list = fireUnits([never, device('331082005')], [alarmView({ sector: 'fire', level: 'blue', objectCode: 'HOME' })], new Map(), sources, NOW);
    const counted = (['alarm', 'silent', 'normal'] as const).map((key) => list.filter(isOf[key]).map(({ code }) => code));
    expect(counted).toEqual([['HOME'], ['331082004'], ['331082005']]);
  });
});
