import * as fc from 'fast-check';
import { HOLIDAY_NOTICES } from '../reference/holidays.js';
import { codeOf } from '../refusal.fixture.js';
import { addDays } from './beijing-day.js';
import { addWorkdays, afterWorkdays, workCalendar, workdaysBetween, type YearOfWork } from './workdays.js';

const NOTICE = HOLIDAY_NOTICES.find(({ year }) => year === 2025)!;
const calendar = workCalendar([NOTICE]);

describe('working days', () => {
  it('leave out weekends and holidays and keep the weekend days made up', () => {
    expect(['2025-09-28', '2025-09-30', '2025-10-01', '2025-10-08', '2025-10-09', '2025-10-11', '2025-10-12'].map(calendar.isWorkday)).toEqual([true, true, false, false, true, true, false]);
  });

  it('are added without counting the day they begin', () => {
    // From Tuesday 30 September: 1–8 October are off, so the 9th (1), the 10th (2), Saturday the 11th made up (3), Monday the 13th (4).
    expect([1, 2, 3, 4].map((count) => addWorkdays(calendar, '2025-09-30', count))).toEqual(['2025-10-09', '2025-10-10', '2025-10-11', '2025-10-13']);
    // Red on 3 October, a holiday: the task force is due within 3 working days, by the end of the 11th.
    expect(afterWorkdays(calendar, Date.parse('2025-10-03T23:59:59.999+08:00'), 3)).toBe(Date.parse('2025-10-12T00:00:00+08:00'));
    // Backwards from 9 October (延期 is asked for 20 working days before): the 30th of September is the first.
    expect(addWorkdays(calendar, '2025-10-09', -1)).toBe('2025-09-30');
    expect(addWorkdays(calendar, '2025-10-04', 0)).toBe('2025-10-04');
  });

  it('are counted between two days', () => {
    // 26 September (Friday) to 9 October: Sunday the 28th made up, 29, 30, 9 October = 4.
    expect(workdaysBetween(calendar, '2025-09-26', '2025-10-09')).toBe(4);
    expect(workdaysBetween(calendar, '2025-10-09', '2025-09-26')).toBe(-4);
    expect(workdaysBetween(calendar, '2025-10-02', '2025-10-02')).toBe(0);
  });

  it('of a year nobody gave are an error, never a guess', () => {
    expect(codeOf(() => addWorkdays(calendar, '2025-12-31', 1))).toBe('unavailable work-calendar-missing');
    expect(codeOf(() => calendar.isWorkday('2024-12-31'))).toBe('unavailable work-calendar-missing');
    // Saturday 2026-01-03 too: it might be made up.
    expect(codeOf(() => calendar.isWorkday('2026-01-03'))).toBe('unavailable work-calendar-missing');
    expect(codeOf(() => addWorkdays(calendar, '2025-03-03', 1.5))).toBe('invalid whole-days');
  });

  it('take the newest revision of a year, in any order', () => {
    const longer = { ...NOTICE, revision: 2, daysOff: [...NOTICE.daysOff, '2025-10-09'] };
    for (const years of [[NOTICE, longer], [longer, NOTICE]]) expect(workCalendar(years).isWorkday('2025-10-09')).toBe(false);
  });

  it('refuse a calendar that contradicts itself', () => {
    const refused = (patch: Partial<YearOfWork>) => codeOf(() => workCalendar([{ ...NOTICE, ...patch }]));
    expect(refused({ daysOff: ['2024-12-31'] })).toBe('invalid work-calendar');
    expect(refused({ daysOff: ['2025-01-01', '2025-01-01'] })).toBe('invalid work-calendar');
    expect(refused({ daysOff: ['2025-01-26'] })).toBe('invalid work-calendar');
    expect(refused({ madeUp: ['2025-03-03'] })).toBe('invalid work-calendar');
    expect(refused({ daysOff: ['2025-02-29'] })).toBe('invalid not-a-day');
    expect(codeOf(() => workCalendar([NOTICE, NOTICE]))).toBe('invalid work-calendar');
  });

  it('come back to the count they were added by', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 250 }), fc.integer({ min: -50, max: 50 }), (offset, count) => {
      const day = addDays('2025-01-01', offset);
      const reached = addWorkdays(calendar, day, count);
      expect(workdaysBetween(calendar, day, reached)).toBe(count);
      if (count !== 0) expect(calendar.isWorkday(reached)).toBe(true);
    }));
  });
});
