import { conflict, invalid } from '../errors.js';
import { gradeAt, harmAt } from '../numbers/accident.js';
import type { ReportScheme } from '../numbers/accident-clock.js';
import { checkHarm, type Harm } from '../numbers/accident-grade.js';
import { approvalDueAt, CLOSING_CHECK_NAMES, CLOSING_CHECKS, followUpName, INVESTIGATION_DAYS, investigationDueAt, mayChangeHarm, type AccidentFile, type AccidentState, type ClosingCheck } from './accident-file.js';
import { fault, leaderOnly, past, refused, transit, words, type LedgerChange, type LedgerCommand, type Outcome, type Transitions } from './life.js';

export const ACCIDENT_ACTIONS = ['followUp', 'finalReport', 'tell', 'changeHarm', 'investigate', 'extend', 'submit', 'approve', 'check', 'close', 'reject', 'exclude', 'note'] as const;
export type AccidentAction = (typeof ACCIDENT_ACTIONS)[number];

const BEFORE_CLOSING: AccidentState[] = ['reported', 'final', 'investigating', 'submitted', 'approved'];
const beside = (from: AccidentState[], kind: string) => ({ from, to: from, kind });

/** The declared life of an accident's file: 初报 → 续报 → 终报 → 调查 → 批复 → 四不放过 → 结案 (国务院令第493号). */
export const ACCIDENT_TRANSITIONS: Transitions<AccidentAction, AccidentState> = {
  followUp: beside(['reported'], 'accident.followedUp'),
  finalReport: { from: ['reported'], to: ['final'], kind: 'accident.finalReported' },
  tell: beside(BEFORE_CLOSING, 'accident.told'),
  changeHarm: beside(BEFORE_CLOSING, 'accident.harmChanged'),
  investigate: { from: ['final'], to: ['investigating'], kind: 'accident.investigated' },
  extend: beside(['investigating'], 'accident.investigationExtended'),
  submit: { from: ['investigating'], to: ['submitted'], kind: 'accident.submitted' },
  approve: { from: ['submitted'], to: ['approved', 'investigating'], kind: 'accident.approvalDecided' },
  check: beside(['approved'], 'accident.checked'),
  close: { from: ['approved'], to: ['closed'], kind: 'accident.closed' },
  reject: { from: ['reported'], to: ['rejected'], kind: 'accident.rejected' },
  exclude: beside(BEFORE_CLOSING, 'accident.excluded'),
  note: beside([...BEFORE_CLOSING, 'closed'], 'accident.noted'),
};

export interface AccidentCommand extends LedgerCommand<AccidentAction> {
  /** With `tell`: which hop, and when; with `changeHarm`: when the change happened. Epoch ms. */
  hop?: string | undefined;
  at?: number | undefined;
  harm?: Harm | undefined;
  /** With `investigate`. */
  group?: string[] | undefined;
  /** With `extend`: natural days. */
  days?: number | undefined;
  /** With `submit` and `approve`: number of the paper. */
  document?: string | undefined;
  /** With `approve`: false sends the report back. */
  granted?: boolean | undefined;
  /** With `check`. */
  check?: ClosingCheck | undefined;
  evidence?: string[] | undefined;
  /** With `exclude`: not of production, or the file that counts it already. */
  nonProduction?: boolean | undefined;
  sameAs?: string | undefined;
}

type Step = (file: AccidentFile, command: AccidentCommand, now: number, schemes: readonly ReportScheme[]) => Outcome<AccidentFile>;

const STEPS: Record<AccidentAction, Step> = {
  followUp: (file, { actor, note }, now) => {
    const text = words(note, 'note', '续报内容', 'What is new');
    if (text === (file.followUps.at(-1)?.text ?? file.summary)) throw refused('nothing-new', 'note', '续报只报新进展', 'A follow-up tells only what is new');
    const number = file.followUps.length + 1;
    return { patch: { followUps: [...file.followUps, { number, by: actor.name, at: now, text }] }, data: { number, name: followUpName(number) } };
  },
  finalReport: (_file, { actor, note }, now) => ({ patch: { state: 'final', finalReport: { by: actor.name, at: now, text: words(note, 'note', '终报内容', 'The final report') } } }),
  tell: (file, { hop: id, at = NaN }, now, schemes) => {
    const hop = schemes.flatMap(({ hops }) => hops).find((each) => each.id === id);
    if (!hop) throw refused('hop-unknown', 'hop', '没有此报告环节', 'There is no such hop');
    if (file.told[hop.id] !== undefined) throw conflict('told-already', `“${hop.zh}”已报告`, `“${hop.en}” was told already`, { record: file });
    past(at, now, 'at', '报告时间');
    const after = hop.after === undefined ? file.occurredAt : file.told[hop.after];
    if (after === undefined) throw refused('hop-before', 'hop', '上一环节尚未报告', 'The hop before it was not told');
    if (at < after) throw refused('report-order', 'at', '报告时间早于上一环节', 'It is earlier than the hop before it');
    return { patch: { told: { ...file.told, [hop.id]: at } }, data: { hop: hop.id, at, inTime: hop.limit === undefined ? undefined : at - after <= hop.limit } };
  },
  changeHarm: (file, { actor, harm, at = NaN, note }, now) => {
    words(note, 'note', '变化依据', 'The grounds of the change');
    if (!harm) throw refused('field-required', 'harm', '请填写伤亡和损失', 'The harm is required');
    checkHarm(harm);
    past(at, now, 'at', '变化时间');
    const before = harmAt(file, now);
    const next = { deaths: harm.deaths, seriousInjuries: harm.seriousInjuries, loss: harm.loss, at, by: actor.name };
    if (at < file.occurredAt) throw refused('before-accident', 'at', '变化时间早于事发时间', 'It is earlier than the accident');
    if (!mayChangeHarm(file, before, next)) throw conflict('supplement-past', '已超过伤亡人数补报期限（30日，道路交通、火灾7日）', 'Casualties no longer change: 30 days, for road traffic and fire 7', { record: file });
    // Known from now on: papers frozen before stay explained by what was known then.
    const patch = { harm: [...file.harm, { ...next, at: now }] };
    return { patch, data: { at, gradeBefore: gradeAt(file, now).grade, grade: gradeAt({ ...file, ...patch }, now).grade, harm: next } };
  },
  investigate: (_file, { actor, group }, now) => {
    leaderOnly(actor);
    const names = [...new Set((group ?? []).map((name) => name.trim()).filter(Boolean))];
    if (!names.length) throw refused('field-required', 'group', '请填写事故调查组成员', 'The group is required');
    return { patch: { state: 'investigating', investigation: { by: actor.name, at: now, group: names, extraDays: 0 } } };
  },
  extend: (file, { actor, days, note }) => {
    leaderOnly(actor);
    words(note, 'note', '延期理由', 'A reason');
    const { investigation } = file;
    if (!investigation || investigation.extraDays > 0) throw conflict('extended-already', '调查期限已延长', 'The investigation was extended already', { record: file });
    if (days === undefined || !Number.isInteger(days) || days < 1 || days > INVESTIGATION_DAYS.extension) throw refused('days-out-of-range', 'days', '延长 1 至 60 日', '1 to 60 days');
    const extended = { ...investigation, extraDays: days };
    return { patch: { investigation: extended }, data: { days, dueAt: investigationDueAt({ ...file, investigation: extended }) } };
  },
  submit: (file, { actor, document }, now) => ({
    patch: { state: 'submitted', submitted: { by: actor.name, at: now, document: words(document, 'document', '调查报告', 'The report') } },
    data: { inTime: now < investigationDueAt(file) },
  }),
  approve: (file, { actor, granted, document, note }, now) => {
    leaderOnly(actor);
    if (granted === undefined) throw refused('field-required', 'granted', '请选择是否批复', 'The decision is required');
    const data = { granted, inTime: now < (approvalDueAt(file) ?? Infinity) };
    if (granted) return { patch: { state: 'approved', approved: { by: actor.name, at: now, document: words(document, 'document', '批复文号', 'The number of the approval') } }, data };
    words(note, 'note', '退回理由', 'A reason');
    return { patch: { state: 'investigating', submitted: undefined }, data };
  },
  check: (file, { actor, check, evidence, note }, now) => {
    if (!check) throw refused('field-required', 'check', '请选择“四不放过”检查项', 'Which of the four is required');
    if (!evidence?.length) throw refused('field-required', 'evidence', '请附佐证材料', 'Evidence is required');
    const done = { by: actor.name, at: now, evidence, finding: words(note, 'note', '落实情况', 'The finding') };
    return { patch: { checks: { ...file.checks, [check]: done } }, data: { check } };
  },
  close: (file, { actor }, now) => {
    leaderOnly(actor);
    const missing = CLOSING_CHECKS.filter((check) => !file.checks[check]);
    if (missing.length) throw invalid('closing-checks', '“四不放过”尚未全部落实，不能结案', 'All four closing checks are required', missing.map((check) => fault(`checks.${check}`, CLOSING_CHECK_NAMES[check].zh, CLOSING_CHECK_NAMES[check].en)));
    return { patch: { state: 'closed', closed: { by: actor.name, at: now } } };
  },
  reject: (_file, { actor, note }) => {
    leaderOnly(actor);
    words(note, 'note', '误报依据', 'Why it was no accident');
    return { patch: { state: 'rejected' } };
  },
  exclude: (file, { actor, nonProduction, sameAs, note }) => {
    leaderOnly(actor);
    words(note, 'note', '统计归口依据', 'The grounds');
    if (nonProduction === undefined && sameAs === undefined) throw refused('field-required', 'nonProduction', '请选择是否非生产经营性或指明重复的事故', 'Say what excludes it');
    if (sameAs === file.id) throw refused('same-as-itself', 'sameAs', '不能指向自身', 'It cannot be the same as itself');
    return { patch: { ...(nonProduction !== undefined && { nonProduction }), ...(sameAs !== undefined && { sameAs: sameAs || undefined }) }, data: { nonProduction, sameAs } };
  },
  note: (_file, { note }) => {
    words(note, 'note', '备注', 'A note');
    return { patch: {} };
  },
};

/**
 * Applies a person's action to an accident's file. Pure. 409 `stale-revision`, `not-allowed`, `told-already`, `supplement-past`; 403
 * `leader-only`; 422 naming the field, `closing-checks` one for each of the four that lacks.
 */
export const actOnAccident = (file: AccidentFile, command: AccidentCommand, now: number, schemes: readonly ReportScheme[]): LedgerChange<AccidentFile> =>
  transit(ACCIDENT_TRANSITIONS, file, command, now, () => STEPS[command.action](file, command, now, schemes));
