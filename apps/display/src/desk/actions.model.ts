import type { AlarmView } from '@one-screen/contracts';
import { allows, DEFAULT_RULES, isOpen, LAST_ESCALATION, type AlarmAction, type AlarmState } from '@one-screen/domain';

/** Who sits at the desk, and whether the desk can reach the server. */
export interface DeskActor {
  username: string;
  leader: boolean;
  mayHandle: boolean;
  mayNote: boolean;
  /** `live` when commands can be carried out now. */
  link: 'connecting' | 'live' | 'silent' | 'database-down';
}

/** What would have to be done first, or why there is no need, when the state forbids an action. */
export type StateReason = 'signFirst' | 'signed' | 'unshelveFirst' | 'reopenFirst' | 'notEnded' | 'recovered' | 'state';

/** Why an action cannot be done now: a message key below `desk.why` and what it names. */
export interface WhyNot {
  key: 'connecting' | 'silent' | 'database' | 'permission' | StateReason | 'owner' | 'top' | 'mine';
  /** Owner or present state, where the sentence names it. */
  name?: string;
}
export type Possible = { allowed: true } | { allowed: false; why: WhyNot };

/** Actions that the owner alone may do, a leader excepted (as `act` of the domain has it). */
const OWNED: ReadonlySet<AlarmAction> = new Set<AlarmAction>(['handle', 'shelve', 'unshelve', 'escalate', 'close', 'transfer', 'merge']);

/** Why the state forbids an action the transition table does not allow. */
const stateReason = (state: AlarmState, action: AlarmAction): StateReason => {
  if (action === 'reopen') return 'notEnded';
  if (state === 'shelved') return 'unshelveFirst';
  if (!isOpen(state)) return 'reopenFirst';
  if (action === 'acknowledge') return 'signed';
  if (state === 'raised') return 'signFirst';
  return state === 'cleared' ? 'recovered' : 'state';
};

/** Whether this person may do this to the alarm as it stands, and if not, why. The server decides in the end; this only spares a vain try. */
export const possible = (alarm: Pick<AlarmView, 'state' | 'owner' | 'escalation'>, action: AlarmAction, actor: DeskActor): Possible => {
  const no = (key: WhyNot['key'], name?: string): Possible => ({ allowed: false, why: { key, name } });
  if (actor.link === 'connecting') return no('connecting');
  if (actor.link === 'silent') return no('silent');
  if (actor.link === 'database-down') return no('database');
  if (action === 'note' ? !actor.mayNote : !actor.mayHandle) return no('permission');
  if (!allows(alarm.state, action)) return no(stateReason(alarm.state, action), alarm.state);
  if (OWNED.has(action) && alarm.owner && alarm.owner !== actor.username && !actor.leader) return no('owner', alarm.owner);
  if (action === 'escalate' && alarm.escalation >= LAST_ESCALATION) return no('top');
  if (action === 'takeover' && alarm.owner === actor.username) return no('mine');
  return { allowed: true };
};

/** Actions for which the journal demands a reason in words. */
export const needsNote = (action: AlarmAction, alarm: Pick<AlarmView, 'conditionActive'>): boolean =>
  action === 'shelve' || action === 'reopen' || action === 'takeover' || action === 'note' || (action === 'close' && alarm.conditionActive);

const MINUTE = 60_000;
/** Quick picks for the next update due by 承诺反馈, in minutes. */
export const PROMISE_PICKS = [15, 30, 60] as const;
/** Quick picks for shelving, in minutes; beyond the limit for leaders only. */
export const SHELVE_PICKS = [30, 120, 480, 1440] as const;

/** Whether shelving this long (minutes) needs a leader. */
export const beyondShelveLimit = (minutes: number): boolean => minutes * MINUTE > DEFAULT_RULES.shelveLimit;

/** The moment `minutes` from `now` as ISO 8601, on the whole minute below, so a small clock difference never exceeds a limit. */
export const minutesFrom = (now: number, minutes: number): string => new Date(Math.max(now + 1_000, Math.floor((now + minutes * MINUTE) / MINUTE) * MINUTE)).toISOString();

/** How a selection divides for bulk signing: what can be signed, the reds (never in bulk), and what is signed or out of reach already. */
export interface BulkSplit {
  signable: AlarmView[];
  reds: AlarmView[];
  others: AlarmView[];
}
export const splitForBulk = (selected: Iterable<AlarmView>): BulkSplit => {
  const split: BulkSplit = { signable: [], reds: [], others: [] };
  for (const alarm of selected) {
    if (!allows(alarm.state, 'acknowledge')) split.others.push(alarm);
    else if (alarm.level === 'red') split.reds.push(alarm);
    else split.signable.push(alarm);
  }
  return split;
};

/** The present alarm inside a refusal's details (409 carries it), if it is there. */
export const alarmInDetails = (details: unknown): AlarmView | undefined => {
  const looksRight = (value: unknown): value is AlarmView => typeof value === 'object' && value !== null && typeof (value as AlarmView).id === 'string' && typeof (value as AlarmView).revision === 'number' && typeof (value as AlarmView).state === 'string' && typeof (value as AlarmView).occurredAt === 'string';
  if (looksRight(details)) return details;
  const inner = typeof details === 'object' && details !== null ? (details as { alarm?: unknown }).alarm : undefined;
  return looksRight(inner) ? inner : undefined;
};

/**
 * Whether an alarm that has moved on is still the same to the hand that was on its way: only signals were counted
 * meanwhile. Then the command may be sent once more on the newer revision; anything a person or the clock did may not.
 */
export const onlyRepeated = (seen: AlarmView, present: AlarmView): boolean =>
  (['id', 'state', 'level', 'owner', 'acknowledgedAt', 'conditionActive', 'escalation', 'drill', 'dueAt', 'promiseUntil', 'mergedInto'] as const).every((key) => seen[key] === present[key]);

/** Candidates to merge into: open alarms, those of the same object, then same grid, then same sector first; at most `limit`. */
export const mergeTargets = (alarm: AlarmView, all: Iterable<AlarmView>, text: string, limit = 30): AlarmView[] => {
  const words = text.trim().toLowerCase();
  const near = (other: AlarmView): number =>
    (alarm.objectCode && other.objectCode === alarm.objectCode ? 4 : 0) + (alarm.gridCode && other.gridCode === alarm.gridCode ? 2 : 0) + (other.sector === alarm.sector ? 1 : 0);
  return [...all]
    .filter((other) => other.id !== alarm.id && other.state !== 'merged' && other.state !== 'dismissed' && other.state !== 'closed')
    .filter((other) => !words || `${other.title}\n${other.objectName ?? ''}\n${other.key}`.toLowerCase().includes(words))
    .sort((a, b) => near(b) - near(a) || b.sequence - a.sequence)
    .slice(0, limit);
};
