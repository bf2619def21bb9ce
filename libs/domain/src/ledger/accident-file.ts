import { gradeAt, supplementUntil, type Accident, type HarmReport } from '../numbers/accident.js';
import { followUpsPerDay } from '../numbers/accident-clock.js';
import { checkHarm, type Harm } from '../numbers/accident-grade.js';
import { afterDays } from '../numbers/beijing-day.js';
import type { Sector } from '../sector.js';
import { DAY } from './deadline.js';
import type { Mark } from './hazard.js';
import { past, words, type Living } from './life.js';

/** 已报告（续报中）、已终报、调查中、调查报告已提交、已批复、结案、误报. */
export const ACCIDENT_STATES = ['reported', 'final', 'investigating', 'submitted', 'approved', 'closed', 'rejected'] as const;
export type AccidentState = (typeof ACCIDENT_STATES)[number];

/** 四不放过: four things without which no accident is closed. */
export const CLOSING_CHECKS = ['cause', 'responsible', 'measures', 'education'] as const;
export type ClosingCheck = (typeof CLOSING_CHECKS)[number];
export const CLOSING_CHECK_NAMES: Record<ClosingCheck, { zh: string; en: string }> = {
  cause: { zh: '事故原因已查清', en: 'The cause is found' },
  responsible: { zh: '责任人员已处理', en: 'Those responsible are dealt with' },
  measures: { zh: '整改措施已落实', en: 'The measures are carried out' },
  education: { zh: '有关人员已受到教育', en: 'The people concerned are taught' },
};

/** One 续报: numbered from 1, only what is new. */
export interface FollowUp extends Mark {
  number: number;
  text: string;
}

/** The first report 初报. Unclear facts are added later 先报后补. */
export interface AccidentReport {
  sector: Sector;
  /** Where it happened 事发地. */
  gridCode: string;
  objectCode?: string | undefined;
  place: string;
  /** Category 事故类别 (GB 6441). */
  category: string;
  summary: string;
  /** Epoch ms. */
  occurredAt: number;
  harm: Harm;
  nonProduction: boolean;
}

/** The file of one accident: what the numbers count of it (`Accident`), and its life. Times are epoch milliseconds. */
export interface AccidentFile extends Accident, Living<AccidentState> {
  objectCode?: string | undefined;
  place: string;
  category: string;
  summary: string;
  registered: Mark;
  /** When each hop of the report was told, by its id. */
  told: Record<string, number>;
  followUps: FollowUp[];
  finalReport?: (Mark & { text: string }) | undefined;
  investigation?: (Mark & { group: string[]; extraDays: number }) | undefined;
  submitted?: (Mark & { document: string }) | undefined;
  approved?: (Mark & { document: string }) | undefined;
  checks: Partial<Record<ClosingCheck, Mark & { evidence: string[]; finding: string }>>;
  closed?: Mark | undefined;
}

/** Opens the file with the first report. Throws `field-required`, `future-date`, `harm` (422). */
export const reportAccident = (id: string, report: AccidentReport, by: string, now: number): AccidentFile => {
  const { harm, ...rest } = report;
  checkHarm(harm);
  const occurredAt = past(report.occurredAt, now, 'occurredAt', '事发时间');
  return {
    ...rest,
    gridCode: words(report.gridCode, 'gridCode', '事发地网格', 'The grid'),
    place: words(report.place, 'place', '事发地点', 'The place'),
    category: words(report.category, 'category', '事故类别', 'The category'),
    summary: words(report.summary, 'summary', '事故简要经过', 'A summary'),
    occurredAt, harm: [{ ...harm, at: now, by }], key: id, id, revision: 1, state: 'reported', registered: { by, at: now }, told: {}, followUps: [], checks: {},
  };
};

/** The files that count as accidents: one that proved none 误报 stays on record, and in no number. */
export const countable = (files: readonly AccidentFile[]): AccidentFile[] => files.filter(({ state }) => state !== 'rejected');

const DIGITS = '零一二三四五六七八九';
/** 续报一, 续报二 … 续报十二, as duty offices write them. */
export const followUpName = (number: number): string => {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const zh = tens === 0 ? DIGITS[ones] : `${tens === 1 ? '' : DIGITS[tens] ?? tens}十${ones ? DIGITS[ones] : ''}`;
  return `续报${zh}`;
};

/**
 * When the next follow-up is due: a day after the last report, for 重大 and graver half a day (每日至少 1 次 / 2 次, 原安全监管总局令第21号;
 * counted from report to report [P]). Undefined once the final report is made; epoch ms.
 */
export const followUpDueAt = (file: AccidentFile, now: number): number | undefined => {
  if (file.state !== 'reported') return undefined;
  return (file.followUps.at(-1)?.at ?? file.registered.at) + DAY / followUpsPerDay(gradeAt(file, now).grade);
};

/** Days of an investigation and of its extension (493号令第29条), and of the approval by grade (第32条). */
export const INVESTIGATION_DAYS = { report: 60, extension: 60, approval: 15, approvalExtraordinary: 30 } as const;

/** When the report of the investigation is due, counted from the accident; epoch ms, exclusive. */
export const investigationDueAt = ({ occurredAt, investigation }: Pick<AccidentFile, 'occurredAt' | 'investigation'>): number =>
  afterDays(occurredAt, INVESTIGATION_DAYS.report + (investigation?.extraDays ?? 0));

/** When the approval 批复 of a submitted report is due; undefined before; epoch ms, exclusive. */
export const approvalDueAt = (file: AccidentFile): number | undefined => {
  if (!file.submitted) return undefined;
  const extraordinary = gradeAt(file, file.submitted.at).grade === 'extraordinary';
  return afterDays(file.submitted.at, extraordinary ? INVESTIGATION_DAYS.approvalExtraordinary : INVESTIGATION_DAYS.approval);
};

/** Whether a change of harm still counts: casualties within 30 days, of road traffic and fire 7 (493号令第13条); a loss alone at any time. */
export const mayChangeHarm = (file: AccidentFile, before: HarmReport, next: Harm & { at: number }): boolean =>
  (before.deaths === next.deaths && before.seriousInjuries === next.seriousInjuries) || next.at < supplementUntil(file);
