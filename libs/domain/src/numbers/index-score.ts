import { invalid } from '../errors.js';
import { compareAccidents } from './accident-decline.js';
import { halfUp } from './half-up.js';
import type { IndexItem, IndexMeasure, IndexScheme } from './index-scheme.js';

/** A count over a count with its records: a `Rate` is one. */
export interface ShareFact {
  numerator: number;
  denominator: number;
  numeratorKeys: readonly string[];
  denominatorKeys: readonly string[];
}

/** Accidents or deaths against their base: a `Decline` is one. */
export interface DeclineFact {
  /** Absent when a year is not in the ledger. */
  base: number | undefined;
  current: { count: number; keys: readonly string[] };
}

/** What is known of a month; a measure that is not there is missing, and told so. */
export type IndexFacts = Partial<Record<IndexMeasure, ShareFact | DeclineFact>>;

/** 较大及以上事故, 瞒报, 迟报, with the keys of the accidents. */
export interface Veto {
  rule: 'serious-accident' | 'concealed' | 'late-report';
  keys: readonly string[];
}

/** `empty`: nothing to divide by, left out; `empty-full`: nothing to divide by, which is the wanted state; `missing`: no data, left out. */
export type ItemState = 'scored' | 'empty' | 'empty-full' | 'missing';

export interface ItemScore {
  measure: IndexMeasure;
  weight: number;
  state: ItemState;
  /** Of `weight`, not rounded; absent when left out. */
  points: number | undefined;
  fact?: ShareFact | DeclineFact;
}

export interface DimensionScore {
  id: string;
  weight: number;
  /** Of `weight`, after the items left out gave their weight to the others; absent when all are. */
  points: number | undefined;
  items: ItemScore[];
}

export interface IndexScore {
  /** Scheme and version, e.g. `default@1`. */
  scheme: string;
  /** Two decimals half up, a veto applied; absent when nothing at all is known. */
  value: number | undefined;
  /** The same without the veto. */
  beforeVeto: number | undefined;
  vetoes: readonly Veto[];
  dimensions: DimensionScore[];
  /** Measures without data: shown with the number, which stands on fewer legs. */
  missing: IndexMeasure[];
  /** Weight, of 100, that data stood behind. */
  covered: number;
}

const worth = (item: IndexItem, fact: ShareFact | DeclineFact | undefined): { state: ItemState; share?: number } => {
  if (!fact) return { state: 'missing' };
  const { scoring, measure } = item;
  if (scoring.kind === 'decline') {
    if (!('current' in fact)) throw invalid('index-fact', `指标${measure}数据类型不符`, `The fact of ${measure} is of the wrong kind`, { measure });
    if (fact.base === undefined) return { state: 'missing' };
    const comparison = compareAccidents(fact.base, fact.current.count);
    if (comparison.kind === 'new') return { state: 'scored', share: 0 };
    if (comparison.kind === 'level' || fact.current.count === 0) return { state: 'scored', share: 1 };
    return { state: 'scored', share: Math.min(1, Math.max(0, (1 + comparison.percent / scoring.target) / 2)) };
  }
  if ('current' in fact || !(fact.numerator >= 0 && fact.denominator >= 0)) throw invalid('index-fact', `指标${measure}数据无效`, `The fact of ${measure} is not valid`, { measure });
  if (fact.denominator === 0) return scoring.whenEmpty === 'full' ? { state: 'empty-full', share: 1 } : { state: 'empty' };
  return { state: 'scored', share: Math.min(1, ((fact.numerator / fact.denominator) * 100) / scoring.target) };
};

interface Part {
  weight: number;
  points: number | undefined;
}

/** Points of the parts that have any, brought to the full weight; what has none gives its weight to the others. */
const spread = (parts: readonly Part[], full: number): number | undefined => {
  const known = parts.flatMap(({ weight, points }) => (points === undefined ? [] : [{ weight, points }]));
  const weight = known.reduce((total, part) => total + part.weight, 0);
  return weight === 0 ? undefined : (known.reduce((total, part) => total + part.points, 0) / weight) * full;
};

/**
 * The index of one sector or village for one month. Missing data is flagged and its weight goes first to the rest of its dimension,
 * then to the other dimensions: never silently 0. A veto leaves at most the cap.
 */
export const scoreIndex = (scheme: IndexScheme, facts: IndexFacts, vetoes: readonly Veto[] = []): IndexScore => {
  const dimensions = scheme.dimensions.map(({ id, weight, items }): DimensionScore => {
    const scored = items.map((item): ItemScore => {
      const fact = facts[item.measure];
      const { state, share } = worth(item, fact);
      return { measure: item.measure, weight: item.weight, state, points: share === undefined ? undefined : share * item.weight, fact };
    });
    return { id, weight, items: scored, points: spread(scored, weight) };
  });
  const total = spread(dimensions, 100);
  const beforeVeto = total === undefined ? undefined : halfUp(total);
  const items = dimensions.flatMap((dimension) => dimension.items);
  return {
    scheme: `${scheme.id}@${scheme.version}`,
    beforeVeto, value: beforeVeto !== undefined && vetoes.length > 0 ? Math.min(beforeVeto, scheme.cards.vetoCap) : beforeVeto,
    vetoes, dimensions,
    missing: items.filter(({ state }) => state === 'missing').map(({ measure }) => measure),
    covered: items.reduce((weight, item) => weight + (item.points === undefined ? 0 : item.weight), 0),
  };
};
