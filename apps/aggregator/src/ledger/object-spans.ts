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
 * period past moves; `listedSince` and `listedUntil` set the ends. Undefined when nothing changes.
 */
export const spansAfter = (before: readonly SpanFact[], object: Pick<ObjectView, 'sector' | 'gridCode' | 'listedSince' | 'listedUntil'>, now: number): SpanFact[] | undefined => {
  const { sector, gridCode, listedSince, listedUntil } = object;
  const spans = [...before].sort((a, b) => a.from - b.from).map((span) => ({ ...span }));
  const ends = listedUntil === undefined ? undefined : Math.min(startOfDay(listedUntil) + DAY, now);
  const last = spans.at(-1);
  if (!last) spans.push({ sector, gridCode, from: listedSince === undefined ? Math.min(now, ends ?? now) : startOfDay(listedSince) });
  else if (last.sector !== sector || last.gridCode !== gridCode || (last.until !== undefined && ends === undefined)) {
    last.until ??= now;
    spans.push({ sector, gridCode, from: Math.max(now, last.until) });
  }
  const [first, newest] = [spans[0] as SpanFact, spans.at(-1) as SpanFact];
  if (listedSince !== undefined && first.until === undefined) first.from = startOfDay(listedSince);
  else if (listedSince !== undefined) first.from = Math.min(startOfDay(listedSince), (first.until as number) - 1);
  if (ends !== undefined) newest.until = newest.until === undefined ? ends : Math.min(newest.until, ends);
  const kept = spans.filter(({ from, until }) => until === undefined || until > from);
  return JSON.stringify(kept) === JSON.stringify([...before].sort((a, b) => a.from - b.from)) ? undefined : kept;
};
