import type { AlarmSignal } from '../signal.js';
import { stateKeyOf } from './applies.js';
import { openRehearsal } from './rehearse.js';
import type { Rule, RuleInput } from './rule.js';

/** What one rule makes of one point of a sample. */
export interface SampleJudgement {
  /** Of the alarm the rule has for this point. */
  key: string;
  rule: Rule;
  /** Left out when it would raise nothing. */
  raised?: AlarmSignal;
}

/**
 * What rules make of a sample alone (试发), each by itself and with nothing known before: as if its last value lasted for the rule's longest
 * raise delay 报警延时. Rules on missing data say nothing of what is there, combinations nothing of a single sample: they are not asked.
 */
export const judgeSample = (rules: readonly Rule[], inputs: readonly RuleInput[]): SampleJudgement[] =>
  rules.filter(({ condition: { type } }) => type !== 'missing' && type !== 'combination').flatMap((rule) => {
    const looked = inputs.filter((input) => stateKeyOf(rule, input) !== undefined).sort((a, b) => timeOf(a) - timeOf(b));
    const last = looked.at(-1);
    if (!last) return [];
    const raised = new Map<string, AlarmSignal>();
    const rehearsal = openRehearsal(rule, [], (signal) => {
      if (signal.cleared) raised.delete(signal.key);
      else raised.set(signal.key, signal);
    });
    for (const input of looked) rehearsal.take(input);
    rehearsal.end(timeOf(last) + longestDelay(rule));
    return [...new Set(looked.map((input) => stateKeyOf(rule, input) ?? ''))].map((key) => {
      const alarm = raised.get(key);
      return { key, rule, ...(alarm && { raised: alarm }) };
    });
  });

const timeOf = ({ signal }: RuleInput): number => (signal.kind === 'alarm' ? signal.occurredAt : signal.at);

const longestDelay = ({ condition }: Rule): number =>
  Math.max(condition.onDelayMs ?? 0, ...(condition.type === 'threshold' ? condition.levels.map(({ onDelayMs }) => onDelayMs ?? 0) : []));
