import * as fc from 'fast-check';
import { gravity, LEVELS, type Level } from '../level.js';
import type { AlarmSignal, ReadingSignal } from '../signal.js';
import { ruleAlarmKey, rulesInForce, stateKeyOf } from './applies.js';
import { afterAbsence, awaiting, evaluate, nextTickAt, tick } from './engine.js';
import type { Rule, RuleCondition, RuleInput, RuleState } from './rule.js';

const START = Date.UTC(2026, 10, 23);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const ruleOf = (condition: RuleCondition, more: Partial<Rule> = {}): Rule =>
  ({ id: 'test.rule', version: 1, name: '测试', sector: 'industry', from: 0, enabled: true, applies: { point: 'gas' }, condition, title: '{name} {value} 达到 {limit}', source: '[P]', ...more });
const reading = (value: number, at: number, more: Partial<ReadingSignal> = {}): RuleInput => ({ signal: { kind: 'reading', deviceCode: 'D-1', point: 'gas', value, unit: '%LEL', quality: 'good', at, ...more } });
const gas = (more: Partial<Extract<RuleCondition, { type: 'threshold' }>> = {}): Rule =>
  ruleOf({ type: 'threshold', levels: [{ level: 'yellow', above: 25 }, { level: 'orange', above: 50 }], deadband: 3, ...more });

/** A rule with its state, fed in order. */
const running = (rule: Rule) => {
  let state: RuleState | undefined;
  const heard: AlarmSignal[] = [];
  const take = (next: { state: RuleState | undefined; signals: AlarmSignal[] }): AlarmSignal[] => {
    state = next.state;
    heard.push(...next.signals);
    return next.signals;
  };
  return {
    heard,
    get state() { return state; },
    read: (value: number, at: number, more: Partial<ReadingSignal> = {}, now = at) => take(evaluate(rule, state, reading(value, at, more), now)),
    ask: (input: RuleInput, now: number) => take(evaluate(rule, state, input, now)),
    wait: (now: number) => (state ? take(tick(rule, state, now)) : []),
    set: (next: RuleState) => { state = next; },
  };
};
const told = (signals: readonly AlarmSignal[]): string[] => signals.map(({ level, cleared, occurredAt }) => `${cleared ? 'clear' : level}@${(occurredAt - START) / SECOND}`);

describe('a threshold', () => {
  it('raises, rises, keeps the gravest level on the way down, and clears once behind the deadband', () => {
    const it = running(gas());
    [10, 25, 30, 50, 40, 60, 23, 22, 21.9].forEach((value, index) => it.read(value, START + index * SECOND));
    expect(told(it.heard)).toEqual(['yellow@1', 'orange@3', 'clear@8']);
    expect(it.heard[0]).toMatchObject({ key: 'rule:test.rule/D-1/gas', deviceCode: 'D-1', title: 'D-1 25 达到 25', value: '25 %LEL', sector: 'industry', detail: { 依据: '[P]', 版本: 1, 设定值: 25 } });
    expect(new Set(it.heard.map(({ key }) => key)).size).toBe(1);
  });

  it('“以上”含本数，“以下”不含；strict leaves the number out', () => {
    expect(running(gas()).read(25, START)).toHaveLength(1);
    expect(running(gas({ levels: [{ level: 'yellow', above: 25, strict: true }] })).read(25, START)).toHaveLength(0);
    const hydrant = gas({ levels: [{ level: 'orange', below: 0.1 }], deadband: 0.01 });
    expect(running(hydrant).read(0.1, START)).toHaveLength(0);
    expect(running(hydrant).read(0.099, START)).toHaveLength(1);
  });

  it('raises only what lasted, at the moment the delay ran out, and clears likewise', () => {
    const it = running(gas({ onDelayMs: 10 * SECOND, offDelayMs: 20 * SECOND }));
    it.read(30, START);
    it.read(10, START + 9 * SECOND);
    it.read(30, START + 12 * SECOND);
    expect(it.state && nextTickAt(gas({ onDelayMs: 10 * SECOND }), it.state)).toBe(START + 22 * SECOND);
    expect(it.wait(START + 21 * SECOND)).toEqual([]);
    it.wait(START + 25 * SECOND);
    it.read(5, START + 30 * SECOND);
    it.read(24, START + 40 * SECOND);
    it.read(5, START + 41 * SECOND);
    it.wait(START + 60 * SECOND);
    it.wait(START + 61 * SECOND);
    expect(told(it.heard)).toEqual(['raise', 'clear'].map((kind) => (kind === 'raise' ? 'yellow@22' : 'clear@61')));
  });

  it('二级持续 5 min is red: a level may have a delay of its own', () => {
    const it = running(gas({ levels: [{ level: 'orange', above: 50 }, { level: 'red', above: 50, onDelayMs: 5 * MINUTE }] }));
    for (let second = 0; second <= 300; second += 30) it.read(55, START + second * SECOND);
    expect(told(it.heard)).toEqual(['orange@0', 'red@300']);
  });

  it('hears only good readings, in the unit of the rule, and none older than the last', () => {
    const it = running(gas({ onDelayMs: 10 * SECOND }));
    const mine = gas().applies;
    it.read(60, START, { quality: 'uncertain' });
    it.read(60, START, { quality: 'bad' });
    it.read(Number.NaN, START);
    expect(it.state).toBeUndefined();
    it.read(30, START + 10 * SECOND);
    const before = it.state;
    it.read(5, START + 9 * SECOND);
    expect(it.state).toBe(before);
    it.read(31, START + 20 * SECOND);
    expect(told(it.heard)).toEqual(['yellow@20']);
    const pressure = gas({ levels: [{ level: 'orange', below: 0.1 }] });
    const inMegapascal: Rule = { ...pressure, applies: { ...mine, unit: 'MPa' } };
    expect(running(inMegapascal).read(90, START, { unit: 'kPa' })).toMatchObject([{ value: '0.09 MPa' }]);
    expect(running(inMegapascal).read(0.05, START, { unit: '℃' })).toEqual([]);
    expect(running(inMegapascal).read(0.05, START, { unit: '' })).toHaveLength(1);
  });

  it('is not deafened by a clock set back, nor led into the future by one that runs ahead', () => {
    const it = running(gas());
    it.read(30, START + 90 * MINUTE, {}, START);
    expect(it.heard[0]?.occurredAt).toBe(START);
    it.read(5, START + SECOND);
    expect(told(it.heard)).toEqual(['yellow@0', 'clear@1']);
    it.read(60, START - 24 * HOUR, {}, START + 2 * MINUTE);
    expect(it.heard).toHaveLength(2);
    it.read(60, START - 24 * HOUR, {}, START + 6 * MINUTE);
    expect(it.heard[2]).toMatchObject({ level: 'orange', cleared: false });
  });

  it('goes on under a new version: what stands stands, and the new numbers clear it', () => {
    const first = gas({ onDelayMs: 0 });
    const second: Rule = { ...gas({ levels: [{ level: 'yellow', above: 40 }] }), version: 2 };
    const raised = evaluate(first, undefined, reading(30, START), START);
    const after = evaluate(second, raised.state, reading(30, START + SECOND), START + SECOND);
    expect(told(after.signals)).toEqual(['clear@1']);
    expect(after.state?.version).toBe(2);
  });

  it('ends what it raised when it is switched off or its time is over, and raises nothing more', () => {
    const raised = evaluate(gas(), undefined, reading(30, START), START);
    const off: Rule = { ...gas(), enabled: false };
    if (!raised.state) throw new Error('no state');
    expect(told(tick(off, raised.state, START + MINUTE).signals)).toEqual(['clear@60']);
    expect(evaluate({ ...gas(), until: START + SECOND }, raised.state, reading(30, START + SECOND), START + SECOND)).toMatchObject({ state: undefined, signals: [{ cleared: true }] });
    expect(nextTickAt({ ...gas(), until: START + HOUR }, raised.state)).toBe(START + HOUR);
    expect(evaluate({ ...gas(), from: START + 1 }, undefined, reading(99, START), START)).toEqual({ state: undefined, signals: [] });
  });
});

describe('silence', () => {
  const vessel = ruleOf({ type: 'missing', levels: [{ level: 'yellow', afterMs: 2 * HOUR }, { level: 'orange', afterMs: 6 * HOUR }, { level: 'red', afterMs: 12 * HOUR }] }, { applies: { point: 'position' }, title: '离线超过 {limit}' });
  const position = (at: number): RuleInput => ({ signal: { kind: 'position', deviceCode: '412', name: '示范渔1', location: { lon: 121.1, lat: 28.8 }, at } });

  it('rises 2 h, 6 h, 12 h after the last sign of life by our clock and ends with the next one', () => {
    const it = running(vessel);
    it.ask(position(START - HOUR), START);
    expect(it.state && nextTickAt(vessel, it.state)).toBe(START + 2 * HOUR);
    for (let hour = 1; hour <= 13; hour += 1) it.wait(START + hour * HOUR);
    it.ask(position(START + 12 * HOUR), START + 14 * HOUR);
    expect(told(it.heard)).toEqual(['yellow@7200', 'orange@21600', 'red@43200', 'clear@50400']);
    expect(it.heard[1]).toMatchObject({ title: '离线超过 6 小时', location: { lon: 121.1, lat: 28.8 }, key: 'rule:test.rule/412/position' });
  });

  it('a reading that cannot be trusted is no sign of life', () => {
    const silent = ruleOf({ type: 'missing', levels: [{ level: 'blue', afterMs: MINUTE }] });
    const it = running(silent);
    it.read(0, START);
    it.read(0, START + 50 * SECOND, { quality: 'bad' });
    expect(told(it.wait(START + MINUTE))).toEqual(['blue@60']);
  });

  it('counts for a device never heard, and not for the time we were away', () => {
    const state = awaiting(vessel, { deviceCode: '413', point: 'position' }, START);
    expect(told(tick(vessel, state, START + 2 * HOUR).signals)).toEqual(['yellow@7200']);
    const back = afterAbsence(JSON.parse(JSON.stringify(state)) as RuleState, START + HOUR, START + 20 * HOUR);
    expect(tick(vessel, back, START + 20 * HOUR).signals).toEqual([]);
    expect(nextTickAt(vessel, back)).toBe(START + 21 * HOUR);
    expect(evaluate(vessel, back, { signal: { ...position(0).signal, deviceCode: '413' } as RuleInput['signal'] }, START + 20.5 * HOUR).signals).toEqual([]);
  });
});

describe('a restart', () => {
  it('lets a delay that had begun end at its own time, not later by the time away, nor anew', () => {
    const rule = gas({ onDelayMs: MINUTE });
    const one = running(rule);
    one.read(10, START);
    one.read(30, START + 5 * SECOND);
    const back = afterAbsence(JSON.parse(JSON.stringify(one.state)) as RuleState, START + 6 * SECOND, START + 50 * SECOND);
    expect(nextTickAt(rule, back)).toBe(START + 65 * SECOND);
    expect(tick(rule, back, START + 64 * SECOND).signals).toEqual([]);
    expect(told(tick(rule, back, START + 90 * SECOND).signals)).toEqual(['yellow@65']);
    // What was measured meanwhile and comes late still counts at its own time.
    expect(evaluate(rule, back, reading(5, START + 20 * SECOND), START + 51 * SECOND).signals).toEqual([]);
  });
});

describe('which rule looks at what', () => {
  it('is said by point, kind, device and object, all of which must fit', () => {
    const input: RuleInput = { signal: reading(1, START).signal, facts: { code: 'O-1', kind: '危化企业', deviceKind: 'GDS' } };
    const key = (applies: Rule['applies']): string | undefined => stateKeyOf({ ...gas(), applies }, input);
    expect(key({ point: ['x', 'gas'] })).toBe(ruleAlarmKey('test.rule', { deviceCode: 'D-1', point: 'gas' }));
    expect(key({ point: 'ga*', kind: 'GDS', deviceCodes: ['D-1'], objectCodes: ['O-1'], objectKinds: ['危化企业'] })).toBeDefined();
    for (const applies of [{ point: 'level' }, { point: 'gas', kind: 'SMK' }, { point: 'gas', deviceCodes: ['D-2'] }, { point: 'gas', objectCodes: ['O-2'] }, { point: 'gas', objectKinds: ['渔船'] }]) expect(key(applies)).toBeUndefined();
  });

  it('of versions the newest in force counts; switched off it takes the older with it', () => {
    const versions = [gas(), { ...gas(), version: 2, from: 100 }, { ...gas(), version: 3, from: 200, enabled: false }];
    expect(rulesInForce(versions, 50).map(({ version }) => version)).toEqual([1]);
    expect(rulesInForce(versions, 100).map(({ version }) => version)).toEqual([2]);
    expect(rulesInForce(versions, 200)).toEqual([]);
  });
});

describe('any stream', () => {
  const delay = fc.constantFrom(0, 1, 5, 10, 60).map((seconds) => seconds * SECOND);
  const anyRule = fc.record({ onDelayMs: delay, offDelayMs: delay, deadband: fc.integer({ min: 0, max: 10 }), redDelay: fc.option(delay, { nil: undefined }) }).map(({ redDelay, ...more }) =>
    gas({ ...more, levels: [{ level: 'yellow', above: 25 }, { level: 'orange', above: 50 }, { level: 'red', above: 80, ...(redDelay !== undefined && { onDelayMs: redDelay }) }] }));
  const step = fc.record({ value: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(22, 24.9, 25, 49.9, 50, 80)), gap: fc.integer({ min: 1, max: 30 }), drop: fc.integer({ min: 0, max: 40 }) });
  const stream = fc.array(step, { maxLength: 60 });
  const timed = (steps: readonly { value: number; gap: number; drop: number }[]) => {
    let at = START;
    return steps.map(({ value, gap, drop }) => ({ value, drop, at: (at += gap * SECOND) }));
  };
  const others: RuleCondition[] = [
    { type: 'rate', perMs: MINUTE, rise: 20, fall: 30, measure: 'absolute', level: 'orange', onDelayMs: 5 * SECOND },
    { type: 'frozen', forMs: 30 * SECOND, tolerance: 2, level: 'blue' },
    { type: 'range', min: 5, max: 90, level: 'blue', offDelayMs: 10 * SECOND },
    { type: 'missing', levels: [{ level: 'blue', afterMs: 15 * SECOND }, { level: 'yellow', afterMs: 25 * SECOND }] },
    { type: 'capacity', limit: 60, levels: [{ level: 'yellow', share: 0.8 }, { level: 'red', share: 1 }], deadband: 0.05, onDelayMs: 5 * SECOND },
    { type: 'forecast', limit: 90, aheadMs: 2 * MINUTE, windowMs: MINUTE, minPoints: 3, level: 'yellow' },
  ];
  const anyCondition = fc.oneof(anyRule, fc.constantFrom(...others.map((condition) => ruleOf(condition))));

  it('tells the same however it is cut, stored as JSON and taken up again, and however often time is let pass in between', () => {
    fc.assert(fc.property(anyCondition, stream, fc.array(fc.tuple(fc.nat(60), fc.nat(29)), { maxLength: 20 }), (rule, steps, cuts) => {
      const readings = timed(steps);
      const whole = running(rule);
      for (const { value, at } of readings) whole.read(value, at);
      const cut = running(rule);
      readings.forEach(({ value, at }, index) => {
        cut.read(value, at);
        for (const [place, seconds] of cuts) {
          if (place !== index || !cut.state) continue;
          cut.set(JSON.parse(JSON.stringify(cut.state)) as RuleState);
          const next = readings[index + 1]?.at ?? at;
          if (next > at + seconds * SECOND) cut.wait(at + seconds * SECOND);
        }
      });
      expect(cut.heard).toEqual(whole.heard);
      expect(JSON.parse(JSON.stringify(cut.state ?? null))).toEqual(cut.state ?? null);
    }));
  });

  it('clears only what it raised, and only rises in level while it stands, in strict order of time', () => {
    fc.assert(fc.property(anyCondition, stream, (rule, steps) => {
      const it = running(rule);
      const readings = timed(steps);
      for (const { value, at } of readings) it.read(value, at);
      it.wait((readings.at(-1)?.at ?? START) + HOUR);
      let standing: Level | undefined;
      let last = -Infinity;
      for (const { cleared, level, occurredAt } of it.heard) {
        expect(occurredAt).toBeGreaterThan(last);
        last = occurredAt;
        if (cleared) expect(level).toBe(standing);
        else if (standing) expect(gravity(level)).toBeGreaterThan(gravity(standing));
        standing = cleared ? undefined : level;
      }
      expect(standing).toBe(it.state?.latch.standing);
    }));
  });

  it('within the deadband never chatters: once raised, values above the lowest step minus deadband tell nothing more of that level', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 100 }), delay, (deadband, shares, onDelayMs) => {
      const it = running(gas({ deadband, onDelayMs }));
      it.read(26, START);
      it.read(26, START + MINUTE);
      // From the lowest step minus deadband up to just below the next step.
      shares.forEach((share, index) => it.read(25 - deadband + share * (deadband + 24.9), START + (index + 2) * MINUTE));
      expect(it.heard.map(({ cleared, level }) => [cleared, level])).toEqual([[false, 'yellow']]);
    }));
  });

  it('raises at a level only after the value held it for the whole delay', () => {
    fc.assert(fc.property(stream, delay, (steps, onDelayMs) => {
      const it = running(gas({ onDelayMs }));
      const readings = timed(steps);
      for (const { value, at } of readings) it.read(value, at);
      for (const { cleared, level, occurredAt } of it.heard) {
        if (cleared) continue;
        const limit = level === 'orange' ? 50 : 25;
        const held = readings.filter(({ at }, index) => at < occurredAt && (readings[index + 1]?.at ?? Infinity) > occurredAt - onDelayMs);
        expect(held.every(({ value }) => value >= limit)).toBe(true);
      }
    }));
  });

  it('never inverts levels: the stream with the higher values never stands at a lesser level', () => {
    fc.assert(fc.property(anyRule, stream, (rule, steps) => {
      const higher = running(rule);
      const lower = running(rule);
      for (const { value, drop, at } of timed(steps)) {
        higher.read(value, at);
        lower.read(value - drop, at);
        const [above, below] = [higher.state?.latch.standing, lower.state?.latch.standing];
        if (below) expect(above ? gravity(above) : 0).toBeGreaterThanOrEqual(gravity(below));
      }
    }));
  });

  it('a level is compared by its colour only: a shipped gas “一级” is lighter than its “二级”', () => {
    const first = running(gas()).read(30, START)[0]?.level ?? 'red';
    const second = running(gas()).read(55, START).at(-1)?.level ?? 'blue';
    expect(gravity(second)).toBeGreaterThan(gravity(first));
    expect(LEVELS[0]).toBe('red');
  });
});
