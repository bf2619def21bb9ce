import { Inject, Injectable } from '@nestjs/common';
import type { RatesView, RateView, ScopeQuery, ScopeView } from '@one-screen/contracts';
import { dayOf, keepsTarget, lastYearOf, previousOf, RATE_IDS, sameWindows, targetOf, type DataScope } from '@one-screen/domain';
import { CLOCK, type Clock } from '../identity/clock.js';
import { CountedAccidentsRepository } from './accidents.repository.js';
import { asked, scopeView, type Asked } from './asked.js';
import { cumulativeOf, declinesOf } from './declines.js';
import { noFigures, rateIn, summed } from './figures.js';
import { FiguresService } from './figures.service.js';
import { NamesRepository } from './names.repository.js';
import { questionOf } from './question.js';

/** The rates 五率 of a scope, each with what it is held against. */
@Injectable()
export class RatesService {
  constructor(
    private readonly figures: FiguresService,
    private readonly accidents: CountedAccidentsRepository,
    private readonly names: NamesRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws what `asked` does. */
  async rates(query: ScopeQuery, scope: DataScope): Promise<RatesView> {
    const question = asked(query, scope, this.clock());
    const { period } = question;
    const periods = [period, previousOf(period), lastYearOf(period)];
    const sums = summed(await this.figures.cells(questionOf(question, periods)), ({ window }) => String(window));
    const [now, previous, lastYear] = periods.map((_, index) => sums.get(String(index)) ?? noFigures());
    const days = (index: number) => ({ from: dayOf(periods[index]!.from), to: dayOf(periods[index]!.to - 1) });
    const rates = RATE_IDS.map((id): RateView => {
      const counted = rateIn(now!, id);
      const target = targetOf(id, period);
      const kept = keepsTarget(id, counted.value, period, question.now < period.to);
      return {
        id, formula: `${id}@1`, ...counted, ...(target !== undefined && { target }), ...(kept !== undefined && { kept }),
        previous: { ...rateIn(previous!, id), ...days(1) }, lastYear: { ...rateIn(lastYear!, id), ...days(2) },
      };
    });
    const [earliest] = sameWindows(cumulativeOf(period), 3).slice(-1);
    const accidents = await this.accidents.since(question, earliest?.from ?? 0);
    return { scope: await this.view(question), rates, declines: declinesOf(question, accidents, await this.accidents.recordedFrom()) };
  }

  async view(question: Asked): Promise<ScopeView> {
    return scopeView(question, await this.names.grid(question.prefix));
  }
}
