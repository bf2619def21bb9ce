import { OpcuaNode } from './opcua.options.js';
import { openReport } from './opcua.report.js';
import type { Shown } from './opcua.value.js';

const level = OpcuaNode.parse({ nodeId: 'ns=1;s=level', point: 'tank-level', unit: '%', deviceCode: 'T-1' });
const trip = OpcuaNode.parse({ nodeId: 'ns=1;s=trip', point: 'HH', deviceCode: 'T-1', alarm: { level: 'red', title: '高高液位联锁动作' } });
const shown = (value: number, at: number, quality: 'good' | 'uncertain' | 'bad' = 'good', sourceAt = at): Shown => ({ ok: true, value, quality, at, sourceAt });
const gone = (at: number): Shown => ({ ok: false, error: 'BadNodeIdUnknown', at });

describe('what nodes show', () => {
  it('is a reading each time', () => {
    expect(openReport().take(level, shown(50, 7))).toEqual([{ kind: 'reading', deviceCode: 'T-1', point: 'tank-level', value: 50, unit: '%', quality: 'good', at: 7 }]);
  });

  it('is the last value as bad, once, when it shows nothing any more; nothing when it never did', () => {
    const report = openReport();
    expect(report.take(level, gone(1))).toEqual([]);
    report.take(level, shown(50, 2));
    expect(report.alive).toBe(1);
    expect(report.take(level, gone(3))).toMatchObject([{ value: 50, quality: 'bad', at: 3 }]);
    expect([report.take(level, gone(4)), report.lost([level, trip], 5), report.alive]).toEqual([[], [], 0]);
    expect(report.take(level, shown(50, 6))).toMatchObject([{ quality: 'good' }]);
    expect(report.lost([level, trip], 7)).toMatchObject([{ value: 50, quality: 'bad', at: 7 }]);
  });

  it('is an alarm when the contact changes, and at first sight', () => {
    const report = openReport();
    const alarms = (value: Shown) => report.take(trip, value).flatMap((signal) => (signal.kind === 'alarm' ? [{ key: signal.key, cleared: signal.cleared, only: signal.onlyIfStanding }] : []));
    expect(alarms(shown(0, 1))).toEqual([{ key: 'T-1/HH', cleared: true, only: true }]);
    expect(alarms(shown(1, 2))).toEqual([{ key: 'T-1/HH', cleared: false }]);
    expect(alarms(shown(1, 3))).toEqual([]);
    expect(alarms(shown(0, 4, 'uncertain'))).toEqual([]);
    expect(alarms(gone(5))).toEqual([]);
    expect(alarms(shown(0, 6))).toEqual([{ key: 'T-1/HH', cleared: true }]);
  });

  it('is not undone by a slow answer that was read before the news', () => {
    const report = openReport();
    report.take(trip, shown(1, 10));
    expect(report.take(trip, shown(0, 12, 'good', 9))).toEqual([]);
    expect(report.take(trip, shown(1, 13, 'good', 10))).toMatchObject([{ value: 1 }]);
  });
});
