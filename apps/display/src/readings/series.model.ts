import type { SeriesView } from '@one-screen/contracts';

/** A point as drawn: time (epoch milliseconds) and value; null breaks the line where nothing was measured. */
export type Drawn = [at: number, value: number | null];

export interface DrawnSeries {
  line: Drawn[];
  /** Lowest and highest around each mean; only of means. */
  band?: { low: Drawn[]; high: Drawn[] };
  gaps: number;
}

/** A pause is a gap when it is so many times the usual pause. */
const UNUSUAL = 4;
/** Fewer pauses tell no habit. */
const HABIT = 4;
/** A series of so many points was perhaps thinned: its pauses vary by the thinning, up to five times their mean. */
const MANY = 200;
const THINNED = 5;

/** Half of the pauses between neighbours are no longer than this, milliseconds. */
const usualPause = (times: readonly number[]): number => {
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at)).sort((a, b) => a - b);
  return pauses.length < HABIT ? Infinity : (pauses[Math.floor(pauses.length / 2)] ?? Infinity);
};

/** The longest pause that is no gap: of means so many steps, of readings what is usual; never less than a step of the thinning. */
const longestPause = (series: SeriesView, times: readonly number[]): number => {
  const usual = usualPause(times);
  const step = series.stepMs ?? 0;
  const thinned = times.length < MANY ? 0 : (THINNED * ((times.at(-1) ?? 0) - (times[0] ?? 0))) / times.length;
  return Math.max(thinned, UNUSUAL * step, usual === Infinity ? (step ? UNUSUAL * step : Infinity) : UNUSUAL * usual);
};

/** A series ready to draw: gaps stay gaps, means carry their band. Pure. */
export const drawn = (series: SeriesView): DrawnSeries => {
  const times = series.items.map(({ at }) => Date.parse(at));
  const longest = longestPause(series, times);
  const out: Required<DrawnSeries> = { line: [], band: { low: [], high: [] }, gaps: 0 };
  series.items.forEach(({ value, min, max }, index) => {
    const at = times[index] ?? 0;
    const before = times[index - 1];
    if (before !== undefined && at - before > longest) {
      out.gaps += 1;
      const middle = Math.round((at + before) / 2);
      for (const line of [out.line, out.band.low, out.band.high]) line.push([middle, null]);
    }
    out.line.push([at, value]);
    out.band.low.push([at, min ?? value]);
    out.band.high.push([at, max ?? value]);
  });
  return series.of === 'means' ? out : { line: out.line, gaps: out.gaps };
};
