import { graver, type Level } from '../level.js';
import type { AlarmSignal } from '../signal.js';
import type { Verdict } from './latch.js';
import type { CombinationCondition, Memory, Words } from './rule.js';

/** Alarms remembered at most by one combination; a thing with more is past counting. */
const MAX_MEMBERS = 500;

/** The condition an alarm stands for: the rule that raised it, or the word its key contains; undefined when it is none of the combination's. */
export const memberOf = ({ ofRules, ofAlarms = [] }: CombinationCondition, key: string): string | undefined => {
  const rule = /^rule:([^/]+)\//.exec(key)?.[1];
  if (rule !== undefined) return ofRules.includes(rule) ? key.slice(0, 'rule:'.length + rule.length) : undefined;
  return ofAlarms.find((word) => key.includes(word));
};

/** Takes in one raise or clear of a member. A member's level only rises while it stands, as its alarm's does. */
export const judgeCombination = (condition: CombinationCondition, known: Memory | undefined, signal: AlarmSignal): { verdict: Verdict; memory: Memory; words: Words } => {
  const members: Record<string, Level> = { ...(known?.of === 'combination' && known.members) };
  const before = members[signal.key];
  if (signal.cleared) delete members[signal.key];
  else if (before !== undefined || Object.keys(members).length < MAX_MEMBERS) members[signal.key] = before && graver(before, signal.level) ? before : signal.level;
  const counted = Object.entries(members).filter(([, level]) => !condition.fromLevel || !graver(condition.fromLevel, level)).map(([key]) => key);
  const count = condition.counting === 'points' ? counted.length : new Set(counted.map((key) => memberOf(condition, key))).size;
  const reached = count >= condition.atLeast;
  return { verdict: { reached: reached ? [0] : [], calm: !reached }, memory: { of: 'combination', members }, words: { count } };
};
