import type { AlarmSignal, Parsed, Signal } from '@one-screen/domain';
import { ALARM_BITS } from './jt808.alarms.js';
import type { Jt808Adas, Jt808Dsm } from './jt808.driving.js';
import type { Jt808Location } from './jt808.location.js';
import { NOTHING_KNOWN, overspeedLevel, signalsOf, type Reporter, type Standing } from './jt808.signals.js';

const AT = Date.parse('2026-03-01T08:00:00+08:00');
const CALM: Standing = { bits: 0, known: true };
const reporter: Reporter = { deviceCode: '13900000001', version: '2013', plate: '浙J12345', coordinates: 'wgs84' };
const here: Jt808Location = { alarms: 0, status: 3, lat: 28.85, lon: 121.12, altitudeM: 5, speedKmh: 72, direction: 90, at: AT, items: [] };
const tell = (report: Partial<Jt808Location>, before = CALM, more: Partial<Reporter> = {}, backfill = false) => signalsOf({ ...here, ...report }, { ...reporter, ...more }, before, backfill, AT + 5000);
const signals = (batch: Parsed<Signal>[]): Signal[] => batch.flatMap((one) => (one.ok ? [one.signal] : []));
const alarms = (batch: Parsed<Signal>[]): AlarmSignal[] => signals(batch).flatMap((one) => (one.kind === 'alarm' ? [one] : []));
const told = (batch: Parsed<Signal>[]): string[] => alarms(batch).map(({ key, cleared, level }) => `${cleared ? '-' : '+'}${key.slice(12)} ${level}`);
const driving = { alarmId: 1, flag: 1, type: 1, level: 2, speedKmh: 72, altitudeM: 5, lat: 28.85, lon: 121.12, at: AT - 1000, state: 0, mark: { terminalId: '1', sequence: 0, attachments: 2, reserved: 0 } };
const adas = (more: Partial<Jt808Adas>) => ({ items: [{ item: 'adas' as const, alarm: { ...driving, frontSpeedKmh: 40, headwayS: 0.8, departure: 1, signType: 0, signData: 0, ...more } }] });
const dsm = (more: Partial<Jt808Dsm>) => ({ items: [{ item: 'dsm' as const, alarm: { ...driving, fatigue: 7, reserved: Buffer.alloc(4), ...more } }] });

describe('the signals of a location', () => {
  it('tell where the vehicle is', () => {
    expect(signals(tell({}).batch)).toEqual([{ kind: 'position', deviceCode: '13900000001', name: '浙J12345', location: { lon: 121.12, lat: 28.85 }, speedKmh: 72, courseDeg: 90, at: AT }]);
    expect(signals(tell({ direction: 400 }).batch)[0]).not.toHaveProperty('courseDeg');
    expect(signals(tell({}, CALM, { coordinates: 'gcj02' }).batch)[0]).toMatchObject({ location: { lon: expect.closeTo(121.1155, 2) as unknown, lat: expect.closeTo(28.8527, 2) as unknown } });
  });

  it.each([['says its position is old', { status: 1 }], ['swaps latitude and longitude', { lat: 121.12, lon: 28.85 }], ['sends an encrypted position', { status: 0x23 }], ['is beyond the date line', { lon: 200 }]])('do not move a vehicle that %s', (_name, report) => {
    expect(signals(tell(report).batch)).toEqual([{ kind: 'status', deviceCode: '13900000001', status: 'not-located', name: '浙J12345', at: AT }]);
  });

  it('raise a bit when it rises, say nothing while it stands, and clear it when it falls', () => {
    const risen = tell({ alarms: 0b100 });
    expect(alarms(risen.batch)).toEqual([{
      kind: 'alarm', key: '13900000001/fatigue', level: 'orange', title: '疲劳驾驶报警', occurredAt: AT, cleared: false, deviceCode: '13900000001', location: { lon: 121.12, lat: 28.85 }, detail: { 车牌: '浙J12345' },
    }]);
    expect(told(tell({ alarms: 0b100 }, risen.after).batch)).toEqual([]);
    expect(told(tell({}, risen.after).batch)).toEqual(['-fatigue orange']);
  });

  it('never clear what a terminal holds only until it is answered', () => {
    const risen = tell({ alarms: 1 });
    expect(told(risen.batch)).toEqual(['+emergency red']);
    const fallen = tell({}, risen.after);
    expect(told(fallen.batch)).toEqual([]);
    expect(told(tell({ alarms: 1 }, fallen.after).batch)).toEqual(['+emergency red']);
  });

  it('after a restart raise what stands and clear what may have stood, once', () => {
    const first = tell({ alarms: 0x2000_0001 }, NOTHING_KNOWN);
    expect(told(first.batch).filter((one) => one.startsWith('+'))).toEqual(['+emergency red', '+collision red']);
    expect(told(first.batch).filter((one) => one.startsWith('-'))).toHaveLength(ALARM_BITS.filter(({ since, latched, bit }) => !since && !latched && bit !== 29).length);
    expect(told(tell({ alarms: 0x2000_0001 }, first.after).batch)).toEqual([]);
  });

  it('read bits 15 to 17 in 2019 only', () => {
    expect(told(tell({ alarms: 0x3_8000 }).batch)).toEqual([]);
    expect(told(tell({ alarms: 0x3_8000 }, CALM, { version: '2019' }).batch)).toEqual(['+violation orange', '+tyre-pressure yellow', '+blind-area yellow']);
  });

  it('give every bit a level, the one in 31 as well', () => {
    expect(told(tell({ alarms: 0xffff_ffff }, CALM, { version: '2019' }).batch)).toHaveLength(32);
    expect(told(tell({ alarms: 0x8000_0000 }).batch)).toEqual(['+illegal-door orange']);
  });

  it.each([[71, 60, 'blue'], [72, 60, 'yellow'], [89.9, 60, 'yellow'], [90, 60, 'orange'], [120, 100, 'yellow'], [50, 60, 'blue'], [undefined, 60, 'yellow'], [90, undefined, 'yellow']] as const)('grade %s km/h where %s are allowed as %s', (speed, limit, level) => {
    expect(overspeedLevel(speed, limit)).toBe(level);
  });

  it('tell of overspeeding again when it gets graver, not when it gets less', () => {
    const first = tell({ alarms: 2, speedKmh: 70 }, CALM, { speedLimit: 60 });
    expect(alarms(first.batch)).toMatchObject([{ level: 'blue', value: '70 km/h', detail: { '车速 km/h': 70, '限速 km/h': 60 } }]);
    const worse = tell({ alarms: 2, speedKmh: 91 }, first.after, { speedLimit: 60 });
    expect(told(worse.batch)).toEqual(['+overspeed orange']);
    const less = tell({ alarms: 2, speedKmh: 75 }, worse.after, { speedLimit: 60 });
    expect(told(less.batch)).toEqual([]);
    expect(told(tell({ alarms: 2, speedKmh: 92 }, less.after, { speedLimit: 60 }).batch)).toEqual([]);
    expect(told(tell({}, less.after, { speedLimit: 60 }).batch)).toEqual(['-overspeed yellow']);
  });

  it('of the past raise only what is grave; the next report of now clears it', () => {
    const late = tell({ alarms: 0x2000_0007, at: AT - 3_600_000 }, CALM, {}, true);
    expect(told(late.batch)).toEqual(['+emergency red', '+collision red']);
    expect(told(tell({ alarms: 0x2000_0001 }, late.after, {}, true).batch)).toEqual([]);
    expect(told(tell({}, late.after).batch)).toEqual(['-collision red']);
    expect(tell({ alarms: 1 }, NOTHING_KNOWN, {}, true).after.known).toBe(false);
  });

  it('carry what driver assistance saw, by its own clock, and its end', () => {
    expect(alarms(tell(adas({})).batch)).toEqual([{
      kind: 'alarm', key: '13900000001/forward-collision', level: 'orange', title: '前向碰撞报警', occurredAt: AT - 1000, cleared: false, deviceCode: '13900000001', location: { lon: 121.12, lat: 28.85 },
      detail: { 车牌: '浙J12345', '车速 km/h': 72, '前车车速 km/h': 40, '车距 s': 0.8, 附件数: 2 },
    }]);
    expect(told(tell(dsm({ level: 1, flag: 0 })).batch)).toEqual(['+driver-fatigue yellow']);
    expect(told(tell(dsm({ flag: 2, level: 0 })).batch)).toEqual(['-driver-fatigue yellow']);
    expect(signals(tell(dsm({ type: 0x11 })).batch)[1]).toMatchObject({ kind: 'status', status: 'driver-change' });
  });

  it.each([['type', adas({ type: 9 })], ['flag', adas({ flag: 12 })], ['level', dsm({ level: 5 })], ['length', { items: [{ item: 'other' as const, id: 0x64, value: Buffer.alloc(32) }] }], ['end', { itemsError: 'item 0x01 is longer than the body' }]])('tell of a driver-assistance item with an unknown %s, and keep the rest', (_name, report) => {
    expect(tell(report).batch).toMatchObject([{ ok: true, signal: { kind: 'position' } }, { ok: false, faults: [{ message: expect.any(String) as unknown }] }]);
  });

  it('use our clock when the terminal has none', () => {
    expect(signals(tell({ at: undefined, alarms: 1 }).batch)).toMatchObject([{ at: AT + 5000 }, { occurredAt: AT + 5000 }]);
  });
});
