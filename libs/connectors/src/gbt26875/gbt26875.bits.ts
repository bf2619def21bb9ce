import type { Level } from '@one-screen/domain';

/** A state bit that is an alarm: `code` is part of its key. */
export interface Condition {
  bit: number;
  code: string;
  word: string;
  level: Level;
}

// A fire bit alone is unconfirmed: orange; the confirm button at the fire system makes it red.
const fire: Condition = { bit: 1, code: 'fire', word: '火警', level: 'orange' };
const fault: Condition = { bit: 2, code: 'fault', word: '故障', level: 'yellow' };
const shielded: Condition = { bit: 3, code: 'shielded', word: '屏蔽', level: 'yellow' };

// A system repeats its detectors' fire as its own, and the transmission device the system's: by another name, or one detector would count as several points.
const systemFire: Condition = { ...fire, code: 'system-fire' };
const deviceFire: Condition = { ...fire, code: 'device-fire' };

/** Alarm bits of GB/T 26875.3-2011 clauses 8.2.1.1, 8.2.1.2 and 8.2.1.8. Bit 0 is not read: devices in the field send fires with it at 0 (“test”). */
export const CONDITIONS = {
  system: [
    systemFire, fault, shielded,
    { bit: 8, code: 'mains', word: '主电故障', level: 'yellow' }, { bit: 9, code: 'backup-power', word: '备电故障', level: 'yellow' }, { bit: 10, code: 'bus', word: '总线故障', level: 'yellow' },
  ],
  component: [fire, fault, shielded, { bit: 8, code: 'power', word: '电源故障', level: 'yellow' }],
  device: [
    deviceFire, fault,
    { bit: 3, code: 'mains', word: '主电故障', level: 'yellow' }, { bit: 4, code: 'backup-power', word: '备电故障', level: 'yellow' },
    { bit: 5, code: 'link', word: '与监控中心通信信道故障', level: 'yellow' }, { bit: 6, code: 'line', word: '监测连接线路故障', level: 'yellow' },
  ],
} as const satisfies Record<string, readonly Condition[]>;

const shared = [[4, 'supervise', '监管'], [5, 'start', '启动'], [6, 'feedback', '反馈'], [7, 'delay', '延时']] as const;

/** Bits that tell how something is, or that it works, without being an alarm: bit, status, Chinese. */
export const STATES = {
  system: [...shared, [11, 'manual-mode', '手动状态'], [12, 'configuration-changed', '配置改变'], [13, 'reset', '复位']],
  component: shared,
  device: [],
} as const satisfies Record<string, readonly (readonly [number, string, string])[]>;

/** Operation bits (clauses 8.2.1.4 and 8.2.1.9): status and Chinese, at a fire system and at the transmission device. */
export const OPERATIONS: readonly { bit: number; system: readonly [string, string]; device: readonly [string, string] }[] = [
  { bit: 0, system: ['reset', '复位'], device: ['reset', '复位'] },
  { bit: 1, system: ['mute', '消音'], device: ['mute', '消音'] },
  { bit: 2, system: ['manual-alarm', '手动报警'], device: ['manual-alarm', '手动报警'] },
  { bit: 5, system: ['confirm', '确认'], device: ['duty-answer', '查岗应答'] },
  { bit: 3, system: ['alarm-cleared', '警情消除'], device: ['alarm-cleared', '警情消除'] },
  { bit: 4, system: ['self-test', '自检'], device: ['self-test', '自检'] },
  { bit: 6, system: ['test', '测试'], device: ['test', '测试'] },
];
