import { TRACED, type IndexView, type ScopeQuery, type StandingView, type Traced } from '@one-screen/contracts';
import { isSector, RED_CARD_STAGES, type RedCardStage } from '@one-screen/domain';

/** Marks of the index are shown with two decimals, as they are ranked. Pure. */
export const scoreText = (score: number | undefined): string => (score === undefined ? '—' : score.toFixed(2));

/** Places won (positive) or lost against the month before; absent when either is unranked. Pure. */
export const placesWon = ({ rank, previousRank }: Pick<StandingView, 'rank' | 'previousRank'>): number | undefined => (rank === undefined || previousRank === undefined ? undefined : previousRank - rank);

/** ↑2, ↓1, 平; “—” where there is nothing to compare. Pure. */
export const moveText = (won: number | undefined): string => (won === undefined ? '—' : won === 0 ? '=' : won > 0 ? `↑${won}` : `↓${-won}`);

/** Best first, the unranked last. Pure. */
export const inOrder = (standings: readonly StandingView[]): StandingView[] => [...standings].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.key < b.key ? -1 : 1));

/** What a measure of a standing opens: the records of that sector or grid in that month. Pure. */
export const measureTrace = (view: Pick<IndexView, 'month' | 'of'>, key: string, measure: string): { rate: Traced; scope: ScopeQuery } | undefined => {
  const scope: ScopeQuery = { period: 'month', at: `${view.month}-01`, ...(view.of === 'grid' ? { grid: key } : isSector(key) ? { sector: key } : {}) };
  return TRACED.includes(measure as Traced) ? { rate: measure as Traced, scope } : undefined;
};

/** The neighbouring month; undefined when it lies ahead of `last`. Pure. */
export const monthBeside = (month: string, step: -1 | 1, last: string): string | undefined => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
  return next > last ? undefined : next;
};

/** The step of the procedure that comes next; undefined when the cap is off. Pure. */
export const nextStage = (stage: RedCardStage): RedCardStage | undefined => RED_CARD_STAGES[RED_CARD_STAGES.indexOf(stage) + 1];
