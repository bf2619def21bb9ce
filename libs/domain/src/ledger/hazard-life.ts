import { conflict, forbidden, invalid } from '../errors.js';
import { afterDays } from '../numbers/beijing-day.js';
import type { WorkingDays } from './deadline.js';
import { checkGrading, type CatalogueEntry, type HazardGrading } from './hazard-catalogue.js';
import { isHazardOverdue, longestAssignment, type HazardRules } from './hazard-clock.js';
import { SUPERVISION, type SupervisionAction, type SupervisionFields } from './hazard-supervision.js';
import { FIVE_NAMES, PROGRAMME_NAMES, PROGRAMME_PARTS, type FiveCommitments, type Hazard, type HazardState, type Programme } from './hazard.js';
import { fault, leaderOnly, refused, transit, words, type FieldFault, type LedgerChange, type LedgerCommand, type Outcome, type Transitions } from './life.js';

/** The chain 登记 → 销号; the measures of hazard-supervision.ts stand beside it and change no state. */
export const HAZARD_ACTIONS = ['grade', 'return', 'resubmit', 'dismiss', 'endorse', 'assign', 'accept', 'plan', 'begin', 'submit', 'recheck', 'close', 'askExtension', 'decideExtension', 'list', 'delist', 'suspend', 'resume', 'enforce', 'raise', 'note'] as const;
export type HazardAction = (typeof HAZARD_ACTIONS)[number];

const BEFORE: HazardState[] = ['registered', 'returned', 'graded'];
const WORKING: HazardState[] = ['assigned', 'accepted', 'rectifying', 'submitted'];
const SIGNED: HazardState[] = ['endorsed', ...WORKING, 'passed'];
const OPEN: HazardState[] = [...BEFORE, ...SIGNED];
const beside = (from: HazardState[], kind: string) => ({ from, to: from, kind });

/** The declared life of a hazard (domain.md section 3; 总局令第16号). */
export const HAZARD_TRANSITIONS: Transitions<HazardAction, HazardState> = {
  grade: { from: ['registered', 'graded'], to: ['graded'], kind: 'hazard.graded' },
  return: { from: ['registered', 'graded', 'assigned'], to: ['returned', 'registered', 'endorsed'], kind: 'hazard.returned' },
  resubmit: { from: ['returned'], to: ['registered'], kind: 'hazard.resubmitted' },
  dismiss: { from: ['registered', 'returned', 'graded'], to: ['dismissed'], kind: 'hazard.dismissed' },
  endorse: { from: ['graded'], to: ['endorsed'], kind: 'hazard.endorsed' },
  assign: { from: ['endorsed'], to: ['assigned'], kind: 'hazard.assigned' },
  accept: { from: ['assigned'], to: ['accepted'], kind: 'hazard.accepted' },
  plan: { from: ['accepted'], to: ['accepted'], kind: 'hazard.planned' },
  begin: { from: ['accepted'], to: ['rectifying'], kind: 'hazard.begun' },
  submit: { from: ['rectifying'], to: ['submitted'], kind: 'hazard.submitted' },
  recheck: { from: ['submitted'], to: ['passed', 'rectifying'], kind: 'hazard.rechecked' },
  close: { from: ['passed'], to: ['closed'], kind: 'hazard.closed' },
  askExtension: beside(['accepted', 'rectifying'], 'hazard.extensionAsked'),
  decideExtension: beside(WORKING, 'hazard.extensionDecided'),
  list: beside(SIGNED, 'hazard.listed'),
  delist: beside(['passed'], 'hazard.delisted'),
  // A place in danger is stopped before the papers are done, and runs again once re-checked, or while it may still prove no hazard.
  suspend: beside(OPEN, 'hazard.suspended'),
  resume: beside([...BEFORE, 'passed'], 'hazard.resumed'),
  enforce: beside(SIGNED, 'hazard.enforced'),
  raise: beside(SIGNED, 'hazard.raised'),
  note: beside(OPEN, 'hazard.noted'),
};

export interface HazardCommand extends LedgerCommand<HazardAction>, SupervisionFields, Partial<HazardGrading> {
  /** With `endorse`: the stored signature. */
  signature?: string | undefined;
  /** With `assign`: to whom, and until when (epoch ms, exclusive). */
  to?: string | undefined;
  deadline?: number | undefined;
  /** With `plan` and `begin`. */
  five?: Partial<FiveCommitments> | undefined;
  programme?: Partial<Programme> | undefined;
  /** With `submit`. */
  photosAfter?: string[] | undefined;
  /** With `recheck`. */
  passed?: boolean | undefined;
}

/** What the rules of a hazard need to know besides the hazard. */
export interface HazardContext {
  rules: HazardRules;
  catalogue: readonly CatalogueEntry[];
  workingDays: WorkingDays;
}

/**
 * Applies a person's action to a hazard. Pure: returns the change or throws and changes nothing. 409 `stale-revision`, `not-allowed`; 403
 * `leader-only`, `own-grading`, `own-recheck`; 422 `sign-off-required`, `five-required`, `programme-required`, `field-required` and others, each naming its field.
 */
export const actOnHazard = (hazard: Hazard, command: HazardCommand, now: number, context: HazardContext): LedgerChange<Hazard> => {
  // The sign-off is a field somebody forgot, not a wrong order of buttons: it is told as such.
  if (command.action === 'assign' && hazard.state === 'graded' && command.revision === hazard.revision) throw refused('sign-off-required', 'signature', '分管负责人尚未签字背书', 'The responsible leader has not signed off');
  return transit(HAZARD_TRANSITIONS, hazard, command, now, () => STEPS[command.action](hazard, command, now, context));
};

/** Whoever had a hand in the rectification: they do not judge it. */
export const rectifiersOf = (hazard: Hazard): Set<string> =>
  new Set([hazard.assigned?.to, hazard.accepted?.by, hazard.five?.responsible, hazard.began?.by, hazard.submitted?.by].filter((name) => name !== undefined));

type Step = (hazard: Hazard, command: HazardCommand, now: number, context: HazardContext) => Outcome<Hazard>;

const planned = (hazard: Hazard, command: HazardCommand, now: number): Pick<Hazard, 'five' | 'programme'> => {
  const five = { ...hazard.five, ...command.five };
  if (five.funds !== undefined && !(five.funds >= 0 && Number.isFinite(five.funds))) throw refused('funds-negative', 'five.funds', '资金不能为负', 'Funds cannot be negative');
  if (five.finishBy !== undefined && (five.finishBy <= now || five.finishBy > (hazard.deadline ?? Infinity))) throw refused('finish-out-of-range', 'five.finishBy', '整改时限须晚于现在且不超过交办期限', 'The time limit lies between now and the assigned deadline');
  return { five, programme: command.programme ? { ...hazard.programme, ...command.programme } : hazard.programme };
};

const absent = (value: unknown): boolean => value === undefined || (typeof value === 'string' && !value.trim());
const blanks = <K extends string>(given: Partial<Record<K, unknown>> | undefined, names: Record<K, { zh: string; en: string }>, keys: readonly K[], path: string): FieldFault[] =>
  keys.filter((key) => absent(given?.[key])).map((key) => fault(`${path}.${key}`, `请填写${names[key].zh}`, `${names[key].en} is required`));

/** Where a return leads: back to the finder, to grading, or to be assigned to somebody else. */
const RETURNS: Partial<Record<HazardState, Partial<Hazard>>> = {
  registered: { state: 'returned' },
  graded: { state: 'registered', grade: undefined, graded: undefined },
  assigned: { state: 'endorsed', assigned: undefined, deadline: undefined },
};

const STEPS: Record<HazardAction, Step> = {
  grade: (hazard, { grade, entryCode, grounds, actor }, now, { catalogue }) => {
    if (!grade) throw refused('field-required', 'grade', '请选择隐患级别', 'The grade is required');
    const document = checkGrading(catalogue, hazard.sector, hazard.foundAt, { grade, entryCode, grounds })?.document;
    return { patch: { state: 'graded', grade, graded: { by: actor.name, at: now, entryCode, document, grounds } }, data: { grade, entryCode, document, grounds } };
  },
  return: (hazard, { note }, now) => {
    words(note, 'note', '退回原因', 'A reason for the return');
    // A return takes the deadline off: after it, it would hide that the hazard is overdue.
    if (isHazardOverdue(hazard, now)) throw conflict('overdue-return', '已逾期的隐患不得退回', 'An overdue hazard is not returned', { record: hazard });
    return { patch: RETURNS[hazard.state] ?? {} };
  },
  resubmit: (_hazard, { note }) => {
    words(note, 'note', '补正说明', 'What was corrected');
    return { patch: { state: 'registered' } };
  },
  dismiss: (hazard, { actor, note }, now) => {
    leaderOnly(actor);
    if (hazard.suspended) throw conflict('still-suspended', '停产停业尚未解除', 'Production is still suspended', { record: hazard });
    words(note, 'note', '不成立的理由', 'Why it is no hazard');
    return { patch: { state: 'dismissed', dismissed: { by: actor.name, at: now } } };
  },
  endorse: (hazard, { actor, signature }, now) => {
    leaderOnly(actor);
    if (hazard.graded?.by === actor.name) throw forbidden('own-grading', '不能为自己的定级背书', 'Nobody signs off their own grading');
    return { patch: { state: 'endorsed', endorsed: { by: actor.name, at: now, signature: words(signature, 'signature', '签名', 'The signature') } } };
  },
  assign: (hazard, { actor, to, deadline }, now, { rules }) => {
    const grade = hazard.grade ?? 'general';
    if (deadline === undefined && grade === 'major') throw refused('field-required', 'deadline', '重大隐患须明确整改期限', 'A major hazard needs a deadline');
    const until = deadline ?? afterDays(now, rules.general.usual);
    if (!(until > now)) throw refused('deadline-past', 'deadline', '整改期限必须晚于现在', 'The deadline must lie in the future');
    if (until > longestAssignment(grade, now, rules)) throw refused('deadline-too-far', 'deadline', '整改期限超过上限', 'The deadline lies beyond the limit');
    const assigned = { by: actor.name, at: now, to: words(to, 'to', '整改责任人', 'Who rectifies it') };
    return { patch: { state: 'assigned', assigned, deadline: until }, data: { to: assigned.to, deadline: until } };
  },
  accept: (hazard, { actor }, now) => {
    if (hazard.assigned?.to !== actor.name && !actor.leader) throw forbidden('not-assignee', '只有被交办人可以签收', 'Only whom it was assigned to accepts it');
    return { patch: { state: 'accepted', accepted: { by: actor.name, at: now } } };
  },
  plan: (hazard, command, now) => ({ patch: planned(hazard, command, now) }),
  begin: (hazard, command, now) => {
    const plan = planned(hazard, command, now);
    const five = blanks(plan.five, FIVE_NAMES, Object.keys(FIVE_NAMES) as (keyof FiveCommitments)[], 'five');
    if (five.length) throw invalid('five-required', '五落实不完整，不能开始整改', 'All five commitments are required before rectification begins', five);
    const programme = hazard.grade === 'major' ? blanks(plan.programme, PROGRAMME_NAMES, PROGRAMME_PARTS, 'programme') : [];
    if (programme.length) throw invalid('programme-required', '重大隐患须有完整的治理方案', 'A major hazard needs a complete programme', programme);
    return { patch: { ...plan, state: 'rectifying', began: { by: command.actor.name, at: now } }, data: { five: plan.five } };
  },
  submit: (hazard, { actor, note, photosAfter }, now) => {
    words(note, 'note', '整改情况', 'What was done');
    if (!photosAfter?.length) throw refused('field-required', 'photosAfter', '请上传整改后照片', 'A photo after rectification is required');
    return { patch: { state: 'submitted', submitted: { by: actor.name, at: now }, photosAfter: [...hazard.photosAfter, ...photosAfter] }, data: { photos: photosAfter.length, inTime: now < (hazard.deadline ?? Infinity) } };
  },
  recheck: (hazard, { actor, note, passed }, now) => {
    if (rectifiersOf(hazard).has(actor.name)) throw forbidden('own-recheck', '整改人不能复查自己的整改', 'Nobody re-checks their own rectification');
    if (passed === undefined) throw refused('field-required', 'passed', '请选择复查结论', 'The verdict is required');
    const rechecked = { by: actor.name, at: now, passed, verdict: words(note, 'note', '复查意见', 'The finding') };
    const failed = { state: 'rectifying' as const, failedRechecks: hazard.failedRechecks + 1 };
    return { patch: { rechecked, ...(passed ? { state: 'passed' as const, extensionAsked: undefined } : failed) }, data: { passed } };
  },
  close: (hazard, { actor }, now) => {
    leaderOnly(actor);
    if (rectifiersOf(hazard).has(actor.name)) throw forbidden('own-recheck', '整改人不能为自己销号', 'Nobody closes their own rectification');
    if (hazard.suspended) throw conflict('still-suspended', '停产停业尚未解除，不能销号', 'Production is still suspended', { record: hazard });
    if (hazard.listed && !hazard.delisted) throw conflict('still-listed', '挂牌督办尚未摘牌，不能销号', 'It is still on the list of supervised hazards', { record: hazard });
    return { patch: { state: 'closed', closed: { by: actor.name, at: now } }, data: { inTime: now < (hazard.deadline ?? Infinity), failedRechecks: hazard.failedRechecks } };
  },
  note: (_hazard, { note }) => {
    words(note, 'note', '备注', 'A note');
    return { patch: {} };
  },
  ...(SUPERVISION satisfies Record<SupervisionAction, Step>),
};
