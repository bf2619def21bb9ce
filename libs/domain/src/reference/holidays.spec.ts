import { addDays, weekdayOf } from '../numbers/beijing-day.js';
import { addWorkdays } from '../numbers/workdays.js';
import { codeOf } from '../refusal.fixture.js';
import { HOLIDAY_NOTICES, knownWorkdays } from './holidays.js';

const calendar = knownWorkdays();
const workdaysOf = (year: number): number => {
  let count = 0;
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) if (calendar.isWorkday(day)) count += 1;
  return count;
};

describe('the holiday notices', () => {
  it.each([
    // Weekdays of the year, less weekdays off, plus days made up. 2022: 260 − 18 + 7.
    [2022, 249],
    // 260 − 18 + 7: 元旦 1 weekday, 春节 5, 清明 1, 劳动节 3, 端午 2, 中秋国庆 6.
    [2023, 249],
    // 262 (leap) − 19 + 8: 元旦 1, 春节 5, 清明 2, 劳动节 3, 端午 1, 中秋 2, 国庆 5.
    [2024, 251],
    // 261 − 18 + 5: 元旦 1, 春节 6, 清明 1, 劳动节 3, 端午 1, 国庆 6.
    [2025, 248],
    // 261 − 19 + 6: 元旦 2, 春节 6, 清明 1, 劳动节 3, 端午 1, 中秋 1, 国庆 5.
    [2026, 248],
  ])('give %i its working days', (year, days) => {
    expect(workdaysOf(year)).toBe(days);
  });

  it('are worked on the days made up, which are weekend days', () => {
    const made = HOLIDAY_NOTICES.flatMap(({ madeUp }) => madeUp);
    expect(made.filter((day) => weekdayOf(day) < 5)).toEqual([]);
    expect(made.filter((day) => !calendar.isWorkday(day))).toEqual([]);
  });

  it.each([
    ['2022-12-31', false], ['2023-06-25', true], ['2024-02-09', true], ['2024-02-18', true], ['2025-01-26', true], ['2025-10-08', false], ['2025-10-09', true],
    ['2026-02-23', false], ['2026-02-24', true], ['2026-02-28', true], ['2026-09-25', false], ['2026-10-10', true],
  ])('say whether %s is worked: %s', (day, worked) => {
    expect(calendar.isWorkday(day)).toBe(worked);
  });

  it('do not guess 2027, and take its notice when it is entered', () => {
    expect(codeOf(() => addWorkdays(calendar, '2026-12-31', 1))).toBe('unavailable work-calendar-missing');
    // Only the first working day of the made-up notice matters: 1 January off, a Friday, then Monday the 4th.
    const added = knownWorkdays([{ year: 2027, revision: 1, source: '测试', daysOff: ['2027-01-01'], madeUp: [] }]);
    expect(addWorkdays(added, '2026-12-31', 1)).toBe('2027-01-04');
  });
});
