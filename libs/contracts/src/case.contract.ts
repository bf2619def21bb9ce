import { CASE_STATES, OFFENCES, PENALTY_KINDS, SECTORS, type CaseAction } from '@one-screen/domain';
import { z } from 'zod';
import { Code, Evidence, GridCode, Line, listOf, RECORD_QUERY, stepOf, Text, When } from './record-input.contract.js';
import type { CaseView, WithHistory } from './record.contract.js';

/** `POST /api/cases`: takes up a clue 线索. Sector and grid are the object's own; hazards and inspection named must be known. */
export const CaseBody = z.strictObject({
  objectCode: Code, sector: z.enum(SECTORS).optional(), gridCode: GridCode.optional(), facts: Text, foundAt: When, hazardIds: z.array(Code).max(200).default([]), inspectionId: Code.optional(),
});
export type CaseBody = z.infer<typeof CaseBody>;

/** `PATCH /api/cases/:id`: what each step needs is told by 422 with its field. `amount` in yuan. */
export const CaseStep = z.discriminatedUnion('action', [
  stepOf('file', { number: Line.optional(), investigators: z.array(Line).max(20).optional() }),
  stepOf('decline', {}),
  stepOf('investigate', { evidence: Evidence.optional() }),
  stepOf('notify', { penalty: z.enum(PENALTY_KINDS).optional(), hearingOffered: z.boolean().optional() }),
  stepOf('hear', { requestedAt: When.optional() }),
  stepOf('decide', { penalty: z.enum(PENALTY_KINDS).optional(), amount: z.number().min(0).max(1e12).optional(), basis: Line.optional(), document: Line.optional(), waived: z.boolean().optional() }),
  stepOf('serve', {}),
  stepOf('execute', {}),
  stepOf('close', {}),
  stepOf('publish', { url: z.string().trim().min(1).max(500).optional() }),
  stepOf('withdraw', {}),
  stepOf('suspect', { offence: z.enum(OFFENCES).optional(), realDanger: z.boolean().optional(), evidence: Evidence.optional() }),
  stepOf('decideTransfer', { granted: z.boolean().optional() }),
  stepOf('handOver', { receipt: Line.optional() }),
  stepOf('typify', {}),
  stepOf('note', {}),
]);
export type CaseStep = z.infer<typeof CaseStep>;

export const CasesQuery = z.object({ ...RECORD_QUERY, state: listOf(CASE_STATES).optional(), open: z.enum(['0', '1']).optional() });
export type CasesQuery = z.infer<typeof CasesQuery>;

/** `handOver`: what of handing a crime over is due next 行刑衔接. `daysLeft` of the 90: natural days, negative when past; absent once decided. */
export type CaseDetail = WithHistory<CaseView> & { may: CaseAction[]; daysLeft?: number; handOver?: { step: 'decide' | 'handOver'; dueAt: string; overdue: boolean } };
