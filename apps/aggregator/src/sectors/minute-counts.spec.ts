import { MinuteCounts } from './minute-counts.js';

describe('counts of the last minute', () => {
  it('hold what came in it and forget what came before', () => {
    const counts = new MinuteCounts();
    const now = 1_800_000_000_000;
    counts.add(3, 1, now);
    counts.add(2, 0, now + 30_000);
    expect(counts.of(now + 54_000)).toEqual({ good: 5, bad: 1 });
    expect(counts.of(now + 62_000)).toEqual({ good: 2, bad: 0 });
    expect(counts.of(now + 3_600_000)).toEqual({ good: 0, bad: 0 });
  });
  it('take a clock that was set back as standing still', () => {
    const counts = new MinuteCounts();
    counts.add(1, 0, 1_800_000_000_000);
    counts.add(1, 0, 1_799_999_000_000);
    expect(counts.of(1_800_000_000_000)).toEqual({ good: 2, bad: 0 });
  });
});
