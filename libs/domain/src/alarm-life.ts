import type { Alarm, AlarmRules, AlarmState, Disposition } from './alarm.js';
import { conflict, forbidden, invalid } from './errors.js';

/** What people do to an alarm. */
export const ALARM_ACTIONS = ['acknowledge', 'handle', 'shelve', 'unshelve', 'escalate', 'close', 'reopen', 'note', 'transfer', 'takeover', 'merge'] as const;
export type AlarmAction = (typeof ALARM_ACTIONS)[number];

/**
 * The declared life of an alarm: from which states each action is allowed and where it may lead.
 * 待签收 → 已签收 → 处置中 → 已消警 → 已闭环, with 误报, 屏蔽, 合并 and 重开. (Model after ISA-18.2; domain.md section 1.)
 */
export const TRANSITIONS: Record<AlarmAction, { from: readonly AlarmState[]; to: readonly AlarmState[] }> = {
  acknowledge: { from: ['raised'], to: ['acknowledged', 'cleared', 'dismissed', 'merged'] },
  handle: { from: ['acknowledged', 'handling'], to: ['handling'] },
  shelve: { from: ['raised', 'acknowledged', 'handling'], to: ['shelved'] },
  unshelve: { from: ['shelved'], to: ['raised', 'acknowledged', 'handling', 'cleared'] },
  escalate: { from: ['raised', 'acknowledged', 'handling'], to: ['raised', 'acknowledged', 'handling'] },
  close: { from: ['acknowledged', 'handling', 'cleared'], to: ['closed'] },
  reopen: { from: ['cleared', 'closed', 'dismissed', 'merged'], to: ['raised'] },
  note: { from: ['raised', 'acknowledged', 'handling', 'cleared', 'closed', 'dismissed', 'shelved', 'merged'], to: ['raised', 'acknowledged', 'handling', 'cleared', 'closed', 'dismissed', 'shelved', 'merged'] },
  transfer: { from: ['acknowledged', 'handling', 'cleared'], to: ['acknowledged', 'handling', 'cleared'] },
  takeover: { from: ['acknowledged', 'handling', 'cleared'], to: ['acknowledged', 'handling', 'cleared'] },
  merge: { from: ['raised', 'acknowledged', 'handling', 'cleared'], to: ['merged'] },
};

export const allows = (state: AlarmState, action: AlarmAction): boolean => TRANSITIONS[action].from.includes(state);

/** Who acts. A leader may act on what another owns and shelve beyond the limit. */
export interface Actor {
  name: string;
  leader: boolean;
}

export interface AlarmCommand {
  action: AlarmAction;
  /** The revision the person was looking at. */
  revision: number;
  actor: Actor;
  note?: string;
  disposition?: Disposition;
  promiseUntil?: number;
  /** Shelve until. */
  until?: number;
  /** Transfer to this user. */
  to?: string;
  /** Merge into this alarm. */
  mergedInto?: string;
}

/** One change: the next alarm (revision + 1, sequence given at the commit) and what the journal says of it. */
export interface Change {
  alarm: Alarm;
  kind: string;
  actor: string;
  from: AlarmState;
  to: AlarmState;
  note?: string;
  data?: Record<string, unknown>;
}

export const change = (before: Alarm, kind: string, actor: string, patch: Partial<Alarm>, more: { note?: string; data?: Record<string, unknown> } = {}): Change => {
  const alarm = { ...before, ...patch, revision: before.revision + 1 };
  return { alarm, kind, actor, from: before.state, to: alarm.state, ...more };
};

/** Takes the signature off and starts the signing clock again: a rise in level, a broken promise, an automatic unshelving, a reopening. */
export const unsign = (alarm: Alarm, now: number, rules: AlarmRules): Partial<Alarm> => ({
  state: 'raised',
  dueAt: now + rules.signWithin[alarm.level],
  acknowledgedBy: undefined,
  acknowledgedAt: undefined,
  disposition: undefined,
  owner: undefined,
  promiseUntil: undefined,
  shelvedUntil: undefined,
  shelvedFrom: undefined,
  maintenanceId: undefined,
  endedAt: undefined,
  mergedInto: undefined,
  escalation: 0,
});

/**
 * Applies a person's action. Pure: returns the change or throws a DomainError and changes nothing.
 * Errors: `stale-revision` (409, carries the alarm), `not-allowed` (409), `not-owner` (403), `note-required`, `until-*`, `promise-*` (422).
 */
export const act = (alarm: Alarm, command: AlarmCommand, now: number, rules: AlarmRules): Change => {
  const { action, actor } = command;
  if (command.revision !== alarm.revision) {
    const by = alarm.acknowledgedBy && action === 'acknowledge' ? `，${alarm.acknowledgedBy} 已先签收` : '';
    throw conflict('stale-revision', `告警已被更新${by}，请按最新状态操作`, `The alarm has changed${by && ` (signed first by ${alarm.acknowledgedBy})`}; act on its latest state`, { alarm });
  }
  if (!allows(alarm.state, action)) throw conflict('not-allowed', '当前状态不允许此操作', `Action "${action}" is not allowed in state "${alarm.state}"`, { alarm });
  const owned = action !== 'note' && action !== 'takeover' && action !== 'acknowledge' && action !== 'reopen';
  if (owned && alarm.owner && alarm.owner !== actor.name && !actor.leader) {
    throw forbidden('not-owner', `该告警由 ${alarm.owner} 负责，请先接管`, `Owned by ${alarm.owner}; take it over first`, { owner: alarm.owner });
  }
  return ACTIONS[action](alarm, command, now, rules);
};

type Apply = (alarm: Alarm, command: AlarmCommand, now: number, rules: AlarmRules) => Change;

const needNote = (note: string | undefined, zh: string, en: string): string => {
  if (!note?.trim()) throw invalid('note-required', zh, en, [{ path: 'note', message: en }]);
  return note;
};

const promise = (promiseUntil: number | undefined, now: number): number | undefined => {
  if (promiseUntil !== undefined && promiseUntil <= now) throw invalid('promise-in-the-past', '承诺反馈时间必须晚于现在', 'promiseUntil must be in the future', [{ path: 'promiseUntil', message: 'must be in the future' }]);
  return promiseUntil;
};

const by = (command: AlarmCommand, alarm: Alarm, kind: string, patch: Partial<Alarm>, data?: Record<string, unknown>): Change =>
  change(alarm, kind, command.actor.name, patch, { note: command.note, data });

/** Where a signed alarm stands: handled no further once its condition has ended. */
const afterSigning = (alarm: Alarm, state: AlarmState): AlarmState => (alarm.conditionActive ? state : 'cleared');

const ACTIONS: Record<AlarmAction, Apply> = {
  acknowledge: (alarm, command, now) => {
    const disposition = command.disposition;
    if (!disposition) throw invalid('disposition-required', '签收时必须选择处置判断', 'A disposition is required', [{ path: 'disposition', message: 'required' }]);
    const signed = { acknowledgedBy: command.actor.name, acknowledgedAt: now, disposition, owner: command.actor.name, dueAt: undefined, promiseUntil: promise(command.promiseUntil, now) };
    const tookMs = now - alarm.receivedAt;
    const ended = { ...signed, promiseUntil: undefined, endedAt: now };
    if (disposition === 'false') return by(command, alarm, 'alarm.dismissed', { ...ended, state: 'dismissed' }, { disposition, tookMs });
    if (disposition === 'duplicate') return by(command, alarm, 'alarm.merged', { ...ended, state: 'merged', mergedInto: command.mergedInto }, { disposition, tookMs, mergedInto: command.mergedInto });
    return by(command, alarm, 'alarm.acknowledged', { ...signed, state: afterSigning(alarm, 'acknowledged'), drill: alarm.drill || disposition === 'drill' }, { disposition, tookMs });
  },
  handle: (alarm, command, now) => by(command, alarm, 'alarm.handled', { state: 'handling', owner: alarm.owner ?? command.actor.name, promiseUntil: promise(command.promiseUntil, now) }),
  shelve: (alarm, command, now, rules) => {
    needNote(command.note, '屏蔽必须写明原因', 'Shelving needs a reason');
    const until = command.until;
    if (until === undefined || until <= now) throw invalid('until-required', '屏蔽必须有晚于现在的截止时间', 'Shelving needs an end in the future', [{ path: 'until', message: 'must be in the future' }]);
    if (until - now > rules.shelveLimit && !command.actor.leader) throw forbidden('until-too-far', '屏蔽超过 8 小时须由带班领导批准', 'Shelving beyond the limit needs a leader', { limitMs: rules.shelveLimit });
    return by(command, alarm, 'alarm.shelved', { state: 'shelved', shelvedUntil: until, shelvedFrom: alarm.state, maintenanceId: undefined }, { until });
  },
  unshelve: (alarm, command, now, rules) => {
    const back = alarm.shelvedFrom ?? 'raised';
    const patch = back === 'raised' ? unsign(alarm, now, rules) : { state: afterSigning(alarm, back), shelvedUntil: undefined, shelvedFrom: undefined };
    return by(command, alarm, 'alarm.unshelved', patch, { automatic: false });
  },
  escalate: (alarm, command, now, rules) => {
    if (alarm.escalation >= 2) throw conflict('top-reached', '已升级到最高一级', 'Already at the last step of the escalation line', { alarm });
    const dueAt = alarm.state === 'raised' ? now + rules.signWithin[alarm.level] : alarm.dueAt;
    return by(command, alarm, 'alarm.escalated', { escalation: alarm.escalation + 1, dueAt }, { automatic: false, escalation: alarm.escalation + 1 });
  },
  close: (alarm, command, now) => {
    if (alarm.conditionActive) needNote(command.note, '现场信号仍在告警，闭环必须写明依据', 'The condition is still active: closing needs the grounds');
    return by(command, alarm, 'alarm.closed', { state: 'closed', endedAt: now, promiseUntil: undefined }, { conditionActive: alarm.conditionActive });
  },
  reopen: (alarm, command, now, rules) => {
    needNote(command.note, '重开必须写明原因', 'Reopening needs a reason');
    return by(command, alarm, 'alarm.reopened', unsign(alarm, now, rules), { automatic: false });
  },
  note: (alarm, command, now) => {
    needNote(command.note, '备注不能为空', 'A note cannot be empty');
    // An update from the owner keeps the promise; a new one may be given with it.
    const kept = alarm.owner === command.actor.name ? { promiseUntil: promise(command.promiseUntil, now) } : {};
    return by(command, alarm, 'alarm.noted', kept);
  },
  transfer: (alarm, command) => {
    if (!command.to) throw invalid('to-required', '请选择转交对象', 'Name who takes it', [{ path: 'to', message: 'required' }]);
    return by(command, alarm, 'alarm.transferred', { owner: command.to }, { fromOwner: alarm.owner, toOwner: command.to });
  },
  takeover: (alarm, command) => {
    needNote(command.note, '接管必须写明原因', 'Taking over needs a reason');
    return by(command, alarm, 'alarm.takenOver', { owner: command.actor.name }, { fromOwner: alarm.owner, toOwner: command.actor.name });
  },
  merge: (alarm, command, now) => {
    if (!command.mergedInto || command.mergedInto === alarm.id) throw invalid('target-required', '请选择并入的告警', 'Name another alarm to merge into', [{ path: 'mergedInto', message: 'required' }]);
    return by(command, alarm, 'alarm.merged', { state: 'merged', mergedInto: command.mergedInto, endedAt: now, dueAt: undefined, promiseUntil: undefined }, { mergedInto: command.mergedInto });
  },
};
