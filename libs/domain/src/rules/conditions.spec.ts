import * as fc from 'fast-check';
import type { AlarmSignal } from '../signal.js';
import { judgeCombination } from './combination.js';
import { DEFAULT_ALARM_RULES } from './defaults.js';
import { evaluate } from './engine.js';
import { isInside, metresToLine } from './geofence.js';
import { openRehearsal, rehearse } from './rehearse.js';
import type { CombinationCondition, Memory, ObjectFacts, Rule, RuleCondition, RuleInput, RuleState } from './rule.js';
import { judgeForecast, judgeFrozen, judgeRate } from './trends.js';
import { inUnit, unitFit } from './units.js';

const START = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;
const DAY = 86_400_000;

const ruleOf = (condition: RuleCondition, more: Partial<Rule> = {}): Rule =>
  ({ id: 'test.rule', version: 1, name: '测试', sector: 'city', from: 0, enabled: true, applies: { point: 'p' }, condition, title: '{value} {change} {share} {minutes} {count} {limit}', source: '[P]', ...more });
const reading = (value: number, at: number, facts?: ObjectFacts, deviceCode = 'D-1'): RuleInput => ({ signal: { kind: 'reading', deviceCode, point: 'p', value, unit: '', quality: 'good', at }, ...(facts && { facts }) });
const told = (rule: Rule, inputs: readonly RuleInput[], until?: number): string[] =>
  rehearse(rule, inputs, { until }).signals.map(({ level, cleared, occurredAt }) => `${cleared ? 'clear' : level}@${(occurredAt - START) / MINUTE}`);

describe('rate of change', () => {
  const drop = ruleOf({ type: 'rate', perMs: 5 * MINUTE, fall: 30, measure: 'percent', floor: 1, deadband: 5, level: 'orange' });

  it('sees a fall of 30 % within five minutes, not one over a longer time, nor one near zero', () => {
    expect(told(drop, [100, 95, 90, 68].map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual(['orange@3']);
    expect(told(drop, Array.from({ length: 20 }, (_each, minute) => reading(100 - 4 * minute, START + minute * MINUTE)).slice(0, 8))).toEqual([]);
    expect(told(drop, [0.9, 0.1].map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual([]);
    expect(told(drop, [100, 60, 60, 60, 60, 60, 60, 60].map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual(['orange@1', 'clear@6']);
  });

  it('counts in proportion where readings are rarer than the window', () => {
    const slide = ruleOf({ type: 'rate', perMs: DAY, rise: 3, measure: 'absolute', level: 'orange' });
    expect(told(slide, [reading(0, START), reading(5, START + 2 * DAY)])).toEqual([]);
    expect(told(slide, [reading(0, START), reading(6, START + 2 * DAY)])).toEqual([`orange@${(2 * DAY) / MINUTE}`]);
  });

  it('agrees with the plain reading of the rule, but for a sixtieth of the window, in bounded memory', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 300 }), (steps) => {
      const condition = { type: 'rate', perMs: 60_000, rise: 40, measure: 'absolute', level: 'orange' } as const;
      let memory: Memory | undefined;
      let at = START;
      const seen: [number, number][] = [];
      for (const [value, gap] of steps) {
        at += gap * 1000;
        const judged = judgeRate(condition, memory, at, value);
        memory = judged.memory;
        const change = (from: number): number => Math.max(0, ...seen.filter(([time]) => time >= from).map(([, before]) => value - before));
        if (judged.verdict.reached.length) expect(change(at - 60_000)).toBeGreaterThanOrEqual(40);
        else expect(change(at - 59_000)).toBeLessThan(40);
        expect(judged.memory.stretches.length).toBeLessThanOrEqual(61);
        seen.push([at, value]);
      }
    }));
  });
});

describe('a frozen value', () => {
  const frozen = { type: 'frozen', forMs: 10 * MINUTE, tolerance: 0.1, restAt: 0, level: 'blue' } as const;

  it('is told while readings keep coming, and over when the value moves', () => {
    const values = [5, 5, 5.1, 5, 5, 5, 5.05, 5, 5, 5, 5, 5, 7];
    expect(told(ruleOf(frozen), values.map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual(['blue@10', 'clear@12']);
  });

  it('is neither rest at zero, nor slow drift, nor silence', () => {
    expect(told(ruleOf(frozen), Array.from({ length: 60 }, (_each, minute) => reading(0, START + minute * MINUTE)))).toEqual([]);
    expect(told(ruleOf(frozen), Array.from({ length: 60 }, (_each, minute) => reading(5 + minute * 0.05, START + minute * MINUTE)))).toEqual([]);
    expect(judgeFrozen(frozen, judgeFrozen(frozen, undefined, START, 5).memory, START + DAY, 5).verdict.reached).toEqual([]);
  });
});

describe('a forecast', () => {
  const forecast = { type: 'forecast', limit: 95, aheadMs: 15 * MINUTE, windowMs: 20 * MINUTE, minPoints: 6, level: 'yellow' } as const;

  it('says 预计 N 分钟后达到 from the slope', () => {
    const rising = Array.from({ length: 30 }, (_each, minute) => reading(60 + minute, START + minute * MINUTE));
    expect(told(ruleOf(forecast), rising)).toEqual(['yellow@20']);
    expect(rehearse(ruleOf({ ...forecast }, { title: '预计 {minutes} 分钟后达到 {limit}' }), rising).signals[0]?.title).toBe('预计 15 分钟后达到 95');
    expect(told(ruleOf({ ...forecast, limit: 20, falling: true }), Array.from({ length: 20 }, (_each, minute) => reading(50 - minute, START + minute * MINUTE)))).toEqual(['yellow@15']);
  });

  it('makes nothing of noise, of few points, or of a limit already met', () => {
    const noise = [3, -2, 1, -4, 2, 4, -1, 0, -3, 2, -2, 3, -1, 1, -4, 4, 0, -2, 2, -1].map((offset, minute) => reading(85 + offset, START + minute * MINUTE));
    expect(told(ruleOf(forecast), noise)).toEqual([]);
    expect(told(ruleOf(forecast), [88, 94, 86, 93, 87, 94].map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual([]);
    expect(told(ruleOf(forecast), [80, 84, 88, 92].map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual([]);
    expect(told(ruleOf(forecast), [reading(96, START), reading(97, START + MINUTE)])).toEqual([]);
  });

  it('remembers a bounded number of points however fast readings come', () => {
    let memory: Memory | undefined;
    for (let second = 0; second < 5000; second += 1) {
      const judged = judgeForecast(forecast, memory, START + second * 1000, Math.sin(second / 100) * 10);
      memory = judged.memory;
      expect(judged.memory.points.length).toBeLessThanOrEqual(122);
    }
  });
});

describe('range and capacity', () => {
  it('a value out of the instrument’s range is a fault of its own', () => {
    expect(told(ruleOf({ type: 'range', min: 4, max: 20, level: 'blue' }), [4, 20, 3.9, 4].map((value, minute) => reading(value, START + minute * MINUTE)))).toEqual(['blue@2', 'clear@3']);
  });

  it('share of the object’s capacity: 80 / 90 / 100 %, nothing while the capacity is unknown', () => {
    const flow = ruleOf({ type: 'capacity', limit: 'object.capacity', levels: [{ level: 'yellow', share: 0.8 }, { level: 'orange', share: 0.9 }, { level: 'red', share: 1 }], deadband: 0.02 });
    const people = [799, 800, 900, 1000, 790, 781, 779];
    expect(told(flow, people.map((value, minute) => reading(value, START + minute * MINUTE, { code: 'O', capacity: 1000 })))).toEqual(['yellow@1', 'orange@2', 'red@3', 'clear@6']);
    expect(told(flow, people.map((value, minute) => reading(value, START + minute * MINUTE, { code: 'O' })))).toEqual([]);
    expect(told(flow, people.map((value, minute) => reading(value, START + minute * MINUTE, { code: 'O', capacity: 0 })))).toEqual([]);
  });
});

describe('a geofence', () => {
  const ring: [number, number][] = [[121, 28], [122, 28], [122, 29], [121, 29], [121, 28]];
  const at = (lon: number, lat: number, minute: number): RuleInput => ({ signal: { kind: 'position', deviceCode: 'V', location: { lon, lat }, at: START + minute * MINUTE } });

  it('raises over the line and clears only beyond the deadband', () => {
    const stay = ruleOf({ type: 'geofence', ring, alarmWhen: 'outside', level: 'orange', deadbandMetres: 200 }, { applies: {} });
    // 0.001° of longitude is some 98 m here.
    const track = [at(121.5, 28.5, 0), at(120.9995, 28.5, 1), at(121.001, 28.5, 2), at(120.999, 28.5, 3), at(121.003, 28.5, 4)];
    expect(told(stay, track)).toEqual(['orange@1', 'clear@4']);
    expect(rehearse(stay, track).signals[0]?.location).toEqual({ lon: 120.9995, lat: 28.5 });
    const out = ruleOf({ type: 'geofence', ring, alarmWhen: 'inside', level: 'orange', deadbandMetres: 0 }, { applies: {} });
    expect(told(out, track)).toEqual(['orange@0', 'clear@1', 'orange@2', 'clear@3', 'orange@4']);
  });

  it('measures metres to the line', () => {
    expect(metresToLine(ring, { lon: 121.5, lat: 28.001 })).toBeCloseTo(111.2, 0);
    expect(isInside(ring, { lon: 121.5, lat: 28.001 })).toBe(true);
    expect(isInside(ring, { lon: 121.5, lat: 27.999 })).toBe(false);
  });
});

describe('a combination', () => {
  const alarm = (key: string, more: Partial<AlarmSignal> = {}): AlarmSignal => ({ kind: 'alarm', key, level: 'orange', title: 't', occurredAt: START, cleared: false, deviceCode: key.split('/')[1] ?? 'D', ...more });
  const feed = (rule: Rule, signals: readonly AlarmSignal[], facts?: ObjectFacts): string[] => {
    const states = new Map<string, RuleState | undefined>();
    return signals.flatMap((signal, second) => {
      const input = { signal: { ...signal, occurredAt: START + second * 1000 }, ...(facts && { facts }) };
      const whose = facts?.code ?? signal.deviceCode ?? '';
      const next = evaluate(rule, states.get(whose), input, START + second * 1000);
      states.set(whose, next.state);
      return next.signals.map(({ cleared, level, key, title }) => `${cleared ? 'clear' : level} ${key} ${title}`);
    });
  };

  it('同单位 ≥ 2 点: two points of one object at least as grave as asked', () => {
    const several = ruleOf({ type: 'combination', ofRules: ['gas'], counting: 'points', atLeast: 2, fromLevel: 'orange', withinObject: true, level: 'red' }, { applies: {}, title: '{count} 点' });
    const signals = [alarm('rule:gas/A/g'), alarm('rule:gas/B/g', { level: 'yellow' }), alarm('rule:other/C/g'), alarm('rule:gas/B/g'), alarm('rule:gas/A/g'), alarm('rule:gas/A/g', { cleared: true })];
    expect(feed(several, signals, { code: 'O' })).toEqual(['red rule:test.rule/O/* 2 点', 'clear rule:test.rule/O/* 测试：已恢复']);
    expect(feed(several, signals)).toEqual([]);
    expect(feed(several, [alarm('rule:gas/A/g'), alarm('rule:gas/B/g', { level: 'yellow' }), alarm('rule:gas/C/g', { level: 'blue' })], { code: 'O' })).toEqual([]);
  });

  it('同一单位多点火警 as shipped: a detector and the summary its fire system repeats of it are one point', () => {
    const shipped = DEFAULT_ALARM_RULES.find(({ id }) => id === 'fire.several-points') as Rule;
    const one = [alarm('889/fire/1-1-40-1-1'), alarm('889/system-fire/1-1'), alarm('889/device-fire')];
    expect(feed(shipped, one, { code: 'O' })).toEqual([]);
    expect(feed(shipped, [...one, alarm('889/fire/1-1-40-1-2')], { code: 'O' })).toEqual(['red rule:fire.several-points/O/* 同一单位 2 个点位同时火警']);
  });

  it('两项同时: two different conditions, not the same one twice', () => {
    const both = ruleOf({ type: 'combination', ofRules: ['a', 'b'], counting: 'conditions', atLeast: 2, withinObject: true, level: 'red' }, { applies: {}, title: '同时' });
    expect(feed(both, [alarm('rule:a/X/p'), alarm('rule:a/Y/p')], { code: 'O' })).toEqual([]);
    expect(feed(both, [alarm('rule:a/X/p'), alarm('rule:b/X/q')], { code: 'O' })).toEqual(['red rule:test.rule/O/* 同时']);
  });

  it('counts alarms sources raise themselves by a word of their key, and remembers a bounded number', () => {
    const fire: CombinationCondition = { type: 'combination', ofRules: [], ofAlarms: ['火警'], counting: 'points', atLeast: 2, withinObject: true, level: 'red' };
    expect(feed(ruleOf(fire, { applies: {}, title: '火' }), [alarm('F-1/1/火警'), alarm('F-1/2/故障'), alarm('F-1/3/火警')], { code: 'O' })).toEqual(['red rule:test.rule/O/* 火']);
    let memory: Memory | undefined;
    for (let each = 0; each < 600; each += 1) memory = judgeCombination(fire, memory, alarm(`F/${each}/火警`)).memory;
    expect(memory?.of === 'combination' && Object.keys(memory.members).length).toBe(500);
  });

  it('is rehearsed together with the rules it counts', () => {
    const gas = ruleOf({ type: 'threshold', levels: [{ level: 'orange', above: 50 }], deadband: 1 }, { id: 'gas' });
    const several = ruleOf({ type: 'combination', ofRules: ['gas'], counting: 'points', atLeast: 2, withinObject: true, level: 'red' }, { applies: {} });
    const facts = { code: 'O' };
    const inputs = [reading(60, START, facts, 'A'), reading(60, START + MINUTE, facts, 'B'), reading(10, START + 2 * MINUTE, facts, 'A')];
    expect(rehearse(several, inputs, { members: [gas] })).toMatchObject({ alarms: 1, byLevel: { red: 1 }, standing: 0, signals: [{ occurredAt: START + MINUTE, objectCode: 'O' }, { cleared: true }] });
  });
});

describe('a rehearsal', () => {
  it('counts alarms by the gravest level they reached, whatever the order given and whether or not the rule is in force', () => {
    const rule = ruleOf({ type: 'threshold', levels: [{ level: 'yellow', above: 25 }, { level: 'red', above: 80 }], deadband: 3, onDelayMs: 2 * MINUTE }, { enabled: false, from: START + 9 * DAY });
    const inputs = [[30, 0], [90, 3], [10, 6], [30, 7], [10, 8], [30, 9]].map(([value = 0, minute = 0]) => reading(value, START + minute * MINUTE));
    const seen = rehearse(rule, [...inputs].reverse(), { until: START + 20 * MINUTE });
    expect(seen).toMatchObject({ alarms: 2, byLevel: { red: 1, orange: 0, yellow: 1, blue: 0 }, devices: 1, standing: 1 });
    expect(seen.signals.map(({ level, cleared, occurredAt }) => [cleared, level, (occurredAt - START) / MINUTE])).toEqual([[false, 'yellow', 2], [false, 'red', 5], [true, 'red', 6], [false, 'yellow', 11]]);
    expect(rehearse(rule, [])).toMatchObject({ alarms: 0, devices: 0, standing: 0, signals: [] });
  });
});

describe('a rehearsal fed piece by piece', () => {
  const facts = { code: 'O' };
  const gas = ruleOf({ type: 'threshold', levels: [{ level: 'orange', above: 50 }], deadband: 1, onDelayMs: MINUTE }, { id: 'gas' });
  const several = ruleOf({ type: 'combination', ofRules: ['gas'], counting: 'points', atLeast: 2, withinObject: true, level: 'red' }, { applies: {} });
  const of = (device: string, values: number[]) => values.map((value, minute) => reading(value, START + minute * MINUTE, facts, device));

  it('says the same device after device as all in the order of time, delays that end after the last reading included', () => {
    const [a, b] = [of('A', [10, 60, 60, 60, 10, 60]), of('B', [60, 60, 60, 60, 60, 60])];
    const until = START + 30 * MINUTE;
    for (const [rule, members] of [[gas, []], [several, [gas]]] as const) {
      const whole = rehearse(rule, [...a, ...b], { until, members });
      const heard: string[] = [];
      const rehearsal = openRehearsal(rule, members, ({ key, cleared, occurredAt }) => heard.push(`${occurredAt} ${key} ${cleared}`));
      for (const input of [...b, ...a]) rehearsal.take(input);
      const { signals, ...count } = whole;
      expect(rehearsal.end(until)).toEqual(count);
      expect(heard.sort()).toEqual(signals.map(({ key, cleared, occurredAt }) => `${occurredAt} ${key} ${cleared}`).sort());
      expect(count.alarms).toBeGreaterThan(0);
    }
  });
});

describe('units', () => {
  it('convert within a quantity and never between two', () => {
    expect(inUnit(90, 'kPa', 'MPa')).toBe(0.09);
    expect(inUnit(0.15, 'mg/m3', 'µg/m³')).toBe(150);
    expect(inUnit(81, 'μg/m³', 'µg/m³')).toBe(81);
    expect(inUnit(0.3, 'A', 'mA')).toBe(300);
    expect(inUnit(5, 'ppm', '%LEL')).toBeUndefined();
    expect(inUnit(5, '', '%LEL')).toBe(5);
  });

  it('fit a rule, or are converted, assumed or not judged', () => {
    expect([unitFit('ug/m3', 'µg/m³'), unitFit('kPa', undefined), unitFit('kPa', 'MPa'), unitFit('', 'MPa'), unitFit('ppm', '%LEL')]).toEqual(['same', 'same', 'converted', 'assumed', 'other']);
  });
});
