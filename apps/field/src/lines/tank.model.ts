import { seedOf, rng } from '../random.js';

const MINUTE = 60_000;

/** How a tank is run: filled to the high mark, left to stand, drawn down to the low mark, left to stand. Marks in % full. */
export interface TankRun {
  low: number;
  high: number;
  /** Minutes of each part. */
  fill: number;
  stand: number;
  draw: number;
  rest: number;
  /** Minutes into the run at the epoch. */
  began: number;
}

/** A tank's run by seed: below every alarm limit (85 %), and slow enough not to be foretold to reach it. */
export const tankRun = (seed: number, tank: string): TankRun => {
  const draw = rng(seedOf('tank', seed, tank));
  return { low: draw.between(28, 38), high: draw.between(70, 79), fill: draw.between(75, 110), stand: draw.between(20, 60), draw: draw.between(50, 90), rest: draw.between(10, 30), began: draw.between(0, 300) };
};

/** Percent full at a moment (epoch milliseconds): the pump switches at the marks, not between them (hysteresis). Pure. */
export const tankLevel = ({ low, high, fill, stand, draw, rest, began }: TankRun, at: number): number => {
  const into = (at / MINUTE + began) % (fill + stand + draw + rest);
  if (into < fill) return low + ((high - low) * into) / fill;
  if (into < fill + stand) return high;
  if (into < fill + stand + draw) return high - ((high - low) * (into - fill - stand)) / draw;
  return low;
};

/** Gas cushion above the liquid, % of design pressure: it is pressed together as the tank fills, and warms by day. */
export const tankPressure = (level: number, at: number): number => 48 + 0.22 * level + 3 * Math.sin(((at / 3_600_000 + 8 - 9) / 24) * 2 * Math.PI);
