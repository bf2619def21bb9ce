import { invalid } from '../errors.js';
import { partsOf, startOf } from './beijing-day.js';
import type { IndexScheme } from './index-scheme.js';

/** A month of the index, `2026-03`. */
export type Month = string;

const two = (value: number) => String(value).padStart(2, '0');
const readMonth = (month: Month): { year: number; month: number } => {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined) throw invalid('not-a-month', `“${month}”不是有效月份`, `“${month}” is not a month`, { month });
  return { year: Number(year), month: Number(number) };
};

export const monthOf = (at: number): Month => {
  const { year, month } = partsOf(at);
  return `${year}-${two(month)}`;
};
export const monthBefore = (month: Month): Month => {
  const parts = readMonth(month);
  return monthOf(startOf(parts.year, parts.month - 1));
};
/** When a month is frozen (epoch ms): as the freeze day of the next month begins. */
export const freezesAt = (month: Month, { freezeDay }: Pick<IndexScheme, 'freezeDay'>): number => {
  const parts = readMonth(month);
  return startOf(parts.year, parts.month + 1, freezeDay);
};

export type Card = 'red' | 'yellow' | 'excellent' | 'none';
export type CardReason = 'veto' | 'below-red' | 'below-yellow' | 'last-and-falling' | 'yellow-twice';

export interface Contender {
  key: string;
  /** As shown, two decimals; absent without data. */
  score: number | undefined;
  vetoed: boolean;
  /** The card it earned in an earlier month, before escalation; only the month just before counts. */
  previous?: { month: Month; score: number | undefined; earned: Card };
}

export interface Standing {
  key: string;
  score: number | undefined;
  /** 1 is best; equal scores share a rank and the next is left out (1, 2, 2, 4); absent without a score. */
  rank: number | undefined;
  /** Earned this month by itself. */
  earned: Card;
  /** With yellow cards in two months running made red. */
  card: Card;
  reasons: CardReason[];
}

/** Places of all contenders, best first; those without a score come last, unranked. */
export const rankOf = (contenders: readonly { key: string; score: number | undefined }[]): Map<string, number | undefined> => {
  const scores = contenders.flatMap(({ score }) => (score === undefined ? [] : [score]));
  return new Map(contenders.map(({ key, score }) => [key, score === undefined ? undefined : 1 + scores.filter((other) => other > score).length]));
};

/**
 * Ranking and cards of a month 亮牌警示. Red below its line or by veto; yellow below its line, or among the last places with a fall
 * from the month before (equal scores at the edge are all among them; the leaders never are, nor anybody in a field no larger than the
 * last places [P]); yellow earned two months running turns red.
 */
export const giveCards = (month: Month, contenders: readonly Contender[], scheme: IndexScheme): Standing[] => {
  const ranks = rankOf(contenders);
  const scores = contenders.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const { red, yellow, excellent } = scheme.cards;
  const before = monthBefore(month);
  const isLast = (score: number, rank: number | undefined) => scores.length > scheme.lastPlaces && rank !== 1 && scores.filter((other) => other < score).length < scheme.lastPlaces;
  return contenders.map(({ key, score, vetoed, previous }): Standing => {
    const rank = ranks.get(key);
    const last = previous?.month === before ? previous : undefined;
    const reasons: CardReason[] = [];
    if (vetoed) reasons.push('veto');
    if (score !== undefined && score < red) reasons.push('below-red');
    else if (score !== undefined && score < yellow) reasons.push('below-yellow');
    if (score !== undefined && last?.score !== undefined && score < last.score && isLast(score, rank)) reasons.push('last-and-falling');
    const earned: Card = reasons.includes('veto') || reasons.includes('below-red') ? 'red' : reasons.length > 0 ? 'yellow' : score !== undefined && score >= excellent ? 'excellent' : 'none';
    const twice = earned === 'yellow' && last?.earned === 'yellow';
    return { key, score, rank, earned, card: twice ? 'red' : earned, reasons: twice ? [...reasons, 'yellow-twice'] : reasons };
  }).sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
};
