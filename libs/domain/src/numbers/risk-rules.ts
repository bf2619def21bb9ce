import { conflict, invalid } from '../errors.js';
import { graver, type Level } from '../level.js';
import { changeTo, oneBelow, type RiskState, type RiskTrigger } from './risk-state.js';
import type { DirectRed } from './risk-assessment.js';

const DAY = 86_400_000;

/** Numbers of the dynamic re-grading 动态调级, data [P]. */
export interface RiskLimits {
  /** A hazard overdue for more than so many days. */
  overdueDays: number;
  /** So many red or orange alarms … */
  alarms: number;
  /** … within so many days. */
  alarmDays: number;
  /** Days without a cause before a review may lower. */
  cleanDays: number;
}

export const RISK_LIMITS: RiskLimits = { overdueDays: 15, alarms: 3, alarmDays: 30, cleanDays: 90 };

/** What the ledger and the alarms hold about an object; instants are epoch ms. */
export interface RiskFacts {
  /** Major hazards, with the instant of sign-off if there was one. */
  majorHazards: readonly { key: string; at: number; closedAt?: number }[];
  /** All hazards with the exclusive end of their term, and the instant of sign-off if there was one. */
  hazards: readonly { key: string; dueAt: number; closedAt?: number }[];
  alarms: readonly { key: string; level: Level; at: number }[];
  penalties: readonly { key: string; at: number }[];
  fatalAccidents: readonly { key: string; at: number }[];
}

const isOpen = (hazard: { at: number; closedAt?: number }, now: number): boolean => hazard.at <= now && (hazard.closedAt === undefined || hazard.closedAt > now);
/** The instant a hazard was overdue for too long. */
const tooLateAt = ({ dueAt }: { dueAt: number }, limits: RiskLimits): number => dueAt + limits.overdueDays * DAY;
const wasTooLate = (hazard: { dueAt: number; closedAt?: number }, now: number, limits: RiskLimits): boolean => tooLateAt(hazard, limits) < Math.min(now, hazard.closedAt ?? Infinity);
const standsTooLate = (hazard: { dueAt: number; closedAt?: number }, now: number, limits: RiskLimits): boolean => wasTooLate(hazard, now, limits) && (hazard.closedAt === undefined || hazard.closedAt > now);

/**
 * Causes to raise the colour that were not counted yet: each major hazard, each hazard overdue for more than 15 days, red and orange
 * alarms when three come within 30 days (none counts for two raises), each penalty, each fatal accident. What happened before the first
 * assessment was known to it, unless it still stands [P].
 */
export const triggersOf = (state: RiskState, facts: RiskFacts, now: number, limits: RiskLimits = RISK_LIMITS): RiskTrigger[] => {
  const opened = state.history[0]?.at ?? -Infinity;
  const since = <T extends { at: number }>(records: readonly T[]) => records.filter(({ at }) => at >= opened && at <= now);
  const isFresh = (rule: RiskTrigger['rule']) => ({ key }: { key: string }) => !state.spent.includes(`${rule}|${key}`);
  const each = (rule: RiskTrigger['rule'], records: readonly { key: string }[]): RiskTrigger[] => records.filter(isFresh(rule)).map(({ key }) => ({ rule, evidence: [key] }));
  const major = facts.majorHazards.filter((hazard) => isOpen(hazard, now) || (hazard.at >= opened && hazard.at <= now));
  const overdue = facts.hazards.filter((hazard) => standsTooLate(hazard, now, limits) || (tooLateAt(hazard, limits) >= opened && wasTooLate(hazard, now, limits)));
  const alarms = since(facts.alarms).filter(({ level, at }) => (level === 'red' || level === 'orange') && at >= now - limits.alarmDays * DAY).filter(isFresh('repeated-alarms'));
  return [
    ...each('fatal-accident', since(facts.fatalAccidents)), ...each('major-hazard', major), ...each('overdue', overdue),
    ...(alarms.length >= limits.alarms ? [{ rule: 'repeated-alarms' as const, evidence: alarms.map(({ key }) => key) }] : []),
    ...each('penalised', since(facts.penalties)),
  ];
};

/** 申请→现场→审批; instants are epoch ms. */
export interface DownReview {
  requestedBy: string;
  requestedAt: number;
  visitedBy: string;
  visitedAt: number;
  /** Keys of the visit's record and photos. */
  evidence: readonly string[];
  approvedBy: string;
  approvedAt: number;
}

const checkReview = (review: DownReview): void => {
  for (const field of ['requestedBy', 'visitedBy', 'approvedBy'] as const) if (!review[field].trim()) throw invalid('review', '降级复核须有申请人、现场核查人和审批人', 'A review to lower needs who asked, who visited and who approved', { field });
  if (review.evidence.length === 0) throw invalid('review', '降级复核须附现场核查记录', 'A review to lower needs the record of the visit', { field: 'evidence' });
  if (!(review.requestedAt <= review.visitedAt && review.visitedAt <= review.approvedAt)) throw invalid('review', '降级复核须按申请、现场、审批的顺序', 'A review goes from request to visit to approval', { field: 'visitedAt' });
  if (review.approvedBy === review.requestedBy || review.approvedBy === review.visitedBy) throw conflict('own-review', '审批人不得为申请人或现场核查人', 'The one who approves neither asked nor visited', { field: 'approvedBy' });
};

/**
 * Lowers the colour by one step, by review only: at least 90 days clean since the last cause came or was put right, no cause standing (an open major hazard, one long overdue, a
 * direct-red rule), and not below the latest assessment. The clean days start anew, so the next step takes as long again [P].
 */
export const lowerRisk = (state: RiskState, review: DownReview, standing: { facts: RiskFacts; direct: readonly DirectRed[] }, limits: RiskLimits = RISK_LIMITS): RiskState => {
  checkReview(review);
  const at = review.approvedAt;
  const to = oneBelow(state.colour);
  if (!to) throw conflict('lowest-colour', '已是最低风险等级', 'The colour is the lowest already');
  if (standing.direct.length > 0) throw conflict('direct-red', '符合直接判定红色的情形，不得降级', 'A direct-red rule holds: the colour stays', { rules: standing.direct.map(({ rule }) => rule) });
  if (graver(state.assessed, to)) throw conflict('below-assessment', '不得低于最近一次评估等级，请先重新评估', 'Not below the latest assessment: assess anew first', { assessed: state.assessed });
  const { majorHazards, hazards } = standing.facts;
  const open = majorHazards.filter((hazard) => isOpen(hazard, at));
  const overdue = hazards.filter((hazard) => standsTooLate(hazard, at, limits));
  const pending = triggersOf(state, standing.facts, at, limits);
  const causes = [...new Set([...open, ...overdue].map(({ key }) => key).concat(pending.flatMap(({ evidence }) => evidence)))];
  if (causes.length > 0) throw conflict('cause-stands', '仍有升级情形未消除，不得降级', 'A cause to raise the colour still stands', { causes });
  const ended = [...majorHazards, ...hazards.filter((hazard) => wasTooLate(hazard, at, limits))].map(({ closedAt }) => closedAt ?? -Infinity);
  const cleanSince = Math.max(state.cleanSince, ...ended);
  if (at - cleanSince < limits.cleanDays * DAY) throw conflict('not-clean-enough', `须连续${limits.cleanDays}天无升级情形`, `It must be clean for ${limits.cleanDays} days`, { cleanSince });
  return { ...changeTo(state, to, { rule: 'review', evidence: review.evidence, by: review.approvedBy, at }), cleanSince: at };
};
