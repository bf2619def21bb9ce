import { gravity, isLevel, LEVEL_SIGNS, type Level } from '../level.js';
import { isSector } from '../sector.js';
import type { Fault } from '../signal.js';
import { faultOfRing } from './ring.js';
import type { Rule, RuleCondition, ThresholdStep } from './rule.js';
import { checkShape } from './shape.js';

const TITLE_WORDS = ['name', 'device', 'point', 'value', 'unit', 'limit', 'share', 'change', 'minutes', 'count'];
const MAX_TITLE = 200;
const DAY = 86_400_000;
/** The longest delay or window a rule may have. */
const LONGEST = 31 * DAY;
const MAX_POINTS = 60;

/** A step as far as its order is concerned: the further out, the graver it must be. */
interface Ranked {
  level: Level;
  path: string;
  /** Grows with danger. */
  danger: number;
  delay: number;
}

/**
 * Everything wrong with a rule, in words for whoever edits it; empty when it may be used. Levels are colours only: the same number means
 * the gravest in one trade (预警一级 = 红) and the lightest in another (气体一级报警, 四平台一级事件), so a number or “一级” is refused,
 * and a graver colour must stand for a greater danger. Takes what came from outside as it is: nothing in it makes this throw.
 */
export const checkRule = (given: unknown): Fault[] => {
  const shape = checkShape(given);
  if (shape.length) return shape;
  const rule = given as Rule;
  return [...checkHead(rule), ...checkApplies(rule), ...checkLevels(rule.condition), ...checkCondition(rule)];
};

const fault = (path: string, message: string): Fault[] => [{ path, message }];
const unless = (good: boolean, path: string, message: string): Fault[] => (good ? [] : fault(path, message));
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPositive = (value: unknown): value is number => isNumber(value) && value > 0;
const isWhole = (value: unknown, least: number): value is number => Number.isSafeInteger(value) && (value as number) >= least;

const checkHead = (rule: Rule): Fault[] => [
  ...unless(/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(rule.id) && rule.id.length <= 64, 'id', '规则编号只用小写字母、数字，以点或短横分隔，不超过 64 个字符'),
  ...unless(isWhole(rule.version, 1), 'version', '版本号须为从 1 起的整数'),
  ...unless(rule.name.trim() !== '', 'name', '规则须有名称'),
  ...unless(isSector(rule.sector), 'sector', '所属领域须为八大重点行业领域之一'),
  ...unless(isNumber(rule.from), 'from', '生效时间有误'),
  ...unless(rule.until === undefined || (isNumber(rule.until) && rule.until > rule.from), 'until', '失效时间须晚于生效时间'),
  ...unless(rule.source.trim() !== '', 'source', '须写明依据的标准和条款，或标注 [P]（本产品建议值）'),
  ...unless(rule.title.trim() !== '' && rule.title.length <= MAX_TITLE, 'title', `告警标题不能为空，不超过 ${MAX_TITLE} 字`),
  ...[...rule.title.matchAll(/\{([^{}]*)\}/g)].flatMap(([, word = '']) => unless(TITLE_WORDS.includes(word), 'title', `标题中不认识 {${word}}，可用：${TITLE_WORDS.map((known) => `{${known}}`).join(' ')}`)),
];

const checkApplies = ({ applies, condition }: Rule): Fault[] => {
  const needsPoint = condition.type !== 'missing' && condition.type !== 'combination' && condition.type !== 'geofence';
  const lists = (['point', 'kind', 'deviceCodes', 'objectCodes', 'objectKinds'] as const).flatMap((name) => {
    const given = applies[name];
    return unless(given === undefined || (given.length > 0 && [given].flat().every((each) => each.trim() !== '')), `applies.${name}`, '给出时不能为空');
  });
  return [...unless(!needsPoint || applies.point !== undefined, 'applies.point', '须指明测点'), ...lists];
};

const checkLevels = (condition: RuleCondition): Fault[] => {
  if (!('levels' in condition)) return checkLevel(condition.level, 'condition.level');
  if (!condition.levels.length) return fault('condition.levels', '至少要有一个级别');
  return condition.levels.flatMap(({ level }, index) => checkLevel(level, `condition.levels.${index}.level`));
};

const checkLevel = (level: unknown, path: string): Fault[] =>
  unless(isLevel(level), path, '级别须写颜色 red/orange/yellow/blue（红橙黄蓝）。不得用数字或“一级”“二级”：预警一级最重，气体一级报警和四平台一级事件却较轻');

/** A level inversion 级别倒挂: a graver colour at a lesser danger. Of one danger only with a longer delay. */
const checkOrder = (steps: readonly Ranked[]): Fault[] =>
  steps.flatMap((step, index) => steps.slice(0, index).flatMap((other) => {
    if (!isLevel(step.level) || !isLevel(other.level)) return [];
    if (step.level === other.level) return fault(step.path, `${LEVEL_SIGNS[step.level].zh}色在同一侧出现了两次`);
    const [graver, lesser] = gravity(step.level) > gravity(other.level) ? [step, other] : [other, step];
    const ordered = graver.danger > lesser.danger || (graver.danger === lesser.danger && graver.delay > lesser.delay);
    return unless(ordered, step.path, `级别倒挂：${LEVEL_SIGNS[graver.level].zh}重于${LEVEL_SIGNS[lesser.level].zh}，界限须更严重（界限相同时延时须更长）`);
  }));

const ranked = (steps: readonly { level: Level }[], danger: (index: number) => number, delay: (index: number) => number = () => 0): Ranked[] =>
  steps.map(({ level }, index) => ({ level, path: `condition.levels.${index}`, danger: danger(index), delay: delay(index) }));

const checkThreshold = (levels: readonly ThresholdStep[], deadband: number, onDelayMs: number): Fault[] => {
  const shapes = levels.flatMap(({ above, below, onDelayMs: delay }, index) => [
    ...unless((above === undefined) !== (below === undefined) && isNumber(above ?? below), `condition.levels.${index}`, '每级须给出 above（以上，含本数）或 below（以下，不含）之一，为有限数'),
    ...checkDuration(delay, `condition.levels.${index}.onDelayMs`),
  ]);
  if (shapes.length) return shapes;
  const all = ranked(levels, (index) => levels[index]?.above ?? -(levels[index]?.below ?? 0), (index) => levels[index]?.onDelayMs ?? onDelayMs);
  const side = (name: 'above' | 'below'): Ranked[] => all.filter((_step, index) => levels[index]?.[name] !== undefined);
  const highest = Math.max(...levels.map(({ below }) => below ?? -Infinity));
  const lowest = Math.min(...levels.map(({ above }) => above ?? Infinity));
  const room = lowest - highest;
  return [...checkOrder(side('above')), ...checkOrder(side('below')), ...unless(!(deadband >= 0) || room > 2 * deadband, 'condition.deadband', '上下限之间（扣除回差）没有正常区，告警将无法消除')];
};

const checkDuration = (value: number | undefined, path: string, least = 0): Fault[] =>
  unless(value === undefined || (isNumber(value) && value >= least && value <= LONGEST), path, `时长须为 ${least} 至 ${LONGEST} 毫秒（31 日）`);

const checkCondition = (rule: Rule): Fault[] => {
  const { condition } = rule;
  return [...checkDuration(condition.onDelayMs, 'condition.onDelayMs'), ...checkDuration(condition.offDelayMs, 'condition.offDelayMs'), ...checkNumbers(rule.id, condition)];
};

const checkNumbers = (id: string, condition: RuleCondition): Fault[] => {
  const deadband = (value: number | undefined, path = 'condition.deadband'): Fault[] => unless(value === undefined || (isNumber(value) && value >= 0), path, '回差须为不小于 0 的数');
  switch (condition.type) {
    case 'threshold': return [...deadband(condition.deadband), ...checkThreshold(condition.levels, condition.deadband, condition.onDelayMs ?? 0)];
    case 'capacity': {
      const { levels } = condition;
      const numbers = levels.flatMap(({ share }, index) => unless(isPositive(share), `condition.levels.${index}.share`, '份额须大于 0（1 = 满载）'));
      const lowest = Math.min(...levels.map(({ share }) => share));
      return [
        ...unless(condition.limit === 'object.capacity' || isPositive(condition.limit), 'condition.limit', '容量须为大于 0 的数，或取自监管对象'),
        ...deadband(condition.deadband), ...numbers,
        ...unless(!(condition.deadband >= lowest), 'condition.deadband', '回差须小于最低一级的份额，否则告警将无法消除'),
        ...(numbers.length ? [] : checkOrder(ranked(levels, (index) => levels[index]?.share ?? 0))),
      ];
    }
    case 'missing': {
      const { levels } = condition;
      const numbers = levels.flatMap(({ afterMs }, index) => [...checkDuration(afterMs, `condition.levels.${index}.afterMs`, 1000), ...unless(afterMs !== undefined, `condition.levels.${index}.afterMs`, '须给出时长')]);
      return numbers.length ? numbers : checkOrder(ranked(levels, (index) => levels[index]?.afterMs ?? 0));
    }
    case 'rate': return [
      ...unless(isPositive(condition.perMs) && condition.perMs <= LONGEST, 'condition.perMs', '时间窗须大于 0，不超过 31 日'),
      ...unless(condition.rise !== undefined || condition.fall !== undefined, 'condition', '须给出上升（rise）或下降（fall）的限值'),
      ...(['rise', 'fall'] as const).flatMap((name) => unless(condition[name] === undefined || isPositive(condition[name]), `condition.${name}`, '变化量须大于 0')),
      ...deadband(condition.deadband),
      ...unless(!(condition.deadband !== undefined && condition.deadband >= Math.min(condition.rise ?? Infinity, condition.fall ?? Infinity)), 'condition.deadband', '回差须小于变化量限值，否则告警将无法消除'),
      ...unless(condition.floor === undefined || (isNumber(condition.floor) && condition.floor >= 0), 'condition.floor', '起算值须为不小于 0 的数'),
    ];
    case 'frozen': return [
      ...unless(isPositive(condition.forMs) && condition.forMs <= LONGEST, 'condition.forMs', '时长须大于 0，不超过 31 日'),
      ...unless(isNumber(condition.tolerance) && condition.tolerance >= 0, 'condition.tolerance', '容差须为不小于 0 的数'),
      ...unless(condition.restAt === undefined || isNumber(condition.restAt), 'condition.restAt', '静止值须为有限数'),
    ];
    case 'range': return unless(isNumber(condition.min) && isNumber(condition.max) && condition.min < condition.max, 'condition', '量程须为有限数，下限小于上限');
    case 'geofence': {
      const wrong = condition.ring.every((place) => place.every(isNumber)) ? faultOfRing(condition.ring) : '围栏坐标须为有限数';
      return [...(wrong ? fault('condition.ring', wrong) : []), ...deadband(condition.deadbandMetres, 'condition.deadbandMetres')];
    }
    case 'forecast': return [
      ...unless(isNumber(condition.limit), 'condition.limit', '限值须为有限数'),
      ...unless(isPositive(condition.aheadMs) && condition.aheadMs <= LONGEST, 'condition.aheadMs', '提前量须大于 0，不超过 31 日'),
      ...unless(isPositive(condition.windowMs) && condition.windowMs <= LONGEST, 'condition.windowMs', '时间窗须大于 0，不超过 31 日'),
      ...unless(isWhole(condition.minPoints, 3) && condition.minPoints <= MAX_POINTS, 'condition.minPoints', `点数须为 3 至 ${MAX_POINTS} 的整数`),
    ];
    case 'combination': return [
      ...unless(condition.ofRules.length + (condition.ofAlarms?.length ?? 0) > 0, 'condition.ofRules', '须指明由哪些规则或告警组合'),
      ...unless(!condition.ofRules.includes(id), 'condition.ofRules', '组合规则不能包含自己'),
      ...unless((condition.ofAlarms ?? []).every((word) => word.trim() !== ''), 'condition.ofAlarms', '告警关键词不能为空'),
      ...unless(isWhole(condition.atLeast, 1), 'condition.atLeast', '数目须为从 1 起的整数'),
      ...unless(condition.counting === 'points' || condition.atLeast <= condition.ofRules.length + (condition.ofAlarms?.length ?? 0), 'condition.atLeast', '数目多于可组合的条件'),
      ...(condition.fromLevel === undefined ? [] : checkLevel(condition.fromLevel, 'condition.fromLevel')),
    ];
  }
};
