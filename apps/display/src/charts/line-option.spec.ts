import { valueScale } from './line-option';

describe('the scale of values', () => {
  it('holds the series and the limits near it', () => {
    const { min, max } = valueScale([40, 70], [85, 95]);
    expect(min).toBeLessThanOrEqual(40);
    expect(max).toBeGreaterThan(95);
  });

  it('leaves out limits so far away that the series would be a flat line', () => {
    expect(valueScale([1, 2], [1000]).max).toBeLessThan(10);
  });

  it('does not go below zero for what cannot be negative, and has room around a constant', () => {
    expect(valueScale([0, 0], []).min).toBe(0);
    const { min, max } = valueScale([5, 5], []);
    expect(max).toBeGreaterThan(5);
    expect(min).toBeLessThan(5);
  });
});
