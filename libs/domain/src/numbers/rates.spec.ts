import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { SECTORS } from '../sector.js';
import { cumulativeToMonth, periodOf } from './period.js';
import type { InspectionVisit, ListedObject, RatedHazard, RateRecords } from './rate-records.js';
import { scopesBelow, type RateScope } from './rate-scope.js';
import { RATE_IDS, rateOf, type RateId } from './rates.js';

const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T12:00:00` : text}+08:00`);
const NEVER = at('2030-01-01');
const march: RateScope = { period: periodOf('month', at('2026-03-01')), asOf: NEVER, sector: 'fire', gridPrefix: '331082001' };
const A = '331082001001';
const B = '331082001002';
const object = (key: string, gridCode = A, patch: Partial<ListedObject> = {}): ListedObject => ({ key, sector: 'fire', gridCode, from: at('2025-01-01'), ...patch });
const visit = (key: string, objectKey: string, patch: Partial<InspectionVisit> = {}): InspectionVisit => ({ key, objectKey, sector: 'fire', gridCode: A, at: at('2026-03-10'), valid: true, ...patch });
const hazard = (key: string, patch: Partial<RatedHazard> = {}): RatedHazard => ({ key, sector: 'fire', gridCode: A, foundAt: at('2026-03-10'), major: false, dueAt: at('2026-03-26T00:00:00'), ...patch });
const records = (patch: Partial<RateRecords>): RateRecords => ({ objects: [], visits: [], hazards: [], penalties: [], ...patch });
const brief = (id: RateId, of: RateRecords, scope = march) => {
  const { numerator, denominator, value } = rateOf(id, of, scope);
  return [numerator, denominator, value];
};

describe('检查覆盖率', () => {
  it('counts distinct objects, not visits', () => {
    // Four objects; a is visited twice, b once, c only by an invalid visit, d in April: 2 of 4 = 50 %.
    const ledger = records({
      objects: ['a', 'b', 'c', 'd'].map((key) => object(key)),
      visits: [visit('1', 'a'), visit('2', 'a', { at: at('2026-03-20') }), visit('3', 'b', { at: at('2026-03-31T23:59:59.999') }), visit('4', 'c', { valid: false }), visit('5', 'd', { at: at('2026-04-01T00:00:00') })],
    });
    expect(rateOf('coverage', ledger, march)).toEqual({ id: 'coverage', formula: 'coverage@1', numerator: 2, denominator: 4, value: 50, numeratorKeys: ['a', 'b'], denominatorKeys: ['a', 'b', 'c', 'd'] });
  });

  it('takes the list as it stands at the end', () => {
    // a left the list on the 31st at 23:59:59.999, b leaves as April begins, c joined in the last millisecond; a’s visit is lost, 1 of 2 = 50 %.
    const ledger = records({
      objects: [object('a', A, { until: at('2026-03-31T23:59:59.999') }), object('b', A, { until: at('2026-04-01T00:00:00') }), object('c', A, { from: at('2026-03-31T23:59:59.999') })],
      visits: [visit('1', 'a'), visit('2', 'b')],
    });
    expect(brief('coverage', ledger)).toEqual([1, 2, 50]);
  });

  it('counts an object that moved once, where it stands at the end', () => {
    // Visited in A on 10 March, moved to B on the 15th: A has none to inspect (“—”), B 1 of 1, the street 1 of 1.
    const moved = at('2026-03-15T00:00:00');
    const ledger = records({ objects: [object('a', A, { until: moved }), object('a', B, { from: moved })], visits: [visit('1', 'a')] });
    expect(brief('coverage', ledger, { ...march, gridPrefix: A })).toEqual([0, 0, undefined]);
    expect(brief('coverage', ledger, { ...march, gridPrefix: B })).toEqual([1, 1, 100]);
    expect(brief('coverage', ledger)).toEqual([1, 1, 100]);
    expect(() => rateOf('coverage', records({ objects: [object('a', A), object('a', B)] }), march)).toThrow(DomainError);
  });
});

describe('发现隐患率', () => {
  it('A counts visits that found something, B what they found', () => {
    // Three visits; the first found 3 hazards, the second 1, the third none. A = 2/3 = 66.67 %, B = 4/3 × 100 = 133.33 per hundred.
    // A hazard the owner found himself has no visit; one of a visit in February is February’s.
    const ledger = records({
      visits: [visit('1', 'a'), visit('2', 'b'), visit('3', 'c'), visit('0', 'c', { at: at('2026-02-28T23:59:59.999') })],
      hazards: [...['p', 'q', 'r'].map((key) => hazard(key, { visitKey: '1' })), hazard('s', { visitKey: '2' }), hazard('own'), hazard('t', { visitKey: '0' })],
    });
    expect(brief('finding', ledger)).toEqual([2, 3, expect.closeTo(66.6667, 3)]);
    expect(brief('hazards-per-hundred', ledger)).toEqual([4, 3, expect.closeTo(133.3333, 3)]);
    expect(rateOf('hazards-per-hundred', ledger, march)).toMatchObject({ numeratorKeys: ['p', 'q', 'r', 's'], denominatorKeys: ['1', '2', '3'] });
  });
});

describe('隐患整改率', () => {
  it('counts what is signed off by the end of the period, major hazards apart', () => {
    // Found in March: a signed off on the 31st at 23:59:59.999, b as April begins, c never, d (major) on the 20th. 2 of 4 = 50 %; major 1 of 1.
    const ledger = records({
      hazards: [
        hazard('a', { closedAt: at('2026-03-31T23:59:59.999') }), hazard('b', { closedAt: at('2026-04-01T00:00:00') }), hazard('c'), hazard('d', { major: true, closedAt: at('2026-03-20') }),
        hazard('feb', { foundAt: at('2026-02-28T23:59:59.999'), closedAt: at('2026-03-02') }),
      ],
    });
    expect(brief('rectification', ledger)).toEqual([2, 4, 50]);
    expect(brief('major-rectification', ledger)).toEqual([1, 1, 100]);
    // The quarter to June sees b signed off as well: nothing found in it; the half-year 1–6月 has a, b, d, feb of 5 = 80 %.
    expect(brief('rectification', ledger, { ...march, period: cumulativeToMonth(2026, 6) })).toEqual([4, 5, 80]);
  });

  it('on time: those whose term ended in the period, whenever found', () => {
    // All due on 25 March, to the end of the day: a closed at 23:59:59.999 is on time, b at 00:00 of the 26th is late, c is open.
    // d was due in April, e on 28 February, f found in January and due in March on time: 2 of 4 = 50 %.
    const due = at('2026-03-26T00:00:00');
    const ledger = records({
      hazards: [
        hazard('a', { closedAt: due - 1 }), hazard('b', { closedAt: due }), hazard('c'), hazard('d', { dueAt: at('2026-04-01T00:00:00') + 86_400_000, closedAt: at('2026-03-12') }),
        hazard('e', { foundAt: at('2026-02-01'), dueAt: at('2026-03-01T00:00:00') }), hazard('f', { foundAt: at('2026-01-01'), closedAt: at('2026-02-01') }),
      ],
    });
    expect(brief('on-time', ledger)).toEqual([2, 4, 50]);
    // On 20 March none of them is due yet: nothing to say, not 0 %.
    expect(brief('on-time', ledger, { ...march, asOf: at('2026-03-20') })).toEqual([0, 0, undefined]);
  });
});

describe('执法处罚率', () => {
  it('is penalties over visits, “—” without a visit', () => {
    // 1 penalty, 4 visits = 25 %.
    const penalties = [{ key: 'x', sector: 'fire' as const, gridCode: A, at: at('2026-03-31T23:59:59.999') }, { key: 'y', sector: 'fire' as const, gridCode: A, at: at('2026-04-01T00:00:00') }];
    expect(brief('penalty', records({ penalties, visits: ['1', '2', '3', '4'].map((key) => visit(key, key)) }))).toEqual([1, 4, 25]);
    expect(brief('penalty', records({ penalties }))).toEqual([1, 0, undefined]);
  });

  it('逾期立案: of the hazards overdue in the period, those with a case by its end', () => {
    // Overdue in March: a since January and open (case in March), b from the 26th (case in April: too late), c until the 5th (no case).
    // d closed in February and e due when April begins were never overdue in March, f was closed the moment its term ended: 1 of 3 = 33.33 %.
    const ledger = records({
      hazards: [
        hazard('a', { dueAt: at('2026-01-10'), filedAt: at('2026-03-05') }), hazard('b', { filedAt: at('2026-04-01T00:00:00') }), hazard('c', { dueAt: at('2026-02-10'), closedAt: at('2026-03-05') }),
        hazard('d', { dueAt: at('2026-01-10'), closedAt: at('2026-02-10'), filedAt: at('2026-02-01') }), hazard('e', { dueAt: at('2026-04-01T00:00:00') }), hazard('f', { closedAt: at('2026-03-26T00:00:00') }),
      ],
    });
    expect(rateOf('overdue-filing', ledger, march)).toMatchObject({ numerator: 1, denominator: 3, numeratorKeys: ['a'], denominatorKeys: ['a', 'b', 'c'] });
  });
});

describe('every rate', () => {
  it('is “—” on an empty ledger and deaf to other sectors and grids', () => {
    const ledger = records({ objects: [object('a', '331082002001')], visits: [visit('1', 'a', { sector: 'road' })], hazards: [hazard('h', { sector: 'road' }), hazard('i', { gridCode: '331082002001' })] });
    for (const id of RATE_IDS) for (const each of [records({}), ledger]) expect(brief(id, each)).toEqual([0, 0, undefined]);
  });

  it('refuses parts that overlap or lie outside', () => {
    const below = (parts: string[]) => () => scopesBelow(march, parts);
    for (const parts of [['331082002'], ['331082001'], [A, `${A}01`], [A, A]]) expect(below(parts)).toThrow(DomainError);
    expect(below([A, B])).not.toThrow();
  });

  it('sums to its parent at every level of any tree of grids', () => {
    // Codes over two letters, up to four levels; records lie at any level, also at the upper ones.
    const code = fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 4 }).map((parts) => parts.join(''));
    const instant = fc.integer({ min: at('2026-02-01'), max: at('2026-05-01') });
    const placed = { sector: fc.constantFrom(...SECTORS), gridCode: code };
    const maybe = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const ledgers: fc.Arbitrary<RateRecords> = fc.record({
      objects: fc.uniqueArray(fc.record({ ...placed, key: fc.constantFrom(...'abcdefghij'), from: instant, until: maybe(instant) }), { selector: ({ key }) => key, maxLength: 10 }),
      visits: fc.uniqueArray(fc.record({ ...placed, key: fc.integer({ max: 30, min: 0 }).map(String), objectKey: fc.constantFrom(...'abcdefghij'), at: instant, valid: fc.boolean() }), { selector: ({ key }) => key, maxLength: 20 }),
      hazards: fc.uniqueArray(fc.record({ ...placed, key: fc.integer({ max: 30, min: 0 }).map(String), foundAt: instant, major: fc.boolean(), visitKey: maybe(fc.integer({ max: 30, min: 0 }).map(String)), dueAt: instant, closedAt: maybe(instant), filedAt: maybe(instant) }), { selector: ({ key }) => key, maxLength: 20 }),
      penalties: fc.uniqueArray(fc.record({ ...placed, key: fc.integer({ max: 30, min: 0 }).map(String), at: instant }), { selector: ({ key }) => key, maxLength: 10 }),
    });
    fc.assert(fc.property(ledgers, code, instant, maybe(fc.constantFrom(...SECTORS)), fc.constantFrom(...RATE_IDS), (ledger, gridPrefix, asOf, sector, id) => {
      const scope: RateScope = { period: march.period, asOf, sector, gridPrefix };
      const whole = rateOf(id, ledger, scope);
      const parts = scopesBelow(scope, ['1', '2'].map((part) => gridPrefix + part)).map((each) => rateOf(id, ledger, each));
      const sum = (of: (rate: typeof whole) => number) => parts.reduce((total, part) => total + of(part), 0);
      expect(sum(({ numerator }) => numerator)).toBe(whole.numerator);
      expect(sum(({ denominator }) => denominator)).toBe(whole.denominator);
      expect(parts.flatMap((part) => part.numeratorKeys).sort()).toEqual([...whole.numeratorKeys].sort());
      expect(parts.flatMap((part) => part.denominatorKeys).sort()).toEqual([...whole.denominatorKeys].sort());
      if (!['hazards-per-hundred', 'penalty'].includes(id)) for (const key of whole.numeratorKeys) expect(whole.denominatorKeys).toContain(key);
    }));
  });
});
