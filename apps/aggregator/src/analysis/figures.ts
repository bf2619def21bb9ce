import type { Counted } from '@one-screen/contracts';
import { RATE_IDS, type RateId, type Sector } from '@one-screen/domain';

/** Everything the rates are made of, counted for one window and place. */
export const FIGURES = [
  'visits', 'finding', 'visitHazards', 'penalties', 'found', 'majorFound', 'rectified', 'majorRectified', 'due', 'onTime', 'covered', 'listed', 'overdueEver', 'overdueFiled',
] as const;
export type Figure = (typeof FIGURES)[number];
/** What stands open at a window's end. */
export const STOCKS = ['hazardsOpen', 'majorOpen', 'overdue'] as const;
export type Stock = (typeof STOCKS)[number];
export type Figures = Record<Figure | Stock, number>;

/** Numerator and denominator of each rate (rates.ts in the domain is the definition). */
const SIDES: Record<RateId, [Figure, Figure]> = {
  coverage: ['covered', 'listed'],
  finding: ['finding', 'visits'],
  'hazards-per-hundred': ['visitHazards', 'visits'],
  rectification: ['rectified', 'found'],
  'major-rectification': ['majorRectified', 'majorFound'],
  'on-time': ['onTime', 'due'],
  penalty: ['penalties', 'visits'],
  'overdue-filing': ['overdueFiled', 'overdueEver'],
};

/** A count over a count; without a value where there is nothing to divide by. */
export const counted = (numerator: number, denominator: number): Counted => ({ numerator, denominator, ...(denominator > 0 && { value: (numerator / denominator) * 100 }) });

export const rateIn = (figures: Figures, id: RateId): Counted => counted(figures[SIDES[id][0]], figures[SIDES[id][1]]);
export const ratesIn = (figures: Figures): Record<RateId, Counted> => Object.fromEntries(RATE_IDS.map((id) => [id, rateIn(figures, id)])) as Record<RateId, Counted>;

export const noFigures = (): Figures => Object.fromEntries([...FIGURES, ...STOCKS].map((name) => [name, 0])) as Figures;

/** One cell of what was asked: which window, which sector, which part of the place (empty: all of it), and what to add to it. */
export interface Cell {
  window: number;
  sector: Sector;
  part: string;
  figures: Partial<Figures>;
}

/** Sums of the cells that `where` lets through, by the key it gives them. */
export const summed = (cells: readonly Cell[], key: (cell: Cell) => string | undefined): Map<string, Figures> => {
  const sums = new Map<string, Figures>();
  for (const cell of cells) {
    const name = key(cell);
    if (name === undefined) continue;
    let sum = sums.get(name);
    if (!sum) sums.set(name, (sum = noFigures()));
    for (const figure of Object.keys(cell.figures) as (keyof Figures)[]) sum[figure] += cell.figures[figure] ?? 0;
  }
  return sums;
};

/** What is left of a whole when its parts are taken away. */
export const less = (whole: Figures, parts: Iterable<Figures>): Figures => {
  const rest = { ...whole };
  for (const part of parts) for (const figure of [...FIGURES, ...STOCKS]) rest[figure] -= part[figure];
  return rest;
};
