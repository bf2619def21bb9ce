import { keepsTarget, targetOf } from './rate-targets.js';
import { periodOf } from './period.js';

const AT = Date.parse('2026-11-25T10:00:00+08:00');

describe('targets of the rates', () => {
  it('hold a shorter period to its share of the year’s full coverage', () => {
    // November has 30 days: 100 × 30 / 365 = 8.219…, to one decimal 8.2; 2024 has 366 days and is held to 100, not more.
    expect(targetOf('coverage', periodOf('month', AT))).toBe(8.2);
    expect(targetOf('coverage', periodOf('year', AT))).toBe(100);
    expect(targetOf('coverage', periodOf('year', Date.parse('2024-05-01T00:00:00+08:00')))).toBe(100);
    expect(targetOf('on-time', periodOf('week', AT))).toBe(95);
    expect(targetOf('finding', periodOf('month', AT))).toBeUndefined();
  });

  it('judge a rate at its target as kept, one without a value not at all', () => {
    const month = periodOf('month', AT);
    expect(keepsTarget('on-time', 95, month, true)).toBe(true);
    expect(keepsTarget('on-time', 94.99, month, true)).toBe(false);
    expect(keepsTarget('on-time', undefined, month, true)).toBeUndefined();
    expect(keepsTarget('finding', 10, month, false)).toBeUndefined();
  });

  it('judge rectification once the period is over: what was found yesterday still has its term', () => {
    const month = periodOf('month', AT);
    expect(keepsTarget('rectification', 70, month, true)).toBeUndefined();
    expect(keepsTarget('rectification', 70, month, false)).toBe(false);
    expect(keepsTarget('major-rectification', 0, month, true)).toBeUndefined();
  });
});
