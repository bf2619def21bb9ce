import { graver, type Level } from './level.js';
import type { Sector } from './sector.js';
import type { Area, Detail } from './signal.js';

/**
 * Alarm states 告警状态. Two independent facts stand beside the state, as ISA-18.2 has them:
 * `conditionActive` (is it still there) and `acknowledgedAt` (has someone signed).
 */
export const ALARM_STATES = ['raised', 'acknowledged', 'handling', 'cleared', 'closed', 'dismissed', 'shelved', 'merged'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export const STATE_NAMES: Record<AlarmState, { zh: string; en: string }> = {
  raised: { zh: '待签收', en: 'Unsigned' },
  acknowledged: { zh: '已签收', en: 'Signed' },
  handling: { zh: '处置中', en: 'Handling' },
  cleared: { zh: '已消警', en: 'Cleared' },
  closed: { zh: '已闭环', en: 'Closed' },
  dismissed: { zh: '误报', en: 'False alarm' },
  shelved: { zh: '屏蔽', en: 'Shelved' },
  merged: { zh: '已合并', en: 'Merged' },
};

/** States that still want someone. */
export const OPEN_STATES = ['raised', 'acknowledged', 'handling', 'cleared', 'shelved'] as const satisfies readonly AlarmState[];
export const isOpen = (state: AlarmState): boolean => (OPEN_STATES as readonly AlarmState[]).includes(state);

/** Disposition asked at signing 处置判断: 真警, 误报, 演练, 重复, 待核实. */
export const DISPOSITIONS = ['true', 'false', 'drill', 'duplicate', 'unverified'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export const DISPOSITION_NAMES: Record<Disposition, { zh: string; en: string }> = {
  true: { zh: '真警', en: 'True' },
  false: { zh: '误报', en: 'False' },
  drill: { zh: '演练', en: 'Drill' },
  duplicate: { zh: '重复', en: 'Duplicate' },
  unverified: { zh: '待核实', en: 'To verify' },
};

/** Escalation line 升级链: who is next when nobody signs. */
export const ESCALATION = ['officer', 'duty-leader', 'head'] as const;
export const ESCALATION_NAMES = [
  { zh: '值班员', en: 'Duty officer' },
  { zh: '带班领导', en: 'Duty leader' },
  { zh: '主要负责人', en: 'Head' },
] as const;
export const LAST_ESCALATION = ESCALATION.length - 1;

/** The truth about one alarm. Times are epoch milliseconds. */
export interface Alarm {
  id: string;
  /** Journal sequence of the last change. */
  sequence: number;
  revision: number;
  sourceId: string;
  key: string;
  sector: Sector;
  level: Level;
  title: string;
  detail?: Detail;
  state: AlarmState;
  conditionActive: boolean;
  drill: boolean;
  count: number;
  occurredAt: number;
  receivedAt: number;
  /** Newest raise, by trusted time (the device's, or ours when its clock runs ahead). */
  lastRaisedAt: number;
  lastSeenAt: number;
  clearedAt?: number;
  /** When it was last closed, dismissed or merged. */
  endedAt?: number;
  /** Sender's clock ran more than five minutes ahead. */
  skewed: boolean;
  /** Arrived more than five minutes after it occurred. */
  late: boolean;
  objectCode?: string;
  objectName?: string;
  gridCode?: string;
  lon?: number;
  lat?: number;
  area?: Area;
  value?: string;
  expiresAt?: number;
  /** Signing limit 签收时限. */
  dueAt?: number;
  acknowledgedBy?: string;
  acknowledgedAt?: number;
  disposition?: Disposition;
  owner?: string;
  promiseUntil?: number;
  shelvedUntil?: number;
  shelvedFrom?: AlarmState;
  /** The maintenance window 检维修 it came under: while shelved, the one that holds it; otherwise a mark only (a red that came through). */
  maintenanceId?: string;
  mergedInto?: string;
  escalation: number;
}

/** Settings of the alarm life; all durations in milliseconds. Defaults: domain.md section 1. */
export interface AlarmRules {
  signWithin: Record<Level, number>;
  reopenWithin: number;
  shelveLimit: number;
  skewLimit: number;
  lateLimit: number;
}

const MINUTE = 60_000;
export const DEFAULT_RULES: AlarmRules = {
  signWithin: { red: 3 * MINUTE, orange: 10 * MINUTE, yellow: 30 * MINUTE, blue: 120 * MINUTE },
  reopenWithin: 30 * MINUTE,
  shelveLimit: 8 * 60 * MINUTE,
  skewLimit: 5 * MINUTE,
  lateLimit: 5 * MINUTE,
};

/** The next moment at which time alone changes this alarm, or undefined. */
export const nextClockAt = (alarm: Alarm): number | undefined => {
  const moments: number[] = [];
  if (alarm.state === 'raised' && alarm.dueAt !== undefined && alarm.escalation < LAST_ESCALATION) moments.push(alarm.dueAt);
  if (alarm.promiseUntil !== undefined && isSigned(alarm)) moments.push(alarm.promiseUntil);
  if (alarm.state === 'shelved' && alarm.shelvedUntil !== undefined) moments.push(alarm.shelvedUntil);
  if (alarm.conditionActive && alarm.expiresAt !== undefined) moments.push(alarm.expiresAt);
  return moments.length ? Math.min(...moments) : undefined;
};

/** Signed for and still wanting someone. */
export const isSigned = (alarm: Alarm): boolean => alarm.state === 'acknowledged' || alarm.state === 'handling' || alarm.state === 'cleared';

/** Order of a list of alarms: unsigned first, then gravest, then newest. */
export const byUrgency = (a: Alarm, b: Alarm): number => {
  const unsigned = Number(b.state === 'raised') - Number(a.state === 'raised');
  if (unsigned) return unsigned;
  if (a.level !== b.level) return graver(a.level, b.level) ? -1 : 1;
  return b.sequence - a.sequence;
};
