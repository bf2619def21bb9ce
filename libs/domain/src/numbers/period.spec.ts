import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { addDays, afterDays, dayOf, daysBetween, startOfDay, weekdayOf } from './beijing-day.js';
import { halfUp } from './half-up.js';
import { cumulativeToMonth, daysOf, isLeap, lastYearOf, PERIODS, periodOf, previousOf, rangeOfDays, sameWindows, within, type Range } from './period.js';

const at = (text: string) => Date.parse(`${text}+08:00`);
/** First and last day of a range, as a person reads it. */
const days = ({ from, to }: Range) => `${dayOf(from)}..${dayOf(to - 1)}`;
const instants = fc.integer({ min: at('2000-01-01T00:00:00'), max: at('2099-12-31T23:59:59.999') });

describe('a day in Beijing', () => {
  it('holds its last millisecond and not the next', () => {
    // 2026-03-31T23:59:59.999+08:00 is 15:59:59.999 UTC of the same day; one millisecond later it is April in Beijing.
    const last = at('2026-03-31T23:59:59.999');
    expect(dayOf(last)).toBe('2026-03-31');
    expect(dayOf(last + 1)).toBe('2026-04-01');
    const march = periodOf('month', last);
    expect(within(march, last)).toBe(true);
    expect(within(march, last + 1)).toBe(false);
    expect(within(march, at('2026-03-01T00:00:00'))).toBe(true);
    expect(within(march, at('2026-02-28T23:59:59.999'))).toBe(false);
  });

  it('is refused when the calendar has none such', () => {
    for (const day of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-2-3', '', '1900-02-29']) expect(() => startOfDay(day)).toThrow(DomainError);
    expect(startOfDay('2024-02-29')).toBe(at('2024-02-29T00:00:00'));
  });

  it('counts days over a leap day, and weekdays from Monday', () => {
    // 2024-02-28 → 29 → 03-01: two days; 2026-11-25 is a Wednesday.
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2025-02-28', '2025-03-01')).toBe(1);
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
    expect(weekdayOf('2026-11-25')).toBe(2);
    expect([isLeap(2024), isLeap(2026), isLeap(2100), isLeap(2000)]).toEqual([true, false, false, true]);
  });

  it('lets a term of natural days begin on the day after and count its last day to the end', () => {
    // Found on 1 March at 18:00, 15 days: 2, 3 … 16 March; run out when the 17th begins.
    expect(afterDays(at('2026-03-01T18:00:00'), 15)).toBe(at('2026-03-17T00:00:00'));
  });
});

describe('a period', () => {
  it('begins weeks on Monday and quarters with January, April, July, October', () => {
    // Sunday 2026-03-01 still belongs to the week of Monday 23 February.
    expect(days(periodOf('week', at('2026-03-01T12:00:00')))).toBe('2026-02-23..2026-03-01');
    expect(days(periodOf('week', at('2026-03-02T00:00:00')))).toBe('2026-03-02..2026-03-08');
    expect(days(periodOf('quarter', at('2026-03-31T23:59:59.999')))).toBe('2026-01-01..2026-03-31');
    expect(days(periodOf('quarter', at('2026-12-31T23:59:59.999')))).toBe('2026-10-01..2026-12-31');
    expect(days(periodOf('month', at('2024-02-10T00:00:00')))).toBe('2024-02-01..2024-02-29');
    expect(daysOf(periodOf('year', at('2024-06-01T00:00:00')))).toBe(366);
  });

  it('knows the one before: the calendar neighbour, or as many days', () => {
    expect(days(previousOf(periodOf('month', at('2026-03-15T00:00:00'))))).toBe('2026-02-01..2026-02-28');
    expect(days(previousOf(periodOf('quarter', at('2026-02-15T00:00:00'))))).toBe('2025-10-01..2025-12-31');
    // 10 to 19 March are ten days; the ten before are 28 February to 9 March 2026.
    expect(days(previousOf(rangeOfDays('2026-03-10', '2026-03-19')))).toBe('2026-02-28..2026-03-09');
  });

  it('knows the same period last year, also around 29 February', () => {
    expect(days(lastYearOf(periodOf('day', at('2024-02-29T08:00:00'))))).toBe('2023-02-28..2023-02-28');
    expect(days(lastYearOf(periodOf('day', at('2025-02-28T08:00:00'))))).toBe('2024-02-28..2024-02-28');
    expect(days(lastYearOf(periodOf('month', at('2025-02-10T00:00:00'))))).toBe('2024-02-01..2024-02-29');
    expect(days(lastYearOf(rangeOfDays('2024-02-20', '2024-02-29')))).toBe('2023-02-20..2023-02-28');
    expect(days(lastYearOf(rangeOfDays('2024-02-29', '2024-02-29')))).toBe('2023-02-28..2023-02-28');
    expect(days(lastYearOf(rangeOfDays('2025-02-20', '2025-02-28')))).toBe('2024-02-20..2024-02-28');
    expect(days(lastYearOf(rangeOfDays('2025-02-01', '2025-02-28')))).toBe('2024-02-01..2024-02-29');
    expect(days(lastYearOf(rangeOfDays('2025-12-20', '2026-01-10')))).toBe('2024-12-20..2025-01-10');
  });

  it('compares weeks by their number', () => {
    // 2026-01-01 is a Thursday, so 2026 has 53 weeks; week 48 of 2026 begins on 23 November, of 2025 on 24 November.
    expect(days(lastYearOf(periodOf('week', at('2026-11-25T00:00:00'))))).toBe('2025-11-24..2025-11-30');
    // Week 53 (28 December 2026 to 3 January 2027) against the last of 2025, which has 52: 22 to 28 December 2025.
    expect(days(lastYearOf(periodOf('week', at('2027-01-02T00:00:00'))))).toBe('2025-12-22..2025-12-28');
  });

  it('takes the same cumulative window of the three years before', () => {
    expect(sameWindows(cumulativeToMonth(2026, 2), 3).map(days)).toEqual(['2025-01-01..2025-02-28', '2024-01-01..2024-02-29', '2023-01-01..2023-02-28']);
    expect(sameWindows(cumulativeToMonth(2024, 12), 1).map(days)).toEqual(['2023-01-01..2023-12-31']);
    expect(() => cumulativeToMonth(2026, 13)).toThrow(DomainError);
  });

  it('is refused backwards', () => {
    expect(() => rangeOfDays('2026-03-02', '2026-03-01')).toThrow(DomainError);
    expect(daysOf(rangeOfDays('2026-03-01', '2026-03-01'))).toBe(1);
  });

  it('holds every instant in exactly one period of a kind, whose neighbours touch', () => {
    fc.assert(fc.property(instants, fc.constantFrom(...PERIODS), (instant, kind) => {
      const period = periodOf(kind, instant);
      expect(within(period, instant)).toBe(true);
      expect(periodOf(kind, period.from)).toEqual(period);
      expect(periodOf(kind, period.to - 1)).toEqual(period);
      expect(previousOf(period).to).toBe(period.from);
      expect(periodOf(kind, lastYearOf(period).from)).toEqual(lastYearOf(period));
    }));
  });
});

describe('rounding half up', () => {
  it('rounds the decimal that is read', () => {
    // 1.005 × 100 is 100.49999999999999 in binary; a reader expects 1.01.
    expect([halfUp(1.005), halfUp(59.995), halfUp(59.994999), halfUp(-2.675), halfUp(200 / 3), halfUp(-0.001)]).toEqual([1.01, 60, 59.99, -2.68, 66.67, 0]);
  });
});
