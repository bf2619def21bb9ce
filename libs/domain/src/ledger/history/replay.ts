import { DomainError, invalid } from '../../errors.js';
import type { Actor } from '../../alarm-life.js';
import type { ReportScheme } from '../../numbers/accident-clock.js';
import { reportAccident, type AccidentFile, type AccidentReport } from '../accident-file.js';
import { ACCIDENT_ACTIONS, actOnAccident, type AccidentAction, type AccidentCommand } from '../accident-life.js';
import { takeUpClue, type Clue, type EnforcementCase } from '../enforcement.js';
import { actOnCase, CASE_ACTIONS, type CaseAction, type CaseCommand, type CaseContext } from '../enforcement-life.js';
import { registerHazard, type Hazard, type HazardReport } from '../hazard.js';
import { actOnHazard, HAZARD_ACTIONS, type HazardAction, type HazardCommand, type HazardContext } from '../hazard-life.js';
import { actOnInspection, INSPECTION_ACTIONS, planInspection, type Inspection, type InspectionAction, type InspectionCommand, type InspectionPlan } from '../inspection.js';
import { fault, type FieldFault, type LedgerChange, type LedgerCommand, type Living } from '../life.js';

/** Who did a thing, in what capacity, and when (epoch ms): a paper ledger names them, other systems send them. */
export interface PastMark {
  by: string;
  /** A responsible leader 分管负责人 did it. */
  leader?: boolean | undefined;
  when: number;
}
/** One step of a life already lived, with the fields its command has. */
export type PastStep<C extends LedgerCommand<string>> = Omit<C, 'revision' | 'actor'> & PastMark;

/** A whole life as told afterwards: what was known at first, and each step in its order. */
export interface PastLife<B, C extends LedgerCommand<string>> {
  id: string;
  begin: B;
  registered: Omit<PastMark, 'leader'>;
  steps: readonly PastStep<C>[];
}

const ID = /^[\p{L}\p{N}][\p{L}\p{N}_.()（）〔〕-]{0,63}$/u;

/** Tells a refusal with the path of the step that was refused. */
const within = <R>(path: string, work: () => R): R => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const details = Array.isArray(error.details) ? (error.details as FieldFault[]).map((each) => ({ ...each, path: `${path}.${each.path}` })) : [fault(path, error.text.zh, error.text.en)];
    throw invalid(error.code, error.text.zh, error.text.en, details);
  }
};

/**
 * Lives a life again, by the very rules that would have led it: each step at its time, by whom it names. What could not have happened
 * (out of order, not signed off, re-checked by who rectified, in the future) is refused with the path of the step; 422, nothing changed.
 */
const replay = <B, A extends string, C extends LedgerCommand<A>, T extends Living<string>>(
  life: PastLife<B, C>, now: number, actions: readonly A[], begin: (life: PastLife<B, C>) => T, act: (record: T, command: C, at: number) => LedgerChange<T>,
): T => {
  if (!ID.test(life.id)) throw invalid('id-invalid', '编号无效', 'The number is not valid', [fault('id', '编号由文字、数字和 _ . - ( ) 组成，至多 64 位', 'letters, figures and _ . - ( ), 64 at most')]);
  let at = life.registered.when;
  const timed = (when: number, path: string): void => {
    if (!Number.isFinite(when) || when > now) throw invalid('future-date', '时间不能晚于现在', 'It cannot lie in the future', [fault(`${path}.when`, '时间不能晚于现在', 'It cannot lie in the future')]);
    if (when < at) throw invalid('step-backwards', '时间早于上一步', 'It is earlier than the step before', [fault(`${path}.when`, '时间早于上一步', 'It is earlier than the step before')]);
    at = when;
  };
  timed(life.registered.when, 'registered');
  let record = within('begin', () => begin(life));
  life.steps.forEach(({ by, leader, when, ...fields }, index) => {
    const path = `steps[${index}]`;
    timed(when, path);
    if (!actions.includes(fields.action as A)) throw invalid('action-unknown', '没有此操作', 'There is no such action', [fault(`${path}.action`, '没有此操作', 'There is no such action')]);
    const actor: Actor = { name: by, leader: leader === true };
    record = within(path, () => act(record, { ...fields, revision: record.revision, actor } as unknown as C, when).record);
  });
  // The ledger gives revisions to what it keeps; a life told at once is one.
  return { ...record, revision: 1 };
};

export type PastHazard = PastLife<HazardReport, HazardCommand>;
export type PastInspection = PastLife<InspectionPlan, InspectionCommand>;
export type PastCase = PastLife<Clue, CaseCommand>;
export type PastAccident = PastLife<AccidentReport, AccidentCommand>;

export const replayHazard = (life: PastHazard, now: number, context: HazardContext): Hazard =>
  replay<HazardReport, HazardAction, HazardCommand, Hazard>(life, now, HAZARD_ACTIONS, ({ id, begin, registered }) => registerHazard(id, begin, registered.by, registered.when), (record, command, at) => actOnHazard(record, command, at, context));

export const replayInspection = (life: PastInspection, now: number): Inspection =>
  replay<InspectionPlan, InspectionAction, InspectionCommand, Inspection>(life, now, INSPECTION_ACTIONS, ({ id, begin, registered }) => planInspection(id, begin, registered.by, registered.when), actOnInspection);

export const replayCase = (life: PastCase, now: number, context: CaseContext): EnforcementCase =>
  replay<Clue, CaseAction, CaseCommand, EnforcementCase>(life, now, CASE_ACTIONS, ({ id, begin, registered }) => takeUpClue(id, begin, registered.by, registered.when), (record, command, at) => actOnCase(record, command, at, context));

export const replayAccident = (life: PastAccident, now: number, schemes: readonly ReportScheme[]): AccidentFile =>
  replay<AccidentReport, AccidentAction, AccidentCommand, AccidentFile>(life, now, ACCIDENT_ACTIONS, ({ id, begin, registered }) => reportAccident(id, begin, registered.by, registered.when), (record, command, at) => actOnAccident(record, command, at, schemes));
