import { BucketChanges, COUNTERS, foldPlaces, type BucketKind, type Counter } from './rate-buckets.js';

const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}+08:00`);
const A = { sector: 'fire' as const, gridCode: '331082001001' };
const B = { sector: 'fire' as const, gridCode: '331082002001' };
const made = (make: (changes: BucketChanges) => void) => {
  const changes = new BucketChanges();
  make(changes);
  return changes.changes();
};
/** The counters of one bucket that are not nought. */
const bucket = (make: (changes: BucketChanges) => void, kind: BucketKind, day: string, grid = A.gridCode) => {
  const row = made(make).find((each) => each.kind === kind && each.from === at(day) && each.grid === grid);
  return Object.fromEntries(COUNTERS.filter((counter) => row?.counts[counter]).map((counter) => [counter, row?.counts[counter]])) as Partial<Record<Counter, number>>;
};

describe('counts by standing period', () => {
  it('are kept for a week, a month, a quarter and a year, at the village, its town and the city', () => {
    // 4 periods × 3 places = 12 rows; a grid within the village counts with it (the same 12), a town's own visit at 2 places = 8, a city's own at 1 = 4.
    const visit = (gridCode: string) => made((changes) => changes.visit(1, { sector: 'fire', gridCode, at: at('2026-03-10'), hazards: 0 }));
    expect(visit(A.gridCode)).toHaveLength(12);
    expect(visit(`${A.gridCode}005`).map(({ grid }) => grid)).toEqual(visit(A.gridCode).map(({ grid }) => grid));
    expect([visit('331082001').length, visit('331082').length]).toEqual([8, 4]);
  });

  it('count a hazard signed off after its period as found, not as rectified', () => {
    // Found on 30 March, signed off on 1 April 00:00 exactly: March and the first quarter (until 1 April, exclusive) have it open; the week
    // of 30 March to 5 April and the year have it rectified.
    const hazard = (changes: BucketChanges) => changes.hazard(1, { ...A, foundAt: at('2026-03-30'), major: true, closedAt: at('2026-04-01') });
    expect(bucket(hazard, 'month', '2026-03-01')).toEqual({ found: 1, major_found: 1 });
    expect(bucket(hazard, 'quarter', '2026-01-01')).toEqual({ found: 1, major_found: 1 });
    expect(bucket(hazard, 'week', '2026-03-30')).toEqual({ found: 1, major_found: 1, rectified: 1, major_rectified: 1 });
    expect(bucket(hazard, 'year', '2026-01-01')).toEqual({ found: 1, major_found: 1, rectified: 1, major_rectified: 1 });
    // A millisecond earlier, 31 March 23:59:59.999, it is March's.
    const sooner = (changes: BucketChanges) => changes.hazard(1, { ...A, foundAt: at('2026-03-30'), major: false, closedAt: at('2026-03-31T23:59:59.999') });
    expect(bucket(sooner, 'month', '2026-03-01')).toEqual({ found: 1, rectified: 1 });
  });

  it('count a term in the period of its last moment', () => {
    // The term ends (exclusive) on 1 April 00:00: its last moment is 31 March 23:59:59.999, so it is due in March; signed off in that very
    // millisecond it is in time, at 1 April 00:00 it is not.
    const due = (closedAt: number) => (changes: BucketChanges) => changes.hazard(1, { ...A, foundAt: at('2026-02-10'), major: false, dueAt: at('2026-04-01'), closedAt });
    expect(bucket(due(at('2026-03-31T23:59:59.999')), 'month', '2026-03-01')).toEqual({ due: 1, on_time: 1 });
    expect(bucket(due(at('2026-04-01')), 'month', '2026-03-01')).toEqual({ due: 1 });
    expect(bucket(due(at('2026-04-01')), 'month', '2026-04-01')).toEqual({});
    // Ending at 31 March 23:59:59.999 (exclusive), the last moment is .998: still March; ending a millisecond after midnight it is April's.
    const ending = (dueAt: number) => (changes: BucketChanges) => changes.hazard(1, { ...A, foundAt: at('2026-02-10'), major: false, dueAt });
    expect(bucket(ending(at('2026-03-31T23:59:59.999')), 'month', '2026-03-01')).toEqual({ due: 1 });
    expect(bucket(ending(at('2026-04-01') + 1), 'month', '2026-04-01')).toEqual({ due: 1 });
  });

  it('cover an object that was checked twice once, and count both visits', () => {
    const visits = [at('2026-03-10'), at('2026-03-31T23:59:59.999')];
    const make = (changes: BucketChanges) => {
      for (const when of visits) changes.visit(1, { ...A, at: when, hazards: when === visits[0] ? 3 : 0 });
      changes.object(1, [{ ...A, from: 0 }], visits);
    };
    // Two visits, one of them with three hazards, one object: 2, 1, 3, 1. The weeks of 9 and 30 March have one visit each and cover it each.
    expect(bucket(make, 'month', '2026-03-01')).toEqual({ visits: 2, finding: 1, visit_hazards: 3, covered: 1 });
    expect(bucket(make, 'week', '2026-03-09')).toEqual({ visits: 1, finding: 1, visit_hazards: 3, covered: 1 });
    expect(bucket(make, 'week', '2026-03-30')).toEqual({ visits: 1, covered: 1 });
  });

  it('cover an object where it stands when the period ends, wherever it was visited', () => {
    // Visited in A on Tuesday 10 March, moved to B on the 20th: the week of the 9th (ends before the move) covers it in A; March, the quarter
    // and the year cover it in B. Taken off the list on 1 June it is in no year's cover, but March keeps it.
    const spans = [{ ...A, from: 0, until: at('2026-03-20') }, { ...B, from: at('2026-03-20'), until: at('2026-06-01') }];
    const make = (changes: BucketChanges) => changes.object(1, spans, [at('2026-03-10')]);
    expect([bucket(make, 'week', '2026-03-09'), bucket(make, 'week', '2026-03-09', B.gridCode)]).toEqual([{ covered: 1 }, {}]);
    expect([bucket(make, 'month', '2026-03-01'), bucket(make, 'month', '2026-03-01', B.gridCode)]).toEqual([{}, { covered: 1 }]);
    expect([bucket(make, 'year', '2026-01-01'), bucket(make, 'year', '2026-01-01', B.gridCode)]).toEqual([{}, {}]);
  });

  it('have a leap day in its February, and 29 February 23:59:59.999 with it', () => {
    const penalty = (changes: BucketChanges) => changes.penalty(1, { ...A, at: at('2024-02-29T23:59:59.999') });
    expect(bucket(penalty, 'month', '2024-02-01')).toEqual({ penalties: 1 });
    expect(bucket(penalty, 'month', '2024-03-01')).toEqual({});
    // Thursday: its week began on Monday the 26th.
    expect(bucket(penalty, 'week', '2024-02-26')).toEqual({ penalties: 1 });
  });

  it('have a week over new year whole, in two years and two quarters', () => {
    // Monday 29 December 2025 to Sunday 4 January 2026 is ISO week 2026-W01.
    const make = (changes: BucketChanges) => {
      changes.penalty(1, { ...A, at: at('2025-12-31T23:59:59.999') });
      changes.penalty(1, { ...A, at: at('2026-01-01') });
      changes.penalty(1, { ...A, at: at('2026-01-04T23:59:59.999') });
      changes.penalty(1, { ...A, at: at('2026-01-05') });
    };
    expect(bucket(make, 'week', '2025-12-29')).toEqual({ penalties: 3 });
    expect(bucket(make, 'week', '2026-01-05')).toEqual({ penalties: 1 });
    expect([bucket(make, 'year', '2025-01-01'), bucket(make, 'year', '2026-01-01')]).toEqual([{ penalties: 1 }, { penalties: 3 }]);
    expect([bucket(make, 'quarter', '2025-10-01'), bucket(make, 'quarter', '2026-01-01')]).toEqual([{ penalties: 1 }, { penalties: 3 }]);
  });

  it('change by nothing where as much is taken away as is added', () => {
    const hazard = { ...A, foundAt: at('2026-03-30'), major: true, dueAt: at('2026-04-01') };
    expect(made((changes) => {
      changes.hazard(-1, hazard);
      changes.hazard(1, hazard);
    })).toEqual([]);
  });

  it('fold counts of villages into their towns and the city', () => {
    const rows = foldPlaces({ kind: 'month', from: at('2026-03-01') }, [{ ...A, counts: { visits: 2 } }, { ...B, counts: { visits: 3, due: 1 } }, { sector: 'fire', gridCode: '331082001', counts: { visits: 5 } }]);
    // Town 001: 2 + 5 of its own; city: 2 + 3 + 5.
    expect(Object.fromEntries(rows.map(({ grid, counts }) => [grid, [counts.visits, counts.due]]))).toEqual({ '331082': [10, 1], '331082001': [7, 0], [A.gridCode]: [2, 0], '331082002': [3, 1], [B.gridCode]: [3, 1] });
  });
});
