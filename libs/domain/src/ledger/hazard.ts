import type { Sector } from '../sector.js';
import type { HazardGrade, MajorGrounds } from './hazard-catalogue.js';
import { INSPECTION_KIND_NAMES, INSPECTION_KINDS } from './inspection-kind.js';
import { past, refused, words, type Living } from './life.js';

/** Where a hazard 隐患 comes from: the six sources 六类来源, and [P] reports 举报, monitoring 监测预警转入, enforcement 执法检查. */
export const HAZARD_SOURCES = [...INSPECTION_KINDS, 'report', 'monitoring', 'enforcement'] as const;
export type HazardSource = (typeof HAZARD_SOURCES)[number];
export const HAZARD_SOURCE_NAMES: Record<HazardSource, { zh: string; en: string }> = {
  ...INSPECTION_KIND_NAMES,
  report: { zh: '举报', en: 'Report from the public' },
  monitoring: { zh: '监测预警转入', en: 'From monitoring' },
  enforcement: { zh: '执法检查', en: 'Enforcement inspection' },
};

/** 登记、退回补正、已定级、已背书、已交办、已签收、整改中、待复查、复查合格、销号、不成立. Overdue 逾期 is no state: the clock tells it. */
export const HAZARD_STATES = ['registered', 'returned', 'graded', 'endorsed', 'assigned', 'accepted', 'rectifying', 'submitted', 'passed', 'closed', 'dismissed'] as const;
export type HazardState = (typeof HAZARD_STATES)[number];
export const isHazardOpen = (state: HazardState): boolean => state !== 'closed' && state !== 'dismissed';

/** 五落实: responsibility, measures, funds, time limit, contingency plan; all five before rectification begins (总局令第16号). */
export interface FiveCommitments {
  responsible: string;
  measures: string;
  /** Yuan, 0 where none are needed. */
  funds: number;
  /** When the unit itself means to be done, epoch ms; within the deadline it was assigned. */
  finishBy: number;
  contingency: string;
}
export const FIVE_NAMES: Record<keyof FiveCommitments, { zh: string; en: string }> = {
  responsible: { zh: '责任', en: 'Responsibility' }, measures: { zh: '措施', en: 'Measures' }, funds: { zh: '资金', en: 'Funds' }, finishBy: { zh: '时限', en: 'Time limit' }, contingency: { zh: '预案', en: 'Contingency plan' },
};

/** The six parts of a major hazard's rectification programme 治理方案 (总局令第16号第15条). */
export const PROGRAMME_PARTS = ['goals', 'methods', 'resources', 'organisation', 'schedule', 'safety'] as const;
export type Programme = Record<(typeof PROGRAMME_PARTS)[number], string>;
export const PROGRAMME_NAMES: Record<keyof Programme, { zh: string; en: string }> = {
  goals: { zh: '目标任务', en: 'Goals and tasks' }, methods: { zh: '方法措施', en: 'Methods and measures' }, resources: { zh: '经费物资', en: 'Funds and materials' },
  organisation: { zh: '机构责任', en: 'Organisation and responsibility' }, schedule: { zh: '时限', en: 'Schedule' }, safety: { zh: '安全措施和预案', en: 'Safety measures and contingency plan' },
};

/** Tiers of listed supervision 挂牌督办 and of supervision raised 提级, lowest first [P]. */
export const TIERS = ['village', 'town', 'city'] as const;
export type Tier = (typeof TIERS)[number];
export const TIER_NAMES: Record<Tier, { zh: string; en: string }> = { village: { zh: '村（社区）级', en: 'Village' }, town: { zh: '镇（街道）级', en: 'Town' }, city: { zh: '市级', en: 'City' } };

/** Who did something, and when (epoch ms). */
export interface Mark {
  by: string;
  at: number;
}

/** What is known when a hazard is registered. */
export interface HazardReport {
  source: HazardSource;
  sector: Sector;
  objectCode: string;
  gridCode: string;
  place: string;
  lon?: number | undefined;
  lat?: number | undefined;
  description: string;
  /** Category 类别, for the Pareto of types. */
  category: string;
  clause?: string | undefined;
  foundBy: string;
  /** Epoch ms. */
  foundAt: number;
  photosBefore: string[];
  alarmId?: string | undefined;
  eventNo?: string | undefined;
  inspectionId?: string | undefined;
}

/** The truth about one hazard. Times are epoch milliseconds. */
export interface Hazard extends HazardReport, Living<HazardState> {
  registered: Mark;
  grade?: HazardGrade | undefined;
  graded?: (Mark & { entryCode?: string | undefined; document?: string | undefined; grounds?: MajorGrounds | undefined }) | undefined;
  /** The sign-off 签字背书; `signature` is the stored handwritten or electronic signature. */
  endorsed?: (Mark & { signature: string }) | undefined;
  /** To whom, by whom and until when 交办. */
  assigned?: (Mark & { to: string }) | undefined;
  /** Exclusive end of the term in force, extensions included. */
  deadline?: number | undefined;
  accepted?: Mark | undefined;
  five?: Partial<FiveCommitments> | undefined;
  programme?: Partial<Programme> | undefined;
  began?: Mark | undefined;
  submitted?: Mark | undefined;
  photosAfter: string[];
  rechecked?: (Mark & { passed: boolean; verdict: string }) | undefined;
  failedRechecks: number;
  closed?: Mark | undefined;
  /** Found to be no hazard 不成立; it counts in no rate. */
  dismissed?: Mark | undefined;
  /** Extensions granted 延期次数, and the one waiting for a decision. */
  extensions: number;
  extensionAsked?: (Mark & { until: number; reason: string; decideBy: number }) | undefined;
  /** Listed supervision 挂牌督办; the list is made public by `publishBy`. */
  listed?: (Mark & { tier: Tier; publishBy: number }) | undefined;
  delisted?: (Mark & { publishBy: number }) | undefined;
  /** Who supervises it, raised step by step 提级监管. */
  supervision: Tier;
  /** Production stopped 停产停业 since, where it is. */
  suspended?: (Mark & { order: string }) | undefined;
  /** Cases it was handed to 转执法. */
  caseIds: string[];
}

/** A new hazard. Throws `field-required`, `future-date`, `place-out-of-range` (422, with the field). */
export const registerHazard = (id: string, report: HazardReport, by: string, now: number): Hazard => {
  const { lon, lat } = report;
  if ((lon === undefined) !== (lat === undefined) || (lon !== undefined && lat !== undefined && !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))) throw refused('place-out-of-range', 'lon', '坐标不完整或超出范围', 'The coordinates are incomplete or out of range');
  return {
    ...report,
    objectCode: words(report.objectCode, 'objectCode', '监管对象', 'The object'),
    gridCode: words(report.gridCode, 'gridCode', '网格', 'The grid'),
    place: words(report.place, 'place', '部位', 'The place'),
    description: words(report.description, 'description', '隐患描述', 'A description'),
    category: words(report.category, 'category', '类别', 'The category'),
    foundBy: words(report.foundBy, 'foundBy', '发现人', 'Who found it'),
    foundAt: past(report.foundAt, now, 'foundAt', '发现时间'),
    id, revision: 1, state: 'registered', registered: { by, at: now }, photosAfter: [], failedRechecks: 0, extensions: 0, supervision: 'village', caseIds: [],
  };
};
