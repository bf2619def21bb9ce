import { invalid } from '../errors.js';
import { atLeast, type AccidentGrade } from './accident-grade.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One hop of a report: its clock starts anew when the hop before was told. */
export interface ReportHop {
  id: string;
  zh: string;
  en: string;
  /** The hop that must have happened before; absent: the clock runs from the accident. */
  after?: string;
  /** Milliseconds, the limit itself still in time; absent 立即: at once, with no number to be late by. */
  limit?: number;
  /** Only for accidents of this grade and graver. */
  from?: AccidentGrade;
  source: string;
}

export interface ReportScheme {
  id: string;
  version: number;
  hops: readonly ReportHop[];
}

/**
 * 国务院令第493号 articles 9 to 11: at once to the head of the unit, 1 h to the county, then 2 h for each level 每级 (not in all).
 * Ordinary accidents go up to the city, 较大 to the province, 重大 and above to the State Council (article 10).
 */
export const REPORTS_493: ReportScheme = {
  id: 'state-council-493', version: 1,
  hops: [
    { id: 'unit', zh: '现场人员→单位负责人', en: 'Scene to head of the unit', source: '493号令第九条' },
    { id: 'county', zh: '单位负责人→县级部门', en: 'Head of the unit to the county', after: 'unit', limit: HOUR, source: '493号令第九条' },
    { id: 'city', zh: '县级→设区的市', en: 'County to the city', after: 'county', limit: 2 * HOUR, source: '493号令第十一条' },
    { id: 'province', zh: '设区的市→省', en: 'City to the province', after: 'city', limit: 2 * HOUR, from: 'serious', source: '493号令第十一条' },
    { id: 'state', zh: '省→国务院', en: 'Province to the State Council', after: 'province', limit: 2 * HOUR, from: 'major', source: '493号令第十一条' },
  ],
};

/** The sub-district's own clocks, both from the accident: 30 min by telephone, 1 h in writing [P]; local rules differ and are stricter. */
export const REPORTS_STREET: ReportScheme = {
  id: 'street', version: 1,
  hops: [
    { id: 'phone', zh: '街道电话报告', en: 'Street by telephone', limit: 30 * MINUTE, source: '[P]' },
    { id: 'written', zh: '街道书面报告', en: 'Street in writing', limit: HOUR, source: '[P]' },
  ],
};

/** Follow-up reports 续报 a day: at least 1, for 重大 and graver 2 (原安全监管总局令第21号). */
export const followUpsPerDay = (grade: AccidentGrade): 1 | 2 => (atLeast(grade, 'major') ? 2 : 1);

/** `waiting`: the hop before has not happened; `running`; `overdue`: not told and past its limit; then told `in-time`, `late`, or `told` where no number applies. */
export type HopState = 'waiting' | 'running' | 'overdue' | 'in-time' | 'late' | 'told';

export interface HopClock {
  hop: ReportHop;
  state: HopState;
  /** Epoch ms; absent while waiting or without a limit. */
  dueAt?: number;
  toldAt?: number;
}

/** Where each hop of an accident's report stands; `told` holds the instant (epoch ms) of each report sent. */
export const reportClocks = (scheme: ReportScheme, accident: { occurredAt: number; grade: AccidentGrade }, told: Readonly<Record<string, number>>, now: number): HopClock[] =>
  scheme.hops.filter(({ from }) => !from || atLeast(accident.grade, from)).map((hop) => {
    const startedAt = hop.after === undefined ? accident.occurredAt : told[hop.after];
    const toldAt = told[hop.id];
    if (toldAt !== undefined && toldAt < (startedAt ?? accident.occurredAt)) throw invalid('report-order', `“${hop.zh}”早于上一环节`, `“${hop.en}” is earlier than the hop before it`, { hop: hop.id });
    const dueAt = startedAt !== undefined && hop.limit !== undefined ? startedAt + hop.limit : undefined;
    if (toldAt !== undefined) return { hop, toldAt, dueAt, state: dueAt === undefined ? 'told' : toldAt <= dueAt ? 'in-time' : 'late' };
    if (startedAt === undefined) return { hop, state: 'waiting' };
    return { hop, dueAt, state: dueAt !== undefined && now > dueAt ? 'overdue' : 'running' };
  });
