import fc from 'fast-check';
import { downsample, type Sample } from './series.js';

/** Samples in order of time, no two at once; some with a spread. */
const samples = fc
  .uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 1_000_000 }), value: fc.integer({ min: -1000, max: 1000 }), spread: fc.option(fc.nat(50), { nil: undefined }) }), { selector: ({ at }) => at, maxLength: 400 })
  .map((found): Sample[] => found.sort((a, b) => a.at - b.at).map(({ at, value, spread }) => (spread === undefined ? { at, value } : { at, value, min: value - spread, max: value + spread })));
const width = fc.integer({ min: 4, max: 120 });
const lows = (all: readonly Sample[]): number => Math.min(...all.map(({ min, value }) => min ?? value));
const highs = (all: readonly Sample[]): number => Math.max(...all.map(({ max, value }) => max ?? value));

describe('a thinned series', () => {
  it('never has more than its width', () => {
    fc.assert(fc.property(samples, fc.integer({ min: 2, max: 120 }), (all, wide) => downsample(all, wide).length <= wide));
  });

  it('keeps the order, and only what was there', () => {
    fc.assert(fc.property(samples, width, (all, wide) => {
      const kept = downsample(all, wide);
      const places = kept.map((sample) => all.indexOf(sample));
      expect(places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? -1)))).toBe(true);
    }));
  });

  it('keeps the first, the last, the lowest and the highest', () => {
    fc.assert(fc.property(samples.filter((all) => all.length > 0), width, (all, wide) => {
      const kept = downsample(all, wide);
      expect([kept[0], kept.at(-1), lows(kept), highs(kept)]).toEqual([all[0], all.at(-1), lows(all), highs(all)]);
    }));
  });

  it('is the same where it fits', () => {
    fc.assert(fc.property(samples, (all) => expect(downsample(all, Math.max(2, all.length))).toEqual(all)));
  });

  it('shows a peak of one second in a day', () => {
    const day = Array.from({ length: 86_400 }, (_, second) => ({ at: second * 1000, value: second === 50_000 ? 99 : 20 }));
    const kept = downsample(day, 100);
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(kept).toContainEqual({ at: 50_000_000, value: 99 });
  });
});
