import { BREAKDOWNS, type ScopeQuery } from '@one-screen/contracts';
import { addDays, dayOf, isSector, periodOf, previousOf, startOfDay, type PeriodKind, type Sector } from '@one-screen/domain';

export type Breakdown = (typeof BREAKDOWNS)[number];
/** 周 月 季 年 任意. */
export const KINDS = ['week', 'month', 'quarter', 'year', 'range'] as const;
export type Kind = (typeof KINDS)[number];

/** What the insight page is about; all of it lives in the URL. Days in Beijing. */
export interface InsightState {
  grid?: string;
  sector?: Sector;
  kind: Kind;
  /** A day within the period; the present one when absent. */
  at?: string;
  from?: string;
  to?: string;
  by: Breakdown;
  /** Column of the table, with `-` before it from high to low. */
  sort?: string;
  /** Filter of the table. */
  find?: string;
}

type Query = Record<string, unknown>;
const one = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
};
const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Reads the URL; what cannot be read is left out. Pure. */
export const stateIn = (query: Query): InsightState => {
  const [grid, sector, period, at, from, to, by, sort, find] = ['grid', 'sector', 'period', 'at', 'from', 'to', 'by', 'sort', 'find'].map((key) => one(query[key]));
  const range = isDay(from) && isDay(to) && from <= to;
  const kind = range ? 'range' : KINDS.includes(period as Kind) && period !== 'range' ? (period as Kind) : 'month';
  return {
    ...(grid !== undefined && /^\d{2,20}$/.test(grid) && { grid }), ...(isSector(sector) && { sector }), kind,
    ...(range ? { from, to } : isDay(at) && { at }),
    by: BREAKDOWNS.includes(by as Breakdown) ? (by as Breakdown) : 'grid',
    ...(sort !== undefined && /^-?[a-z-]{2,30}$/.test(sort) && { sort }), ...(find !== undefined && { find }),
  };
};

/** Writes it; the usual is left out, so that a short address means the present month everywhere. Pure. */
export const queryOf = (state: InsightState): Record<string, string> => {
  const { grid, sector, kind, at, from, to, by, sort, find } = state;
  const all = { grid, sector, period: kind === 'month' || kind === 'range' ? undefined : kind, at, from: kind === 'range' ? from : undefined, to: kind === 'range' ? to : undefined, by: by === 'grid' ? undefined : by, sort, find };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
};

/** The scope as our API is asked. Pure. */
export const scopeOf = ({ grid, sector, kind, at, from, to }: InsightState): ScopeQuery => ({
  ...(grid && { grid }), ...(sector && { sector }),
  ...(kind === 'range' ? { ...(from && { from }), ...(to && { to }) } : { period: kind, ...(at && { at }) }),
});

const spanOf = (state: InsightState, today: string) =>
  (state.kind === 'range' && state.from && state.to ? { kind: 'range' as const, from: startOfDay(state.from), to: startOfDay(addDays(state.to, 1)) } : periodOf(state.kind as PeriodKind, startOfDay(state.at ?? today)));

/** First and last day of the period. Pure. */
export const daysIn = (state: InsightState, today: string): { from: string; to: string } => {
  const { from, to } = spanOf(state, today);
  return { from: dayOf(from), to: dayOf(to - 1) };
};

/** The period before or after; undefined when that has not begun. Pure. */
export const stepped = (state: InsightState, step: -1 | 1, today: string): InsightState | undefined => {
  const span = spanOf(state, today);
  const next = step < 0 ? previousOf(span) : span.kind === 'range' ? { from: span.to, to: span.to + (span.to - span.from) } : periodOf(span.kind, span.to);
  const from = dayOf(next.from);
  if (step > 0 && from > today) return undefined;
  const { at: _at, from: _from, to: _to, ...rest } = state;
  return state.kind === 'range' ? { ...rest, from, to: dayOf(next.to - 1) } : { ...rest, at: from };
};

/** Another kind of period around the same time. Pure. */
export const ofKind = (state: InsightState, kind: Kind, today: string): InsightState => {
  const days = daysIn(state, today);
  const { at: _at, from: _from, to: _to, ...rest } = state;
  if (kind === 'range') return { ...rest, kind, ...days };
  const at = days.to < today ? days.to : today;
  return { ...rest, kind, ...(at !== today && { at }) };
};

/** What a click on a part of the table leads to; undefined for what is no level of its own. Pure. */
export const drilled = (state: InsightState, part: { key: string; own?: boolean | undefined; opens: boolean }): InsightState | undefined => {
  const { sort: _sort, find: _find, ...rest } = state;
  if (part.own) return undefined;
  if (state.by === 'grid') return { ...rest, grid: part.key, by: part.opens ? 'grid' : 'object' };
  if (state.by === 'sector') return isSector(part.key) ? { ...rest, sector: part.key, by: 'grid' } : undefined;
  if (state.by !== 'month') return undefined;
  const { from: _from, to: _to, ...kept } = rest;
  return { ...kept, kind: 'month', at: `${part.key}-01`, by: 'grid' };
};

/** The grids a code lies in, widest first, itself last, by the names known: codes nest by prefix. Pure. */
export const pathOf = (code: string | undefined, grids: readonly { code: string; name: string }[]): { code: string; name: string }[] =>
  (code === undefined ? [] : grids.filter((grid) => code.startsWith(grid.code)).map(({ code: key, name }) => ({ code: key, name })).sort((a, b) => a.code.length - b.code.length));
