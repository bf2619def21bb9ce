/**
 * Chance that can be repeated: the same seed gives the same numbers on any machine. Seeding is xmur3, the generator sfc32 (both public
 * domain, 32-bit integers only). Not for secrets.
 */
export type Chance = (below: number) => number;

/** Name of the method, kept in every log, so that a later change of it is seen. */
export const CHANCE = 'xmur3-sfc32-1';

const seeds = (text: string): (() => number) => {
  let h = 1_779_033_703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    h = Math.imul(h ^ text.charCodeAt(index), 3_432_918_353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
    h ^= h >>> 16;
    return h >>> 0;
  };
};

/** Whole numbers from 0 below a bound (up to 2³²), each equally likely: what would favour the low ones is thrown away. */
export const chanceOf = (seed: string): Chance => {
  const next = seeds(seed);
  let [a, b, c, d] = [next() | 0, next() | 0, next() | 0, next() | 0];
  const word = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let warm = 0; warm < 15; warm += 1) word();
  return (below) => {
    const fair = 2 ** 32 - (2 ** 32 % below);
    let drawn = word();
    while (drawn >= fair) drawn = word();
    return drawn % below;
  };
};
