import { conflict, forbidden } from '../errors.js';
import type { WorkingDays } from './deadline.js';
import { decisionDueAt, handOverDue, isPenalised, needsHearingOffer, type CaseRules, type CaseState, type EnforcementCase, type Offence, type PenaltyKind } from './enforcement.js';
import { leaderOnly, past, refused, transit, words, type LedgerChange, type LedgerCommand, type Outcome, type Transitions } from './life.js';

export const CASE_ACTIONS = ['file', 'decline', 'investigate', 'notify', 'hear', 'decide', 'serve', 'execute', 'close', 'publish', 'withdraw', 'suspect', 'decideTransfer', 'handOver', 'typify', 'note'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

const UNDER_WAY: CaseState[] = ['filed', 'investigated', 'notified', 'heard', 'decided', 'served', 'executed'];
const beside = (from: CaseState[], kind: string) => ({ from, to: from, kind });

/** The declared life of a case: 线索 → 立案 → 调查 → 告知/听证 → 决定 → 送达 → 执行 → 结案 → 公开 (行政处罚法). */
export const CASE_TRANSITIONS: Transitions<CaseAction, CaseState> = {
  file: { from: ['clue'], to: ['filed'], kind: 'case.filed' },
  decline: { from: ['clue'], to: ['declined'], kind: 'case.declined' },
  investigate: { from: ['filed'], to: ['investigated'], kind: 'case.investigated' },
  notify: { from: ['investigated'], to: ['notified'], kind: 'case.notified' },
  hear: { from: ['notified'], to: ['heard'], kind: 'case.heard' },
  decide: { from: ['notified', 'heard'], to: ['decided'], kind: 'case.decided' },
  serve: { from: ['decided'], to: ['served'], kind: 'case.served' },
  execute: { from: ['served'], to: ['executed'], kind: 'case.executed' },
  close: { from: ['served', 'executed'], to: ['closed'], kind: 'case.closed' },
  publish: { from: ['closed'], to: ['published'], kind: 'case.published' },
  withdraw: { from: ['filed', 'investigated', 'notified', 'heard'], to: ['withdrawn'], kind: 'case.withdrawn' },
  suspect: beside(UNDER_WAY, 'case.crimeSuspected'),
  decideTransfer: beside(UNDER_WAY, 'case.transferDecided'),
  handOver: beside(UNDER_WAY, 'case.handedOver'),
  typify: beside(['published'], 'case.typified'),
  note: beside(['clue', ...UNDER_WAY, 'closed', 'published'], 'case.noted'),
};

export interface CaseCommand extends LedgerCommand<CaseAction> {
  /** With `file`: number of the case 立案号 and its investigators. */
  number?: string | undefined;
  investigators?: string[] | undefined;
  /** With `investigate` and `suspect`. */
  evidence?: string[] | undefined;
  /** With `notify` (proposed) and `decide`. */
  penalty?: PenaltyKind | undefined;
  hearingOffered?: boolean | undefined;
  /** With `hear`: when the party asked for it, epoch ms. */
  requestedAt?: number | undefined;
  /** With `decide`: yuan; the clause; number of the document; the party gave up statement and hearing in writing. */
  amount?: number | undefined;
  basis?: string | undefined;
  document?: string | undefined;
  waived?: boolean | undefined;
  /** With `publish`: where it stands. */
  url?: string | undefined;
  /** With `suspect`. */
  offence?: Offence | undefined;
  realDanger?: boolean | undefined;
  /** With `decideTransfer`. */
  granted?: boolean | undefined;
  /** With `handOver`: number of the police receipt. */
  receipt?: string | undefined;
}

export interface CaseContext {
  rules: CaseRules;
  workingDays: WorkingDays;
}

type Step = (each: EnforcementCase, command: CaseCommand, now: number, context: CaseContext) => Outcome<EnforcementCase>;

const some = (evidence: string[] | undefined): string[] => {
  if (!evidence?.length) throw refused('field-required', 'evidence', '请附证据', 'Evidence is required');
  return evidence;
};

const STEPS: Record<CaseAction, Step> = {
  file: (each, { actor, note, number, investigators }, now, { rules }) => {
    leaderOnly(actor);
    const names = [...new Set((investigators ?? []).map((name) => name.trim()).filter(Boolean))];
    if (names.length < 2) throw refused('officers-required', 'investigators', '执法人员不得少于 2 人（行政处罚法第42条）', 'At least two investigators');
    const filed = { by: actor.name, at: now, grounds: words(note, 'note', '立案理由', 'The grounds'), number: words(number, 'number', '立案号', 'The number of the case') };
    return { patch: { state: 'filed', filed, investigators: names }, data: { number: filed.number, hazards: each.hazardIds, dueAt: decisionDueAt({ filed }, rules) } };
  },
  decline: (_each, { actor, note }) => {
    leaderOnly(actor);
    words(note, 'note', '不予立案的理由', 'Why no case is filed');
    return { patch: { state: 'declined' } };
  },
  investigate: (each, { actor, note, evidence }, now) => {
    if (!each.investigators.includes(actor.name)) throw forbidden('not-investigator', '只有承办人员可以提交调查报告', 'Only its investigators report');
    words(note, 'note', '调查结论', 'The findings');
    return { patch: { state: 'investigated', investigated: { by: actor.name, at: now }, evidence: [...new Set([...each.evidence, ...some(evidence)])] } };
  },
  notify: (_each, { actor, penalty, hearingOffered }, now, { rules, workingDays }) => {
    if (!penalty) throw refused('field-required', 'penalty', '请填写拟处罚种类', 'The proposed penalty is required');
    if (needsHearingOffer(penalty) && !hearingOffered) throw refused('hearing-offer-required', 'hearingOffered', '此类处罚须告知听证权利（行政处罚法第63条）', 'A hearing must be offered before this penalty');
    const answerBy = workingDays(now, rules.answerWithin);
    return { patch: { state: 'notified', notified: { by: actor.name, at: now, proposed: penalty, hearingOffered: hearingOffered === true, answerBy } }, data: { penalty, answerBy } };
  },
  hear: (each, { actor, note, requestedAt }, now) => {
    words(note, 'note', '听证意见', 'The report of the hearing');
    if (requestedAt === undefined) throw refused('field-required', 'requestedAt', '请填写听证申请时间', 'When it was asked for is required');
    past(requestedAt, now, 'requestedAt', '听证申请时间');
    const { notified } = each;
    if (notified && (requestedAt < notified.at || requestedAt >= notified.answerBy)) throw refused('hearing-out-of-time', 'requestedAt', '须在告知后五个工作日内申请听证', 'A hearing is asked for within five working days of the notice');
    return { patch: { state: 'heard', heard: { by: actor.name, at: now, requestedAt } } };
  },
  decide: (each, { actor, penalty, amount = 0, basis, document, waived }, now, { rules, workingDays }) => {
    leaderOnly(actor);
    const { notified } = each;
    if (!penalty) throw refused('field-required', 'penalty', '请选择处罚种类', 'The penalty is required');
    if (!(amount >= 0 && Number.isFinite(amount))) throw refused('amount-negative', 'amount', '金额不能为负', 'The amount cannot be negative');
    if (penalty === 'fine' && amount === 0) throw refused('field-required', 'amount', '请填写罚没金额', 'The amount is required');
    if (needsHearingOffer(penalty) && !notified?.hearingOffered) throw refused('hearing-offer-required', 'penalty', '未告知听证权利，不能作出此类处罚', 'No hearing was offered for this penalty');
    if (each.state === 'notified' && notified && now < notified.answerBy && !waived) throw refused('answer-time-running', 'waived', '当事人陈述申辩、申请听证的期限未满', 'The party’s time to answer still runs');
    const decided = { by: actor.name, at: now, kind: penalty, amount, basis: words(basis, 'basis', '处罚依据', 'The legal basis'), document: words(document, 'document', '决定书文号', 'The number of the decision'), serveBy: workingDays(now, rules.serveWithin) };
    return { patch: { state: 'decided', decided }, data: { penalty, amount, inTime: now < (decisionDueAt(each, rules) ?? Infinity) } };
  },
  serve: (each, { actor }, now) => ({ patch: { state: 'served', served: { by: actor.name, at: now } }, data: { inTime: now < (each.decided?.serveBy ?? Infinity) } }),
  execute: (_each, { actor, note }, now) => {
    words(note, 'note', '执行情况', 'How it was carried out');
    return { patch: { state: 'executed', executed: { by: actor.name, at: now } } };
  },
  close: (each, { actor }, now) => {
    leaderOnly(actor);
    if (each.state === 'served' && isPenalised(each)) throw conflict('not-executed', '处罚决定尚未执行，不能结案', 'The decision has not been carried out', { record: each });
    if (each.criminal && (!each.criminal.decided || (each.criminal.decided.granted && !each.criminal.handedOver))) throw conflict('transfer-open', '涉嫌犯罪移送尚未办结，不能结案', 'Handing the crime over is not finished', { record: each });
    return { patch: { state: 'closed', closed: { by: actor.name, at: now } } };
  },
  publish: (_each, { actor, url }, now) => ({ patch: { state: 'published', published: { by: actor.name, at: now, url: words(url, 'url', '公开地址', 'Where it is published') } } }),
  withdraw: (_each, { actor, note }) => {
    leaderOnly(actor);
    words(note, 'note', '撤案理由', 'Why the case is withdrawn');
    return { patch: { state: 'withdrawn' } };
  },
  suspect: (each, { actor, offence, realDanger, evidence, note }, now) => {
    if (each.criminal && each.criminal.decided?.granted !== false) throw conflict('suspected-already', '已提出涉嫌犯罪移送', 'A crime was already reported in this case', { record: each });
    words(note, 'note', '涉嫌犯罪事实', 'The facts');
    if (!offence) throw refused('field-required', 'offence', '请选择情形', 'The offence is required');
    if (offence !== 'other' && !realDanger) throw refused('danger-required', 'realDanger', '危险作业罪须具有发生严重后果的现实危险', 'Dangerous operation needs a real danger');
    return { patch: { criminal: { suspected: { by: actor.name, at: now, offence, evidence: some(evidence) } } }, data: { offence } };
  },
  decideTransfer: (each, { actor, granted, note }, now, { rules }) => {
    leaderOnly(actor);
    const { criminal } = each;
    if (!criminal || criminal.decided) throw conflict('no-transfer', '没有待批准的移送', 'No transfer waits for a decision', { record: each });
    if (granted === undefined) throw refused('field-required', 'granted', '请选择是否移送', 'The decision is required');
    if (!granted) words(note, 'note', '不予移送的理由', 'Why it is not handed over');
    return { patch: { criminal: { ...criminal, decided: { by: actor.name, at: now, granted } } }, data: { granted, inTime: now < (handOverDue(each, rules)?.dueAt ?? Infinity) } };
  },
  handOver: (each, { actor, receipt }, now, { rules }) => {
    const { criminal } = each;
    if (!criminal?.decided?.granted || criminal.handedOver) throw conflict('no-transfer', '没有已批准待移送的案件', 'No transfer was approved', { record: each });
    return { patch: { criminal: { ...criminal, handedOver: { by: actor.name, at: now, receipt: words(receipt, 'receipt', '公安机关回执号', 'The police receipt') } } }, data: { inTime: now < (handOverDue(each, rules)?.dueAt ?? Infinity) } };
  },
  typify: (_each, { actor, note }, now) => {
    leaderOnly(actor);
    return { patch: { typical: { by: actor.name, at: now, summary: words(note, 'note', '典型案例摘要', 'A summary') } } };
  },
  note: (_each, { note }) => {
    words(note, 'note', '备注', 'A note');
    return { patch: {} };
  },
};

/**
 * Applies a person's action to a case. Pure. 409 `stale-revision`, `not-allowed`, `not-executed`, `transfer-open`; 403 `leader-only`,
 * `not-investigator`; 422 naming the field.
 */
export const actOnCase = (each: EnforcementCase, command: CaseCommand, now: number, context: CaseContext): LedgerChange<EnforcementCase> =>
  transit(CASE_TRANSITIONS, each, command, now, () => STEPS[command.action](each, command, now, context));
