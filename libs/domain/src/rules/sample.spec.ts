import { DEFAULT_ALARM_RULES } from './defaults.js';
import type { Rule, RuleInput } from './rule.js';
import { judgeSample } from './sample.js';

const START = Date.UTC(2026, 10, 23);
const rules = DEFAULT_ALARM_RULES.filter(({ sector }) => sector === 'construction');
const reading = (deviceCode: string, point: string, value: number, unit = '%', at = START): RuleInput => ({ signal: { kind: 'reading', deviceCode, point, value, unit, quality: 'good', at } });

describe('what rules make of a sample alone', () => {
  it('is their alarm, as if the value lasted for the raise delay, at the gravest level reached', () => {
    const [one, ...more] = judgeSample(rules, [reading('TC-1', 'moment', 106)]).filter(({ rule }) => rule.id === 'construction.crane-moment');
    expect([one?.raised?.level, one?.raised?.deviceCode, more.length]).toEqual(['red', 'TC-1', 0]);
  });

  it('is nothing below the limit, after a value that went back below it, and for points no rule looks at', () => {
    const raised = (inputs: RuleInput[]) => judgeSample(rules, inputs).filter((one) => one.raised);
    expect(judgeSample(rules, [reading('TC-1', 'moment', 60)])).toMatchObject([{ key: 'rule:construction.crane-moment/TC-1/moment' }]);
    expect(raised([reading('TC-1', 'moment', 60)])).toEqual([]);
    expect(raised([reading('TC-1', 'moment', 101), reading('TC-1', 'moment', 50, '%', START + 5_000), reading('TC-1', 'moment', 50, '%', START + 60_000)])).toEqual([]);
    expect(judgeSample(rules, [reading('TC-1', 'colour', 1)])).toEqual([]);
  });

  it('judges each device by itself, and asks no rule on silence and no combination', () => {
    const silent: Rule = { id: 'construction.gone', version: 1, name: '失联', sector: 'construction', from: 0, enabled: true, applies: {}, title: '失联', source: '[P]', condition: { type: 'missing', levels: [{ level: 'blue', afterMs: 1 }] } };
    const found = judgeSample([...rules, silent], [reading('TC-1', 'moment', 91), reading('TC-2', 'moment', 10)]);
    expect(found.map(({ key, raised }) => [key.split('/')[1], raised?.level])).toEqual([['TC-1', 'yellow'], ['TC-2', undefined]]);
  });
});
