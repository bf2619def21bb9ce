import type { ObjectView } from '@one-screen/contracts';
import { dayOf, startOfDay, type Bilingual, type SpanFact } from '@one-screen/domain';

const DAY = 86_400_000;

/** What is wrong with the days an object is on the list: neither lies in the future, and it leaves after it came. */
export const listingFaults = ({ listedSince, listedUntil }: Pick<ObjectView, 'listedSince' | 'listedUntil'>, path: string, now: number): { path: string; message: Bilingual }[] => {
  const today = dayOf(now);
  return [
    ...(['listedSince', 'listedUntil'] as const).flatMap((field) => {
      const day = field === 'listedSince' ? listedSince : listedUntil;
      return day !== undefined && day > today ? [{ path: `${path}.${field}`, message: { zh: `日期 ${day} 晚于今天`, en: `${day} lies in the future` } }] : [];
    }),
    ...(listedSince !== undefined && listedUntil !== undefined && listedUntil < listedSince ? [{ path: `${path}.listedUntil`, message: { zh: '退出名录早于列入名录', en: 'it leaves before it came' } }] : []),
  ];
};

/**
 * Where an object stood on the list, with what is now said of it: a changed sector or grid is a new span from now on, so no number of a
 * period past moves. `listedSince` sets when its time on the list began (the latest one, when it has left and come back and the day lies
 * after it left), `listedUntil` when it ended, also earlier or later than was said before. Undefined when nothing changes.
 */
export const spansAfter = (before: readonly SpanFact[], object: Pick<ObjectView, 'sector' | 'gridCode' | 'listedSince' | 'listedUntil'>, now: number): SpanFact[] | undefined => {
  const { sector, gridCode } = object;
  const since = object.listedSince === undefined ? undefined : startOfDay(object.listedSince);
  const sorted = [...before].sort((a, b) => a.from - b.from);
  let spans = sorted.map((span) => ({ ...span }));
  const last = spans.at(-1);
  const ends = endOf(last, object.listedUntil, now);
  if (!last) spans.push({ sector, gridCode, from: since ?? Math.min(now, ends ?? now) });
  else if (last.until !== undefined && ends !== undefined) last.until = ends;
  else if (last.sector !== sector || last.gridCode !== gridCode || last.until !== undefined) {
    last.until ??= now;
    spans.push({ sector, gridCode, from: Math.max(now, last.until) });
  }
  if (ends !== undefined) spans = spans.map((span) => ({ ...span, until: Math.min(span.until ?? Infinity, ends) }));
  if (since !== undefined) begin(spans, since);
  const kept = spans.filter(({ from, until }) => until === undefined || until > from);
  return JSON.stringify(kept) === JSON.stringify(sorted) ? undefined : kept;
};

/** The end of its last day on the list, or now while that day still runs; a day already told keeps the moment it was told. */
const endOf = (last: SpanFact | undefined, listedUntil: string | undefined, now: number): number | undefined => {
  if (listedUntil === undefined) return undefined;
  const day = { from: startOfDay(listedUntil), to: startOfDay(listedUntil) + DAY };
  return last?.until !== undefined && last.until > day.from && last.until <= day.to ? last.until : Math.min(day.to, now);
};

/** Sets when the latest time on the list that `since` can be the beginning of began; moves between grids within it stay where they are. */
const begin = (spans: SpanFact[], since: number): void => {
  const at = spans.findLastIndex((span, index) => {
    const left = spans[index - 1]?.until ?? -Infinity;
    return index === 0 || (left < span.from && since >= left);
  });
  const span = spans[at];
  if (span) span.from = span.until === undefined ? since : Math.min(since, span.until - 1);
};
