import { nextClockAt, LAST_ESCALATION, isOpen, isSigned, type Alarm, type AlarmRules } from './alarm.js';
import { change, unsign, type Change } from './alarm-life.js';
import { graver, graverOf } from './level.js';
import { holds, type MaintenanceWindow } from './maintenance.js';
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
  /** The maintenance window in force over what the signal is about, given its level. */
  maintenance?: MaintenanceWindow | undefined;
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
  signal.cleared ? clear(current, signal, arrival, rules) : underMaintenance(raise(current, signal, arrival, rules), arrival.maintenance);

/** Changes that put an alarm, new or known, before people. */
const WAKING = new Set(['alarm.raised', 'alarm.reopened', 'alarm.levelRaised']);

/**
 * What wakes while a maintenance window is in force is raised and, in the same breath, shelved until its end: nothing is lost, and nobody is
 * called. A level the window does not hold (red) is raised as ever, and marked. What stood before, or only repeats, is left to people.
 */
const underMaintenance = (received: Received, window: MaintenanceWindow | undefined): Received => {
  const woken = received.changes.findLast(({ kind }) => WAKING.has(kind));
  const last = received.changes.at(-1);
  if (!window || !woken || !last || last.alarm.state !== 'raised') return received;
  const marked = received.changes.map((one) => ({ ...one, alarm: { ...one.alarm, maintenanceId: window.id }, ...(one === woken && { data: { ...one.data, maintenance: window.id } }) }));
  if (!holds(window, last.alarm.level)) return { ...received, changes: marked };
  const held = change({ ...last.alarm, maintenanceId: window.id }, 'alarm.shelved', 'maintenance', { state: 'shelved', shelvedUntil: window.until, shelvedFrom: 'raised', dueAt: undefined }, {
    data: { automatic: true, maintenance: window.id, permit: window.permit, until: window.until },
  });
  return { ...received, changes: [...marked, held] };
};

/** Whether a maintenance window, and no person, keeps it shelved. */
export const isHeld = (alarm: Alarm): boolean => alarm.state === 'shelved' && alarm.maintenanceId !== undefined;

/**
 * A window is over: what it held and still is there comes back unsigned, its signing clock started (ISA-18.2: an automatic unshelving leaves it
 * unacknowledged); what has ended meanwhile is cleared. Undefined for an alarm it does not hold.
 */
export const release = (alarm: Alarm, windowId: string, now: number, rules: AlarmRules): Change | undefined => {
  if (!isHeld(alarm) || alarm.maintenanceId !== windowId) return undefined;
  const data = { automatic: true, maintenance: windowId };
  const patch = { ...unsign(alarm, now, rules), ...(alarm.conditionActive ? {} : { state: 'cleared' as const, dueAt: undefined }) };
  return change(alarm, 'alarm.unshelved', 'clock', patch, { data });
};

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
    if (alarm.maintenanceId !== undefined) return release(alarm, alarm.maintenanceId, now, rules);
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
