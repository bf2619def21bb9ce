import type { Level } from '@one-screen/domain';
import type { EChartsCoreOption } from 'echarts/core';
import type { Drawn, DrawnSeries } from '../readings/series.model';

/** A limit drawn across the chart. */
export interface LimitLine {
  value: number;
  level: Level;
  label: string;
}

export interface LinePlan {
  drawn: DrawnSeries;
  from: number;
  to: number;
  unit: string;
  limits: readonly LimitLine[];
  /** Words of a value at a time, for the tooltip. */
  say: (at: number, value: number, low: number | undefined, high: number | undefined) => string;
  /** Words of a time on the axis. */
  tick: (at: number) => string;
  /** Root font size in px, and the colours of the running theme. */
  rem: number;
  colours: Record<'line' | 'band' | 'rule' | 'text' | 'ground' | Level, string>;
}

/** The bundled font: the canvas of a wall without Chinese fonts would draw boxes. */
export const CHART_FONT = "'Noto Sans SC Variable', 'Noto Sans SC', sans-serif";

const extremes = (plan: LinePlan): [number, number] | undefined => {
  const values = [plan.drawn.line, plan.drawn.band?.low ?? [], plan.drawn.band?.high ?? []].flat().flatMap(([, value]) => (value === null ? [] : [value]));
  if (!values.length) return undefined;
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
};

/** Scale of values: holds the series, and the limits that are near enough not to flatten it. Pure. */
export const valueScale = (series: [number, number] | undefined, limits: readonly number[]): { min: number; max: number } => {
  const [low, high] = series ?? [0, 0];
  const reach = Math.max(high - low, Math.abs(high) * 0.5, Math.abs(low) * 0.5, 1e-6);
  const near = limits.filter((limit) => limit > low - 3 * reach && limit < high + 3 * reach);
  const min = Math.min(low, ...near);
  const max = Math.max(high, ...near);
  const margin = Math.max((max - min) * 0.1, Math.abs(max) * 0.01, 1e-6);
  return { min: low >= 0 && min >= 0 ? Math.max(0, min - margin) : min - margin, max: max + margin };
};

const round = (value: number): number => Number(value.toPrecision(4));

/** The whole chart as one option, to be merged into the standing chart. Pure. */
export const lineOption = (plan: LinePlan): EChartsCoreOption => {
  const { drawn, colours, rem } = plan;
  const scale = valueScale(extremes(plan), plan.limits.map(({ value }) => value));
  const text = { color: colours.text, fontSize: rem, fontFamily: CHART_FONT };
  const high = drawn.band && new Map(drawn.band.high);
  const low = drawn.band && new Map(drawn.band.low);
  const plain = { type: 'line', showSymbol: false, animation: false, connectNulls: false };
  const unseen = { ...plain, lineStyle: { opacity: 0 }, silent: true, tooltip: { show: false } };
  const difference = (drawn.band?.high ?? []).map(([at, value]): Drawn => {
    const below = low?.get(at);
    return [at, value === null || below === null || below === undefined ? null : value - below];
  });
  return {
    animation: false,
    grid: { left: rem * 0.25, right: rem * 6, top: rem * 2.25, bottom: rem * 0.25, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'time', min: plan.from, max: plan.to, axisLine: { lineStyle: { color: colours.rule } }, axisTick: { lineStyle: { color: colours.rule } }, axisLabel: { ...text, hideOverlap: true, formatter: plan.tick }, splitLine: { show: false } },
    yAxis: { type: 'value', min: scale.min, max: scale.max, name: plan.unit, nameTextStyle: { ...text, align: 'left' }, splitNumber: 4, axisLabel: { ...text, showMinLabel: false, showMaxLabel: false, formatter: (value: number) => String(round(value)) }, splitLine: { lineStyle: { color: colours.rule, opacity: 0.6 } } },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: colours.ground, borderColor: colours.rule, textStyle: { color: colours.text, fontSize: rem, fontFamily: CHART_FONT }, axisPointer: { lineStyle: { color: colours.text, type: 'dashed' } },
      formatter: (items: unknown): string => {
        const shown = (items as { seriesId?: string; value: Drawn }[]).find(({ seriesId }) => seriesId === 'line') ?? (items as { value: Drawn }[]).at(-1);
        const [at, value] = shown?.value ?? [0, null];
        return value === null ? '' : plan.say(at, value, low?.get(at) ?? undefined, high?.get(at) ?? undefined);
      },
    },
    series: [
      { ...unseen, id: 'low', stack: 'band', stackStrategy: 'all', data: drawn.band?.low ?? [] },
      { ...unseen, id: 'band', stack: 'band', stackStrategy: 'all', areaStyle: { color: colours.band, opacity: 0.7 }, data: difference },
      {
        ...plain, id: 'line', data: drawn.line, lineStyle: { color: colours.line, width: rem / 8 }, itemStyle: { color: colours.line }, z: 3,
        markLine: {
          silent: true, symbol: 'none', animation: false,
          data: plan.limits.filter(({ value }) => value >= scale.min && value <= scale.max).map(({ value, level, label }) => ({ yAxis: value, lineStyle: { color: colours[level], type: 'dashed', width: rem / 12 }, label: { formatter: label, color: colours[level], fontSize: rem, fontFamily: CHART_FONT, position: 'end' } })),
        },
      },
    ],
  };
};
