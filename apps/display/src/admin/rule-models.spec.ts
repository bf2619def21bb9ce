import { checkRule, DEFAULT_ALARM_RULES, type Rule } from '@one-screen/domain';
import { ringOf, sheetOf } from './ring.model';
import { appliesWords, conditionWords, standingOf } from './rule-words.model';
import { messages as readings } from '../readings/messages';
import { blankCondition, CONDITION_FIELDS, CONDITION_TYPES, newDraft, RULE_FIELDS, spellOf, textsOf } from './rule.model';
import { messages } from './messages';

const say = (key: string, named: Record<string, unknown> = {}): string => `${key.split('.').at(-1)}${named['count'] === undefined ? '' : ` ${String(named['count'])}`}`;

describe('the form of a rule', () => {
  it('has a field for everything a shipped rule holds, so that editing loses nothing, and words for each in both languages', () => {
    for (const { condition } of DEFAULT_ALARM_RULES) {
      const { fields, levels = [] } = CONDITION_FIELDS[condition.type];
      const known = ['type', 'levels', ...fields.map(({ name }) => name)];
      for (const name of Object.keys(condition)) expect([condition.type, known]).toEqual([condition.type, expect.arrayContaining([name])]);
      for (const step of 'levels' in condition ? condition.levels : []) for (const name of Object.keys(step)) expect(levels.map((one) => one.name)).toContain(name);
    }
    for (const type of CONDITION_TYPES) for (const { name } of [...CONDITION_FIELDS[type].fields, ...(CONDITION_FIELDS[type].levels ?? [])]) for (const { admin } of [messages.zh, messages.en]) expect(admin.rules.field).toHaveProperty(name);
  });

  it('begins each kind of condition with the right shape: what is missing is numbers and names, not fields nobody knows', () => {
    for (const type of CONDITION_TYPES) {
      const faults = checkRule({ ...newDraft(0), id: 'city.x', name: 'x', title: 'x', source: '[P]', condition: blankCondition(type) });
      for (const { path, message } of faults) {
        expect(message).not.toContain('不认识');
        expect(RULE_FIELDS.some((field) => path === field || path.startsWith(`${field}.`) || path === 'condition')).toBe(true);
      }
    }
  });

  it('says times in the largest whole unit and parts texts at either comma', () => {
    expect([86_400_000, 90_000, 0, 1500].map(spellOf)).toEqual([{ count: 1, unit: 'day' }, { count: 90, unit: 'second' }, { count: 0, unit: 'second' }, { count: 1.5, unit: 'second' }]);
    expect(textsOf(' a，b, c、\n d ')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('says what a rule watches for, level by level', () => {
    const gas = DEFAULT_ALARM_RULES.find(({ id }) => id === 'industry.combustible-gas') as Rule;
    expect(conditionWords(gas, say, (id) => id).map(({ level, text }) => `${level} ${text}`)).toEqual(['yellow ≥ 25 %LEL', 'orange ≥ 50 %LEL', 'red ≥ 50 %LEL lasting']);
    for (const rule of DEFAULT_ALARM_RULES) expect(conditionWords(rule, say, (id) => id).length).toBeGreaterThan(0);
  });

  it('calls points and combined rules what people call them, and every shipped rule’s points have such a name in both languages', () => {
    const both = DEFAULT_ALARM_RULES.find(({ id }) => id === 'construction.pit-both') as Rule;
    expect(conditionWords(both, say, (id) => `<${id}>`).at(-1)?.text).toBe('<construction.pit-displacement>、<construction.pit-rate>');
    const silent = DEFAULT_ALARM_RULES.find(({ id }) => id === 'industry.gas-silent') as Rule;
    expect(appliesWords(silent, (_key, named) => String(named?.['which'] ?? ''), (point) => `<${point}>`)).toEqual(['<combustible-gas>、<toxic-gas>']);
    for (const point of DEFAULT_ALARM_RULES.flatMap(({ applies }) => applies.point ?? [])) for (const words of [readings.zh, readings.en]) expect(words.readings.point).toHaveProperty(point);
  });

  it('tells a rule that waits for its date from one that is off', () => {
    const rule = { ...DEFAULT_ALARM_RULES[0] } as Rule;
    expect([standingOf(rule, rule, rule.from + 1), standingOf({ ...rule, enabled: false }, undefined, rule.from + 1), standingOf({ ...rule, from: 10 }, rule, 5), standingOf({ ...rule, until: 3, from: 1 }, undefined, 5)]).toEqual(['inForce', 'off', 'waiting', 'over']);
  });
});

describe('an area', () => {
  it('is read from GeoJSON of every usual kind and from bare places, and closed', () => {
    const ring = [[121, 28], [121.1, 28], [121.1, 28.1], [121, 28]];
    const polygon = { type: 'Polygon', coordinates: [ring] };
    for (const given of [polygon, { type: 'Feature', geometry: polygon }, { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] }, ring, ring.slice(0, -1)]) expect(ringOf(JSON.stringify(given))).toEqual(ring);
    for (const text of ['', '{', '7', '{"type":"Point"}', '[["a","b"]]', '[]']) expect(ringOf(text) ?? []).toEqual([]);
  });
  it('comes back from the sheet where it was put', () => {
    const sheet = sheetOf([[121, 28], [121.2, 28.1]], 560, 300);
    const [lon, lat] = sheet.toPlace(...sheet.toPixel([121.05, 28.07]));
    expect(lon).toBeCloseTo(121.05, 5);
    expect(lat).toBeCloseTo(28.07, 5);
  });
});
