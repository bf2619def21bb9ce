import fc from 'fast-check';
import { daysUntil } from './inspection.js';

const at = (text: string): number => Date.parse(text);

describe('days until an inspection', () => {
  it('are counted by Beijing midnights', () => {
    // 25 - 25 = 0 from the first moment of the day to the last; the next one it is a day late.
    expect([daysUntil('2026-12-25', at('2026-12-25T00:00:00+08:00')), daysUntil('2026-12-25', at('2026-12-25T23:59:59.999+08:00')), daysUntil('2026-12-25', at('2026-12-26T00:00:00+08:00'))]).toEqual([0, 0, -1]);
    // 23:59:59.999 of the day before in Beijing is 15:59:59.999 in Greenwich.
    expect(daysUntil('2026-12-25', at('2026-12-24T15:59:59.999Z'))).toBe(1);
  });

  it('go over the leap day and the year', () => {
    // 2028 is a leap year: 29 (of February) + 31 (March) - ... = from 1 February to 1 March 29 days.
    expect(daysUntil('2028-03-01', at('2028-02-01T12:00:00+08:00'))).toBe(29);
    expect(daysUntil('2027-01-01', at('2026-12-31T23:00:00+08:00'))).toBe(1);
  });

  it('are one less each day', () => {
    fc.assert(fc.property(fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') }), (now) => daysUntil('2030-06-15', now) - daysUntil('2030-06-15', now + 86_400_000) === 1));
  });
});
