import { Inject, Injectable } from '@nestjs/common';
import type { CoverageQuery, CoverageView } from '@one-screen/contracts';
import { dayOf, halfUp, invalid, startOfDay } from '@one-screen/domain';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { iso } from '../../journal/instant.js';
import { CoverageRepository } from './coverage.repository.js';

/** Year-end full coverage 年底全覆盖 (古街办〔2022〕6号): every object on the list inspected at least once in the year. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly repository: CoverageRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The list as it stands now, or for a year past as it stood at its end. Throws 422 for a year that has not begun. */
  async of(who: Identity, query: CoverageQuery): Promise<CoverageView> {
    const now = this.clock();
    const year = query.year ?? Number(dayOf(now).slice(0, 4));
    const [from, until] = [startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)];
    if (from > now) throw invalid('future-date', '该年度尚未开始', 'That year has not begun', [{ path: 'year', message: '尚未开始 / not begun' }]);
    const grid = query.grid ?? '';
    const inside = grid.startsWith(who.scope.gridPrefix) || who.scope.gridPrefix.startsWith(grid);
    const sectors = who.scope.sectors.filter((sector) => query.sector === undefined || sector === query.sector);
    const listedAt = Math.min(now, until - 1);
    if (!inside || !sectors.length) return { year, asOf: iso(listedAt), listed: 0, covered: 0, rate: null, lacking: [] };
    const scope = { sectors, gridPrefix: grid.length > who.scope.gridPrefix.length ? grid : who.scope.gridPrefix };
    const span = { from, until, listedAt };
    const [{ listed, covered }, found] = await Promise.all([this.repository.counts(scope, span), this.repository.lacking(scope, span, query.limit + 1, query.cursor ?? '')]);
    const lacking = found.slice(0, query.limit);
    const last = lacking.at(-1);
    return { year, asOf: iso(listedAt), listed, covered, rate: listed ? halfUp((covered / listed) * 100, 1) : null, lacking, ...(found.length > lacking.length && last && { nextCursor: last.code }) };
  }
}
