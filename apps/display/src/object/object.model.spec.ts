import type { DeviceView, PositionView, ReadingView, SourceView } from '@one-screen/contracts';
import { DEFAULT_ALARM_RULES } from '@one-screen/domain';
import { alarmView } from '../live/alarm.fixture';
import { alarmsOf, deviceLines, limitGroups, pointState, targetOf } from './object.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const reading = (over: Partial<ReadingView> = {}): ReadingView => ({ deviceCode: 'CRANE-1', point: 'moment', value: 101, unit: '%', quality: 'good', at: new Date(NOW - 10_000).toISOString(), sector: 'construction', sourceId: 's', ...over });
const source = { id: 's', silentAfter: 'PT2M' } as SourceView;
const state = (over: Partial<ReadingView> = {}) => pointState(reading(over), DEFAULT_ALARM_RULES, source, {}, NOW);

describe('a point in the drawer', () => {
  it('stands against the limits of the rules in force', () => {
    expect(state()).toMatchObject({ level: 'orange', age: { stale: false } });
    expect(state({ value: 40 }).level).toBeUndefined();
    expect(state().limits).toHaveLength(3);
  });

  it('says nothing about the present when it is old or no measurement', () => {
    expect(state({ at: new Date(NOW - 121_000).toISOString() })).toMatchObject({ age: { stale: true } });
    expect(state({ at: new Date(NOW - 121_000).toISOString() })).not.toHaveProperty('level');
    expect(state({ quality: 'bad' })).not.toHaveProperty('level');
  });
});

describe('what an alarm is about', () => {
  it('is its object, else the device of the rule that raised it, else nobody knows', () => {
    expect(targetOf(alarmView({ objectCode: 'OBJ-1', objectName: '一号塔机', key: 'rule:construction.crane-moment/CRANE-1/moment' }))).toEqual({ objectCode: 'OBJ-1', name: '一号塔机', deviceCode: 'CRANE-1', point: 'moment' });
    expect(targetOf(alarmView({ objectCode: undefined, key: 'rule:marine.vessel-offline/412900001/position' }))).toEqual({ deviceCode: '412900001' });
    expect(targetOf(alarmView({ objectCode: undefined, key: 'rule:fire.several-points/*/*' }))).toBeUndefined();
    expect(targetOf(alarmView({ objectCode: undefined, key: 'gbt26875:1/fire' }))).toBeUndefined();
  });

  it('gathers the open alarms of the object and of its devices', () => {
    const open = [alarmView({ id: '1', objectCode: 'OBJ-1' }), alarmView({ id: '2', objectCode: undefined, key: 'rule:a/CRANE-1/moment' }), alarmView({ id: '3', objectCode: 'OBJ-2' }), alarmView({ id: '4', objectCode: 'OBJ-1', state: 'closed' })];
    expect(alarmsOf(open, 'OBJ-1', new Set(['CRANE-1'])).map(({ id }) => id)).toEqual(['1', '2']);
    expect(alarmsOf(open, undefined, new Set(['CRANE-1'])).map(({ id }) => id)).toEqual(['2']);
  });
});

describe('the devices of an object', () => {
  it('are those registered and those only heard of, each with where it is', () => {
    const device: DeviceView = { code: 'B', sourceId: 's', sector: 'road', firstSeenAt: '', lastSeenAt: '2026-11-25T09:00:00+08:00' };
    const position: PositionView = { deviceCode: 'C', name: '浙JD0001', sector: 'road', lon: 121, lat: 28, at: '2026-11-25T09:59:00+08:00', stale: false };
    const lines = deviceLines([device], [reading({ deviceCode: 'A', deviceName: '力矩仪' })], [position]);
    expect(lines.map(({ code, name }) => [code, name])).toEqual([['A', '力矩仪'], ['B', undefined], ['C', '浙JD0001']]);
    expect(lines[2]?.position).toBe(position);
  });
});

describe('limits at one number', () => {
  it('are one line, the gravest first', () => {
    const gas = state({ sector: 'industry', point: 'combustible-gas', unit: '%LEL', value: 3 });
    expect(limitGroups(gas.limits)).toEqual([{ value: 25, side: 'above', levels: ['yellow'] }, { value: 50, side: 'above', levels: ['red', 'orange'] }]);
  });
});
