import { LEC_SCALES, LEVELS, SECTORS } from '@one-screen/domain';
import { z } from 'zod';

const oneOf = (values: readonly number[]) => z.number().refine((value) => values.includes(value), { message: `须为 ${values.join('、')} 之一 / one of ${values.join(', ')}` });
const degree = z.number().int().min(1).max(5);
const unit = z.string().trim().min(1).max(100);

/** One unit 评估单元 by LEC (D = L·E·C) or LS (R = L×S). */
export const RiskUnitBody = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('lec'), unit, likelihood: oneOf(LEC_SCALES.likelihood), exposure: oneOf(LEC_SCALES.exposure), consequence: oneOf(LEC_SCALES.consequence) }),
  z.strictObject({ method: z.literal('ls'), unit, likelihood: degree, severity: degree }),
]);
export type RiskUnitBody = z.infer<typeof RiskUnitBody>;
/** An assessment of the whole object: all its units at once. */
export const RiskAssessmentBody = z.strictObject({ units: z.array(RiskUnitBody).min(1).max(100), note: z.string().trim().max(500).optional() });
export type RiskAssessmentBody = z.infer<typeof RiskAssessmentBody>;

export const RiskReviewBody = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type RiskReviewBody = z.infer<typeof RiskReviewBody>;
/** Record and photos of the visit 现场核查. */
export const RiskVisitBody = z.strictObject({ revision: z.number().int().min(1), evidence: z.array(z.string().trim().min(1).max(200)).min(1).max(20) });
export type RiskVisitBody = z.infer<typeof RiskVisitBody>;
export const RiskDecisionBody = z.strictObject({ revision: z.number().int().min(1), note: z.string().trim().max(500).optional() });
export type RiskDecisionBody = z.infer<typeof RiskDecisionBody>;

const Level = z.enum(LEVELS);
export const RiskChangeView = z.object({ from: Level.optional(), to: Level, rule: z.string(), evidence: z.array(z.string()), by: z.string(), at: z.string() });
export const RiskAssessmentView = z.object({
  id: z.string(), at: z.string(), by: z.string(), note: z.string().optional(),
  units: z.array(z.object({ unit: z.string(), method: z.enum(['lec', 'ls']), likelihood: z.number(), exposure: z.number().optional(), severity: z.number(), score: z.number(), colour: Level, cuts: z.string() })),
});
export type RiskAssessmentView = z.infer<typeof RiskAssessmentView>;
export const RiskReviewView = z.object({
  id: z.string(), objectCode: z.string(), revision: z.number(), state: z.enum(['requested', 'visited', 'approved', 'refused']), reason: z.string(), requestedBy: z.string(), requestedAt: z.string(),
  visitedBy: z.string().optional(), visitedAt: z.string().optional(), evidence: z.array(z.string()).optional(), decidedBy: z.string().optional(), decidedAt: z.string().optional(), note: z.string().optional(),
});
export type RiskReviewView = z.infer<typeof RiskReviewView>;
/** The colour of an object and all that led to it. `standing`: direct-red rules that hold now; `assessed`: no review goes below it. */
export const RiskView = z.object({
  objectCode: z.string(), colour: Level, assessed: Level, cleanSince: z.string(), declared: z.boolean(), standing: z.array(z.object({ rule: z.string(), evidence: z.array(z.string()) })),
  history: z.array(RiskChangeView), assessments: z.array(RiskAssessmentView), reviews: z.array(RiskReviewView),
});
export type RiskView = z.infer<typeof RiskView>;
/** Objects by colour at the end of each month (the present one: now), oldest first; `total` those watched by then. */
export const RiskColoursView = z.object({ sector: z.enum(SECTORS).optional(), grid: z.string().optional(), months: z.array(z.object({ month: z.string(), at: z.string(), red: z.number(), orange: z.number(), yellow: z.number(), blue: z.number(), total: z.number() })) });
export type RiskColoursView = z.infer<typeof RiskColoursView>;
