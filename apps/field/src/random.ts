/**
 * Repeatable chance: the same seed draws the same numbers, so the same seed gives the same day.
 * Not for secrets.
 */
export interface Rng {
  /** In [0, 1). */
  next(): number;
  /** Whole number, both ends included. */
  whole(from: number, to: number): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the items, each as likely as its weight (never negative, not all zero). */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T;
}

/** A 32-bit seed from any mix of words and numbers (FNV-1a). */
export const seedOf = (...parts: (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const char of parts.join('\u0001')) {
    hash ^= char.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
};

/** The mulberry32 generator. */
const mulberry32 = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** A fresh stream of draws; streams with different seeds do not disturb each other. */
export const rng = (seed: number): Rng => {
  const next = mulberry32(seed);
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return items[Math.floor(next() * items.length)]!;
  };
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick,
    weighted: (items, weightOf) => {
      const total = items.reduce((sum, item) => sum + weightOf(item), 0);
      if (!(total > 0)) throw new RangeError('weights must add up to more than zero');
      let left = next() * total;
      for (const item of items) {
        left -= weightOf(item);
        if (left < 0) return item;
      }
      return items[items.length - 1]!;
    },
  };
};
