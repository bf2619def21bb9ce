import * as fc from 'fast-check';
import { gravity } from '../level.js';
import { SECTORS } from '../sector.js';
import { DEFAULT_ALARM_RULES } from './defaults.js';
import { evaluate } from './engine.js';
import type { Rule, RuleCondition, RuleInput } from './rule.js';
import { checkRule } from './validate.js';

const START = Date.UTC(2026, 10, 23);
const good: Rule = {
  id: 'test.rule', version: 1, name: '测试', sector: 'industry', from: 0, enabled: true, applies: { point: 'gas' }, title: '{value}', source: '[P]',
  condition: { type: 'threshold', levels: [{ level: 'yellow', above: 25 }, { level: 'orange', above: 50 }], deadband: 3 },
};
const paths = (more: Record<string, unknown>): string[] => checkRule({ ...good, ...more }).map(({ path }) => path);
const wrong = (condition: Record<string, unknown>): string[] => paths({ condition });
const square: [number, number][] = [[121, 28], [122, 28], [122, 29], [121, 29], [121, 28]];
const fence = (ring: unknown): Record<string, unknown> => ({ type: 'geofence', ring, alarmWhen: 'inside', level: 'orange', deadbandMetres: 50 });

describe('a rule is refused', () => {
  it('when levels are inverted: graver colours must stand for greater danger', () => {
    const threshold = (levels: unknown[]): Record<string, unknown> => ({ type: 'threshold', levels, deadband: 0 });
    expect(wrong(threshold([{ level: 'orange', above: 25 }, { level: 'yellow', above: 50 }]))).toEqual(['condition.levels.1']);
    expect(wrong(threshold([{ level: 'yellow', below: 0.1 }, { level: 'orange', below: 0.2 }]))).toEqual(['condition.levels.1']);
    expect(wrong(threshold([{ level: 'yellow', above: 25 }, { level: 'orange', above: 25 }]))).toEqual(['condition.levels.1']);
    expect(wrong(threshold([{ level: 'orange', above: 25 }, { level: 'red', above: 25, onDelayMs: 60_000 }]))).toEqual([]);
    expect(wrong(threshold([{ level: 'yellow', above: 120 }, { level: 'yellow', below: 80 }]))).toEqual([]);
    expect(wrong({ type: 'missing', levels: [{ level: 'red', afterMs: 60_000 }, { level: 'yellow', afterMs: 120_000 }] })).toEqual(['condition.levels.1']);
    expect(wrong({ type: 'capacity', limit: 100, levels: [{ level: 'red', share: 0.8 }, { level: 'yellow', share: 1 }], deadband: 0 })).toEqual(['condition.levels.1']);
  });

  it('when a level is a number or a rank: “一级” is the gravest warning and the lightest gas stage', () => {
    for (const level of [1, '1', '一级', 'I', null, undefined, 'Red']) {
      const faults = checkRule({ ...good, condition: { type: 'range', min: 0, max: 1, level } });
      expect(faults.map(({ path }) => path)).toEqual(['condition.level']);
      expect(faults[0]?.message).toContain('颜色');
      expect(wrong({ type: 'threshold', levels: [{ level, above: 1 }], deadband: 0 })).toEqual(['condition.levels.0.level']);
    }
  });

  it('when a ring is open, crosses itself, folds back, or has latitude first', () => {
    expect(wrong(fence(square))).toEqual([]);
    expect(wrong(fence(square.slice(0, -1)))).toEqual(['condition.ring']);
    expect(wrong(fence([[121, 28], [122, 29], [122, 28], [121, 29], [121, 28]]))).toEqual(['condition.ring']);
    expect(wrong(fence([[121, 28], [122, 28], [121.5, 28], [121, 29], [121, 28]]))).toEqual(['condition.ring']);
    expect(wrong(fence([[121, 28], [122, 28], [121, 28]]))).toEqual(['condition.ring']);
    expect(wrong(fence(square.map(([lon, lat]) => [lat, lon])))).toEqual(['condition.ring']);
    expect(wrong(fence([...square.slice(0, 4), [Number.NaN, 28]]))).toEqual(['condition.ring']);
  });

  it('when numbers are not finite, or nothing could ever clear', () => {
    for (const above of [Number.NaN, Infinity]) expect(wrong({ type: 'threshold', levels: [{ level: 'red', above }], deadband: 0 })).toEqual(['condition.levels.0']);
    expect(wrong({ type: 'threshold', levels: [{ level: 'yellow', above: 10 }, { level: 'yellow', below: 8 }], deadband: 1 })).toEqual(['condition.deadband']);
    expect(wrong({ type: 'threshold', levels: [{ level: 'yellow', above: 10 }], deadband: -1 })).toEqual(['condition.deadband']);
    expect(wrong({ type: 'threshold', levels: [], deadband: 0 })).toEqual(['condition.levels']);
    expect(wrong({ type: 'range', min: 5, max: 5, level: 'blue' })).toEqual(['condition']);
    expect(wrong({ type: 'rate', perMs: 0, measure: 'percent', level: 'blue' })).toEqual(['condition.perMs', 'condition']);
    expect(wrong({ type: 'forecast', limit: 1, aheadMs: 1, windowMs: 1, minPoints: 2, level: 'blue' })).toEqual(['condition.minPoints']);
    expect(wrong({ type: 'combination', ofRules: ['test.rule'], counting: 'points', atLeast: 2, withinObject: true, level: 'red' })).toEqual(['condition.ofRules']);
    expect(wrong({ type: 'combination', ofRules: ['a'], counting: 'conditions', atLeast: 2, withinObject: true, level: 'red' })).toEqual(['condition.atLeast']);
  });

  it('when its head is wrong, a word of the title is unknown, or a field is misspelt', () => {
    expect(paths({ id: 'A/b' })).toEqual(['id']);
    expect(paths({ version: 0 })).toEqual(['version']);
    expect(paths({ sector: 'space' })).toEqual(['sector']);
    expect(paths({ from: 5, until: 5 })).toEqual(['until']);
    expect(paths({ title: '{valeu}' })).toEqual(['title']);
    expect(paths({ source: ' ' })).toEqual(['source']);
    expect(paths({ applies: {} })).toEqual(['applies.point']);
    expect(paths({ applies: { point: [] } })).toEqual(['applies.point']);
    expect(wrong({ ...good.condition, onDelay: 5 })).toEqual(['condition.onDelay']);
    expect(wrong({ ...good.condition, onDelayMs: -5 })).toEqual(['condition.onDelayMs']);
    expect(wrong({ type: 'eval' })).toEqual(['condition.type']);
    expect(wrong({ type: 'toString' })).toEqual(['condition.type']);
  });

  it('whatever comes from outside, without throwing', () => {
    expect(checkRule(good)).toEqual([]);
    fc.assert(fc.property(fc.anything(), (given) => { expect(checkRule(given).length).toBeGreaterThan(0); }));
    fc.assert(fc.property(fc.constantFrom(...DEFAULT_ALARM_RULES), fc.constantFrom('id', 'version', 'from', 'applies', 'condition', 'title', 'sector', 'enabled'), fc.anything(), (rule, field, given) => { checkRule({ ...rule, [field]: given }); }));
    fc.assert(fc.property(fc.constantFrom(...DEFAULT_ALARM_RULES), fc.nat(20), fc.anything(), (rule, place, given) => {
      const names = Object.keys(rule.condition);
      checkRule({ ...rule, condition: { ...rule.condition, [names[place % names.length] ?? 'type']: given } });
    }));
  });
});

describe('the shipped rules', () => {
  const levelAt = (id: string, value: number, unit: string, facts?: RuleInput['facts']): string | undefined => {
    const rule = DEFAULT_ALARM_RULES.find((each) => each.id === id);
    if (!rule) throw new Error(id);
    const point = [rule.applies.point ?? ''].flat()[0] ?? '';
    const at = (seconds: number): RuleInput => ({ signal: { kind: 'reading', deviceCode: 'D', point, value, unit, quality: 'good', at: START + seconds * 1000 }, ...(facts && { facts }) });
    const first = evaluate(rule, undefined, at(0), START);
    return evaluate(rule, first.state, at(240 * 60), START + 240 * 60_000).state?.latch.standing;
  };

  it('are in order, each id once, for all eight sectors, each with its source', () => {
    for (const rule of DEFAULT_ALARM_RULES) expect([rule.id, checkRule(rule)]).toEqual([rule.id, []]);
    expect(new Set(DEFAULT_ALARM_RULES.map(({ id }) => id)).size).toBe(DEFAULT_ALARM_RULES.length);
    expect(new Set(DEFAULT_ALARM_RULES.map(({ sector }) => sector))).toEqual(new Set(SECTORS));
    expect(checkRule(JSON.parse(JSON.stringify(DEFAULT_ALARM_RULES[0])))).toEqual([]);
    const ids = DEFAULT_ALARM_RULES.map(({ id }) => id);
    for (const { condition } of DEFAULT_ALARM_RULES) if (condition.type === 'combination') expect(ids).toEqual(expect.arrayContaining(condition.ofRules));
  });

  it.each([
    ['industry.combustible-gas', 24.9, '%LEL', undefined], ['industry.combustible-gas', 25, '%LEL', 'yellow'], ['industry.combustible-gas', 50, '%LEL', 'red'],
    ['industry.toxic-gas', 100, '%OEL', 'yellow'], ['industry.tank-level', 85, '%', 'yellow'], ['industry.tank-level', 95, '%', 'orange'], ['industry.pressure', 100, '%', 'orange'],
    ['construction.crane-moment', 90, '%', 'yellow'], ['construction.crane-moment', 100, '%', 'orange'], ['construction.crane-moment', 105, '%', 'red'], ['construction.dust', 0.2, 'mg/m³', 'blue'],
    ['fire.hydrant-pressure', 99, 'kPa', 'orange'], ['fire.hydrant-pressure', 0.1, 'MPa', undefined], ['fire.residual-current', 300, 'mA', undefined], ['fire.residual-current', 301, 'mA', 'yellow'],
    ['city.methane', 20, '%LEL', 'yellow'], ['city.methane', 50, '%LEL', 'orange'], ['city.methane', 80, '%LEL', 'red'],
    ['city.ponding', 0.15, 'm', 'yellow'], ['city.ponding', 27, 'cm', 'orange'], ['city.ponding', 40, 'cm', 'red'], ['city.pipe-pressure', 79, '%', 'yellow'], ['city.pipe-pressure', 120, '%', 'yellow'],
    ['city.bridge-strain', 100, '%', 'orange'], ['equipment.trapped', 1, '', 'red'], ['equipment.inspection', 29, '', 'blue'], ['equipment.inspection', -1, '', 'orange'],
  ])('%s at %d %s stands at %s', (id, value, unit, level) => {
    expect(levelAt(id, value, unit)).toBe(level);
  });

  it('scenic capacity goes by the object: 80 / 90 / 100 %', () => {
    expect([79, 80, 90, 100].map((present) => levelAt('tourism.capacity', present, '人', { code: 'O', capacity: 100 }))).toEqual([undefined, 'yellow', 'orange', 'red']);
  });

  it('a gas “一级报警” is lighter than “二级报警”: numbers of stages are never levels', () => {
    for (const id of ['industry.combustible-gas', 'industry.toxic-gas']) {
      const condition = DEFAULT_ALARM_RULES.find((rule) => rule.id === id)?.condition as Extract<RuleCondition, { type: 'threshold' }>;
      const [first, second] = condition.levels;
      if (!first || !second) throw new Error('two stages');
      expect([first.level, second.level]).toEqual(['yellow', 'orange']);
      expect(gravity(second.level)).toBeGreaterThan(gravity(first.level));
    }
  });
});
