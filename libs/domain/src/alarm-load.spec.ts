import { isChattering, isFlood, quantile } from './alarm-load.js';

describe('alarm load', () => {
  it('a flood begins at ten an officer in ten minutes and ends below five', () => {
    expect([9.9, 10].map((load) => isFlood(load, false))).toEqual([false, true]);
    expect([5, 4.9].map((load) => isFlood(load, true))).toEqual([true, false]);
  });
  it('three raises within one minute chatter; exactly a minute apart do not', () => {
    expect(isChattering([0, 30_000, 59_999])).toBe(true);
    expect(isChattering([0, 30_000, 60_000])).toBe(false);
    expect(isChattering([0, 1])).toBe(false);
  });
  it('quantiles by nearest rank', () => {
    expect(quantile([], 0.5)).toBeUndefined();
    expect(quantile([3, 1, 2, 4], 0.5)).toBe(2);
    expect(quantile([3, 1, 2, 4], 0.95)).toBe(4);
  });
});
