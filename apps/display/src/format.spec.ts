import { ago, clockTime, countdown, dateTime, elapsed, startOfDay } from './format';
import { keepLocale } from './locale';

describe('times as people read them', () => {
  afterEach(() => keepLocale('zh'));

  it('shows Beijing time whatever the offset it came with', () => {
    expect(clockTime('2026-11-23T00:05:09Z')).toBe('08:05:09');
    expect(clockTime('2026-11-23T08:05:09+08:00')).toBe('08:05:09');
    expect(dateTime('2026-11-22T23:59:59Z')).toBe('2026-11-23 07:59:59');
  });

  it('shows a dash for what is not a time', () => {
    expect(clockTime(undefined)).toBe('—');
    expect(clockTime('soon')).toBe('—');
  });

  it('counts down, and on past the limit', () => {
    expect(countdown(180_000)).toBe('03:00');
    expect(countdown(1)).toBe('00:01');
    expect(countdown(0)).toBe('00:00');
    expect(countdown(-42_000)).toBe('+00:42');
    expect(countdown(7_200_000)).toBe('2:00:00');
    expect(elapsed(3_661_000)).toBe('1:01:01');
  });

  it('tells an age in one unit, in either language', () => {
    expect(ago(1_000)).toBe('刚刚');
    expect(ago(59_000)).toBe('59秒前');
    expect(ago(3_599_000)).toBe('59分钟前');
    expect(ago(90_000_000)).toBe('1天前');
    keepLocale('en');
    expect(ago(7_200_000)).toBe('2 h ago');
    expect(ago(-5_000)).toBe('just now');
  });

  it('starts the day at Beijing midnight', () => {
    expect(new Date(startOfDay(Date.parse('2026-11-23T15:59:59Z'))).toISOString()).toBe('2026-11-22T16:00:00.000Z');
    expect(new Date(startOfDay(Date.parse('2026-11-23T16:00:00Z'))).toISOString()).toBe('2026-11-23T16:00:00.000Z');
  });
});
