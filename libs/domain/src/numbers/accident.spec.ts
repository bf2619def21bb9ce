import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { gradeAt, supplementUntil, type Accident } from './accident.js';
import { followUpsPerDay, reportClocks, REPORTS_493, REPORTS_STREET } from './accident-clock.js';
import { accidentDecline, compareAccidents } from './accident-decline.js';
import { ACCIDENT_GRADES, atLeast, gradeOf, type Harm } from './accident-grade.js';
import { dayOf } from './beijing-day.js';
import { cumulativeToMonth, periodOf, type Period } from './period.js';
import { scopesBelow } from './rate-scope.js';

const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T12:00:00` : text}+08:00`);
const MINUTE = 60_000;
const harm = (deaths: number, seriousInjuries = 0, loss = 0): Harm => ({ deaths, seriousInjuries, loss });
const accident = (key: string, when: string, deaths = 0, patch: Partial<Accident> = {}): Accident => ({
  key, sector: 'road', gridCode: '331082001001', occurredAt: at(when), nonProduction: false, harm: [{ at: at(when), by: 'lin', ...harm(deaths) }], ...patch,
});
const scope = (period: Period, asOf = at('2030-01-01')) => ({ period, asOf, gridPrefix: '331082001' });
const BEGUN = at('2020-01-01T00:00:00');

describe('the grade of an accident (493号令 article 3)', () => {
  it('includes the number itself at every bound', () => {
    // 以上 holds the number, 以下 does not: 3, 10, 30 deaths; 10, 50, 100 injured; 10, 50, 100 million yuan.
    const grades = (of: (amount: number) => Harm, ...amounts: number[]) => amounts.map((amount) => gradeOf(of(amount)).grade);
    expect(grades((n) => harm(n), 0, 2, 3, 9, 10, 29, 30)).toEqual(['ordinary', 'ordinary', 'serious', 'serious', 'major', 'major', 'extraordinary']);
    expect(grades((n) => harm(0, n), 9, 10, 49, 50, 99, 100)).toEqual(['ordinary', 'serious', 'serious', 'major', 'major', 'extraordinary']);
    expect(grades((n) => harm(0, 0, n), 9_999_999.99, 10_000_000, 49_999_999.99, 50_000_000, 99_999_999.99, 100_000_000)).toEqual(['ordinary', 'serious', 'serious', 'major', 'major', 'extraordinary']);
  });

  it('is the gravest any harm gives, and says which', () => {
    // 2 deaths alone are 一般, 12 injured 较大, 60 million yuan 重大: 重大, by the loss.
    expect(gradeOf(harm(2, 12, 60_000_000))).toEqual({ grade: 'major', by: ['loss'], source: '国务院令第493号第三条' });
    expect(gradeOf(harm(3, 10, 0)).by).toEqual(['deaths', 'seriousInjuries']);
    expect(gradeOf(harm(1)).by).toEqual([]);
  });

  it('never falls when harm grows, and is the gravest of the three alone', () => {
    const amounts = fc.record({ deaths: fc.nat(120), seriousInjuries: fc.nat(120), loss: fc.nat(150_000_000) });
    const rank = (each: Harm) => ACCIDENT_GRADES.indexOf(gradeOf(each).grade);
    fc.assert(fc.property(amounts, amounts, (one, more) => {
      expect(rank(one)).toBe(Math.min(rank(harm(one.deaths)), rank(harm(0, one.seriousInjuries)), rank(harm(0, 0, one.loss))));
      expect(rank({ deaths: one.deaths + more.deaths, seriousInjuries: one.seriousInjuries + more.seriousInjuries, loss: one.loss + more.loss })).toBeLessThanOrEqual(rank(one));
    }));
  });

  it('refuses what cannot be counted', () => {
    for (const bad of [harm(-1), harm(1.5), harm(0, NaN), harm(0, 0, -0.01), harm(0, 0, Infinity)]) expect(() => gradeOf(bad)).toThrow(DomainError);
    expect(atLeast('major', 'serious') && atLeast('serious', 'serious') && !atLeast('ordinary', 'serious')).toBe(true);
  });

  it('is re-graded from the instant more is known', () => {
    // Two died on the spot (一般); a third in hospital on 9 March: 较大 from then on, and 一般 in a paper frozen the moment before.
    const third = at('2026-03-09T23:59:59.999');
    const graded = accident('a', '2026-03-05', 2, { harm: [{ at: third, by: 'lin', ...harm(3) }, { at: at('2026-03-05'), by: 'lin', ...harm(2) }] });
    expect([gradeAt(graded, third - 1).grade, gradeAt(graded, third).grade, gradeAt(graded, at('2026-01-01')).grade]).toEqual(['ordinary', 'serious', 'ordinary']);
    expect(() => gradeAt({ ...graded, harm: [] }, third)).toThrow(DomainError);
    // 7 days for road: 6 … 12 March; 30 for the others: 6 March … 4 April.
    expect(supplementUntil(graded)).toBe(at('2026-03-13T00:00:00'));
    expect(supplementUntil({ ...graded, sector: 'industry' })).toBe(at('2026-04-05T00:00:00'));
  });
});

describe('the clocks of its report', () => {
  const occurredAt = at('2026-03-05T08:00:00');
  const states = (grade: 'ordinary' | 'serious' | 'major', told: Record<string, number>, now: number) => reportClocks(REPORTS_493, { occurredAt, grade }, told, now).map(({ hop, state }) => `${hop.id} ${state}`);

  it('run per hop, not in all', () => {
    // Unit told 08:20; county by 09:20, told 09:20 exactly (in time); city by 11:20, told one ms after (late); province by 13:20:00.001.
    const told = { unit: occurredAt + 20 * MINUTE, county: occurredAt + 80 * MINUTE, city: occurredAt + 200 * MINUTE + 1 };
    const due = occurredAt + 320 * MINUTE + 1;
    expect(states('serious', told, due)).toEqual(['unit told', 'county in-time', 'city late', 'province running']);
    expect(states('serious', told, due + 1)).toEqual(['unit told', 'county in-time', 'city late', 'province overdue']);
  });

  it('go as far up as the grade asks', () => {
    expect(states('ordinary', {}, occurredAt)).toEqual(['unit running', 'county waiting', 'city waiting']);
    expect(states('serious', {}, occurredAt)).toHaveLength(4);
    expect(states('major', {}, occurredAt)).toHaveLength(5);
    expect([followUpsPerDay('ordinary'), followUpsPerDay('serious'), followUpsPerDay('major')]).toEqual([1, 1, 2]);
  });

  it('of the street both run from the accident', () => {
    const clocks = reportClocks(REPORTS_STREET, { occurredAt, grade: 'ordinary' }, { phone: occurredAt + 30 * MINUTE }, occurredAt + 60 * MINUTE + 1);
    expect(clocks.map(({ state }) => state)).toEqual(['in-time', 'overdue']);
  });

  it('refuse a report before the one it follows', () => {
    expect(() => states('ordinary', { unit: occurredAt + 10, county: occurredAt + 9 }, occurredAt)).toThrow(DomainError);
    expect(() => states('ordinary', { unit: occurredAt - 1 }, occurredAt)).toThrow(DomainError);
  });
});

describe('事故下降率', () => {
  it('compares with the base, and names what cannot be divided', () => {
    // (5 − 4) / 5 = 20 %; (4 − 5) / 4 = −25 %.
    expect([compareAccidents(5, 4), compareAccidents(4, 5), compareAccidents(0, 0), compareAccidents(0, 2)]).toEqual([{ kind: 'percent', percent: 20 }, { kind: 'percent', percent: -25 }, { kind: 'level' }, { kind: 'new' }]);
    expect(() => compareAccidents(-1, 0)).toThrow(DomainError);
  });

  const history = [
    accident('23a', '2023-01-05'), accident('23b', '2023-02-28T23:59:59.999', 1), accident('23c', '2023-03-01'),
    accident('24a', '2024-01-05', 2), accident('24b', '2024-02-29T23:59:59.999'), accident('24c', '2024-02-01'),
    accident('25a', '2025-02-01'), accident('25b', '2025-12-31T23:59:59.999'),
    accident('26a', '2026-01-20', 1), accident('26b', '2026-02-28T23:59:59.999'), accident('26c', '2026-03-01T00:00:00'),
  ];

  it('takes the same window of the three years before, leap day and last millisecond within', () => {
    // 1–2月: 2023 two, 2024 three (with 29 February), 2025 one: B = 6/3 = 2; 2026 two: r = 0, allowed 1.6, not reached, 0 % of the way.
    const decline = accidentDecline(history, scope(cumulativeToMonth(2026, 2)), 'accidents', BEGUN);
    expect(decline).toMatchObject({ base: 2, comparison: { kind: 'percent', percent: 0 }, reached: false, progress: 0, current: { count: 2, keys: ['26a', '26b'] } });
    expect(decline.before.map(({ keys }) => keys)).toEqual([['25a'], ['24a', '24b', '24c'], ['23a', '23b']]);
    expect(decline.allowed).toBeCloseTo(1.6, 9);
    // Deaths: 1 + 2 + 0 → B = 1, C = 1; only accidents with deaths are behind the number.
    expect(accidentDecline(history, scope(cumulativeToMonth(2026, 2)), 'deaths', BEGUN)).toMatchObject({ base: 1, current: { count: 1, keys: ['26a'] } });
  });

  it('reaches −20 % exactly', () => {
    // Before: 5 each year, B = 5, allowed 4; four are enough (100 %), three are 40 % down (200 %).
    const years = [2023, 2024, 2025].flatMap((year) => [1, 2, 3, 4, 5].map((n) => accident(`${year}-${n}`, `${year}-0${n}-10`)));
    const of = (count: number) => accidentDecline([...years, ...Array.from({ length: count }, (_, n) => accident(`c${n}`, '2026-04-01'))], scope(cumulativeToMonth(2026, 6)), 'accidents', BEGUN);
    expect([of(4), of(3), of(5)].map(({ reached, progress }) => [reached, progress])).toEqual([[true, 100], [true, 200], [false, 0]]);
    expect(of(6).progress).toBeCloseTo(-100, 9);
  });

  it('names zero against zero and what is new', () => {
    const period = cumulativeToMonth(2026, 2);
    expect(accidentDecline([], scope(period), 'accidents', BEGUN)).toMatchObject({ base: 0, comparison: { kind: 'level' }, reached: true, progress: 100 });
    expect(accidentDecline(history.slice(8), scope(period), 'accidents', BEGUN)).toMatchObject({ base: 0, comparison: { kind: 'new' }, reached: false, progress: undefined, current: { count: 2 } });
  });

  it('says so when a year was not recorded, instead of taking it for a good one', () => {
    const begun = at('2024-01-01T00:00:00');
    const decline = accidentDecline(history, scope(cumulativeToMonth(2026, 2)), 'accidents', begun);
    expect(decline).toMatchObject({ base: undefined, comparison: { kind: 'unknown' }, allowed: undefined, reached: undefined, current: { count: 2 } });
    expect(decline.missingYears.map(({ from }) => dayOf(from))).toEqual(['2023-01-01']);
  });

  it('leaves out accidents that are not of production and second entries of one', () => {
    const extra = [accident('x', '2026-01-10', 3, { nonProduction: true }), accident('y', '2026-01-20', 1, { sameAs: '26a' })];
    expect(accidentDecline([...history, ...extra], scope(cumulativeToMonth(2026, 2)), 'deaths', BEGUN).current).toMatchObject({ count: 1, keys: ['26a'] });
  });

  it('counts the deaths known when it is asked', () => {
    const later = accident('z', '2026-01-10', 1, { harm: [{ at: at('2026-01-10'), by: 'lin', ...harm(1) }, { at: at('2026-03-08'), by: 'lin', ...harm(2) }] });
    const deaths = (asOf: string) => accidentDecline([later], scope(cumulativeToMonth(2026, 2), at(asOf)), 'deaths', BEGUN).current.count;
    expect([deaths('2026-03-05'), deaths('2026-03-09')]).toEqual([1, 2]);
  });

  it('compares a running period up to the day it is asked on', () => {
    // Year 2026 asked on 28 February at noon: 2025 counts to 28 February (one), not the accident of 31 December.
    const decline = accidentDecline(history, scope(periodOf('year', at('2026-02-28')), at('2026-02-28')), 'accidents', BEGUN);
    expect(decline.before.map(({ count }) => count)).toEqual([1, 3, 2]);
    expect(decline.current.keys).toEqual(['26a']);
    expect(() => accidentDecline(history, scope(periodOf('year', at('2026-02-28')), at('2025-02-28')), 'accidents', BEGUN)).toThrow(DomainError);
  });

  it('sums over grids to the parent', () => {
    const grids = fc.array(fc.tuple(fc.constantFrom('331082001', '331082001001', '331082001002', '331082001003', '331082001001001'), fc.integer({ min: at('2023-01-01'), max: at('2026-12-31') }), fc.nat(4)), { maxLength: 30 });
    fc.assert(fc.property(grids, (placed) => {
      const all = placed.map(([gridCode, occurredAt, deaths], index): Accident => ({ ...accident(String(index), '2026-01-01'), gridCode, occurredAt, harm: [{ at: occurredAt, by: 'lin', ...harm(deaths) }] }));
      const whole = scope(cumulativeToMonth(2026, 12));
      const of = (each: ReturnType<typeof scope>) => accidentDecline(all, each, 'deaths', BEGUN);
      const parts = scopesBelow(whole, ['331082001001', '331082001002']).map((part) => of({ ...part, period: whole.period }));
      expect(parts.reduce((sum, { current }) => sum + current.count, 0)).toBe(of(whole).current.count);
      expect(parts.reduce((sum, { base }) => sum + (base ?? NaN), 0)).toBeCloseTo(of(whole).base ?? NaN, 9);
    }));
  });
});
