import { DEFAULT_ALARM_RULES, evaluate, stateKeyOf, type Rule, type RuleInput, type RuleState } from '@one-screen/domain';
import { RuleStates } from './rule-states.js';
import { Sharing } from './sharing.js';

const T = Date.UTC(2026, 2, 1);
const SOURCE = { id: 's', sector: 'industry' as const };
const rule = (id: string): Rule => DEFAULT_ALARM_RULES.find((each) => each.id === id) as Rule;
const reading = (value: number, at: number, point = 'tank-level', unit = '%'): RuleInput => ({ signal: { kind: 'reading', deviceCode: 'D', point, value, unit, quality: 'good', at } });

describe('what the rules remember', () => {
  const open = (one: Rule) => {
    const states = new RuleStates(({ ruleId }: RuleState) => DEFAULT_ALARM_RULES.find(({ id }) => id === ruleId));
    const hear = (input: RuleInput, now: number): boolean => {
      const key = stateKeyOf(one, input) as string;
      states.keep(key, evaluate(one, states.get(key)?.state, input, now).state, SOURCE);
      const pressing = states.hasPressing;
      states.take(false);
      return pressing;
    };
    return { states, hear };
  };

  it('presses where a crash would lose a delay that began or an alarm, and not for each reading', () => {
    const { hear } = open(rule('industry.tank-level'));
    const pressing = [[50, 0], [51, 1], [90, 2], [91, 3], [91, 9], [50, 10], [50, 11]].map(([value, second]) => hear(reading(value as number, T + (second as number) * 1000), T + (second as number) * 1000));
    // normal, normal, delay begins, goes on, raised, calm begins, calm goes on
    expect(pressing).toEqual([false, false, true, false, true, true, false]);
  });

  it('does not press for a sign of life, but for the end of an alarm of silence', () => {
    const one = rule('industry.gas-silent');
    const { states, hear } = open(one);
    const gas = (at: number) => reading(1, at, 'combustible-gas', '%LEL');
    expect([hear(gas(T), T), hear(gas(T + 1000), T + 1000)]).toEqual([false, false]);
    const key = stateKeyOf(one, gas(T)) as string;
    expect(states.dueBy(T + 599_000)).toEqual([]);
    expect(states.dueBy(T + 700_000)).toEqual([key]);
  });

  it('gives out what the rows lack once, and again when it could not be written', () => {
    const { states } = open(rule('industry.tank-level'));
    const input = reading(50, T);
    const key = stateKeyOf(rule('industry.tank-level'), input) as string;
    states.keep(key, evaluate(rule('industry.tank-level'), undefined, input, T).state, SOURCE);
    expect(states.take(false)).toEqual([]);
    const taken = states.take(true);
    expect(taken.map(([name]) => name)).toEqual([key]);
    expect(states.take(true)).toEqual([]);
    states.untake(taken);
    expect(states.take(true)).toEqual(taken);
  });

  it('after an absence lets time decide nothing for ten seconds; then a delay has ended at its own time', () => {
    const one = rule('industry.tank-level');
    const before = open(one);
    before.hear(reading(90, T), T);
    const [held] = before.states.take(true);
    const key = stateKeyOf(one, reading(90, T)) as string;
    const { states } = open(one);
    states.load([[key, held?.[1] ?? before.states.get(key)!]], T + 60_000);
    expect([states.dueBy(T + 60_000), states.dueBy(T + 69_999), states.dueBy(T + 70_000)]).toEqual([[], [], [key]]);
    states.load([[key, before.states.get(key)!]], T + 1_000);
    expect([states.dueBy(T + 4_999), states.dueBy(T + 5_000)]).toEqual([[], [key]]);
  });
});

describe('work that many ask for', () => {
  it('runs once at a time, and begins after the asking', async () => {
    const begun: (() => void)[] = [];
    const work = new Sharing(() => new Promise<void>((resolve) => void begun.push(resolve)));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const first = work.next();
    await turn();
    const [second, third] = [work.next(), work.next()];
    await turn();
    expect(begun).toHaveLength(1);
    begun[0]?.();
    await first;
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]?.();
    await Promise.all([second, third]);
    expect(begun).toHaveLength(2);
  });

  it('goes on after a run that failed', async () => {
    let runs = 0;
    const work = new Sharing(() => ((runs += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve()));
    await expect(work.next()).rejects.toThrow('away');
    await expect(work.next()).resolves.toBeUndefined();
  });
});
