import fc from 'fast-check';
import { instantOf } from './mapping.instant.js';

const AT = Date.UTC(2026, 2, 1, 0, 0, 0);

describe('a time as vendors write it', () => {
  it.each<[unknown, number]>([
    [AT, AT], [AT / 1000, AT], [String(AT), AT], [` ${AT / 1000} `, AT], [AT / 1000 + 0.5, AT + 500],
    ['2026-03-01T08:00:00+08:00', AT], ['2026-03-01T00:00:00.250Z', AT + 250], ['2026-02-28T19:30:00-0430', AT], ['2026-03-01 08:00:00', AT], ['2026/3/1 8:00', AT], ['2026-03-01T08:00:00.0019', AT + 1],
  ])('%p is understood', (value, at) => expect(instantOf(value)).toBe(at));

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e20, '', 'now', '2026-02-30 00:00:00', '2026-13-01 00:00:00', '2026-03-01 24:00:00', '1999-12-31T00:00:00Z', '2026-03-01', '20260301080000', '2026-03-01T08:00:00+99:00', true, null, undefined, {}, []])('%p is not', (value) => expect(instantOf(value)).toBeUndefined());

  it('reads back what a clock wrote', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }), (at) => {
      expect(instantOf(new Date(at).toISOString())).toBe(at);
      expect(instantOf(new Date(at + 8 * 3_600_000).toISOString().slice(0, -1))).toBe(at);
      expect(instantOf(at)).toBe(at);
    }));
  });
});
