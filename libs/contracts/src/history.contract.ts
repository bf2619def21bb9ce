import { ACCIDENT_ACTIONS, CASE_ACTIONS, CLOSING_CHECKS, HAZARD_ACTIONS, HAZARD_GRADES, HAZARD_SOURCES, INSPECTION_ACTIONS, INSPECTION_KINDS, MAJOR_GROUNDS, OFFENCES, PENALTY_KINDS, SECTORS, TIERS, VERDICTS } from '@one-screen/domain';
import { z } from 'zod';

/** An instant with its offset, as epoch ms within. */
const when = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const text = (most: number) => z.string().max(most);
const name = text(64);
const code = text(64);
const list = z.array(text(200)).max(100);
const count = z.number().int().min(0).max(1_000_000);

const mark = z.strictObject({ by: name, when });
const step = { by: name, leader: z.boolean().optional(), when, note: text(2000).optional() };
const life = <B extends z.ZodType, S extends z.ZodType>(begin: B, steps: S) => z.strictObject({ id: code, begin, registered: mark, steps: z.array(steps).max(200) });

/** One hazard with its whole life as another system or a paper ledger has it: what was known first, then each step, by whom and when. */
export const PastHazardBody = life(
  z.strictObject({
    source: z.enum(HAZARD_SOURCES), sector: z.enum(SECTORS), objectCode: code, gridCode: text(20), place: text(200), lon: z.number().optional(), lat: z.number().optional(), description: text(2000),
    category: text(100), clause: text(500).optional(), foundBy: name, foundAt: when, photosBefore: list.default([]), alarmId: code.optional(), eventNo: code.optional(), inspectionId: code.optional(),
  }),
  z.strictObject({
    ...step, action: z.enum(HAZARD_ACTIONS), grade: z.enum(HAZARD_GRADES).optional(), entryCode: code.optional(), grounds: z.enum(MAJOR_GROUNDS).optional(), signature: text(200).optional(), to: name.optional(), deadline: when.optional(),
    five: z.strictObject({ responsible: name.optional(), measures: text(2000).optional(), funds: z.number().optional(), finishBy: when.optional(), contingency: text(2000).optional() }).optional(),
    programme: z.strictObject({ goals: text(2000), methods: text(2000), resources: text(2000), organisation: text(2000), schedule: text(2000), safety: text(2000) }).partial().optional(),
    photosAfter: list.optional(), passed: z.boolean().optional(), until: when.optional(), granted: z.boolean().optional(), tier: z.enum(TIERS).optional(), order: text(100).optional(), caseId: code.optional(),
  }),
);
export const PastInspectionBody = life(
  z.strictObject({ kind: z.enum(INSPECTION_KINDS), sector: z.enum(SECTORS), objectCode: code, gridCode: text(20), plannedFor: when, officers: z.array(name).max(20), checklist: z.array(code).max(200), drawId: code.optional() }),
  z.strictObject({
    ...step, action: z.enum(INSPECTION_ACTIONS), at: when.optional(), reached: z.boolean().optional(),
    items: z.array(z.strictObject({ code, verdict: z.enum(VERDICTS), note: text(500).optional(), hazardId: code.optional() })).max(200).optional(),
  }),
);
export const PastCaseBody = life(
  z.strictObject({ sector: z.enum(SECTORS), objectCode: code, gridCode: text(20), facts: text(4000), foundAt: when, hazardIds: z.array(code).max(100).default([]), inspectionId: code.optional() }),
  z.strictObject({
    ...step, action: z.enum(CASE_ACTIONS), number: text(100).optional(), investigators: z.array(name).max(20).optional(), evidence: list.optional(), penalty: z.enum(PENALTY_KINDS).optional(), hearingOffered: z.boolean().optional(),
    requestedAt: when.optional(), amount: z.number().optional(), basis: text(500).optional(), document: text(200).optional(), waived: z.boolean().optional(), url: text(500).optional(), offence: z.enum(OFFENCES).optional(),
    realDanger: z.boolean().optional(), granted: z.boolean().optional(), receipt: text(100).optional(),
  }),
);
const harm = z.strictObject({ deaths: count, seriousInjuries: count, loss: z.number().min(0) });
export const PastAccidentBody = life(
  z.strictObject({ sector: z.enum(SECTORS), gridCode: text(20), objectCode: code.optional(), place: text(200), category: text(100), summary: text(4000), occurredAt: when, harm, nonProduction: z.boolean().default(false) }),
  z.strictObject({
    ...step, action: z.enum(ACCIDENT_ACTIONS), hop: code.optional(), at: when.optional(), harm: harm.optional(), group: z.array(name).max(50).optional(), days: z.number().int().optional(), document: text(200).optional(),
    granted: z.boolean().optional(), check: z.enum(CLOSING_CHECKS).optional(), evidence: list.optional(), nonProduction: z.boolean().optional(), sameAs: code.optional(),
  }),
);

/** Books whose lives other systems may tell whole. */
export const HISTORY_BOOKS = ['hazards', 'inspections', 'cases', 'accidents'] as const;
export type HistoryBook = (typeof HISTORY_BOOKS)[number];
/** `POST /api/history/:book`: at most so many lives at once, all or none. */
export const HISTORY_AT_ONCE = 1000;
export interface HistoryWritten {
  inserted: number;
  updated: number;
  unchanged: number;
}
