import type { SpanFact } from '@one-screen/domain';
import { listingFaults, spansAfter } from './object-spans.js';

const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}+08:00`);
const NOW = at('2026-04-15T10:00:00');
const A = { sector: 'fire' as const, gridCode: '331082001001' };
const B = { sector: 'fire' as const, gridCode: '331082002001' };
const open: SpanFact[] = [{ ...A, from: at('2025-01-01') }];

describe('the days an object is on the list', () => {
  it('lie in the past, and end after they began', () => {
    const paths = (days: Parameters<typeof listingFaults>[0]) => listingFaults(days, '[3]', NOW).map(({ path }) => path);
    expect(paths({ listedSince: '2026-04-15', listedUntil: '2026-04-15' })).toEqual([]);
    expect(paths({ listedSince: '2026-04-16', listedUntil: '2026-04-17' })).toEqual(['[3].listedSince', '[3].listedUntil']);
    expect(paths({ listedSince: '2026-04-02', listedUntil: '2026-04-01' })).toEqual(['[3].listedUntil']);
    // Half past midnight in Beijing is still the day before in UTC: the 16th has begun.
    expect(listingFaults({ listedSince: '2026-04-16' }, '', at('2026-04-16T00:30:00'))).toEqual([]);
  });
});

describe('where an object stood', () => {
  it('begins now, or on the day it is said to have been listed since', () => {
    expect(spansAfter([], A, NOW)).toEqual([{ ...A, from: NOW }]);
    expect(spansAfter([], { ...A, listedSince: '2025-01-01' }, NOW)).toEqual(open);
    expect(spansAfter(open, A, NOW)).toBeUndefined();
    expect(spansAfter(open, { ...A, listedSince: '2025-01-01' }, NOW)).toBeUndefined();
    expect(spansAfter(open, { ...A, listedSince: '2024-02-29' }, NOW)).toEqual([{ ...A, from: at('2024-02-29') }]);
  });

  it('moves from now on, so that no period past changes', () => {
    const moved = [{ ...A, from: at('2025-01-01'), until: NOW }, { ...B, from: NOW }];
    expect(spansAfter(open, B, NOW)).toEqual(moved);
    expect(spansAfter(moved, B, NOW + 1)).toBeUndefined();
    // Moved twice in one millisecond it never stood in between.
    expect(spansAfter(moved, { ...B, sector: 'industry' }, NOW)).toEqual([moved[0], { ...B, sector: 'industry', from: NOW }]);
    // Said to have been listed since earlier, it stood there earlier, and moved when it did.
    expect(spansAfter(moved, { ...B, listedSince: '2024-06-01' }, NOW)).toEqual([{ ...A, from: at('2024-06-01'), until: NOW }, { ...B, from: NOW }]);
  });

  it('ends with its last day, or now while that day runs', () => {
    const left = [{ ...A, from: at('2025-01-01'), until: at('2026-04-01') }];
    expect(spansAfter(open, { ...A, listedUntil: '2026-03-31' }, NOW)).toEqual(left);
    expect(spansAfter(left, { ...A, listedUntil: '2026-03-31' }, NOW)).toBeUndefined();
    const today = spansAfter(open, { ...A, listedUntil: '2026-04-15' }, NOW) as SpanFact[];
    expect(today).toEqual([{ ...A, from: at('2025-01-01'), until: NOW }]);
    // Told again an hour later, and after midnight: it left when it was first told.
    expect(spansAfter(today, { ...A, listedUntil: '2026-04-15' }, NOW + 3_600_000)).toBeUndefined();
    expect(spansAfter(today, { ...A, listedUntil: '2026-04-15' }, at('2026-04-20'))).toBeUndefined();
    // While it is off the list nothing that is said of its grid puts it back.
    expect(spansAfter(left, { ...B, listedUntil: '2026-03-31' }, NOW)).toBeUndefined();
    // An object that is told only after it left stood nowhere.
    expect(spansAfter([], { ...A, listedUntil: '2026-03-31' }, NOW)).toBeUndefined();
  });

  it('ends earlier or later than was said before, when that is corrected', () => {
    const left = [{ ...A, from: at('2025-01-01'), until: at('2026-04-01') }];
    expect(spansAfter(left, { ...A, listedUntil: '2026-04-10' }, NOW)).toEqual([{ ...A, from: at('2025-01-01'), until: at('2026-04-11') }]);
    expect(spansAfter(left, { ...A, listedUntil: '2026-01-31' }, NOW)).toEqual([{ ...A, from: at('2025-01-01'), until: at('2026-02-01') }]);
    // It moved on 10 April and turns out to have left on the 5th: it never stood in B.
    const moved = [{ ...A, from: at('2025-01-01'), until: at('2026-04-10') }, { ...B, from: at('2026-04-10') }];
    expect(spansAfter(moved, { ...B, listedUntil: '2026-04-05' }, NOW)).toEqual([{ ...A, from: at('2025-01-01'), until: at('2026-04-06') }]);
  });

  it('comes back without moving the years it was on the list before', () => {
    const left = [{ ...A, from: at('2025-01-01'), until: at('2025-07-01') }];
    const back = [left[0], { ...A, from: NOW }];
    expect(spansAfter(left, A, NOW)).toEqual(back);
    // Back on the list since 1 March, as it is said: the span of 2025 stays as it was.
    const since = [left[0], { ...A, from: at('2026-03-01') }];
    expect(spansAfter(left, { ...A, listedSince: '2026-03-01' }, NOW)).toEqual(since);
    expect(spansAfter(since as SpanFact[], { ...A, listedSince: '2026-03-01' }, NOW + 1)).toBeUndefined();
    // The old day still said of it means the old time.
    expect(spansAfter(left, { ...A, listedSince: '2025-01-01' }, NOW)).toEqual(back);
  });
});
