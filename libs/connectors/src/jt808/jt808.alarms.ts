import type { Level } from '@one-screen/domain';
import type { Jt808Version } from './jt808.frame.js';
import { ADAS_ID } from './jt808.driving.js';

/** One bit of a location's alarm word. */
export interface AlarmBit {
  bit: number;
  /** The last part of the alarm's key. */
  name: string;
  title: string;
  level: Level;
  /** Reserved before this version. */
  since?: '2019';
  /**
   * Held by the terminal only until it is answered, so that its falling tells of our answer and not of an end: such an alarm is never
   * cleared by the terminal, people look at it.
   */
  latched?: true;
}

export const OVERSPEED_BIT = 1;

/** The alarm word of 位置信息汇报 (JT/T 808-2019 clause 8). Levels are the product's defaults for road traffic: the driver and the vehicle in danger first, equipment last. */
export const ALARM_BITS: readonly AlarmBit[] = [
  { bit: 0, name: 'emergency', title: '紧急报警', level: 'red', latched: true },
  { bit: OVERSPEED_BIT, name: 'overspeed', title: '超速报警', level: 'yellow' },
  { bit: 2, name: 'fatigue', title: '疲劳驾驶报警', level: 'orange' },
  { bit: 3, name: 'danger', title: '危险驾驶行为报警', level: 'orange' },
  { bit: 4, name: 'gnss-fault', title: 'GNSS 模块故障', level: 'yellow' },
  { bit: 5, name: 'antenna-cut', title: 'GNSS 天线未接或被剪断', level: 'yellow' },
  { bit: 6, name: 'antenna-short', title: 'GNSS 天线短路', level: 'yellow' },
  { bit: 7, name: 'supply-low', title: '终端主电源欠压', level: 'yellow' },
  { bit: 8, name: 'supply-lost', title: '终端主电源掉电', level: 'yellow' },
  { bit: 9, name: 'display-fault', title: '终端显示器故障', level: 'blue' },
  { bit: 10, name: 'speech-fault', title: '语音播报模块故障', level: 'blue' },
  { bit: 11, name: 'camera-fault', title: '车载摄像头故障', level: 'yellow' },
  { bit: 12, name: 'card-fault', title: '道路运输证 IC 卡模块故障', level: 'blue' },
  { bit: 13, name: 'overspeed-warning', title: '超速预警', level: 'blue' },
  { bit: 14, name: 'fatigue-warning', title: '疲劳驾驶预警', level: 'yellow' },
  { bit: 15, name: 'violation', title: '违规行驶报警', level: 'orange', since: '2019' },
  { bit: 16, name: 'tyre-pressure', title: '胎压异常预警', level: 'yellow', since: '2019' },
  { bit: 17, name: 'blind-area', title: '右转盲区异常报警', level: 'yellow', since: '2019' },
  { bit: 18, name: 'day-overtime', title: '当天累计驾驶超时', level: 'orange' },
  { bit: 19, name: 'parking-overtime', title: '超时停车', level: 'yellow' },
  { bit: 20, name: 'area', title: '进出区域报警', level: 'orange' },
  { bit: 21, name: 'route', title: '进出路线报警', level: 'orange' },
  { bit: 22, name: 'segment-time', title: '路段行驶时间不足或过长', level: 'yellow' },
  { bit: 23, name: 'off-route', title: '路线偏离报警', level: 'orange' },
  { bit: 24, name: 'speed-sensor', title: '车速传感器故障', level: 'blue' },
  { bit: 25, name: 'fuel', title: '车辆油量异常', level: 'yellow' },
  { bit: 26, name: 'stolen', title: '车辆被盗报警', level: 'orange' },
  { bit: 27, name: 'illegal-ignition', title: '车辆非法点火', level: 'orange', latched: true },
  { bit: 28, name: 'illegal-move', title: '车辆非法位移', level: 'orange', latched: true },
  { bit: 29, name: 'collision', title: '碰撞报警', level: 'red' },
  { bit: 30, name: 'rollover', title: '侧翻报警', level: 'red' },
  { bit: 31, name: 'illegal-door', title: '车门非法开启', level: 'orange', latched: true },
];

const maskOf = (bits: readonly AlarmBit[]): number => bits.reduce((mask, { bit }) => (mask | (1 << bit)) >>> 0, 0);

const KNOWN = { 2019: maskOf(ALARM_BITS), 2013: maskOf(ALARM_BITS.filter(({ since }) => !since)) } as const;

/** The bits a version gives a meaning to. */
export const knownBits = (version: Jt808Version): number => KNOWN[version];

/** What is raised even when told late, after a time without network. */
export const GRAVE_BITS = maskOf(ALARM_BITS.filter(({ level, latched }) => latched || level === 'red'));

/** A kind of driver-assistance item: an alarm, or only something that happened. */
interface DrivingKind {
  name: string;
  title: string;
  event?: true;
}

const ADAS: Readonly<Record<number, DrivingKind>> = {
  0x01: { name: 'forward-collision', title: '前向碰撞报警' },
  0x02: { name: 'lane-departure', title: '车道偏离报警' },
  0x03: { name: 'too-close', title: '车距过近报警' },
  0x04: { name: 'pedestrian', title: '行人碰撞报警' },
  0x05: { name: 'lane-changes', title: '频繁变道报警' },
  0x06: { name: 'sign-limit', title: '道路标识超限报警' },
  0x07: { name: 'obstacle', title: '障碍物报警' },
  0x10: { name: 'sign-seen', title: '道路标识识别', event: true },
  0x11: { name: 'front-capture', title: '前向主动抓拍', event: true },
};

const DSM: Readonly<Record<number, DrivingKind>> = {
  0x01: { name: 'driver-fatigue', title: '驾驶员疲劳报警' },
  0x02: { name: 'phone', title: '驾驶员接打电话报警' },
  0x03: { name: 'smoking', title: '驾驶员抽烟报警' },
  0x04: { name: 'distraction', title: '驾驶员分神报警' },
  0x05: { name: 'driver-abnormal', title: '驾驶员异常报警' },
  0x10: { name: 'driver-capture', title: '驾驶员自动抓拍', event: true },
  0x11: { name: 'driver-change', title: '驾驶员变更', event: true },
};

/** T/JSATL 12-2017 alarm and event types; nothing for those left to users. */
export const drivingKind = (id: number, type: number): DrivingKind | undefined => (id === ADAS_ID ? ADAS : DSM)[type];

/** Level 2 is the graver one. */
export const drivingLevel = (level: number): Level | undefined => (level === 1 ? 'yellow' : level === 2 ? 'orange' : undefined);
