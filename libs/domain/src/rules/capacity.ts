import type { Step, Verdict } from './latch.js';
import type { CapacityCondition, ObjectFacts, Words } from './rule.js';
import { judgeThreshold } from './thresholds.js';

/** Share as people read it: percent, one decimal at most. */
const percent = (share: number): number => Math.round(share * 1000) / 10;

export const capacitySteps = ({ levels, onDelayMs = 0 }: CapacityCondition): Step[] => levels.map(({ level, share }) => ({ level, onDelayMs, limit: percent(share) }));

/** Undefined while no capacity is known: a share of nothing is not zero. */
export const judgeCapacity = (condition: CapacityCondition, value: number, facts: ObjectFacts | undefined): { verdict: Verdict; words: Words } | undefined => {
  const limit = condition.limit === 'object.capacity' ? facts?.capacity : condition.limit;
  if (limit === undefined || !(limit > 0) || !Number.isFinite(limit)) return undefined;
  const share = value / limit;
  const levels = condition.levels.map((step) => ({ level: step.level, above: step.share }));
  return { verdict: judgeThreshold({ levels, deadband: condition.deadband }, share), words: { share: percent(share) } };
};
