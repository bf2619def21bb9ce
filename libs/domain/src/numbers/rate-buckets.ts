import type { Sector } from '../sector.js';
import { periodOf, within, type Period } from './period.js';

/** The standing periods counts are kept for; a free range is asked of the records. */
export const BUCKET_KINDS = ['week', 'month', 'quarter', 'year'] as const;
export type BucketKind = (typeof BUCKET_KINDS)[number];

/**
 * What is counted in each bucket. By the day of the visit: `visits`, `finding` (visits with a hazard), `visit_hazards`; of the decision:
 * `penalties`; of the finding: `found`, `major_found`, and of those signed off before the bucket's end `rectified`, `major_rectified`; of the
 * last moment of the term: `due`, `on_time`; `covered` are distinct objects visited that stand in the grid at the bucket's end.
 */
export const COUNTERS = ['visits', 'finding', 'visit_hazards', 'penalties', 'found', 'major_found', 'rectified', 'major_rectified', 'due', 'on_time', 'covered'] as const;
export type Counter = (typeof COUNTERS)[number];

/** Lengths of the grid codes counts are kept for 市、镇、村; what lies deeper is counted with its village. */
export const BUCKET_DIGITS = [6, 9, 12] as const;

/** The places a grid code is counted in, the widest first. */
export const placesAround = (gridCode: string): string[] => BUCKET_DIGITS.filter((digits) => digits <= gridCode.length).map((digits) => gridCode.slice(0, digits));

interface Placed {
  sector: Sector;
  gridCode: string;
}
/** An effective visit 有效检查 with the number of hazards that name it. */
export interface VisitFact extends Placed {
  at: number;
  hazards: number;
}
/** A hazard that counts (not 不成立); `dueAt` absent before it is assigned. */
export interface HazardFact extends Placed {
  foundAt: number;
  major: boolean;
  dueAt?: number | undefined;
  closedAt?: number | undefined;
}
export interface PenaltyFact extends Placed {
  at: number;
}
export interface SpanFact extends Placed {
  from: number;
  until?: number | undefined;
}

/** One row of counts. */
export interface BucketRow {
  kind: BucketKind;
  /** Epoch ms at which the period begins. */
  from: number;
  grid: string;
  sector: Sector;
  counts: Record<Counter, number>;
}

const none = (): Record<Counter, number> => Object.fromEntries(COUNTERS.map((counter) => [counter, 0])) as Record<Counter, number>;

/** Differences of counts, folded: what a change of records adds to each bucket. */
export class BucketChanges {
  private readonly rows = new Map<string, BucketRow>();

  /** Adds (`sign` 1) or takes away (−1) what a visit counts. */
  visit(sign: 1 | -1, visit: VisitFact): void {
    for (const period of periodsAt(visit.at)) {
      this.count(period, visit, 'visits', sign);
      if (visit.hazards > 0) this.count(period, visit, 'finding', sign);
      this.count(period, visit, 'visit_hazards', sign * visit.hazards);
    }
  }

  hazard(sign: 1 | -1, hazard: HazardFact): void {
    const { foundAt, major, dueAt, closedAt } = hazard;
    for (const period of periodsAt(foundAt)) {
      const rectified = closedAt !== undefined && closedAt < period.to;
      this.count(period, hazard, 'found', sign);
      if (major) this.count(period, hazard, 'major_found', sign);
      if (rectified) this.count(period, hazard, 'rectified', sign);
      if (rectified && major) this.count(period, hazard, 'major_rectified', sign);
    }
    if (dueAt === undefined) return;
    for (const period of periodsAt(dueAt - 1)) {
      this.count(period, hazard, 'due', sign);
      if (closedAt !== undefined && closedAt < dueAt) this.count(period, hazard, 'on_time', sign);
    }
  }

  penalty(sign: 1 | -1, penalty: PenaltyFact): void {
    for (const period of periodsAt(penalty.at)) this.count(period, penalty, 'penalties', sign);
  }

  /** What one object counts as covered: each bucket with a visit, where the object stands at the bucket's end. */
  object(sign: 1 | -1, spans: readonly SpanFact[], visits: readonly number[]): void {
    const seen = new Set<string>();
    for (const at of visits) {
      for (const period of periodsAt(at)) {
        const key = `${period.kind}|${period.from}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const standing = spans.find((span) => within({ from: span.from, to: span.until ?? Infinity }, period.to - 1));
        if (standing) this.count(period, standing, 'covered', sign);
      }
    }
  }

  /** The rows that change at all. */
  changes(): BucketRow[] {
    return [...this.rows.values()].filter(({ counts }) => COUNTERS.some((counter) => counts[counter] !== 0));
  }

  private count(period: BucketPeriod, { sector, gridCode }: Placed, counter: Counter, by: number): void {
    if (by === 0) return;
    for (const grid of placesAround(gridCode)) {
      const key = `${period.kind}|${period.from}|${grid}|${sector}`;
      let row = this.rows.get(key);
      if (!row) this.rows.set(key, (row = { kind: period.kind, from: period.from, grid, sector, counts: none() }));
      row.counts[counter] += by;
    }
  }
}

/** Counts of one period by the grids things lie in, folded into each place around them 村、镇、市. */
export const foldPlaces = ({ kind, from }: Pick<BucketPeriod, 'kind' | 'from'>, parts: readonly (Placed & { counts: Partial<Record<Counter, number>> })[]): BucketRow[] => {
  const rows = new Map<string, BucketRow>();
  for (const { sector, gridCode, counts } of parts) {
    for (const grid of placesAround(gridCode)) {
      const key = `${grid}|${sector}`;
      let row = rows.get(key);
      if (!row) rows.set(key, (row = { kind, from, grid, sector, counts: none() }));
      for (const [counter, count] of Object.entries(counts) as [Counter, number][]) row.counts[counter] += count;
    }
  }
  return [...rows.values()];
};

type BucketPeriod = Period & { kind: BucketKind };
/** Periods by the hour they were asked for: a hundred thousand rows fall into few. Never more than a decade of hours. */
const known = new Map<number, BucketPeriod[]>();
const HOUR = 3_600_000;
const HOURS_KEPT = 100_000;
const periodsAt = (at: number): BucketPeriod[] => {
  const hour = Math.floor(at / HOUR);
  let periods = known.get(hour);
  if (!periods) {
    if (known.size >= HOURS_KEPT) known.clear();
    known.set(hour, (periods = BUCKET_KINDS.map((kind) => periodOf(kind, at) as BucketPeriod)));
  }
  return periods;
};
