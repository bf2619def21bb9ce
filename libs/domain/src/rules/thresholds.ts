import type { Step, Verdict } from './latch.js';
import type { ThresholdCondition, ThresholdStep } from './rule.js';

/** Whether a value has reached a step. */
export const reaches = ({ above, below, strict }: ThresholdStep, value: number): boolean =>
  (above !== undefined && (strict ? value > above : value >= above)) || (below !== undefined && value < below);

const isBehind = ({ above, below, strict }: ThresholdStep, value: number, deadband: number): boolean =>
  (above === undefined || (strict ? value <= above - deadband : value < above - deadband)) && (below === undefined || value >= below + deadband);

export const thresholdSteps = ({ levels, onDelayMs = 0 }: ThresholdCondition): Step[] =>
  levels.map((step) => ({ level: step.level, onDelayMs: step.onDelayMs ?? onDelayMs, limit: step.above ?? step.below ?? '' }));

/** Every step on its own: a graver one's delay never waits for a lesser's. */
export const judgeThreshold = ({ levels, deadband }: Pick<ThresholdCondition, 'levels' | 'deadband'>, value: number): Verdict => ({
  reached: levels.flatMap((step, index) => (reaches(step, value) ? [index] : [])),
  calm: levels.every((step) => isBehind(step, value, deadband)),
});
