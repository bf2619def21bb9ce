import { ACCIDENT_MEASURES, INDEX_MEASURES, LEVELS, PERIODS, RATE_IDS, RED_CARD_STAGES, SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { Instant } from './alarm.contract.js';

const Sector = z.enum(SECTORS);
const GridPrefix = z.string().regex(/^\d{2,20}$/);

/**
 * What a number is about: `from` and `to` are days in Beijing, both within; or `period` with a day in it (`at`, today when absent).
 * Nothing at all is the present month. `grid` holds everything whose code begins with it.
 */
export const ScopeQuery = z.object({
  sector: Sector.optional(),
  grid: GridPrefix.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  period: z.enum(PERIODS).optional(),
  at: z.iso.date().optional(),
});
export type ScopeQuery = z.infer<typeof ScopeQuery>;

/** The scope as understood: shown with the figures, and what the next question may say again. `to` is the last day within. */
export const ScopeView = z.object({
  sector: Sector.optional(),
  grid: z.string(),
  gridName: z.string(),
  kind: z.enum([...PERIODS, 'range']),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Up to when things are known: the end of the period, or now while it runs. */
  asOf: Instant,
  running: z.boolean(),
});
export type ScopeView = z.infer<typeof ScopeView>;

/** A count over a count in a period; `value` in per cent (per hundred visits for `hazards-per-hundred`), absent when the denominator is 0 and shown “—”. */
export const Counted = z.object({ value: z.number().optional(), numerator: z.number(), denominator: z.number() });
export type Counted = z.infer<typeof Counted>;

/** One rate of a scope with what it is compared to. */
export const RateView = Counted.extend({
  id: z.enum(RATE_IDS),
  /** Formula and version, e.g. `coverage@1`. */
  formula: z.string(),
  /** Per cent, where a target is set; whether it is kept cannot be said without a value. */
  target: z.number().optional(),
  kept: z.boolean().optional(),
  /** 环比, 同比. */
  previous: Counted.extend({ from: z.iso.date(), to: z.iso.date() }),
  lastYear: Counted.extend({ from: z.iso.date(), to: z.iso.date() }),
});
export type RateView = z.infer<typeof RateView>;

/** 事故下降率 against the mean of the same window of three years before; counts are always shown. */
export const DeclineView = z.object({
  formula: z.literal('accident-decline@1'),
  measure: z.enum(ACCIDENT_MEASURES),
  current: z.object({ count: z.number(), from: z.iso.date(), to: z.iso.date() }),
  before: z.array(z.object({ count: z.number(), from: z.iso.date(), to: z.iso.date() })),
  base: z.number().optional(),
  missingYears: z.array(z.number()),
  comparison: z.enum(['percent', 'level', 'new', 'unknown']),
  percent: z.number().optional(),
  allowed: z.number().optional(),
  reached: z.boolean().optional(),
  progress: z.number().optional(),
});
export type DeclineView = z.infer<typeof DeclineView>;

/** `GET /api/rates`. */
export const RatesView = z.object({ scope: ScopeView, rates: z.array(RateView), declines: z.array(DeclineView) });
export type RatesView = z.infer<typeof RatesView>;

/** `GET /api/rates/breakdown?by=`: the same figures for each part of the scope; parts sum to the whole, what is kept at the level itself is the part with `own`. */
export const BREAKDOWNS = ['sector', 'grid', 'month', 'object'] as const;
export const BreakdownQuery = ScopeQuery.extend({ by: z.enum(BREAKDOWNS), limit: z.coerce.number().int().min(1).max(500).default(200) });
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;
export const PartView = z.object({
  /** Sector, grid code, `2026-03`, or object code. */
  key: z.string(),
  name: z.string(),
  own: z.boolean().optional(),
  /** Whether there is a level below. */
  opens: z.boolean(),
  rates: z.record(z.enum(RATE_IDS), Counted),
  accidents: z.number(),
  deaths: z.number(),
  hazardsOpen: z.number(),
  majorOpen: z.number(),
  overdue: z.number(),
});
export type PartView = z.infer<typeof PartView>;
export const BreakdownView = z.object({ scope: ScopeView, by: z.enum(BREAKDOWNS), whole: PartView, parts: z.array(PartView) });
export type BreakdownView = z.infer<typeof BreakdownView>;

/** One record behind a number, as the trace shows it. */
export const RecordLine = z.object({
  type: z.enum(['object', 'inspection', 'hazard', 'case', 'accident', 'alarm', 'patrol']),
  id: z.string(),
  title: z.string(),
  sector: Sector,
  gridCode: z.string().optional(),
  gridName: z.string().optional(),
  objectCode: z.string().optional(),
  objectName: z.string().optional(),
  /** When it happened: found, visited, decided, occurred. */
  at: Instant.optional(),
  state: z.string().optional(),
  grade: z.string().optional(),
  level: z.enum(LEVELS).optional(),
  responsible: z.string().optional(),
  dueAt: Instant.optional(),
  closedAt: Instant.optional(),
  /** Whether it also stands in the numerator. */
  counted: z.boolean().optional(),
});
export type RecordLine = z.infer<typeof RecordLine>;

/**
 * What opens down to its records: the rates, accidents and deaths, the other measures of the index, and what stands at the scope's end
 * (`hazards-open`, `major-open`, `overdue`: counts, whose numerator and denominator are the same records).
 */
export const TRACED = [...RATE_IDS, 'accidents', 'deaths', 'major-cleared', 'coverage-plan', 'alarms-signed', 'alarms-closed', 'patrol', 'hazards-open', 'major-open', 'overdue'] as const;
export type Traced = (typeof TRACED)[number];

/** `GET /api/rates/:rate/records?side=`: one side of what is traced; `missed` is the denominator less the numerator. */
export const RECORD_SIDES = ['numerator', 'denominator', 'missed'] as const;
export const RecordsQuery = ScopeQuery.extend({
  side: z.enum(RECORD_SIDES).default('denominator'),
  object: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
});
export type RecordsQuery = z.infer<typeof RecordsQuery>;
export const RecordsView = z.object({
  scope: ScopeView,
  rate: z.string(),
  formula: z.string(),
  /** The formula in words, zh and en. */
  words: z.object({ zh: z.string(), en: z.string() }),
  side: z.enum(RECORD_SIDES),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().optional(),
  total: z.number(),
  items: z.array(RecordLine),
  nextCursor: z.string().optional(),
});
export type RecordsView = z.infer<typeof RecordsView>;

/** `GET /api/analysis/:why`: charts that find causes; each ends in the objects to act on 靶向清单. */
export const WHYS = ['pareto', 'repeats', 'days-to-rectify', 'heat', 'warned', 'overdue-risk', 'trend', 'colours'] as const;
export type Why = (typeof WHYS)[number];
/** 帕累托: hazard types by count with the running share. */
export const ParetoView = z.object({ scope: ScopeView, total: z.number(), items: z.array(z.object({ category: z.string(), count: z.number(), major: z.number(), share: z.number(), running: z.number() })) });
export type ParetoView = z.infer<typeof ParetoView>;
/** Objects with the same category of hazard found again after it was signed off. */
export const RepeatsView = z.object({ scope: ScopeView, items: z.array(z.object({ objectCode: z.string(), objectName: z.string(), sector: Sector, gridCode: z.string(), category: z.string(), times: z.number(), lastFoundAt: Instant, open: z.number() })) });
export type RepeatsView = z.infer<typeof RepeatsView>;
/** Days from found to signed off, for hazards signed off in the period; `over` are those beyond the last bin. */
export const DaysView = z.object({ scope: ScopeView, count: z.number(), median: z.number().optional(), p90: z.number().optional(), longest: z.number().optional(), bins: z.array(z.object({ from: z.number(), to: z.number().optional(), count: z.number(), late: z.number() })) });
export type DaysView = z.infer<typeof DaysView>;
/** Alarms (drills left out) and accidents by weekday (0 Monday) and hour in Beijing. */
export const HeatView = z.object({ scope: ScopeView, alarms: z.array(z.array(z.number())), accidents: z.array(z.array(z.number())), busiest: z.object({ weekday: z.number(), hour: z.number(), count: z.number() }).optional() });
export type HeatView = z.infer<typeof HeatView>;
/** Objects whose alarms or readings warned in the 30 days before a hazard was found there. */
export const WarnedView = z.object({ scope: ScopeView, hazards: z.number(), warned: z.number(), items: z.array(z.object({ objectCode: z.string(), objectName: z.string(), sector: Sector, gridCode: z.string(), hazardId: z.string(), category: z.string(), foundAt: Instant, alarms: z.number(), firstAlarmAt: Instant, leadDays: z.number() })) });
export type WarnedView = z.infer<typeof WarnedView>;
/** Objects with overdue hazards ranked by points; `reasons` say where the points come from. */
export const OverdueRiskView = z.object({ scope: ScopeView, items: z.array(z.object({ objectCode: z.string(), objectName: z.string(), sector: Sector, gridCode: z.string(), gridName: z.string(), risk: z.enum(LEVELS), overdue: z.number(), majorOverdue: z.number(), longestDays: z.number(), points: z.number(), reasons: z.array(z.object({ zh: z.string(), en: z.string(), points: z.number() })), responsible: z.string().optional() })) });
export type OverdueRiskView = z.infer<typeof OverdueRiskView>;
/** Each rate month by month up to the scope's end, for lines and small multiples. */
export const TrendView = z.object({ scope: ScopeView, months: z.array(z.string()), rates: z.record(z.enum(RATE_IDS), z.array(Counted)), accidents: z.array(z.number()), deaths: z.array(z.number()), hazards: z.array(z.number()) });
export type TrendView = z.infer<typeof TrendView>;
/** Objects by colour 四色 at each month's end. */
export const ColoursView = z.object({ scope: ScopeView, months: z.array(z.object({ month: z.string(), red: z.number(), orange: z.number(), yellow: z.number(), blue: z.number() })) });
export type ColoursView = z.infer<typeof ColoursView>;

/** One row of the published index 除险保安晾晒. */
export const StandingView = z.object({
  key: z.string(),
  name: z.string(),
  score: z.number().optional(),
  rank: z.number().optional(),
  previousScore: z.number().optional(),
  previousRank: z.number().optional(),
  card: z.enum(['red', 'yellow', 'excellent', 'none']),
  reasons: z.array(z.string()),
  vetoes: z.array(z.object({ rule: z.string(), keys: z.array(z.string()) })),
  covered: z.number(),
  missing: z.array(z.enum(INDEX_MEASURES)),
  dimensions: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), weight: z.number(), points: z.number().optional(), items: z.array(z.object({ measure: z.enum(INDEX_MEASURES), weight: z.number(), state: z.string(), points: z.number().optional(), numerator: z.number().optional(), denominator: z.number().optional(), base: z.number().optional(), current: z.number().optional() })) })),
});
export type StandingView = z.infer<typeof StandingView>;

/** 亮牌 → 专班进驻 → 整顿 → 验收摘帽 of one red card; a step is taken by `POST /api/index/procedures/:of/:key/:month` with `ProcedureStepBody`. */
export const ProcedureView = z.object({
  of: z.enum(['sector', 'grid']),
  key: z.string(),
  name: z.string(),
  /** The month that earned it. */
  month: z.string(),
  revision: z.number(),
  stage: z.enum(RED_CARD_STAGES),
  steps: z.array(z.object({ stage: z.enum(RED_CARD_STAGES), by: z.string(), at: Instant, note: z.string() })),
  /** Exclusive end of the working days in which the task force moves in. */
  taskForceDueAt: Instant,
  /** What still stands against lifting. */
  unmet: z.array(z.enum(['months', 'major-open', 'overdue', 'acceptance'])),
});
export type ProcedureView = z.infer<typeof ProcedureView>;
export const ProcedureStepBody = z.object({ revision: z.number().int(), stage: z.enum(RED_CARD_STAGES), note: z.string().trim().min(1).max(500) });
export type ProcedureStepBody = z.infer<typeof ProcedureStepBody>;

/** `GET /api/index?month=&of=`: `frozen` is absent while the month is still provisional; a later correction is a new `version`. */
export const IndexView = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  of: z.enum(['sector', 'grid']),
  scheme: z.string(),
  version: z.number(),
  versions: z.array(z.object({ version: z.number(), frozenAt: Instant, by: z.string(), reason: z.string() })),
  frozenAt: Instant.optional(),
  freezesAt: Instant,
  asOf: Instant,
  standings: z.array(StandingView),
  /** Red cards not yet lifted in that month, and those lifted in it. */
  procedures: z.array(ProcedureView),
});
export type IndexView = z.infer<typeof IndexView>;
export const IndexQuery = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).optional(), of: z.enum(['sector', 'grid']).default('sector'), version: z.coerce.number().int().min(1).optional() });
export type IndexQuery = z.infer<typeof IndexQuery>;
