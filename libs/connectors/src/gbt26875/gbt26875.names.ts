/** Names of tables 4 to 6 of GB/T 26875.3-2011, as fire stations use them. */

const SYSTEM_TYPES: Readonly<Record<number, string>> = {
  0: '通用', 1: '火灾报警系统', 10: '消防联动控制器', 11: '消火栓系统', 12: '自动喷水灭火系统', 13: '气体灭火系统', 14: '水喷雾灭火系统（泵启动方式）', 15: '水喷雾灭火系统（压力容器启动方式）',
  16: '泡沫灭火系统', 17: '干粉灭火系统', 18: '防烟排烟系统', 19: '防火门及卷帘系统', 20: '消防电梯', 21: '消防应急广播', 22: '消防应急照明和疏散指示系统', 23: '消防电源', 24: '消防电话',
};

const COMPONENT_TYPES: Readonly<Record<number, string>> = {
  0: '通用部件', 1: '火灾报警控制器', 10: '可燃气体探测器', 11: '点型可燃气体探测器', 12: '独立式可燃气体探测器', 13: '线型可燃气体探测器',
  16: '电气火灾监控报警器', 17: '剩余电流式电气火灾监控探测器', 18: '测温式电气火灾监控探测器',
  21: '探测回路', 22: '火灾显示盘', 23: '手动火灾报警按钮', 24: '消火栓按钮', 25: '火灾探测器',
  30: '感温火灾探测器', 31: '点型感温火灾探测器', 32: '点型感温火灾探测器（S型）', 33: '点型感温火灾探测器（R型）', 34: '线型感温火灾探测器', 35: '线型感温火灾探测器（S型）', 36: '线型感温火灾探测器（R型）', 37: '光纤感温火灾探测器',
  40: '感烟火灾探测器', 41: '点型离子感烟火灾探测器', 42: '点型光电感烟火灾探测器', 43: '线型光束感烟火灾探测器', 44: '吸气式感烟火灾探测器',
  50: '复合式火灾探测器', 51: '复合式感烟感温火灾探测器', 52: '复合式感光感温火灾探测器', 53: '复合式感光感烟火灾探测器',
  61: '紫外火焰探测器', 62: '红外火焰探测器', 69: '感光火灾探测器', 74: '气体探测器', 78: '图像摄像方式火灾探测器', 79: '感声火灾探测器',
  81: '气体灭火控制器', 82: '消防电气控制装置', 83: '消防控制室图形显示装置', 84: '模块', 85: '输入模块', 86: '输出模块', 87: '输入/输出模块', 88: '中继模块',
  91: '消防水泵', 92: '消防水箱', 95: '喷淋泵', 96: '水流指示器', 97: '信号阀', 98: '报警阀', 99: '压力开关',
  101: '阀驱动装置', 102: '防火门', 103: '防火阀', 104: '通风空调', 105: '泡沫液泵', 106: '管网电磁阀', 111: '防烟排烟风机',
  113: '排烟防火阀', 114: '常闭送风口', 115: '排烟口', 116: '电控挡烟垂壁', 117: '防火卷帘控制器', 118: '防火门监控器', 121: '警报装置',
};

/** Name of a system type 系统类型; 128 and above are the user's own, the rest of the gaps reserved. */
export const systemTypeName = (type: number): string => SYSTEM_TYPES[type] ?? `${type >= 128 ? '自定义' : '未知'}系统${type}`;

/** Name of a component type 部件类型. */
export const componentTypeName = (type: number): string => COMPONENT_TYPES[type] ?? `${type >= 128 ? '自定义' : '未知'}部件${type}`;

/** What an analogue kind 模拟量类型 measures: unit, units per count, and the range of what a sound device sends, in that unit. */
interface AnalogueKind {
  name: string;
  unit: string;
  /** Counts per unit; dividing keeps decimals exact where multiplying by 0.1 would not. */
  perUnit: number;
  from: number;
  to: number;
}

const KINDS: Readonly<Record<number, AnalogueKind>> = {
  1: { name: '事件计数', unit: '', perUnit: 1, from: 0, to: 32_000 },
  2: { name: '高度', unit: 'm', perUnit: 100, from: 0, to: 320 },
  3: { name: '温度', unit: '℃', perUnit: 10, from: -273, to: 3200 },
  4: { name: '压力', unit: 'MPa', perUnit: 10, from: 0, to: 3200 },
  5: { name: '压力', unit: 'kPa', perUnit: 10, from: 0, to: 3200 },
  6: { name: '气体浓度', unit: '%LEL', perUnit: 10, from: 0, to: 100 },
  7: { name: '时间', unit: 's', perUnit: 1, from: 0, to: 32_000 },
  8: { name: '电压', unit: 'V', perUnit: 10, from: 0, to: 3200 },
  9: { name: '电流', unit: 'A', perUnit: 10, from: 0, to: 3200 },
  10: { name: '流量', unit: 'L/s', perUnit: 10, from: 0, to: 3200 },
  11: { name: '风量', unit: 'm³/min', perUnit: 10, from: 0, to: 3200 },
  12: { name: '风速', unit: 'm/s', perUnit: 1, from: 0, to: 20 },
};

/** The kind, or undefined for reserved and private ones, whose unit nobody knows. */
export const analogueKind = (kind: number): AnalogueKind | undefined => KINDS[kind];

/** Systems and components whose analogue values the alarm rules know by a name of the trade (tables 4 and 5). */
const HYDRANT_SYSTEM = 11;
const RESIDUAL_CURRENT = [16, 17];
const MEASURED: Readonly<Record<number, string>> = {
  1: 'count', 2: 'level', 3: 'temperature', 4: 'pressure', 5: 'pressure', 6: 'combustible-gas', 7: 'duration', 8: 'voltage', 9: 'current', 10: 'flow', 11: 'air-flow', 12: 'wind',
};

/**
 * The point of a component's analogue value: what is measured, by the words the alarm rules use, and after `#` where (system address,
 * zone, position), since one transmission device speaks for many components: `hydrant-pressure#1-0-3`. The kind must be one of the standard's.
 */
export const analoguePoint = ({ sysType, sysAddr, compType, zone, position, kind }: { sysType: number; sysAddr: number; compType: number; zone: number; position: number; kind: number }): string => {
  const hydrant = sysType === HYDRANT_SYSTEM && (kind === 4 || kind === 5);
  const residual = RESIDUAL_CURRENT.includes(compType) && kind === 9;
  const name = hydrant ? 'hydrant-pressure' : residual ? 'residual-current' : (MEASURED[kind] ?? `kind-${kind}`);
  return `${name}#${sysAddr}-${zone}-${position}`;
};
