import { ModbusPoint, type ModbusOptions } from './modbus.options.js';
import { planOf, type Block } from './modbus.plan.js';
import { openReport } from './modbus.report.js';

const point = (more: Partial<ModbusOptions['points'][number]> = {}): ModbusPoint => ModbusPoint.parse({ address: 0, register: 'holding', type: 'u16', point: 'p', deviceCode: 'D', ...more });
const blockOf = (each: ModbusPoint): Block => planOf([each])[0]!;
const word = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

describe('what is reported of a point', () => {
  it('is its reading in its unit', () => {
    const level = point({ scale: 0.1, unit: 'm', point: 'level' });
    expect(openReport().answered(blockOf(level), word(85), 7)).toEqual([{ kind: 'reading', deviceCode: 'D', point: 'level', value: 8.5, unit: 'm', quality: 'good', at: 7 }]);
  });

  it('is its last value as bad, once, when it cannot be read; and good again afterwards', () => {
    const report = openReport();
    const level = point();
    expect(report.failed([level], 1)).toEqual([]);
    report.answered(blockOf(level), word(5), 2);
    expect(report.failed([level], 3)).toMatchObject([{ value: 5, quality: 'bad', at: 3 }]);
    expect(report.failed([level], 4)).toEqual([]);
    expect(report.answered(blockOf(level), word(5), 5)).toMatchObject([{ value: 5, quality: 'good' }]);
  });

  it('is its last value as bad when the device sends NaN, and nothing when there was none', () => {
    const report = openReport();
    const gas = point({ type: 'f32' });
    const nan = Buffer.from([0x7f, 0xc0, 0, 0]);
    expect(report.answered(blockOf(gas), nan, 1)).toEqual([]);
    report.answered(blockOf(gas), Buffer.from([0x3f, 0x80, 0, 0]), 2);
    expect(report.answered(blockOf(gas), nan, 3)).toMatchObject([{ value: 1, quality: 'bad' }]);
  });
});

describe('an alarm contact', () => {
  const contact = point({ register: 'discrete', type: 'bool', point: 'HH', alarm: { level: 'red', title: '高高液位联锁动作' } });
  const told = (report: ReturnType<typeof openReport>, bit: number): (boolean | undefined)[] =>
    report.answered(blockOf(contact), Buffer.from([bit]), 1).flatMap((signal) => (signal.kind === 'alarm' ? [signal.cleared] : []));

  it('is told at first sight and then on every change alone', () => {
    const report = openReport();
    expect([0, 0, 1, 1, 0, 0].map((bit) => told(report, bit))).toEqual([[true], [], [false], [], [true], []]);
    expect(told(openReport(), 1)).toEqual([false]);
  });

  it('carries a stable key, its level, title and value', () => {
    expect(openReport().answered(blockOf(contact), Buffer.from([1]), 9)).toMatchObject([{ kind: 'reading', value: 1, unit: '' }, { kind: 'alarm', key: 'D/HH', level: 'red', title: '高高液位联锁动作', cleared: false, occurredAt: 9, deviceCode: 'D', value: 1 }]);
  });

  it('stays as it is while the device cannot be read', () => {
    const report = openReport();
    told(report, 1);
    expect(report.failed([contact], 2)).toMatchObject([{ kind: 'reading', value: 1, quality: 'bad' }]);
    expect(told(report, 1)).toEqual([]);
    expect(told(report, 0)).toEqual([true]);
  });

  it('of a normally closed loop stands while the bit is 0', () => {
    const loop = point({ type: 'bit', bit: 3, alarm: { level: 'orange', title: '回路断开', when: false } });
    const alarms = (report: ReturnType<typeof openReport>, value: number) => report.answered(blockOf(loop), word(value), 1).filter((signal) => signal.kind === 'alarm');
    const report = openReport();
    expect(alarms(report, 0)).toMatchObject([{ cleared: false }]);
    expect(alarms(report, 0b1000)).toMatchObject([{ cleared: true }]);
  });
});
