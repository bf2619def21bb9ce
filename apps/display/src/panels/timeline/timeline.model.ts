import type { TimelineView } from '@one-screen/contracts';
import { LEVELS, type Level } from '@one-screen/domain';

/** One quarter of an hour of the day, stacked: the gravest at the bottom, where the eye starts. */
export interface TimelineBar {
  at: number;
  /** 0..1 along the day. */
  x: number;
  width: number;
  total: number;
  parts: { level: Level; count: number; from: number; to: number }[];
}
export interface DayTimeline {
  bars: TimelineBar[];
  /** Top of the scale: a round figure at or above the highest bar. */
  top: number;
  totals: Record<Level, number>;
  total: number;
  from: number;
  to: number;
}

const STEPS = [4, 8, 10, 20, 40, 60, 80, 100, 200, 400, 600, 800, 1000, 2000, 4000, 10_000, 100_000];
const roundTop = (highest: number): number => STEPS.find((step) => step >= highest) ?? highest;

/** The day as stacked bars in units of 1 x 1. Buckets outside the day are left out. Pure. */
export const dayTimeline = (view: TimelineView): DayTimeline => {
  const from = Date.parse(view.from);
  const to = Date.parse(view.to);
  const span = Math.max(1, to - from);
  const sum = (bucket: TimelineView['buckets'][number]): number => LEVELS.reduce((total, level) => total + bucket[level], 0);
  const inside = view.buckets.filter((bucket) => Date.parse(bucket.at) >= from && Date.parse(bucket.at) < to);
  const top = roundTop(Math.max(1, ...inside.map(sum)));
  const totals: Record<Level, number> = { red: 0, orange: 0, yellow: 0, blue: 0 };
  const bars = inside.map((bucket): TimelineBar => {
    const at = Date.parse(bucket.at);
    let height = 0;
    const parts = LEVELS.filter((level) => bucket[level] > 0).map((level) => {
      totals[level] += bucket[level];
      const part = { level, count: bucket[level], from: height / top, to: (height + bucket[level]) / top };
      height += bucket[level];
      return part;
    });
    return { at, x: (at - from) / span, width: view.bucketMs / span, total: height, parts };
  });
  return { bars: bars.filter((bar) => bar.total > 0), top, totals, total: LEVELS.reduce((all, level) => all + totals[level], 0), from, to };
};
