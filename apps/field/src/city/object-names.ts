import type { FieldGrid } from './ledger-shape.js';

const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥'];

/** The n-th invented firm: the sixty calendar signs in turn (甲子, 乙丑 …), so plainly a series that nobody is taken for a real company. */
export const inventedFirm = (n: number): string => `${STEMS[n % 10]!}${BRANCHES[n % 12]!}`;

/** 文化社区 -> 文化. */
export const shortName = (grid: Pick<FieldGrid, 'name'>): string => grid.name.replace(/(社区|村|生活区)$/u, '').replace(/^市/u, '') || grid.name;

/** Fills an object kind's name pattern. `series` counts the kind, `firm` all invented firms. */
export const nameOf = (pattern: string, { grid, firm, series }: { grid: FieldGrid; firm: number; series: number }): string =>
  pattern
    .replace('{firm}', inventedFirm(firm))
    .replace('{place}', shortName(grid))
    .replace('{series}', String(series))
    .replace('{vessel}', String(90000 + series).padStart(5, '0'));
