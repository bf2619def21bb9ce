import { rangeOf } from './range.js';

describe('a range of time', () => {
  it('is read with its offset', () => {
    expect(rangeOf({ from: '2026-11-23T08:00:00+08:00', to: '2026-11-23T00:00:01Z' })).toEqual({ from: Date.UTC(2026, 10, 23), to: Date.UTC(2026, 10, 23, 0, 0, 1) });
  });

  it.each([['2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z'], ['2026-11-23T00:00:00Z', '2026-11-22T00:00:00Z'], ['2025-01-01T00:00:00Z', '2026-02-05T00:00:01Z']])('from %s to %s is refused', (from, to) => {
    expect(() => rangeOf({ from, to })).toThrow(expect.objectContaining({ kind: 'invalid', code: 'bad-range' }));
  });
});
