import type { CatalogueEntry, HazardGrade } from '../../ledger/hazard-catalogue.js';
import { startOfDay, type Day } from '../../numbers/beijing-day.js';
import type { Sector } from '../../sector.js';

/** A document of grading rules and the days it is in force: `from` inclusive, `until` exclusive. */
export interface GradingDocument {
  /** Number as printed. */
  number: string;
  from: Day;
  until?: Day;
}

/** Code, clause, and the clause's gist 摘要 in our own short words: the document itself decides. */
type Row = readonly [code: string, clause: string, gist: string];

/** The entries a document has for a sector. */
export const entriesOf = (sector: Sector, grade: HazardGrade, { number, from, until }: GradingDocument, rows: readonly Row[]): CatalogueEntry[] =>
  rows.map(([code, clause, text]) => ({ code, sector, grade, document: number, clause, text, from: startOfDay(from), ...(until !== undefined && { until: startOfDay(until) }) }));

/** General hazards are no national list: the product's own 一般隐患 points, for quick entry. */
export const OWN_GENERAL: GradingDocument = { number: '一般隐患常用条目（本系统）', from: '2020-01-01' };
