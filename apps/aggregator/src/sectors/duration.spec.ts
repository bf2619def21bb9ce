import { durationMs, isoDuration } from './duration.js';

describe('ISO 8601 durations', () => {
  it.each([['PT5M', 300_000], ['P1DT12H', 129_600_000], ['PT90S', 90_000], ['P2D', 172_800_000], ['PT1H30M5S', 5_405_000]])('reads %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
  it.each(['', 'P', 'PT', '5M', 'PT5', 'P1Y', 'PT5M ', 'P1DT'])('refuses %p', (text) => {
    expect(durationMs(text)).toBeUndefined();
  });
  it('writes the shortest form, which reads back to the same', () => {
    expect(isoDuration(90_000)).toBe('PT1M30S');
    expect(isoDuration(86_400_000)).toBe('P1D');
    expect(isoDuration(0)).toBe('PT0S');
    for (const ms of [1000, 61_000, 3_600_000, 90_061_000]) expect(durationMs(isoDuration(ms))).toBe(ms);
  });
});
