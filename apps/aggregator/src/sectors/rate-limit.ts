/** A token bucket: `rate` tokens flow in per second, up to `burst`. Times are milliseconds of any steady clock. */
export interface Bucket {
  tokens: number;
  at: number;
}

export interface RateLimit {
  /** Tokens per second. */
  rate: number;
  /** Tokens it holds when full. */
  burst: number;
}

export const fullBucket = (limit: RateLimit, now: number): Bucket => ({ tokens: limit.burst, at: now });

/**
 * Takes `cost` tokens and answers 0, or takes nothing and answers the milliseconds to wait before the same would pass.
 * A cost above `burst` passes when the bucket is full and leaves a debt: a big batch is slowed down, never locked out.
 * Changes the bucket in place (this is on the path of every post).
 */
export const take = (bucket: Bucket, limit: RateLimit, cost: number, now: number): number => {
  const passed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(limit.burst, bucket.tokens + (passed * limit.rate) / 1000);
  bucket.at = now;
  const needed = Math.min(cost, limit.burst);
  if (bucket.tokens < needed) return Math.ceil(((needed - bucket.tokens) * 1000) / limit.rate);
  bucket.tokens -= cost;
  return 0;
};
