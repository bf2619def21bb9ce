import { fullBucket, take, type RateLimit } from './rate-limit.js';

const limit: RateLimit = { rate: 10, burst: 20 };

describe('rate limit of a source', () => {
  it('lets a burst through, then says how long to wait', () => {
    const bucket = fullBucket(limit, 0);
    expect(take(bucket, limit, 20, 0)).toBe(0);
    expect(take(bucket, limit, 5, 0)).toBe(500);
  });
  it('takes nothing of what it refuses, and lets it pass after the wait it named', () => {
    const bucket = fullBucket(limit, 0);
    take(bucket, limit, 20, 0);
    const wait = take(bucket, limit, 7, 0);
    expect(take(bucket, limit, 7, wait - 1)).toBeGreaterThan(0);
    expect(take(bucket, limit, 7, wait)).toBe(0);
  });
  it('fills no higher than the burst', () => {
    const bucket = fullBucket(limit, 0);
    expect(take(bucket, limit, 20, 1_000_000)).toBe(0);
    expect(take(bucket, limit, 1, 1_000_000)).toBe(100);
  });
  it('lets a batch above the burst through when full, and makes the next one wait for the debt', () => {
    const bucket = fullBucket(limit, 0);
    expect(take(bucket, limit, 50, 0)).toBe(0);
    expect(take(bucket, limit, 1, 0)).toBe(3100);
  });
  it('is not confused by a clock that steps back', () => {
    const bucket = fullBucket(limit, 1000);
    take(bucket, limit, 20, 1000);
    expect(take(bucket, limit, 1, 0)).toBe(100);
  });
});
