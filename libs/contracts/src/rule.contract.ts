import { SECTORS, type Bilingual, type Level, type Rule, type UnitFit } from '@one-screen/domain';
import { z } from 'zod';

const shape = {
  name: z.string().trim().max(100), enabled: z.boolean(), from: z.number().int().nonnegative(), applies: z.looseObject({}), condition: z.looseObject({ type: z.string() }), title: z.string().max(200), source: z.string().max(300),
};
/** `PUT /api/rules/:id`: a rule as a person sends it, made from `version`; what it may hold in full, `checkRule` says (domain, rules/validate.ts). */
export const RuleChangeBody = z.looseObject({ ...shape, version: z.number().int().positive() });
export type RuleChangeBody = z.infer<typeof RuleChangeBody>;
/** `POST /api/rules`: a new rule; it begins with version 1. */
export const RuleCreateBody = z.looseObject({ ...shape, id: z.string().max(64), sector: z.enum(SECTORS) });
export type RuleCreateBody = z.infer<typeof RuleCreateBody>;
/** `POST /api/rules/preview` 预演: a rule not yet saved, over the last `hours`. */
export const RulePreviewBody = z.strictObject({ rule: RuleCreateBody, hours: z.number().min(1).max(24).default(24) });
export type RulePreviewBody = z.infer<typeof RulePreviewBody>;

/** One version of a rule and who made it. */
export interface RuleVersionView {
  rule: Rule;
  changedBy: string;
  changedAt: string;
}
/** `GET /api/rules/all`: the newest version of each rule, also of those switched off or yet to come, and the version in force now if there is one. */
export interface RuleView extends RuleVersionView {
  inForce?: Rule;
}

/** What a rule would have raised. Alarms are counted once, by the gravest level each reached. */
export interface RehearsedView {
  alarms: number;
  byLevel: Record<Level, number>;
  devices: number;
  /** Would stand at the end. */
  standing: number;
  /** The first raises, by time. */
  examples: { at: string; level: Level; title: string; deviceCode?: string; objectCode?: string }[];
}

/** Answer of a preview. `cut`: there was more than is looked at; then the counts are of the devices looked at only. */
export interface RulePreviewView {
  from: string;
  to: string;
  inputs: number;
  devices: { concerned: number; looked: number };
  /** Units of the points the rule reads, most common first. Readings of the past are kept without one: each point counts in the unit it was last told in. */
  units: { unit: string; points: number; fit: UnitFit }[];
  cut: boolean;
  tookMs: number;
  proposed: RehearsedView;
  /** The version in force, over the same inputs. */
  present?: RehearsedView & { version: number };
  notes: Bilingual[];
}
