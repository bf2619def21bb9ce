import { conflict, forbidden, invalid } from './errors.js';
import type { Level } from './level.js';
import type { DataScope } from './scope.js';
import type { Sector } from './sector.js';

/**
 * Maintenance windows 检维修屏蔽: what a work permit 检维修作业票 allows to be silent, from when until when. Asked for by an officer, approved
 * by a leader who is somebody else (separation of duty), always ending by itself (ISA-18.2 shelving; domain.md section 1 “限时、审批”).
 */
export const MAINTENANCE_STATES = ['requested', 'approved', 'refused', 'withdrawn', 'ended'] as const;
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number];

/** What is worked on. At least one of source, device and object is named, and an alarm must match all that are. */
export interface MaintenanceScope {
  sector: Sector;
  sourceId?: string;
  deviceCode?: string;
  objectCode?: string;
  /** One measuring point or kind of alarm, as it stands in the alarm's key between slashes (`level`, `residual-current#1-0-5`). */
  point?: string;
}

/** The truth about one window. Times are epoch milliseconds. */
export interface MaintenanceWindow extends MaintenanceScope {
  id: string;
  revision: number;
  state: MaintenanceState;
  /** Grid of the object worked on, where it is known. */
  gridCode?: string;
  from: number;
  until: number;
  reason: string;
  /** Number of the work permit 作业票号. */
  permit: string;
  /** Who answers for the work on site 现场负责人, with a way to reach them. */
  responsible: string;
  requestedBy: string;
  requestedAt: number;
  /** Who approved or refused. */
  decidedBy?: string;
  decidedAt?: number;
  decisionNote?: string;
  /** Red alarms are held too: only where the approving leader said so. */
  includesRed: boolean;
  /** When it was withdrawn or ended, and by whom (`clock` when its time was up). */
  endedBy?: string;
  endedAt?: number;
  endNote?: string;
}

const DAY = 24 * 60 * 60_000;
/** Longest window an officer, and a leader, may ask for; how far ahead one may begin; milliseconds. */
export const MAINTENANCE_LIMITS = { officer: 7 * DAY, leader: 30 * DAY, ahead: 30 * DAY } as const;

/** Where a window stands at a moment: waiting for a leader, approved for later, in force, or over. */
export type MaintenancePhase = 'pending' | 'scheduled' | 'in-force' | 'past';
export const phaseOf = (window: Pick<MaintenanceWindow, 'state' | 'from' | 'until'>, now: number): MaintenancePhase => {
  if (window.state === 'requested') return now < window.until ? 'pending' : 'past';
  if (window.state !== 'approved' || now >= window.until) return 'past';
  return now < window.from ? 'scheduled' : 'in-force';
};

/** What is known of an alarm that begins, to be compared with windows. */
export interface UnderWork {
  sector: Sector;
  sourceId: string;
  key: string;
  deviceCode?: string | undefined;
  objectCode?: string | undefined;
}

/** Whether an alarm is about what a scope names. Only what is given is compared; the sector always, so that no window reaches beyond its approver's data scope. */
export const concerns = (scope: MaintenanceScope, alarm: UnderWork): boolean =>
  scope.sector === alarm.sector
  && (scope.sourceId === undefined || scope.sourceId === alarm.sourceId)
  && (scope.deviceCode === undefined || scope.deviceCode === alarm.deviceCode)
  && (scope.objectCode === undefined || scope.objectCode === alarm.objectCode)
  && (scope.point === undefined || `/${alarm.key}/`.includes(`/${scope.point}/`));

/** Whether a window keeps an alarm of this level off people's lists. A red one only with the leader's word. */
export const holds = (window: Pick<MaintenanceWindow, 'includesRed'>, level: Level): boolean => level !== 'red' || window.includesRed;

/**
 * The window an alarm of this level comes under at a moment, or undefined. Of several, one that holds the level before one that does
 * not, then the one that ends last: so an alarm comes back once, when no work is left.
 */
export const windowFor = (windows: readonly MaintenanceWindow[], alarm: UnderWork, level: Level, now: number): MaintenanceWindow | undefined => {
  let found: MaintenanceWindow | undefined;
  for (const window of windows) {
    if (phaseOf(window, now) !== 'in-force' || !concerns(window, alarm)) continue;
    if (!found || (holds(window, level) !== holds(found, level) ? holds(window, level) : window.until > found.until)) found = window;
  }
  return found;
};

/** Whether all that a window may silence lies within somebody's data scope; a thing whose grid is unknown lies only within everywhere. */
export const liesWithin = (scope: DataScope, thing: { sector: Sector; gridCode?: string | undefined }): boolean =>
  scope.sectors.includes(thing.sector) && (!scope.gridPrefix || thing.gridCode?.startsWith(scope.gridPrefix) === true);

/** Who acts on a window. */
export interface MaintenanceActor {
  name: string;
  leader: boolean;
}

const fault = (path: string, zh: string, en: string) => [{ path, message: `${zh} / ${en}` }];

/** What a person asks for. */
export type MaintenanceRequest = MaintenanceScope & Pick<MaintenanceWindow, 'from' | 'until' | 'reason' | 'permit' | 'responsible'> & { gridCode?: string };

/** A new request. Throws `scope-required`, `until-*`, `from-*` (422). */
export const request = (id: string, asked: MaintenanceRequest, actor: MaintenanceActor, now: number): MaintenanceWindow => {
  if (asked.sourceId === undefined && asked.deviceCode === undefined && asked.objectCode === undefined) {
    throw invalid('scope-required', '请指明检维修的数据源、设备或监管对象', 'Name the source, device or object worked on', fault('scope', '至少填一项', 'name at least one'));
  }
  const from = Math.max(asked.from, now);
  if (asked.until <= from) throw invalid('until-required', '结束时间必须晚于开始时间和现在', 'The end must follow the beginning, and now', fault('until', '须晚于开始时间和现在', 'must follow the beginning, and now'));
  if (from - now > MAINTENANCE_LIMITS.ahead) throw invalid('from-too-far', '最多提前 30 天申请', 'At most 30 days ahead', fault('from', '最多提前 30 天', 'at most 30 days ahead'));
  const limit = actor.leader ? MAINTENANCE_LIMITS.leader : MAINTENANCE_LIMITS.officer;
  if (asked.until - from > limit) {
    const days = limit / DAY;
    throw invalid('until-too-far', `检维修屏蔽最长 ${days} 天，请分次申请`, `At most ${days} days; ask again for more`, fault('until', `最长 ${days} 天`, `at most ${days} days`));
  }
  return { ...asked, id, revision: 1, state: 'requested', from, requestedBy: actor.name, requestedAt: now, includesRed: false };
};

/** What people do to a window. */
export const MAINTENANCE_ACTIONS = ['approve', 'refuse', 'end'] as const;
export type MaintenanceAction = (typeof MAINTENANCE_ACTIONS)[number];

export interface MaintenanceCommand {
  action: MaintenanceAction;
  /** The revision the person was looking at. */
  revision: number;
  actor: MaintenanceActor;
  note?: string | undefined;
  /** With `approve` only. */
  includesRed?: boolean | undefined;
}

/**
 * Applies a person's decision. Pure. Throws `stale-revision`, `not-allowed`, `window-past` (409, with the window), `own-request`, `leader-only`,
 * `not-requester` (403), `note-required` (422). Whoever may handle alarms may end a window early: that is the safe side.
 */
export const decide = (window: MaintenanceWindow, { action, revision, actor, note, includesRed }: MaintenanceCommand, now: number): MaintenanceWindow => {
  if (revision !== window.revision) throw conflict('stale-revision', '该申请已被他人更新，请按最新状态操作', 'The window has changed; act on its latest state', { window });
  const open = action === 'end' ? window.state === 'requested' || window.state === 'approved' : window.state === 'requested';
  if (!open) throw conflict('not-allowed', '当前状态不允许此操作', `Action "${action}" is not allowed in state "${window.state}"`, { window });
  const words = note?.trim();
  const needNote = (zh: string, en: string): string => {
    if (!words) throw invalid('note-required', zh, en, fault('note', zh, en));
    return words;
  };
  const next = { ...window, revision: window.revision + 1 };
  if (action === 'end') {
    const grounds = needNote('撤回或提前结束必须写明原因', 'Withdrawing or ending early needs a reason');
    if (window.state === 'requested' && window.requestedBy !== actor.name && !actor.leader) throw forbidden('not-requester', '只有申请人或带班领导可以撤回', 'Only the requester or a leader may withdraw it');
    const began = window.state === 'approved' && now >= window.from;
    return { ...next, state: began ? 'ended' : 'withdrawn', endedBy: actor.name, endedAt: now, endNote: grounds };
  }
  if (!actor.leader) throw forbidden('leader-only', '只有带班领导可以审批', 'Only a duty leader decides');
  if (window.requestedBy === actor.name) throw forbidden('own-request', '不能审批自己的申请', 'Nobody decides on their own request');
  if (action === 'refuse') return { ...next, state: 'refused', decidedBy: actor.name, decidedAt: now, decisionNote: needNote('退回必须写明原因', 'Refusing needs a reason') };
  if (now >= window.until) throw conflict('window-past', '申请的时段已过，请重新申请', 'Its time is past; ask again', { window });
  return { ...next, state: 'approved', decidedBy: actor.name, decidedAt: now, ...(words && { decisionNote: words }), includesRed: includesRed === true };
};

/** What time alone does: an approved window whose end has come is ended, one nobody decided on lapses. Undefined while there is nothing to do. */
export const lapse = (window: MaintenanceWindow, now: number): MaintenanceWindow | undefined => {
  if (now < window.until || (window.state !== 'approved' && window.state !== 'requested')) return undefined;
  return { ...window, revision: window.revision + 1, state: window.state === 'approved' ? 'ended' : 'withdrawn', endedBy: 'clock', endedAt: window.until };
};
