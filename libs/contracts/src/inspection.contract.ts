import { INSPECTION_KINDS, INSPECTION_STATES, LEVELS, SECTORS, VERDICTS, type DrawLog, type InspectionAction, type Level, type Sector } from '@one-screen/domain';
import { z } from 'zod';
import { Code, GridCode, Line, listOf, RECORD_QUERY, stepOf, When } from './record-input.contract.js';
import type { InspectionView, Viewed, WithHistory } from './record.contract.js';

const officers = z.array(Line).min(1).max(20);
const checklist = z.array(Code).max(500);

/**
 * `POST /api/inspections`: plans one. `officers` are account names, two for official kinds (行政处罚法第42条). Without `checklist` the items of the
 * checklist in force for the object's kind are taken. Sector and grid are the object's own; where given they must be these.
 */
export const InspectionBody = z.strictObject({
  kind: z.enum(INSPECTION_KINDS), objectCode: Code, sector: z.enum(SECTORS).optional(), gridCode: GridCode.optional(), plannedFor: When, officers, checklist: checklist.optional(),
});
export type InspectionBody = z.infer<typeof InspectionBody>;

const items = z.array(z.strictObject({ code: Code, verdict: z.enum(VERDICTS), note: z.string().trim().max(2000).optional(), hazardId: Code.optional() })).max(500).optional();

/** `PATCH /api/inspections/:id`. An item given again replaces its earlier verdict; the hazard of a failed one is registered first. */
export const InspectionStep = z.discriminatedUnion('action', [
  stepOf('start', { at: When.optional() }),
  stepOf('record', { items }),
  stepOf('finish', { at: When.optional(), items, reached: z.boolean().optional() }),
  stepOf('void', {}),
  stepOf('note', {}),
]);
export type InspectionStep = z.infer<typeof InspectionStep>;

export const InspectionsQuery = z.object({ ...RECORD_QUERY, state: listOf(INSPECTION_STATES).optional(), kind: listOf(INSPECTION_KINDS).optional(), drawId: Code.optional() });
export type InspectionsQuery = z.infer<typeof InspectionsQuery>;

/** One item of its checklist in words, where the reference knows the code. */
export interface ChecklistItemView {
  code: string;
  zh: string;
  en: string;
  clause: string;
}
/** `may`: what the reader can do to it now. */
export type InspectionDetail = WithHistory<InspectionView> & { may: InspectionAction[]; checklistItems: ChecklistItemView[] };

/** `POST /api/inspections/plans`: one inspection for each object of a list 靶向清单, all or none. */
export const PlansBody = z.strictObject({
  kind: z.enum(INSPECTION_KINDS), objectCodes: z.array(Code).min(1).max(500), plannedFor: When, officers, checklist: checklist.optional(),
});
export type PlansBody = z.infer<typeof PlansBody>;

const weight = z.number().int().min(0).max(1000);
/**
 * `POST /api/inspections/draws` 双随机抽取. `seed` is drawn by the server where none is given. `officers` are accounts that may handle, all whose scope
 * covers the place where none are named; `avoids` are objects they keep away from 回避.
 */
export const DrawBody = z.strictObject({
  kind: z.enum(INSPECTION_KINDS).default('street'),
  sector: z.enum(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  count: z.number().int().min(1).max(500),
  plannedFor: When,
  seed: z.string().trim().min(1).max(200).optional(),
  officers: z.array(z.strictObject({ name: Line, avoids: z.array(Code).max(1000).default([]) })).max(500).optional(),
  weights: z.strictObject(Object.fromEntries(LEVELS.map((level) => [level, weight])) as Record<Level, typeof weight>).optional(),
  recentDays: z.number().int().min(0).max(3650).optional(),
  team: z.number().int().min(2).max(10).optional(),
});
export type DrawBody = z.infer<typeof DrawBody>;

/** What is told of a draw in a list. */
export interface DrawSummary {
  id: string;
  at: string;
  by: string;
  kind: string;
  sector?: Sector;
  grid?: string;
  seed: string;
  wanted: number;
  drawn: number;
  excluded: number;
  candidates: number;
}
/** One draw with everything that went in and came out. `reproduces`: drawn again just now from what went in, it came to the same. */
export interface DrawView extends DrawSummary {
  log: Viewed<DrawLog>;
  reproduces: boolean;
  /** The planned inspections, by object. */
  inspections: { id: string; objectCode: string; state: string }[];
  names: Record<string, string>;
}

export const CoverageQuery = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional(), sector: z.enum(SECTORS).optional(), grid: z.string().regex(/^\d{2,20}$/).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200), cursor: Code.optional(),
});
export type CoverageQuery = z.infer<typeof CoverageQuery>;
/** `GET /api/inspections/coverage`: what year-end full coverage 年底全覆盖 still lacks. `rate` in per cent; null when nothing is on the list. */
export interface CoverageView {
  year: number;
  asOf: string;
  listed: number;
  covered: number;
  rate: number | null;
  lacking: { code: string; name: string; sector: Sector; gridCode: string; risk: Level; planned: number }[];
  nextCursor?: string;
}
