import { invalid } from '../errors.js';
import { within } from './period.js';
import type { InspectionVisit, ListedObject, RatedHazard, RateRecords } from './rate-records.js';
import { endOf, happenedIn, inScope, type RateScope } from './rate-scope.js';

/** The rates of the weekly meeting with the version of each formula; a changed definition is a new id, so old papers stay explained. */
export const RATE_IDS = ['coverage', 'finding', 'hazards-per-hundred', 'rectification', 'major-rectification', 'on-time', 'penalty', 'overdue-filing'] as const;
export type RateId = (typeof RATE_IDS)[number];

/** A number with its records: both sides open down to the keys behind them. */
export interface Rate {
  id: RateId;
  /** Formula and version, e.g. `coverage@1`. */
  formula: string;
  numerator: number;
  denominator: number;
  /** Per cent (hazards per hundred visits for `hazards-per-hundred`), not rounded; absent, shown “—”, when the denominator is 0. */
  value: number | undefined;
  numeratorKeys: string[];
  denominatorKeys: string[];
}

const rate = (id: RateId, above: readonly { key: string }[], below: readonly { key: string }[]): Rate => ({
  id, formula: `${id}@1`,
  numerator: above.length, denominator: below.length,
  value: below.length === 0 ? undefined : (above.length / below.length) * 100,
  numeratorKeys: above.map(({ key }) => key), denominatorKeys: below.map(({ key }) => key),
});

const visitsIn = (records: RateRecords, scope: RateScope): InspectionVisit[] => records.visits.filter((visit) => visit.valid && inScope(scope, visit) && happenedIn(scope, visit.at));
const foundIn = (records: RateRecords, scope: RateScope): RatedHazard[] => records.hazards.filter((hazard) => inScope(scope, hazard) && happenedIn(scope, hazard.foundAt));
const closedBy = (hazard: RatedHazard, at: number): boolean => hazard.closedAt !== undefined && hazard.closedAt < at;

/** Objects on the list at the scope's end; one that stands in two grids at once would be counted twice and is refused. */
const listedAtEnd = (records: RateRecords, scope: RateScope): ListedObject[] => {
  const last = endOf(scope) - 1;
  const standing = records.objects.filter((span) => within({ from: span.from, to: span.until ?? Infinity }, last));
  const keys = new Set<string>();
  for (const { key } of standing) {
    if (keys.has(key)) throw invalid('overlapping-spans', `监管对象${key}同时属于两个网格`, `Object ${key} stands in two grids at once`, { key });
    keys.add(key);
  }
  return standing.filter((span) => inScope(scope, span));
};

/**
 * 检查覆盖率: distinct objects inspected at least once in the period ÷ objects to be inspected that are on the list at its end.
 * Repeated visits count once, visits to objects since removed not at all (the rate never exceeds 100 %), and an object that moved
 * counts where it stands at the end, wherever it was visited [P, after 监管清单执法全覆盖 of the 2022 plan].
 */
export const coverage = (records: RateRecords, scope: RateScope): Rate => {
  const visited = new Set(records.visits.filter((visit) => visit.valid && happenedIn(scope, visit.at)).map((visit) => visit.objectKey));
  const listed = listedAtEnd(records, scope);
  return rate('coverage', listed.filter(({ key }) => visited.has(key)), listed);
};

/** 发现隐患率 A: visits that found a hazard ÷ visits. */
export const finding = (records: RateRecords, scope: RateScope): Rate => {
  const finders = new Set(records.hazards.map((hazard) => hazard.visitKey));
  const visits = visitsIn(records, scope);
  return rate('finding', visits.filter(({ key }) => finders.has(key)), visits);
};

/** 发现隐患率 B, 每百家次隐患数: hazards those visits found ÷ visits × 100; self-found hazards have no visit and do not count [P]. */
export const hazardsPerHundred = (records: RateRecords, scope: RateScope): Rate => {
  const visits = visitsIn(records, scope);
  const keys = new Set(visits.map(({ key }) => key));
  return rate('hazards-per-hundred', records.hazards.filter(({ visitKey }) => visitKey !== undefined && keys.has(visitKey)), visits);
};

/**
 * 隐患整改率: found in the period and signed off by its end ÷ found in the period. One signed off later does not change a period that
 * has ended [P]; rectified but not re-checked counts as open (整改完成 is 销号).
 */
export const rectification = (records: RateRecords, scope: RateScope): Rate => {
  const found = foundIn(records, scope);
  return rate('rectification', found.filter((hazard) => closedBy(hazard, endOf(scope))), found);
};

/** 重大隐患整改率: the same for major hazards alone 重大单列. */
export const majorRectification = (records: RateRecords, scope: RateScope): Rate => {
  const found = foundIn(records, scope).filter(({ major }) => major);
  return rate('major-rectification', found.filter((hazard) => closedBy(hazard, endOf(scope))), found);
};

/** The term ran out within the period: its last moment lies in it. */
const dueIn = (scope: RateScope, hazard: RatedHazard): boolean => happenedIn(scope, hazard.dueAt - 1);

/** 按期整改率: signed off within their term ÷ hazards whose term ended in the period, whenever they were found. */
export const onTime = (records: RateRecords, scope: RateScope): Rate => {
  const due = records.hazards.filter((hazard) => inScope(scope, hazard) && dueIn(scope, hazard));
  return rate('on-time', due.filter((hazard) => closedBy(hazard, hazard.dueAt)), due);
};

/** 执法处罚率: penalties decided ÷ visits. */
export const penalty = (records: RateRecords, scope: RateScope): Rate =>
  rate('penalty', records.penalties.filter((each) => inScope(scope, each) && happenedIn(scope, each.at)), visitsIn(records, scope));

/**
 * Overdue 逾期 at some moment of the scope: from its `dueAt` until it was signed off. One signed off at the very instant its
 * term ran out is late to `onTime` but stood overdue for no moment, so nobody is asked to file a case for it.
 */
const overdueIn = (scope: RateScope, { dueAt, closedAt = Infinity }: RatedHazard): boolean =>
  dueAt < closedAt && dueAt < endOf(scope) && closedAt > scope.period.from;

/** 逾期立案率: overdue hazards with a case filed by the end ÷ hazards overdue at some moment of the period. */
export const overdueFiling = (records: RateRecords, scope: RateScope): Rate => {
  const overdue = records.hazards.filter((hazard) => inScope(scope, hazard) && overdueIn(scope, hazard));
  return rate('overdue-filing', overdue.filter(({ filedAt }) => filedAt !== undefined && filedAt < endOf(scope)), overdue);
};

const FORMULAS: Record<RateId, (records: RateRecords, scope: RateScope) => Rate> = {
  coverage, finding, 'hazards-per-hundred': hazardsPerHundred, rectification, 'major-rectification': majorRectification, 'on-time': onTime, penalty, 'overdue-filing': overdueFiling,
};

export const rateOf = (id: RateId, records: RateRecords, scope: RateScope): Rate => FORMULAS[id](records, scope);
