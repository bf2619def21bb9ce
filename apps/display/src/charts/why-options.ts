import type { ColoursView, DaysView, ParetoView, TrendView } from '@one-screen/contracts';
import { LEVEL_SIGNS, LEVELS, type Level, type RateId } from '@one-screen/domain';
import type { EChartsCoreOption } from 'echarts/core';
import { CHART_FONT } from './line-option';

/** The page's own variables: they change with the medium, the chart need not be drawn again. */
const INK = { text: 'var(--text-2)', quiet: 'var(--text-3)', rule: 'var(--line)', strong: 'var(--accent)', bar: '#5a6f90', ground: 'var(--panel)', raised: 'var(--raised)' } as const;

interface Plan {
  /** Root font size in px. */
  rem: number;
}

const words = (rem: number, color: string = INK.text) => ({ color, fontSize: rem * 0.9375, fontFamily: CHART_FONT });
const axis = (rem: number) => ({ axisLine: { lineStyle: { color: INK.rule } }, axisTick: { show: false }, axisLabel: words(rem), splitLine: { lineStyle: { color: INK.rule } }, nameTextStyle: words(rem, INK.quiet) });
const tooltip = (rem: number) => ({ trigger: 'axis', confine: true, backgroundColor: 'var(--raised)', borderColor: 'var(--line-strong)', textStyle: { color: 'var(--text)', fontSize: rem, fontFamily: CHART_FONT }, axisPointer: { lineStyle: { color: 'var(--text-3)', type: 'dashed' } } });
const common = (rem: number): EChartsCoreOption => ({ animation: false, tooltip: tooltip(rem), grid: { left: rem * 0.5, right: rem * 0.75, top: rem * 2, bottom: rem * 0.25, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } });
const short = (text: string, most = 6): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Hazard types by count, with the running share as a line and the 80 % line; most twelve. Pure. */
export const paretoOption = (view: ParetoView, say: { count: string; running: string }, { rem }: Plan): EChartsCoreOption => {
  const items = view.items.slice(0, 12);
  return {
    ...common(rem),
    xAxis: { type: 'category', data: items.map(({ category }) => category), ...axis(rem), axisLabel: { ...words(rem), interval: 0, rotate: items.length > 6 ? 30 : 0, formatter: (text: string) => short(text, 7) } },
    yAxis: [{ type: 'value', name: say.count, ...axis(rem), minInterval: 1 }, { type: 'value', min: 0, max: 100, interval: 20, ...axis(rem), splitLine: { show: false }, axisLabel: { ...words(rem), formatter: '{value}%' } }],
    series: [
      { id: 'count', name: say.count, type: 'bar', data: items.map(({ count }) => count), itemStyle: { color: INK.bar }, barMaxWidth: rem * 3, label: { show: true, position: 'top', ...words(rem) } },
      {
        id: 'running', name: say.running, type: 'line', yAxisIndex: 1, data: items.map(({ running }) => Number(running.toFixed(1))), lineStyle: { color: INK.strong, width: rem / 8 }, itemStyle: { color: INK.strong }, symbolSize: rem * 0.4,
        markLine: { silent: true, symbol: 'none', data: [{ yAxis: 80 }], lineStyle: { color: INK.quiet, type: 'dashed' }, label: { show: false } },
      },
    ],
  };
};

/** Words of a bin of days: `0–3`, `30+`. Pure. */
export const binName = ({ from, to }: { from: number; to?: number | undefined }): string => (to === undefined ? `${from}+` : to - from <= 1 ? String(from) : `${from}–${to - 1}`);

/** Days to rectify: signed off in time and late stacked; the last bin is the tail. Pure. */
export const daysOption = (view: DaysView, say: { inTime: string; late: string; day: string }, { rem }: Plan): EChartsCoreOption => ({
  ...common(rem),
  xAxis: { type: 'category', name: say.day, data: view.bins.map(binName), ...axis(rem) },
  yAxis: { type: 'value', ...axis(rem), minInterval: 1 },
  series: [
    { id: 'in-time', name: say.inTime, type: 'bar', stack: 'days', data: view.bins.map(({ count, late }) => count - late), itemStyle: { color: INK.bar }, barCategoryGap: '12%' },
    { id: 'late', name: say.late, type: 'bar', stack: 'days', data: view.bins.map(({ late }) => late || null), itemStyle: { color: 'var(--panel)', borderColor: 'var(--red)', borderWidth: rem / 8 }, label: { show: true, color: 'var(--red)', fontSize: rem * 0.9375, fontFamily: CHART_FONT, formatter: ({ value }: { value: number }) => (value > 0 ? `▲${value}` : '') } },
  ],
});

const DASHES = ['solid', [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 2]] as const;

/** Rates month by month; each line has its own dash and its name at its end, for eyes and printers without colour. A month without a value breaks the line. Pure. */
export const trendOption = (view: TrendView, ids: readonly RateId[], targets: Partial<Record<RateId, number>>, name: (id: RateId) => string, { rem }: Plan): EChartsCoreOption => ({
  ...common(rem),
  grid: { left: rem * 0.5, right: rem * 8, top: rem * 1.5, bottom: rem * 0.25, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  xAxis: { type: 'category', data: view.months, boundaryGap: false, ...axis(rem) },
  yAxis: { type: 'value', min: 0, ...axis(rem), axisLabel: { ...words(rem), formatter: '{value}%' } },
  series: ids.map((id, index) => ({
    id, name: name(id), type: 'line', data: (view.rates[id] ?? []).map(({ value }) => (value === undefined ? null : Number(value.toFixed(1)))), connectNulls: false, showSymbol: false,
    lineStyle: { color: index % 2 ? INK.quiet : INK.strong, width: rem / 8, type: DASHES[index % DASHES.length] }, itemStyle: { color: INK.strong },
    endLabel: { show: true, ...words(rem), formatter: '{a}' }, labelLayout: { moveOverlap: 'shiftY' },
    ...(targets[id] !== undefined && ids.length === 1 && { markLine: { silent: true, symbol: 'none', data: [{ yAxis: targets[id] }], lineStyle: { color: INK.text, type: 'dashed' }, label: { show: true, position: 'insideStartTop', ...words(rem), formatter: `${targets[id]}%` } } }),
  })),
});

/** Objects by colour at each month's end, stacked with the gravest on top; each part carries its shape and count. Pure. */
export const coloursOption = (view: Pick<ColoursView, 'months'>, { rem }: Plan): EChartsCoreOption => {
  const most = Math.max(1, ...view.months.map((month) => LEVELS.reduce((sum, level) => sum + month[level], 0)));
  const series = (level: Level) => ({
    id: level, name: `${LEVEL_SIGNS[level].shape}${LEVEL_SIGNS[level].zh}`, type: 'bar', stack: 'colours', data: view.months.map((month) => month[level]), barCategoryGap: '20%',
    itemStyle: { color: `var(--${level})`, borderColor: INK.ground, borderWidth: rem / 8, opacity: 0.85 },
    label: { show: true, color: 'var(--ground)', fontSize: rem * 0.875, fontFamily: CHART_FONT, formatter: ({ value }: { value: number }) => (value / most > 0.05 ? `${LEVEL_SIGNS[level].shape}${value}` : '') },
  });
  return { ...common(rem), xAxis: { type: 'category', data: view.months.map(({ month }) => month), ...axis(rem) }, yAxis: { type: 'value', ...axis(rem), minInterval: 1 }, series: [...LEVELS].reverse().map(series) };
};
