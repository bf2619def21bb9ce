import type { ScopeQuery, ScopeView } from '@one-screen/contracts';
import { dayOf, endOf, forbidden, invalid, periodOf, rangeOfDays, startOfDay, type DataScope, type Period, type Sector } from '@one-screen/domain';
import { iso } from '../journal/instant.js';

/** A question as understood: what the reader may see of what was asked. */
export interface Asked {
  /** One, when it was asked for; else all the reader has. */
  sectors: Sector[];
  sector?: Sector | undefined;
  /** Strictly within: a number of a village is not shown what the whole street has. */
  prefix: string;
  period: Period;
  now: number;
}

const periodAsked = ({ from, to, period, at }: ScopeQuery, now: number): Period => {
  if ((from === undefined) !== (to === undefined)) throw invalid('half-range', '起止日期须同时给出', 'Both days of a range are needed', [{ path: from === undefined ? 'from' : 'to', message: '请填写日期 / is required' }]);
  if (from !== undefined && to !== undefined) {
    if (period !== undefined || at !== undefined) throw invalid('two-periods', '起止日期与周期只能给一种', 'Either a range or a period, not both', [{ path: 'period', message: '与 from、to 重复 / together with from and to' }]);
    return rangeOfDays(from, to);
  }
  return periodOf(period ?? 'month', at === undefined ? now : startOfDay(at));
};

/**
 * What a reader of `scope` may be told of `query`. Throws 422 for half a range, two periods or one that has not begun, 403 `outside-scope`
 * for a sector or grid that is not the reader's.
 */
export const asked = (query: ScopeQuery, scope: DataScope, now: number): Asked => {
  const period = periodAsked(query, now);
  if (period.from >= now) throw invalid('period-ahead', '统计期尚未开始', 'The period has not begun', [{ path: query.from === undefined ? 'at' : 'from', message: '统计期尚未开始 / has not begun' }]);
  const { sector, grid } = query;
  if (sector && !scope.sectors.includes(sector)) throw forbidden('outside-scope', '该领域不在您的数据范围内', 'This sector is outside your data scope', [{ path: 'sector', message: sector }]);
  if (grid !== undefined && !grid.startsWith(scope.gridPrefix)) throw forbidden('outside-scope', '该网格不在您的数据范围内', 'This grid is outside your data scope', [{ path: 'grid', message: grid }]);
  return { sectors: sector ? [sector] : scope.sectors, sector, prefix: grid ?? scope.gridPrefix, period, now };
};

export const scopeView = ({ sector, prefix, period, now }: Asked, gridName: string): ScopeView => {
  const asOf = endOf({ period, asOf: now, gridPrefix: prefix });
  return { ...(sector && { sector }), grid: prefix, gridName, kind: period.kind, from: dayOf(period.from), to: dayOf(period.to - 1), asOf: iso(asOf), running: now < period.to };
};
