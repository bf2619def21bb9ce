import { RECORD_SIDES, TRACED, type ScopeQuery, type Traced } from '@one-screen/contracts';
import { isSector, PERIODS } from '@one-screen/domain';

export type RecordSide = (typeof RECORD_SIDES)[number];

/** A figure that was opened: which number, of which scope, and which side of it is looked at. Lives in the URL, so that back works and a link can be sent. */
export interface TraceTarget {
  rate: Traced;
  side: RecordSide;
  /** Nothing in it is the present month, everywhere. */
  scope: ScopeQuery;
  /** Only the records of this supervised object. */
  object?: string;
}

type Query = Record<string, string | null | undefined | (string | null)[]>;
const SCOPE = ['sector', 'grid', 'from', 'to', 'period', 'at'] as const;
const KEYS = ['trace', 't-side', 't-object', ...SCOPE.map((key) => `t-${key}`)];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KEPT: Record<(typeof SCOPE)[number], (text: string) => boolean> = {
  sector: isSector, grid: (text) => /^\d{2,20}$/.test(text), from: (text) => DAY.test(text), to: (text) => DAY.test(text), at: (text) => DAY.test(text), period: (text) => PERIODS.includes(text as never),
};

const one = (value: Query[string]): string | undefined => (Array.isArray(value) ? value[0] : value) ?? undefined;

/** What the URL says is open; undefined when nothing is. What cannot be read is left out. Pure. */
export const traceIn = (query: Query): TraceTarget | undefined => {
  const rate = one(query['trace']);
  if (!TRACED.includes(rate as Traced)) return undefined;
  const side = one(query['t-side']);
  const object = one(query['t-object']);
  const scope = Object.fromEntries(SCOPE.flatMap((key) => {
    const text = one(query[`t-${key}`]);
    return text !== undefined && KEPT[key](text) ? [[key, text]] : [];
  })) as ScopeQuery;
  return { rate: rate as Traced, side: RECORD_SIDES.includes(side as RecordSide) ? (side as RecordSide) : 'denominator', scope, ...(object && { object }) };
};

/** The query without a trace. Pure. */
export const withoutTrace = (query: Query): Query => Object.fromEntries(Object.entries(query).filter(([key]) => !KEYS.includes(key)));

/** The query of the same page with this open. Pure. */
export const withTrace = (query: Query, { rate, side, scope, object }: TraceTarget): Query => ({
  ...withoutTrace(query), trace: rate, 't-side': side,
  ...Object.fromEntries(SCOPE.flatMap((key) => (scope[key] === undefined ? [] : [[`t-${key}`, scope[key]]]))),
  ...(object && { 't-object': object }),
});

/** A scope as the query of our own API. Pure. */
export const scopeSearch = (scope: ScopeQuery, more: Record<string, string | number | undefined> = {}): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...scope, ...more })) if (value !== undefined) search.set(key, String(value));
  return search.toString();
};
