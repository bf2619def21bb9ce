import { ACCIDENT_GRADES, ACCIDENT_STATES, CLOSING_CHECKS, SECTORS, type AccidentAction, type HopState } from '@one-screen/domain';
import { z } from 'zod';
import { Code, Evidence, GridCode, Line, listOf, RECORD_QUERY, stepOf, Text, When } from './record-input.contract.js';
import type { AccidentView, WithHistory } from './record.contract.js';

const count = z.number().int().min(0).max(100_000);
/** `loss` in yuan. */
const harm = z.strictObject({ deaths: count, seriousInjuries: count, loss: z.number().min(0).max(1e13) });

/** `POST /api/accidents`: the first report 初报. The grid is the place it happened 事发地, wherever the enterprise is registered. */
export const AccidentBody = z.strictObject({
  sector: z.enum(SECTORS), gridCode: GridCode, objectCode: Code.optional(), place: Line, category: Line, summary: Text, occurredAt: When, harm, nonProduction: z.boolean().default(false),
});
export type AccidentBody = z.infer<typeof AccidentBody>;

/** `PATCH /api/accidents/:id`. */
export const AccidentStep = z.discriminatedUnion('action', [
  stepOf('followUp', {}),
  stepOf('finalReport', {}),
  stepOf('tell', { hop: Code.optional(), at: When.optional() }),
  stepOf('changeHarm', { harm: harm.optional(), at: When.optional() }),
  stepOf('investigate', { group: z.array(Line).max(50).optional() }),
  stepOf('extend', { days: z.number().int().optional() }),
  stepOf('submit', { document: Line.optional() }),
  stepOf('approve', { granted: z.boolean().optional(), document: Line.optional() }),
  stepOf('check', { check: z.enum(CLOSING_CHECKS).optional(), evidence: Evidence.optional() }),
  stepOf('close', {}),
  stepOf('reject', {}),
  stepOf('exclude', { nonProduction: z.boolean().optional(), sameAs: z.string().trim().max(64).optional() }),
  stepOf('note', {}),
]);
export type AccidentStep = z.infer<typeof AccidentStep>;

export const AccidentsQuery = z.object({ ...RECORD_QUERY, state: listOf(ACCIDENT_STATES).optional(), grade: listOf(ACCIDENT_GRADES).optional(), counts: z.enum(['0', '1']).optional() });
export type AccidentsQuery = z.infer<typeof AccidentsQuery>;

/** One hop of its report as it stands now. */
export interface HopView {
  id: string;
  zh: string;
  en: string;
  source: string;
  state: HopState;
  dueAt?: string;
  toldAt?: string;
}
/** `schemes`: 493号令 and the street's own, each hop with its clock. Due times are absent where their step has no clock now. */
export type AccidentDetail = WithHistory<AccidentView> & {
  may: AccidentAction[];
  schemes: { id: string; hops: HopView[] }[];
  supplementUntil: string;
  followUpDueAt?: string;
  investigationDueAt?: string;
  approvalDueAt?: string;
};
