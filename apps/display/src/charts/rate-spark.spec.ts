import { sparkOf } from './rate-spark';

describe('the spark of a rate', () => {
  it('breaks where a month has no value, and shows a lone one as a dot', () => {
    expect(sparkOf([0, 100, undefined, 50]).line).toBe('M0 38L66.67 2M200 20h0.01');
  });
  it('holds its target on the same scale', () => {
    expect(sparkOf([50, 100], 0)).toEqual({ line: 'M0 20L200 2', target: 38 });
  });
  it('is level in the middle for a constant, and nothing for nothing', () => {
    expect(sparkOf([7, 7]).line).toBe('M0 20L200 20');
    expect(sparkOf([undefined], 90)).toEqual({ line: '', target: undefined });
  });
});
