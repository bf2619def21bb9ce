import type { RatesView, RateView, TrendView } from '@one-screen/contracts';
import type { RateId } from '@one-screen/domain';
import { changeOf, isMissed } from '../../insight/figures.model';
import type { RecordSide } from '../../trace/trace-target';

/** The rates of the wall, in the order of the plan; the fifth stands in a panel of its own. */
export const WALL_RATES: readonly RateId[] = ['coverage', 'finding', 'rectification', 'on-time', 'penalty'];

export interface RateRow {
  rate: RateView;
  missed: boolean;
  change: number | undefined;
  trend: readonly (number | undefined)[];
  /** What a click opens: of a missed target what keeps it from being kept. */
  side: RecordSide;
}

/** Rows of the panel; a rate the server does not tell is left out. Pure. */
export const rateRows = (view: RatesView | undefined, trend: TrendView | undefined): RateRow[] => WALL_RATES.flatMap((id) => {
  const rate = view?.rates.find((one) => one.id === id);
  if (!rate) return [];
  const missed = isMissed(rate);
  return [{ rate, missed, change: changeOf(rate, rate.previous), trend: (trend?.rates[id] ?? []).slice(-12).map(({ value }) => value), side: missed ? 'missed' as const : 'denominator' as const }];
});
