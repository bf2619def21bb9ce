import { graver, type Level } from '../level.js';
import type { ReadingSignal } from '../signal.js';
import { subjectOf } from './applies.js';
import { reaches } from './thresholds.js';
import type { ObjectFacts, Rule } from './rule.js';
import { inUnit } from './units.js';

/** One number a rule in force compares a point with, in the unit of the reading. */
export interface PointLimit {
  level: Level;
  value: number;
  /** Reached from below (`above` the limit) or from above. */
  side: 'above' | 'below';
  /** The number itself is not over it (`>`). */
  strict: boolean;
  /** The value must stay there so long, milliseconds. */
  afterMs: number;
  ruleId: string;
  ruleName: string;
  /** Standard and clause the rule names. */
  source: string;
}

/** What is measured where: enough of a reading to know which rules look at it. */
export type MeasuredPoint = Pick<ReadingSignal, 'deviceCode' | 'objectCode' | 'point' | 'unit'>;

/**
 * The numbers the given rules (those in force) compare a point with: steps of thresholds and shares of a capacity, lowest first. Rules on
 * changes, silence or combinations have no such number and give none. Pure.
 */
export const limitsAt = (rules: readonly Rule[], measured: MeasuredPoint, facts?: ObjectFacts): PointLimit[] => {
  const signal: ReadingSignal = { kind: 'reading', ...measured, value: 0, quality: 'good', at: 0 };
  return rules
    .filter((rule) => subjectOf(rule, { signal, ...(facts && { facts }) }) !== undefined)
    .flatMap((rule) => numbersOf(rule, facts).flatMap(({ value, ...limit }): PointLimit[] => {
      const shown = inUnit(value, rule.applies.unit ?? '', measured.unit);
      return shown === undefined ? [] : [{ ...limit, value: shown, ruleId: rule.id, ruleName: rule.name, source: rule.source }];
    }))
    .sort((a, b) => a.value - b.value);
};

/**
 * The gravest level whose limit a value has reached; undefined when none. How long it has stood there is the rule's own business: a step
 * that only tells of lasting longer at the number of another (二级持续 5 min → 红) is not reached by a value. Pure.
 */
export const levelReached = (limits: readonly PointLimit[], value: number): Level | undefined => {
  const lasts = (limit: PointLimit): boolean => limits.some((other) => other.ruleId === limit.ruleId && other.side === limit.side && other.value === limit.value && other.afterMs < limit.afterMs);
  return limits
    .filter((limit) => reaches({ level: limit.level, [limit.side]: limit.value, strict: limit.strict }, value) && !lasts(limit))
    .reduce<Level | undefined>((gravest, { level }) => (gravest === undefined || graver(level, gravest) ? level : gravest), undefined);
};

type Numbers = Pick<PointLimit, 'level' | 'value' | 'side' | 'strict' | 'afterMs'>[];

const numbersOf = ({ condition }: Rule, facts: ObjectFacts | undefined): Numbers => {
  if (condition.type === 'threshold') {
    return condition.levels.flatMap(({ level, above, below, strict = false, onDelayMs }): Numbers => {
      const rest = { level, strict, afterMs: onDelayMs ?? condition.onDelayMs ?? 0 };
      return [...(above === undefined ? [] : [{ ...rest, value: above, side: 'above' as const }]), ...(below === undefined ? [] : [{ ...rest, value: below, side: 'below' as const }])];
    });
  }
  if (condition.type !== 'capacity') return [];
  const capacity = condition.limit === 'object.capacity' ? facts?.capacity : condition.limit;
  return capacity === undefined || !(capacity > 0) ? [] : condition.levels.map(({ level, share }) => ({ level, value: share * capacity, side: 'above', strict: false, afterMs: condition.onDelayMs ?? 0 }));
};
