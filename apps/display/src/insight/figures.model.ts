import type { Counted, DeclineView, PartView, RateView } from '@one-screen/contracts';
import type { RateId } from '@one-screen/domain';

/** The five rates 五率 as families: the one that is shown large, and what belongs to it. The fifth is the decline of accidents. */
export const FAMILIES: readonly { main: RateId; beside: readonly RateId[] }[] = [
  { main: 'coverage', beside: [] },
  { main: 'finding', beside: ['hazards-per-hundred'] },
  { main: 'rectification', beside: ['on-time', 'major-rectification'] },
  { main: 'penalty', beside: ['overdue-filing'] },
];

/** Change against an earlier period in percentage points (or per hundred visits); absent when either has no value. Pure. */
export const changeOf = (now: Counted, then: Counted): number | undefined => (now.value === undefined || then.value === undefined ? undefined : now.value - then.value);

/** A change as shown, `+3.2`, `−1.5`, `0`; “—” when there is none to tell. Pure. */
export const changeText = (change: number | undefined): string => {
  if (change === undefined) return '—';
  const rounded = Number(Math.abs(change).toFixed(1));
  return rounded === 0 ? '0' : `${change > 0 ? '+' : '−'}${rounded}`;
};

/** A target is missed when it is surely not kept; without a value nobody can say. Pure. */
export const isMissed = (rate: Pick<RateView, 'kept'> | undefined): boolean => rate?.kept === false;

/** Words of a decline: which message, and its number. Pure. */
export const declineText = ({ comparison, percent }: DeclineView): { key: 'fall' | 'rise' | 'even' | 'level' | 'new' | 'unknown'; n: string } => {
  if (comparison !== 'percent' || percent === undefined) return { key: comparison === 'percent' ? 'unknown' : comparison, n: '' };
  if (Math.abs(percent) < 0.05) return { key: 'even', n: '' };
  return { key: percent > 0 ? 'fall' : 'rise', n: String(Number(Math.abs(percent).toFixed(1))) };
};

/** Counts on one scale: this year, the mean of the years before, and what the target lets happen, 0..1. Pure. */
export const declineBar = ({ current, before, base, allowed }: DeclineView): { now: number; base: number | undefined; allowed: number | undefined } => {
  const top = Math.max(1, current.count, base ?? 0, ...before.map(({ count }) => count)) * 1.1;
  return { now: current.count / top, base: base === undefined ? undefined : base / top, allowed: allowed === undefined ? undefined : allowed / top };
};

export const PART_RATES = ['coverage', 'finding', 'rectification', 'on-time', 'penalty', 'overdue-filing'] as const satisfies readonly RateId[];
export const PART_COUNTS = ['hazards-open', 'major-open', 'overdue', 'accidents', 'deaths'] as const;
export type PartCount = (typeof PART_COUNTS)[number];

/** A count of a part by the name its records open under. Pure. */
export const countOf = (part: PartView, count: PartCount): number => ({ 'hazards-open': part.hazardsOpen, 'major-open': part.majorOpen, overdue: part.overdue, accidents: part.accidents, deaths: part.deaths })[count];

const valueOf = (part: PartView, column: string): number | string | undefined => {
  if (column === 'name') return part.name;
  if ((PART_COUNTS as readonly string[]).includes(column)) return countOf(part, column as PartCount);
  return part.rates[column as RateId]?.value;
};

/** The parts filtered by name and sorted by a column (`-` from high to low); what has no value stands last either way, the level's own row at the end. Pure. */
export const arranged = (parts: readonly PartView[], sort: string | undefined, find: string | undefined): PartView[] => {
  const word = find?.trim().toLowerCase();
  const kept = parts.filter(({ name, key }) => !word || `${name}\n${key}`.toLowerCase().includes(word));
  if (sort === undefined) return [...kept].sort((a, b) => Number(a.own ?? false) - Number(b.own ?? false));
  const down = sort.startsWith('-');
  const column = down ? sort.slice(1) : sort;
  return [...kept].sort((a, b) => {
    const own = Number(a.own ?? false) - Number(b.own ?? false);
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    if (own !== 0) return own;
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    const order = typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y), 'zh') : x - y;
    return down ? -order : order;
  });
};

/** What the next click on a column's head asks: high to low first, then low to high, then as delivered. Pure. */
export const nextSort = (sort: string | undefined, column: string): string | undefined => (sort === `-${column}` ? column : sort === column ? undefined : `-${column}`);
