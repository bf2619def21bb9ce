import { nextClockAt, LAST_ESCALATION, isOpen, isSigned, type Alarm, type AlarmRules } from './alarm.js';
import { change, unsign, type Change } from './alarm-life.js';
import { graver, graverOf } from './level.js';
import type { Sector } from './sector.js';
import type { AlarmSignal } from './signal.js';

/** What a signal came with: who sent it, when we got it, and what we know besides. */
export interface Arrival {
  sourceId: string;
  sector: Sector;
  receivedAt: number;
  newId: () => string;
  /** A clear of this key that came before its raise (trusted time). */
  earlierClearAt?: number;
  /** What the ledger knows of the object named. */
  object?: { name: string; gridCode?: string; lon?: number; lat?: number };
}

/**
 * What becomes of a signal. `changes` are in order, each with its own revision; `ignored` says why nothing changed
 * (it is journalled all the same, so nothing received is untraceable). `created` tells that the key has a new alarm.
 */
export interface Received {
  changes: Change[];
  created: boolean;
  ignored?: 'clear-older-than-raise' | 'already-clear' | 'unmatched-clear';
}

/** The time to order by: the device's, unless its clock runs ahead of ours beyond the limit. */
export const trustedTime = (occurredAt: number, receivedAt: number, rules: AlarmRules): number =>
  occurredAt - receivedAt > rules.skewLimit ? receivedAt : occurredAt;

/**
 * Applies a source's signal to the newest alarm of its key. Pure.
 * Same key while open: the same alarm. Raised again within `reopenWithin` after clearing: reopens; later: a new alarm.
 */
export const receive = (current: Alarm | undefined, signal: AlarmSignal, arrival: Arrival, rules: AlarmRules): Received =>
  signal.cleared ? clear(current, signal, arrival, rules) : raise(current, signal, arrival, rules);

const raise = (current: Alarm | undefined, signal: AlarmSignal, arrival: Arrival, rules: AlarmRules): Received => {
  const at = trustedTime(signal.occurredAt, arrival.receivedAt, rules);
  if (!current || belongsToNew(current, at, arrival.receivedAt, rules)) return create(signal, arrival, at, rules);
  const actor = `source:${arrival.sourceId}`;
  const seen: Partial<Alarm> = { count: current.count + 1, lastSeenAt: Math.max(current.lastSeenAt, arrival.receivedAt) };
  const data = { level: signal.level, occurredAt: signal.occurredAt, value: signal.value };

  // It tells of a time before a clear we already know: history, nothing wakes up.
  if (!current.conditionActive && current.clearedAt !== undefined && at <= current.clearedAt) {
    return { created: false, changes: [change(current, 'alarm.late', actor, seen, { data })] };
  }
  const level = graverOf(current.level, signal.level);
  const again: Partial<Alarm> = {
    ...seen,
    level,
    conditionActive: true,
    clearedAt: undefined,
    lastRaisedAt: Math.max(current.lastRaisedAt, at),
    value: signal.value === undefined ? current.value : String(signal.value),
    expiresAt: signal.expiresAt ?? current.expiresAt,
  };
  const risen = graver(signal.level, current.level);
  const woken = { ...again, ...unsign({ ...current, level }, arrival.receivedAt, rules) };
  // Words of the lesser level beside the graver colour would be stale: “90 %” in red.
  const words = { title: signal.title, detail: signal.detail ?? current.detail };
  if (risen) return { created: false, changes: [change(current, 'alarm.levelRaised', actor, { ...woken, ...words }, { data: { ...data, fromLevel: current.level, title: signal.title, fromTitle: current.title } })] };

  const recovered = !current.conditionActive;
  const contradicted = current.state === 'closed';
  const wakes = contradicted || (recovered && (current.state === 'cleared' || !isOpen(current.state)));
  if (wakes) return { created: false, changes: [change(current, 'alarm.reopened', actor, woken, { data: { ...data, automatic: true, contradicted: contradicted && !recovered } })] };
  return { created: false, changes: [change(current, 'alarm.repeated', actor, again, { data })] };
};

/** After the reopening window the key's old alarm is history and the raise is a new one. */
const belongsToNew = (current: Alarm, at: number, now: number, rules: AlarmRules): boolean => {
  if (!current.conditionActive && current.clearedAt !== undefined) return at - current.clearedAt > rules.reopenWithin;
  // Dismissed, merged or closed while the device still reports: absorb for the window only, or a real alarm would hide behind it.
  return !isOpen(current.state) && current.endedAt !== undefined && now - current.endedAt > rules.reopenWithin;
};

const create = (signal: AlarmSignal, arrival: Arrival, at: number, rules: AlarmRules): Received => {
  const { receivedAt, object } = arrival;
  const alarm: Alarm = {
    id: arrival.newId(),
    sequence: 0,
    revision: 0,
    sourceId: arrival.sourceId,
    key: signal.key,
    sector: signal.sector ?? arrival.sector,
    level: signal.level,
    title: signal.title,
    detail: signal.detail,
    state: 'raised',
    conditionActive: true,
    drill: signal.drill ?? false,
    count: 1,
    occurredAt: signal.occurredAt,
    receivedAt,
    lastRaisedAt: at,
    lastSeenAt: receivedAt,
    skewed: signal.occurredAt - receivedAt > rules.skewLimit,
    late: receivedAt - signal.occurredAt > rules.lateLimit,
    objectCode: signal.objectCode,
    objectName: object?.name,
    gridCode: signal.gridCode ?? object?.gridCode,
    lon: signal.location?.lon ?? object?.lon,
    lat: signal.location?.lat ?? object?.lat,
    area: signal.area,
    value: signal.value === undefined ? undefined : String(signal.value),
    expiresAt: signal.expiresAt,
    dueAt: receivedAt + rules.signWithin[signal.level],
    escalation: 0,
  };
  const actor = `source:${arrival.sourceId}`;
  const data = { level: alarm.level, occurredAt: alarm.occurredAt, ...(alarm.skewed && { skewed: true }), ...(alarm.late && { late: true }) };
  const raised = change(alarm, 'alarm.raised', actor, {}, { data });
  if (arrival.earlierClearAt === undefined || arrival.earlierClearAt < at) return { created: true, changes: [raised] };
  const cleared = change(raised.alarm, 'alarm.cleared', actor, { conditionActive: false, clearedAt: arrival.earlierClearAt }, { data: { outOfOrder: true } });
  return { created: true, changes: [raised, cleared] };
};

const clear = (current: Alarm | undefined, signal: AlarmSignal, arrival: Arrival, rules: AlarmRules): Received => {
  if (!current) return { created: false, changes: [], ignored: 'unmatched-clear' };
  if (!current.conditionActive) return { created: false, changes: [], ignored: 'already-clear' };
  const at = trustedTime(signal.occurredAt, arrival.receivedAt, rules);
  if (at < current.lastRaisedAt) return { created: false, changes: [], ignored: 'clear-older-than-raise' };
  return { created: false, changes: [conditionEnded(current, at, `source:${arrival.sourceId}`, {})] };
};

/** The condition is gone. Signed: 已消警. Unsigned: it stays on the list as 已恢复 未签收. */
const conditionEnded = (alarm: Alarm, at: number, actor: string, data: Record<string, unknown>): Change => {
  const state = alarm.state === 'acknowledged' || alarm.state === 'handling' ? 'cleared' : alarm.state;
  return change(alarm, 'alarm.cleared', actor, { conditionActive: false, clearedAt: at, state }, { data });
};

/**
 * What time alone does: at most one change a call; call again until undefined.
 * Order: an ended shelf, a broken promise, an expired warning, a signing limit run out.
 */
export const tick = (alarm: Alarm, now: number, rules: AlarmRules): Change | undefined => {
  const next = nextClockAt(alarm);
  if (next === undefined || next > now) return undefined;
  if (alarm.state === 'shelved' && alarm.shelvedUntil !== undefined && alarm.shelvedUntil <= now) {
    return change(alarm, 'alarm.unshelved', 'clock', unsign(alarm, now, rules), { data: { automatic: true } });
  }
  if (isSigned(alarm) && alarm.promiseUntil !== undefined && alarm.promiseUntil <= now) {
    return change(alarm, 'alarm.promiseBroken', 'clock', unsign(alarm, now, rules), { data: { promiseUntil: alarm.promiseUntil, owner: alarm.owner } });
  }
  if (alarm.conditionActive && alarm.expiresAt !== undefined && alarm.expiresAt <= now) {
    return conditionEnded(alarm, alarm.expiresAt, 'clock', { expired: true });
  }
  const escalation = Math.min(alarm.escalation + 1, LAST_ESCALATION);
  return change(alarm, 'alarm.escalated', 'clock', { escalation, dueAt: now + rules.signWithin[alarm.level] }, { data: { automatic: true, escalation } });
};
