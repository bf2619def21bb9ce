import type { Sector } from '../sector.js';
import { refused } from './life.js';

/** 一般 or 重大 (总局令第16号第3条). */
export const HAZARD_GRADES = ['general', 'major'] as const;
export type HazardGrade = (typeof HAZARD_GRADES)[number];
export const HAZARD_GRADE_NAMES: Record<HazardGrade, { zh: string; en: string }> = { general: { zh: '一般隐患', en: 'General hazard' }, major: { zh: '重大隐患', en: 'Major hazard' } };

/** One entry of a sector's grading standard 判定标准, in force from a moment (inclusive) until another (exclusive); epoch ms. */
export interface CatalogueEntry {
  code: string;
  sector: Sector;
  grade: HazardGrade;
  /** Number of the document, as printed (应急管理部令第10号). */
  document: string;
  clause: string;
  text: string;
  from: number;
  until?: number | undefined;
}

/** The entry of this code in force at a moment, or undefined. */
export const entryAt = (catalogue: readonly CatalogueEntry[], code: string, at: number): CatalogueEntry | undefined =>
  catalogue.find((entry) => entry.code === code && entry.from <= at && (entry.until === undefined || at < entry.until));

/** Adds a version of an entry: no two of one code may be in force at once (422 `versions-overlap`). */
export const withEntry = (catalogue: readonly CatalogueEntry[], entry: CatalogueEntry): CatalogueEntry[] => {
  if (entry.until !== undefined && entry.until <= entry.from) throw refused('until-required', 'until', '失效时间必须晚于生效时间', 'The end must follow the beginning');
  const clash = catalogue.some((other) => other.code === entry.code && entry.from < (other.until ?? Infinity) && other.from < (entry.until ?? Infinity));
  if (clash) throw refused('versions-overlap', 'from', '同一条目的两个版本生效时间重叠', 'Two versions of this entry would be in force at once');
  return [...catalogue, entry];
};

/** Why a hazard no catalogue names is major all the same: hard to rectify, production must stop, or its cause lies outside the unit (总局令第16号第3条). */
export const MAJOR_GROUNDS = ['hard', 'stop', 'outside'] as const;
export type MajorGrounds = (typeof MAJOR_GROUNDS)[number];

export interface HazardGrading {
  grade: HazardGrade;
  entryCode?: string | undefined;
  grounds?: MajorGrounds | undefined;
}

/**
 * Checks a grading against the sector's standard as it stood when the hazard was found. An entry that says major is not graded down; a
 * major hazard names its entry or its grounds. Throws `entry-unknown`, `entry-grade`, `grounds-required` (422).
 */
export const checkGrading = (catalogue: readonly CatalogueEntry[], sector: Sector, foundAt: number, grading: HazardGrading): CatalogueEntry | undefined => {
  const { grade, entryCode, grounds } = grading;
  const entry = entryCode === undefined ? undefined : entryAt(catalogue, entryCode, foundAt);
  if (entryCode !== undefined && entry?.sector !== sector) throw refused('entry-unknown', 'entryCode', '该领域在发现时没有此判定条目', 'This sector’s standard had no such entry when the hazard was found');
  if (entry?.grade === 'major' && grade !== 'major') throw refused('entry-grade', 'grade', '判定标准为重大隐患，不得降级', 'The standard says major; it cannot be graded down');
  if (grade === 'major' && entry?.grade !== 'major' && grounds === undefined) throw refused('grounds-required', 'grounds', '重大隐患须引用判定标准或说明理由', 'A major hazard names its entry or its grounds');
  return entry;
};
