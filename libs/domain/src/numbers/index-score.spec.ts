import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { checkScheme, DEFAULT_INDEX_SCHEME as SCHEME, INDEX_MEASURES, schemeAt, type IndexScheme } from './index-scheme.js';
import { scoreIndex, type DeclineFact, type IndexFacts, type ShareFact } from './index-score.js';

const share = (numerator: number, denominator: number): ShareFact => ({ numerator, denominator, numeratorKeys: [], denominatorKeys: [] });
const decline = (base: number | undefined, count: number): DeclineFact => ({ base, current: { count, keys: [] } });

/**
 * Accidents B=5 C=5: r=0 → 15 × 1/2 = 7.5; deaths B=1 C=0: none → 15. Rectified 180/200 → 9; on time 95/100 → 9.5; major 2/2 → 5.
 * Plan 90/100 → 13.5. Filed 3/4 → 4.5; penalties 8/400 = 2 % of the target 5 % → 1.6. Signed 99/100 → 4.95; closed 48/50 → 4.8. Patrol 7/8 → 8.75.
 * 22.5 + 23.5 + 13.5 + 6.1 + 9.75 + 8.75 = 84.10.
 */
const MONTH: Required<IndexFacts> = {
  accidents: decline(5, 5), deaths: decline(1, 0), rectification: share(180, 200), 'on-time': share(95, 100), 'major-cleared': share(2, 2), 'coverage-plan': share(90, 100),
  'overdue-filing': share(3, 4), penalty: share(8, 400), 'alarms-signed': share(99, 100), 'alarms-closed': share(48, 50), patrol: share(7, 8),
};
const without = (...measures: (keyof IndexFacts)[]): IndexFacts => Object.fromEntries(Object.entries(MONTH).filter(([measure]) => !measures.includes(measure as keyof IndexFacts)));
const pointsOf = (facts: IndexFacts, measure: string) => scoreIndex(SCHEME, facts).dimensions.flatMap(({ items }) => items).find((item) => item.measure === measure)?.points;

describe('the index of a month', () => {
  it('adds what each measure earned', () => {
    const score = scoreIndex(SCHEME, MONTH);
    expect(score).toMatchObject({ scheme: 'default@1', value: 84.1, beforeVeto: 84.1, missing: [], covered: 100 });
    expect(score.dimensions.map(({ id, points }) => [id, Number(points?.toFixed(6))])).toEqual([['accidents', 22.5], ['hazards', 23.5], ['inspection', 13.5], ['enforcement', 6.1], ['alarms', 9.75], ['grid', 8.75]]);
  });

  it('marks accidents between −20 % and +20 %', () => {
    // B = 5. C=4: r=20 % → 15. C=5: 7.5. C=6: r=−20 % → 0. C=7: not below 0. C=3: not above 15. None: 15. B=0: C=0 → 15, C=1 → 0.
    const marks = ([[5, 4], [5, 5], [5, 6], [5, 7], [5, 3], [5, 0], [0, 0], [0, 1]] as const).map(([base, count]) => pointsOf({ accidents: decline(base, count) }, 'accidents'));
    expect(marks).toEqual([15, 7.5, 0, 0, 15, 15, 15, 0]);
    // B = 20, C = 19: r = 5 % → 15 × (1 + 0.25) / 2 = 9.375.
    expect(pointsOf({ accidents: decline(20, 19) }, 'accidents')).toBeCloseTo(9.375, 9);
  });

  it('gives nothing beyond a target', () => {
    // Penalties at 5 % earn the 4, at 50 % no more; plan 120/100 earns 15.
    expect([pointsOf({ penalty: share(5, 100) }, 'penalty'), pointsOf({ penalty: share(50, 100) }, 'penalty'), pointsOf({ 'coverage-plan': share(120, 100) }, 'coverage-plan')]).toEqual([4, 4, 15]);
  });

  it('flags missing data and gives its weight to the others, never silently 0', () => {
    // Without patrol and on time: hazards (9 + 5) / 15 × 25 = 23.3333; (22.5 + 23.3333 + 13.5 + 6.1 + 9.75) / 90 × 100 = 83.5370 → 83.54.
    expect(scoreIndex(SCHEME, without('patrol', 'on-time'))).toMatchObject({ value: 83.54, missing: ['on-time', 'patrol'], covered: 80 });
    // A base that lacks a year is missing as well: accidents stand on deaths alone, 15 / 15 × 30 = 30; 30 + 23.5 + 13.5 + 6.1 + 9.75 + 8.75 = 91.60.
    expect(scoreIndex(SCHEME, { ...MONTH, accidents: decline(undefined, 3) })).toMatchObject({ value: 91.6, missing: ['accidents'], covered: 85 });
    expect(scoreIndex(SCHEME, {})).toMatchObject({ value: undefined, covered: 0, missing: expect.arrayContaining(['accidents', 'patrol']) });
    expect(scoreIndex(SCHEME, {}, [{ rule: 'concealed', keys: ['a'] }]).value).toBeUndefined();
  });

  it('tells nothing to divide by from missing data', () => {
    // No major hazard and nothing overdue: full 5 and 6. 22.5 + 23.5 + 13.5 + (6 + 1.6) + 9.75 + 8.75 = 85.60.
    const calm = scoreIndex(SCHEME, { ...MONTH, 'major-cleared': share(0, 0), 'overdue-filing': share(0, 0) });
    expect(calm).toMatchObject({ value: 85.6, missing: [], covered: 100 });
    // No alarm at all says nothing: 100 × (84.1 − 9.75) / 90 = 82.6111 → 82.61, and nothing is missing.
    expect(scoreIndex(SCHEME, { ...MONTH, 'alarms-signed': share(0, 0), 'alarms-closed': share(0, 0) })).toMatchObject({ value: 82.61, missing: [], covered: 90 });
  });

  it('stays below 60 under a veto', () => {
    const veto = [{ rule: 'serious-accident' as const, keys: ['a1'] }];
    expect(scoreIndex(SCHEME, MONTH, veto)).toMatchObject({ value: 59.99, beforeVeto: 84.1, vetoes: veto });
    // Below the cap anyway: 0 for everything but the alarms' 9.75.
    const poor: IndexFacts = { ...MONTH, accidents: decline(0, 1), deaths: decline(0, 1), rectification: share(0, 1), 'on-time': share(0, 1), 'major-cleared': share(0, 1), 'coverage-plan': share(0, 1), 'overdue-filing': share(0, 1), penalty: share(0, 1), patrol: share(0, 1) };
    expect(scoreIndex(SCHEME, poor, veto).value).toBe(9.75);
  });

  it('refuses a fact of the wrong kind', () => {
    for (const facts of [{ accidents: share(1, 2) }, { patrol: decline(1, 1) }, { patrol: share(-1, 2) }] satisfies IndexFacts[]) expect(() => scoreIndex(SCHEME, facts)).toThrow(DomainError);
  });

  it('lies between 0 and 100 whatever is known, and rises with any better share', () => {
    const fact = fc.record({ numerator: fc.nat(100), denominator: fc.nat(100) }).map(({ numerator, denominator }) => share(numerator, denominator));
    const facts = fc.record(Object.fromEntries(INDEX_MEASURES.map((measure) => [measure, measure === 'accidents' || measure === 'deaths' ? fc.tuple(fc.nat(9), fc.nat(9)).map(([base, count]) => decline(base, count)) : fact])), { requiredKeys: [] });
    fc.assert(fc.property(facts, (known: IndexFacts) => {
      const { value } = scoreIndex(SCHEME, known);
      if (value !== undefined) expect(value >= 0 && value <= 100).toBe(true);
      const patrol = known.patrol as ShareFact | undefined;
      if (patrol && patrol.denominator > 0) expect(scoreIndex(SCHEME, { ...known, patrol: share(patrol.numerator + 1, patrol.denominator) }).value).toBeGreaterThanOrEqual(value ?? 0);
    }));
  });
});

describe('a scheme of the index', () => {
  const changed = (change: (scheme: { -readonly [K in Exclude<keyof IndexScheme, 'dimensions'>]: IndexScheme[K] } & { dimensions: { weight: number; id: string; items: { weight: number; measure: string; scoring: { target: number } }[] }[] }) => void) => {
    const copy = JSON.parse(JSON.stringify(SCHEME));
    change(copy);
    return () => checkScheme(copy);
  };

  it('must add up', () => {
    expect(checkScheme(SCHEME)).toBe(SCHEME);
    const refused = [
      changed((scheme) => { scheme.dimensions[0]!.weight = 31; }), changed((scheme) => { scheme.dimensions[1]!.items[0]!.weight = 9; }), changed((scheme) => { scheme.dimensions.pop(); }),
      changed((scheme) => { scheme.dimensions[0]!.items[0]!.weight = -15; scheme.dimensions[0]!.items[1]!.weight = 45; }), changed((scheme) => { scheme.dimensions[0]!.items[1]!.measure = 'accidents'; }),
      changed((scheme) => { scheme.dimensions[5]!.items[0]!.measure = 'weather'; }), changed((scheme) => { scheme.dimensions[5]!.items[0]!.scoring.target = 0; }), changed((scheme) => { scheme.dimensions[5]!.id = 'alarms'; }),
      changed((scheme) => { scheme.cards = { ...scheme.cards, vetoCap: 60 }; }), changed((scheme) => { scheme.cards = { ...scheme.cards, yellow: 60 }; }), changed((scheme) => { scheme.freezeDay = 31; }), changed((scheme) => { scheme.lift = { months: 0, score: 80 }; }),
    ];
    for (const check of refused) expect(check).toThrow(DomainError);
    // Thirds add up although their binary form does not: 33.3 + 33.3 + 33.4.
    const thirds = changed((scheme) => { scheme.dimensions = [33.3, 33.3, 33.4].map((weight, n) => ({ ...scheme.dimensions[n + 2]!, weight, items: [{ ...scheme.dimensions[n + 2]!.items[0]!, weight }] })); });
    expect(thirds).not.toThrow();
  });

  it('is the newest in force, and never guessed', () => {
    const second = { ...SCHEME, version: 2, effectiveFrom: SCHEME.effectiveFrom + 1000 };
    expect(schemeAt([second, SCHEME], second.effectiveFrom).version).toBe(2);
    expect(schemeAt([second, SCHEME], second.effectiveFrom - 1).version).toBe(1);
    expect(() => schemeAt([second], second.effectiveFrom - 1)).toThrow(DomainError);
  });
});
