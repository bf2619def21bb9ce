import type { Verdict } from './latch.js';
import type { ForecastCondition, FrozenCondition, Memory, RateCondition, Words } from './rule.js';

type Remembered<K extends Memory['of']> = Extract<Memory, { of: K }>;
interface Trend<K extends Memory['of']> {
  verdict: Verdict;
  memory: Remembered<K>;
  words: Words;
}

/** A window is kept in so many parts: the memory stays small however fast readings come. */
const PARTS = 60;
/** So many readings make a standstill; fewer say nothing. */
const MIN_FROZEN = 3;
/** The slope must exceed its own uncertainty so many times, or the line is only noise. */
const SURE = 3;
/** A forecast clears when the limit is this much further away than where it raises. */
const FURTHER = 1.2;

const rounded = (value: number): number => Number(value.toPrecision(4));

/**
 * Rate of change. The window is kept as the low and high of at most 61 stretches of time; a stretch that begins before the window is left
 * out whole, so a change can be found a sixtieth of the window late but never over a longer time than the rule says. Where readings come
 * less often than the window is long, the change since the last one is counted in proportion.
 */
export const judgeRate = (condition: RateCondition, known: Memory | undefined, at: number, value: number): Trend<'rate'> => {
  const { perMs, rise, fall, measure, floor = 0, deadband = 0 } = condition;
  const stretches = known?.of === 'rate' ? known.stretches : [];
  const window = stretches.filter(([start]) => start >= at - perMs);
  const sparse = window.length ? undefined : stretches.at(-1);
  const proportion = sparse ? perMs / (at - sparse[0]) : 1;
  const change = (from: number): number => {
    if (measure === 'absolute') return value - from;
    return from !== 0 && Math.abs(from) >= floor ? ((value - from) / Math.abs(from)) * 100 : 0;
  };
  let up = 0;
  let down = 0;
  for (const [, low, high] of sparse ? [sparse] : window) {
    up = Math.max(up, change(low) * proportion);
    down = Math.max(down, -change(high) * proportion);
  }
  const reached = (rise !== undefined && up >= rise) || (fall !== undefined && down >= fall);
  const behind = (rise === undefined || up < rise - deadband) && (fall === undefined || down < fall - deadband);
  const fell = fall !== undefined && (rise === undefined || down / fall >= up / rise);
  return { verdict: { reached: reached ? [0] : [], calm: behind }, memory: { of: 'rate', stretches: remember(window, perMs / PARTS, at, value) }, words: { change: rounded(fell ? down : up) } };
};

const remember = (window: Remembered<'rate'>['stretches'], part: number, at: number, value: number): Remembered<'rate'>['stretches'] => {
  const last = window.at(-1);
  if (last && at - last[0] < part) return [...window.slice(0, -1), [last[0], Math.min(last[1], value), Math.max(last[2], value)]];
  return [...window, [at, value, value]];
};

/** A stuck sensor: every reading since `since` lies within the tolerance. Silence is not a standstill: at least three readings must say so. */
export const judgeFrozen = (condition: FrozenCondition, known: Memory | undefined, at: number, value: number): Trend<'frozen'> => {
  const { forMs, tolerance, restAt } = condition;
  const resting = restAt !== undefined && Math.abs(value - restAt) <= tolerance;
  let run: Remembered<'frozen'> = { of: 'frozen', since: at, low: value, high: value, count: 1 };
  if (known?.of === 'frozen' && !resting) {
    const low = Math.min(known.low, value);
    const high = Math.max(known.high, value);
    if (high - low <= tolerance) run = { of: 'frozen', since: known.since, low, high, count: Math.min(known.count + 1, MIN_FROZEN) };
  }
  const stuck = run.count >= MIN_FROZEN && at - run.since >= forMs;
  return { verdict: { reached: stuck ? [0] : [], calm: !stuck }, memory: run, words: {} };
};

/**
 * Minutes until a straight line through points (oldest first) meets a limit from below; 0 when it is met already, undefined while the
 * rise is no surer than noise. Pure.
 */
export const minutesUntil = (points: readonly (readonly [at: number, value: number])[], limit: number, minPoints = 6): number | undefined => {
  const last = points.at(-1);
  if (!last) return undefined;
  if (last[1] >= limit) return 0;
  const slope = points.length >= minPoints ? sureSlope(points.map(([at, value]) => [at, value])) : undefined;
  return slope !== undefined && slope > 0 ? Math.max(1, Math.round((limit - last[1]) / slope / 60_000)) : undefined;
};

/**
 * Least squares through the window's readings (two kept at most for each sixtieth of it). Reached while the line meets the limit within the time
 * ahead; a limit already met is a threshold's affair: it raises nothing here and keeps what stands; a line whose slope is not three times its standard error foretells nothing.
 */
export const judgeForecast = (condition: ForecastCondition, known: Memory | undefined, at: number, value: number): Trend<'forecast'> => {
  const { limit, falling = false, aheadMs, windowMs, minPoints } = condition;
  const part = windowMs / PARTS;
  const window = (known?.of === 'forecast' ? known.points : []).filter(([time]) => time >= at - windowMs);
  const last = window.at(-1);
  const before = window.at(-2);
  // The newest reading stands for its part of the window until the next part begins.
  const points: [number, number][] = last && at - (before?.[0] ?? -Infinity) < part ? [...window.slice(0, -1), [at, value]] : [...window, [at, value]];
  const memory = { of: 'forecast', points } as const;
  const met = falling ? value <= limit : value >= limit;
  if (met) return { verdict: { reached: [], calm: false }, memory, words: { minutes: 0 } };
  const slope = points.length >= minPoints ? sureSlope(points) : undefined;
  const ahead = slope === undefined ? Infinity : (limit - value) / slope;
  if (!(ahead >= 0) || ahead === Infinity) return { verdict: { reached: [], calm: true }, memory, words: {} };
  return { verdict: { reached: ahead <= aheadMs ? [0] : [], calm: ahead > aheadMs * FURTHER }, memory, words: { minutes: Math.max(1, Math.round(ahead / 60_000)) } };
};

/** Slope per millisecond, or undefined when it cannot be told from noise. */
const sureSlope = (points: readonly [number, number][]): number | undefined => {
  const count = points.length;
  const origin = points[0]?.[0] ?? 0;
  const meanTime = points.reduce((sum, [time]) => sum + (time - origin), 0) / count;
  const meanValue = points.reduce((sum, [, value]) => sum + value, 0) / count;
  let times = 0;
  let both = 0;
  let values = 0;
  for (const [time, value] of points) {
    const dt = time - origin - meanTime;
    times += dt * dt;
    both += dt * (value - meanValue);
    values += (value - meanValue) ** 2;
  }
  if (times === 0 || both === 0 || count < 3) return undefined;
  const slope = both / times;
  const error = Math.sqrt(Math.max(0, values - slope * both) / (count - 2) / times);
  return Math.abs(slope) > SURE * error ? slope : undefined;
};
