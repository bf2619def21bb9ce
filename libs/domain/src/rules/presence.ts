import type { Step, Verdict } from './latch.js';
import type { MissingCondition, RangeCondition } from './rule.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A length of time in words: 30 秒, 10 分钟, 2 小时. */
export const spell = (ms: number): string => {
  if (ms >= HOUR) return `${Math.round((ms / HOUR) * 10) / 10} 小时`;
  return ms >= MINUTE ? `${Math.round((ms / MINUTE) * 10) / 10} 分钟` : `${Math.round(ms / 1000)} 秒`;
};

/** Silence is a step like any other, reached at every sign of life and due when none follows. */
export const missingSteps = ({ levels }: MissingCondition): Step[] => levels.map(({ level, afterMs }) => ({ level, onDelayMs: afterMs, limit: spell(afterMs) }));

/** A sign of life: what stood is over, and every wait begins anew. */
export const heard = ({ levels }: MissingCondition): Verdict => ({ reached: levels.map((_step, index) => index), calm: true, renewed: true });

/** Outside of what the instrument can measure. */
export const judgeRange = ({ min, max }: RangeCondition, value: number): Verdict => {
  const outside = value < min || value > max;
  return { reached: outside ? [0] : [], calm: !outside };
};
