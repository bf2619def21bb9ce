import type { ColoursView, DaysView, ParetoView, ScopeView, TrendView } from '@one-screen/contracts';
import { binName, coloursOption, daysOption, paretoOption, trendOption } from './why-options';

const scope: ScopeView = { grid: '', gridName: '', kind: 'month', from: '2026-03-01', to: '2026-03-31', asOf: '2026-03-31T16:00:00Z', running: false };
const plan = { rem: 16 };
interface Drawn { series: { id: string; data: unknown[]; lineStyle?: { type: unknown }; markLine?: { data: unknown[] }; label?: { formatter: (of: { value: number }) => string } }[]; xAxis: { data: string[] } }

describe('charts that ask why', () => {
  it('Pareto: counts as bars, the running share as a line, the 80 % line across, twelve types at most', () => {
    const items = Array.from({ length: 15 }, (_, index) => ({ category: `类${index}`, count: 15 - index, major: 0, share: 0, running: 12.345 }));
    const drawn = paretoOption({ scope, total: 120, items } satisfies ParetoView, { count: '条数', running: '累计' }, plan) as unknown as Drawn;
    expect(drawn.xAxis.data).toHaveLength(12);
    expect(drawn.series.map(({ id }) => id)).toEqual(['count', 'running']);
    expect(drawn.series[1]?.data[0]).toBe(12.3);
    expect(drawn.series[1]?.markLine?.data).toEqual([{ yAxis: 80 }]);
  });

  it('days to rectify: what was late is stacked on what was in time, the tail open', () => {
    const view: DaysView = { scope, count: 9, bins: [{ from: 0, to: 1, count: 4, late: 0 }, { from: 1, to: 8, count: 3, late: 1 }, { from: 30, count: 2, late: 2 }] };
    const drawn = daysOption(view, { inTime: '按期', late: '超期', day: '天' }, plan) as unknown as Drawn;
    expect(drawn.xAxis.data).toEqual(['0', '1–7', '30+']);
    expect(drawn.series.map(({ data }) => data)).toEqual([[4, 2, 0], [null, 1, 2]]);
    expect(binName({ from: 3, to: 4 })).toBe('3');
  });

  it('trend: a month without a value breaks the line, the lines differ without colour, the target stands beside a single rate only', () => {
    const counted = [{ numerator: 1, denominator: 2, value: 50 }, { numerator: 0, denominator: 0 }];
    const view = { scope, months: ['2026-02', '2026-03'], rates: { coverage: counted, rectification: counted }, accidents: [], deaths: [], hazards: [] } as unknown as TrendView;
    const two = trendOption(view, ['coverage', 'rectification'], { coverage: 90 }, (id) => id, plan) as unknown as Drawn;
    expect(two.series[0]?.data).toEqual([50, null]);
    expect(two.series[0]?.lineStyle?.type).not.toEqual(two.series[1]?.lineStyle?.type);
    expect(two.series[0]?.markLine).toBeUndefined();
    expect((trendOption(view, ['coverage'], { coverage: 90 }, (id) => id, plan) as unknown as Drawn).series[0]?.markLine?.data).toEqual([{ yAxis: 90 }]);
  });

  it('four colours: each part says its shape and number, unless it is too thin for them', () => {
    const view: ColoursView = { scope, months: [{ month: '2026-03', red: 1, orange: 10, yellow: 30, blue: 59 }] };
    const drawn = coloursOption(view, plan) as unknown as Drawn;
    expect(drawn.series.map(({ id }) => id)).toEqual(['blue', 'yellow', 'orange', 'red']);
    expect(drawn.series[2]?.label?.formatter({ value: 10 })).toBe('◆10');
    expect(drawn.series[3]?.label?.formatter({ value: 1 })).toBe('');
  });
});
