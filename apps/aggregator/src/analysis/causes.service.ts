import { Inject, Injectable } from '@nestjs/common';
import type { DaysView, HeatView, OverdueRiskView, ParetoView, RepeatsView, ScopeQuery, TrendView, WarnedView } from '@one-screen/contracts';
import { accidentsIn, dayOf, harmAt, missing, periodOf, RATE_IDS, weekdayOf, type DataScope, type Level, type Period, type Sector } from '@one-screen/domain';
import { CLOCK, type Clock } from '../identity/clock.js';
import { iso } from '../journal/instant.js';
import { CountedAccidentsRepository } from './accidents.repository.js';
import { asked, type Asked } from './asked.js';
import { CausesRepository } from './causes.repository.js';
import { noFigures, rateIn, summed } from './figures.js';
import { FiguresService } from './figures.service.js';
import { overduePoints } from './overdue-points.js';
import { questionOf, windowOf, type Question } from './question.js';
import { RatesService } from './rates.service.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SHOWN = 100;
const TREND_MONTHS = 12;
/** Bins of days to rectify, each up to the next; the last is open. */
const DAY_BINS = [0, 1, 3, 7, 15, 30, 60];

export type CauseView = ParetoView | RepeatsView | DaysView | HeatView | WarnedView | OverdueRiskView | TrendView;
type Drawn<T> = Omit<T, 'scope'>;

/** Charts that find causes 对症分析; each ends in the objects to act on 靶向清单. */
@Injectable()
export class CausesService {
  private readonly charts: Record<string, (question: Asked, one: Question) => Promise<Drawn<CauseView>>> = {
    pareto: (_, one) => this.pareto(one), repeats: (_, one) => this.repeats(one), 'days-to-rectify': (_, one) => this.days(one), heat: (question, one) => this.heat(question, one),
    warned: (_, one) => this.warned(one), 'overdue-risk': (_, one) => this.overdueRisk(one), trend: (question) => this.trend(question),
  };

  constructor(
    private readonly causes: CausesRepository,
    private readonly figures: FiguresService,
    private readonly accidents: CountedAccidentsRepository,
    private readonly rates: RatesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws what `asked` does, and 404 `no-such-analysis`. */
  async of(why: string, query: ScopeQuery, scope: DataScope): Promise<CauseView> {
    const chart = Object.hasOwn(this.charts, why) ? this.charts[why] : undefined;
    if (!chart) throw missing('no-such-analysis', '没有这项分析', 'There is no such analysis', [{ path: 'why', message: why }]);
    const question = asked(query, scope, this.clock());
    return { scope: await this.rates.view(question), ...(await chart(question, questionOf(question, [question.period]))) } as CauseView;
  }

  private async pareto(one: Question): Promise<Drawn<ParetoView>> {
    const rows = (await this.causes.categories(one)).map(({ category, count, major }) => ({ category, count: Number(count), major: Number(major) }));
    rows.sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    let running = 0;
    return { total, items: rows.map((row) => ({ ...row, share: (row.count / total) * 100, running: ((running += row.count) / total) * 100 })) };
  }

  private async repeats(one: Question): Promise<Drawn<RepeatsView>> {
    const rows = await this.causes.repeats(one, SHOWN);
    return { items: rows.map((row) => ({ ...objectOf(row), category: row.category, times: Number(row.times), lastFoundAt: iso(Number(row.last_found)), open: Number(row.open) })) };
  }

  private async days(one: Question): Promise<Drawn<DaysView>> {
    const rows = await this.causes.days(one);
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    const bins = DAY_BINS.map((from, index) => {
      const to = DAY_BINS[index + 1];
      const within = rows.filter(({ days }) => days >= from && (to === undefined || days < to));
      return { from, ...(to !== undefined && { to }), count: within.reduce((sum, row) => sum + row.count, 0), late: within.reduce((sum, row) => sum + row.late, 0) };
    });
    if (count === 0) return { count, bins };
    // Nearest rank: the fewest days within which that share was signed off.
    const at = (share: number) => {
      let seen = 0;
      return rows.find((row) => (seen += row.count) >= Math.ceil(share * count))!.days;
    };
    return { count, bins, median: at(0.5), p90: at(0.9), longest: rows.at(-1)!.days };
  }

  private async heat(question: Asked, one: Question): Promise<Drawn<HeatView>> {
    const [alarms, accidents] = [week(), week()];
    for (const { at, count } of await this.causes.alarmHours(one)) add(alarms, at, count);
    for (const { occurredAt } of await this.filesIn(question, question.period)) add(accidents, occurredAt, 1);
    const cells = alarms.flatMap((hours, weekday) => hours.map((count, hour) => ({ weekday, hour, count })));
    const busiest = cells.reduce((most, cell) => (cell.count > most.count ? cell : most), cells[0]!);
    return { alarms, accidents, ...(busiest.count > 0 && { busiest }) };
  }

  private async warned(one: Question): Promise<Drawn<WarnedView>> {
    const rows = await this.causes.warned(one);
    return {
      hazards: await this.causes.foundCount(one), warned: rows.length,
      items: rows.slice(0, SHOWN).map((row) => ({
        ...objectOf(row), hazardId: row.id, category: row.category, foundAt: iso(Number(row.found_at)), alarms: Number(row.alarms), firstAlarmAt: iso(Number(row.first_alarm)),
        leadDays: Math.floor((Number(row.found_at) - Number(row.first_alarm)) / DAY),
      })),
    };
  }

  private async overdueRisk(one: Question): Promise<Drawn<OverdueRiskView>> {
    const { end } = one.windows[0]!;
    const items = (await this.causes.overdue(one)).map((row): OverdueRiskView['items'][number] => {
      const [overdue, majorOverdue, longestDays, risk] = [Number(row.overdue), Number(row.major), Math.floor((end - Number(row.first_due)) / DAY), (row.risk ?? 'blue') as Level];
      return { ...objectOf(row), gridName: row.grid_name ?? row.grid_code, risk, overdue, majorOverdue, longestDays, ...overduePoints(overdue, majorOverdue, longestDays, risk), ...(row.responsible !== null && { responsible: row.responsible }) };
    });
    items.sort((a, b) => b.points - a.points || b.longestDays - a.longestDays || (a.objectCode < b.objectCode ? -1 : 1));
    return { items: items.slice(0, SHOWN) };
  }

  /** The twelve months up to the one the scope ends in. */
  private async trend(question: Asked): Promise<Drawn<TrendView>> {
    const last = periodOf('month', windowOf(question.period, question.now).end - 1);
    const months = [last];
    while (months.length < TREND_MONTHS) months.unshift(periodOf('month', months[0]!.from - 1));
    const sums = summed(await this.figures.cells(questionOf(question, months)), ({ window }) => String(window));
    const each = months.map((_, index) => sums.get(String(index)) ?? noFigures());
    const files = await Promise.all(months.map((month) => this.filesIn(question, month)));
    return {
      months: months.map(({ from }) => dayOf(from).slice(0, 7)),
      rates: Object.fromEntries(RATE_IDS.map((id) => [id, each.map((figures) => rateIn(figures, id))])) as TrendView['rates'],
      accidents: files.map((list) => list.length),
      deaths: files.map((list, index) => list.reduce((sum, file) => sum + harmAt(file, windowOf(months[index]!, question.now).end).deaths, 0)),
      hazards: each.map(({ found }) => found),
    };
  }

  private async filesIn(question: Asked, period: Period) {
    const { prefix, sector, now } = question;
    return accidentsIn(await this.accidents.since(question, period.from), { period, asOf: windowOf(period, now).end, gridPrefix: prefix, ...(sector && { sector }) });
  }
}

const week = (): number[][] => Array.from({ length: 7 }, () => Array<number>(24).fill(0));
const add = (grid: number[][], at: number, count: number): void => {
  const hours = grid[weekdayOf(dayOf(at))]!;
  const hour = Math.floor((at + 8 * HOUR) / HOUR) % 24;
  hours[hour] = (hours[hour] ?? 0) + count;
};
const objectOf = (row: { object_code: string; object_name: string | null; sector: string; grid_code: string }) => ({ objectCode: row.object_code, objectName: row.object_name ?? row.object_code, sector: row.sector as Sector, gridCode: row.grid_code });
