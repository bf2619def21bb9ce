import type { Level } from '../level.js';
import type { Sector } from '../sector.js';
import { POSITION_POINT, type Applies, type Rule, type RuleCondition, type ThresholdStep } from './rule.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The thresholds of GB/T 50493-2019 hold from its coming into force (2020-01-01, GMT+8); all defaults are in force from then. */
const FROM = Date.UTC(2019, 11, 31, 16);

const rule = (sector: Sector, id: string, name: string, applies: Applies, condition: RuleCondition, title: string, source: string): Rule =>
  ({ id: `${sector}.${id}`, version: 1, name, sector, from: FROM, enabled: true, applies, condition, title, source });

const above = (...steps: [level: Level, above: number, onDelayMs?: number][]): ThresholdStep[] => steps.map(([level, limit, onDelayMs]) => ({ level, above: limit, ...(onDelayMs !== undefined && { onDelayMs }) }));
const silence = (...steps: [level: Level, afterMs: number][]): RuleCondition => ({ type: 'missing', levels: steps.map(([level, afterMs]) => ({ level, afterMs })) });

const CONTROL_VALUE = '基坑监测控制值的 70%、100% 与 3 mm/d（工程实例；GB 50497-2019 条款待核，设计文件优先）；级别 [P]';
const GAS = 'GB/T 50493-2019 报警值设定：可燃气体一级 ≤25%LEL、二级 ≤50%LEL，有毒气体一级 ≤100%OEL、二级 ≤200%OEL；颜色 [P]';

/**
 * The rules a new installation starts with, by sector; every number may be changed, `[P]` marks what no standard settles. They look for points
 * under these names (a source's mapping gives them): `combustible-gas` and `methane` %LEL, `toxic-gas` %OEL, `tank-level` % full,
 * `pressure-share` % of design pressure, `moment` % of rated, `pit-displacement` mm, `pit-share` % of control value, `PM10` µg/m³, `wind` m/s, `present` people,
 * `density` 人/㎡, `trapped` 0 or 1, `inspection-days` days left, `hydrant-pressure` and `pipe-pressure`, `pipe-share` % of normal, `residual-current`,
 * `ponding-depth`, `strain-share` % of design. What is silent or out of range is an alarm of its own: lost data is never a normal value.
 */
export const DEFAULT_ALARM_RULES: readonly Rule[] = [
  rule('road', 'hazmat-offline', '危货运输车辆离线', { point: POSITION_POINT, objectKinds: ['危货运输企业', '危货车辆'] }, silence(['orange', 10 * MINUTE]), '危货运输车辆离线超过 {limit}', '[P] 危货车辆离线 10 分钟'),

  rule('marine', 'vessel-offline', '渔船离线', { point: POSITION_POINT, objectKinds: ['渔船', '休闲船'] }, silence(['yellow', 2 * HOUR], ['orange', 6 * HOUR], ['red', 12 * HOUR]),
    '船舶离线超过 {limit}', '[P] 涉渔离线 2 / 6 / 12 小时（公开文件未见统一数值）'),

  rule('fire', 'hydrant-pressure', '市政消火栓水压不足', { point: 'hydrant-pressure', unit: 'MPa' }, { type: 'threshold', levels: [{ level: 'orange', below: 0.1 }], deadband: 0.01, onDelayMs: MINUTE, offDelayMs: 5 * MINUTE },
    '消火栓水压 {value} MPa，低于 {limit} MPa', '市政消火栓供水压力不低于 0.10 MPa（标准条款待核）；级别 [P]'),
  rule('fire', 'residual-current', '剩余电流报警', { point: 'residual-current', unit: 'mA' }, { type: 'threshold', levels: [{ level: 'yellow', above: 300, strict: true }], deadband: 30, onDelayMs: 10 * SECOND, offDelayMs: MINUTE },
    '剩余电流 {value} mA，大于 {limit} mA', '电气火灾监控通行做法：剩余电流大于 300 mA（条款待核）；级别 [P]'),
  rule('fire', 'several-points', '同一单位多点火警', {}, { type: 'combination', ofRules: [], ofAlarms: ['火警', 'fire-alarm', '/fire'], counting: 'points', atLeast: 2, withinObject: true, level: 'red' },
    '同一单位 {count} 个点位同时火警', '[P] 同单位两点及以上火警视同确认'),

  rule('industry', 'combustible-gas', '可燃气体浓度', { point: 'combustible-gas', unit: '%LEL' }, { type: 'threshold', levels: above(['yellow', 25], ['orange', 50], ['red', 50, 5 * MINUTE]), deadband: 3, offDelayMs: MINUTE },
    '可燃气体浓度 {value}%LEL，达到 {limit}%LEL', `${GAS}；二级持续 5 分钟为红 [P]`),
  rule('industry', 'toxic-gas', '有毒气体浓度', { point: 'toxic-gas', unit: '%OEL' }, { type: 'threshold', levels: above(['yellow', 100], ['orange', 200], ['red', 200, 5 * MINUTE]), deadband: 10, offDelayMs: MINUTE },
    '有毒气体浓度 {value}%OEL，达到 {limit}%OEL', `${GAS}；二级持续 5 分钟为红 [P]`),
  rule('industry', 'gas-several', '多点气体二级报警', {}, { type: 'combination', ofRules: ['industry.combustible-gas', 'industry.toxic-gas'], counting: 'points', atLeast: 2, fromLevel: 'orange', withinObject: true, level: 'red' },
    '{count} 个测点同时气体二级报警', '[P] 二级报警且多点为红'),
  rule('industry', 'gas-range', '气体探测器示值超量程', { point: 'combustible-gas', unit: '%LEL' }, { type: 'range', min: -5, max: 120, level: 'blue', onDelayMs: 10 * SECOND, offDelayMs: MINUTE }, '气体探测器示值 {value}%LEL 超出量程，疑似故障', '[P] 示值失真不等于正常'),
  rule('industry', 'gas-silent', '气体探测器数据中断', { point: ['combustible-gas', 'toxic-gas'] }, silence(['blue', 10 * MINUTE]), '气体探测器 {limit}无有效数据', '[P] 数据中断不等于正常'),
  rule('industry', 'tank-level', '储罐液位高', { point: 'tank-level', unit: '%' }, { type: 'threshold', levels: above(['yellow', 85], ['orange', 95]), deadband: 2, onDelayMs: 5 * SECOND, offDelayMs: MINUTE },
    '储罐液位 {value}%，达到 {limit}%', '[P] 高液位 85%、高高液位 95%（设计文件优先）'),
  rule('industry', 'tank-forecast', '储罐液位趋势', { point: 'tank-level', unit: '%' }, { type: 'forecast', limit: 95, aheadMs: 15 * MINUTE, windowMs: 20 * MINUTE, minPoints: 6, level: 'yellow', onDelayMs: MINUTE, offDelayMs: 5 * MINUTE },
    '储罐液位 {value}%，预计 {minutes} 分钟后达到 {limit}%', '[P] 按近 20 分钟趋势外推'),
  rule('industry', 'pressure', '设备压力高', { point: 'pressure-share', unit: '%' }, { type: 'threshold', levels: above(['yellow', 90], ['orange', 100]), deadband: 2, onDelayMs: 5 * SECOND, offDelayMs: MINUTE },
    '压力达设计压力 {value}%（限值 {limit}%）', '[P] 设计压力的 90%、100%'),

  rule('construction', 'crane-moment', '塔机力矩', { point: 'moment', unit: '%' }, { type: 'threshold', levels: above(['yellow', 90], ['orange', 100], ['red', 105]), deadband: 3, onDelayMs: 2 * SECOND, offDelayMs: 10 * SECOND },
    '塔机力矩 {value}%，达到 {limit}%', 'GB 5144 力矩限制：大于额定值且小于 110% 应切断上升电源；90 / 100 / 105% 分级 [P]'),
  rule('construction', 'crane-wind', '塔机作业风速', { point: 'wind', unit: 'm/s', objectKinds: ['塔机'] }, { type: 'threshold', levels: above(['orange', 12]), deadband: 1.5, onDelayMs: 10 * SECOND, offDelayMs: 5 * MINUTE },
    '塔机处风速 {value} m/s，达到 {limit} m/s，应停止吊装作业', 'GB 5144 风速超限停止作业；12 m/s 停止吊装（JGJ 196 条款待核）；级别 [P]'),
  rule('construction', 'pit-displacement', '基坑累计位移', { point: 'pit-share', unit: '%' }, { type: 'threshold', levels: above(['yellow', 70], ['orange', 100]), deadband: 2 }, '基坑累计位移达控制值 {value}%（限值 {limit}%）', CONTROL_VALUE),
  rule('construction', 'pit-rate', '基坑位移速率', { point: 'pit-displacement', unit: 'mm' }, { type: 'rate', perMs: DAY, rise: 3, measure: 'absolute', level: 'orange', onDelayMs: DAY }, '基坑位移速率 {change} mm/d，连续两日达到 {limit} mm/d', CONTROL_VALUE),
  rule('construction', 'pit-both', '基坑两项指标同时超限', {}, { type: 'combination', ofRules: ['construction.pit-displacement', 'construction.pit-rate'], counting: 'conditions', atLeast: 2, fromLevel: 'orange', withinObject: true, level: 'red' },
    '基坑累计位移与速率同时达到控制值', '[P] 两项同时为红'),
  rule('construction', 'dust', '工地扬尘 PM10', { point: 'PM10', unit: 'µg/m³' }, { type: 'threshold', levels: above(['blue', 150]), deadband: 15, onDelayMs: 15 * MINUTE, offDelayMs: 15 * MINUTE }, '工地扬尘 PM10 {value} µg/m³，达到 {limit} µg/m³', '[P] 150 µg/m³ 持续 15 分钟（以当地扬尘管理规定为准）'),

  rule('tourism', 'capacity', '景区瞬时承载量', { point: 'present' }, {
    type: 'capacity', limit: 'object.capacity', levels: [{ level: 'yellow', share: 0.8 }, { level: 'orange', share: 0.9 }, { level: 'red', share: 1 }], deadband: 0.02, onDelayMs: MINUTE, offDelayMs: 5 * MINUTE,
  }, '瞬时承载量达 {share}%（在园 {value} 人）', 'LB/T 034 景区最大承载量：达 80% 须公告并报告；80 / 90 / 100% 黄橙红'),
  rule('tourism', 'density', '游客密度', { point: 'density', unit: '人/㎡' }, { type: 'threshold', levels: above(['orange', 4]), deadband: 0.5, onDelayMs: 30 * SECOND, offDelayMs: 2 * MINUTE }, '游客密度 {value} 人/㎡，达到 {limit} 人/㎡', '[P] 4 人/㎡'),

  rule('equipment', 'trapped', '电梯困人', { point: 'trapped' }, { type: 'threshold', levels: above(['red', 1]), deadband: 0 }, '电梯困人', 'DB32/T 4130 平台三级响应；到场不超过 30 分钟（TSG T5002 条款待核）；级别 [P]'),
  rule('equipment', 'inspection', '特种设备检验到期', { point: 'inspection-days' }, { type: 'threshold', levels: [{ level: 'blue', below: 30 }, { level: 'orange', below: 0 }], deadband: 0 }, '距检验到期 {value} 日（负数为已超期）', '[P] 到期前 30 日蓝、超期橙'),
  rule('equipment', 'lift-silent', '电梯物联网数据中断', { objectKinds: ['电梯'] }, silence(['blue', 30 * MINUTE]), '电梯 {limit}无有效数据', '[P] 数据中断不等于正常'),

  rule('city', 'methane', '地下空间甲烷', { point: 'methane', unit: '%LEL' }, { type: 'threshold', levels: above(['yellow', 20], ['orange', 50], ['red', 80]), deadband: 3, offDelayMs: MINUTE }, '地下空间甲烷 {value}%LEL，达到 {limit}%LEL', '[P] 20 / 50 / 80%LEL'),
  rule('city', 'ponding', '道路积水', { point: 'ponding-depth', unit: 'cm' }, { type: 'threshold', levels: above(['yellow', 15], ['orange', 27], ['red', 40]), deadband: 2, onDelayMs: MINUTE, offDelayMs: 5 * MINUTE }, '积水深度 {value} cm，达到 {limit} cm', '[P] 15 / 27 / 40 cm'),
  rule('city', 'pipe-pressure', '管网压力偏离', { point: 'pipe-share', unit: '%' }, { type: 'threshold', levels: [{ level: 'yellow', above: 120 }, { level: 'yellow', below: 80 }], deadband: 3, onDelayMs: MINUTE, offDelayMs: 5 * MINUTE },
    '管网压力为正常值的 {value}%（限值 {limit}%）', '[P] 正常压力 ±20%'),
  rule('city', 'pipe-drop', '管网压力骤降', { point: 'pipe-pressure', unit: 'kPa' }, { type: 'rate', perMs: 5 * MINUTE, fall: 30, measure: 'percent', floor: 1, deadband: 5, level: 'orange', offDelayMs: 5 * MINUTE }, '管网压力 5 分钟内下降 {change}%（限值 {limit}%）', '[P] 骤降 30%'),
  rule('city', 'bridge-strain', '桥梁应变', { point: 'strain-share', unit: '%' }, { type: 'threshold', levels: above(['yellow', 80], ['orange', 100]), deadband: 3, onDelayMs: 5 * SECOND, offDelayMs: MINUTE }, '桥梁应变达设计值 {value}%（限值 {limit}%）', '[P] 设计值的 80%、100%'),
];
