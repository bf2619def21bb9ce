import { LEVELS, type Level } from '../level.js';
import type { AlarmSignal } from '../signal.js';
import { stateKeyOf } from './applies.js';
import { evaluate, tick } from './engine.js';
import type { Rule, RuleInput, RuleState } from './rule.js';

/** What a rule would have done over past readings. */
export interface Rehearsal {
  /** Raises and clears in the order of time. */
  signals: AlarmSignal[];
  /** Alarms that would have been raised; a rise in level of one that stood is not another. */
  alarms: number;
  /** Those alarms by the gravest level each reached. */
  byLevel: Record<Level, number>;
  /** Devices (or objects, for a combination) with at least one. */
  devices: number;
  /** Alarms that would stand at the end. */
  standing: number;
}

export interface RehearsalOptions {
  /** End of the stretch looked at, epoch milliseconds: delays and silence run up to here. The last reading's time when left out. */
  until?: number;
  /** For a combination: the rules it counts. */
  members?: readonly Rule[];
}

/**
 * What a rule would have raised over a list of past readings, positions (and, for a combination, source alarms), in any order: for the
 * preview before a rule is changed. Effective dates and the switch are not asked. Each reading counts as heard at its own time.
 */
export const rehearse = (rule: Rule, inputs: readonly RuleInput[], options: RehearsalOptions = {}): Rehearsal => {
  const always: Rule = { ...rule, enabled: true, from: -Infinity, until: undefined };
  const ordered = [...inputs].sort((a, b) => timeOf(a) - timeOf(b));
  const last = ordered.at(-1);
  const until = options.until ?? (last ? timeOf(last) : 0);
  const given = rule.condition.type === 'combination' ? withMembers(rule.condition.ofRules, ordered, options, until) : ordered;
  return summed(run(always, given, until));
};

const timeOf = ({ signal }: RuleInput): number => (signal.kind === 'alarm' ? signal.occurredAt : signal.at);

const withMembers = (ids: readonly string[], ordered: readonly RuleInput[], { members = [] }: RehearsalOptions, until: number): RuleInput[] => {
  const facts = new Map(ordered.map(({ signal, facts: known }) => [signal.deviceCode, known]));
  const raised = members.filter(({ id, condition }) => ids.includes(id) && condition.type !== 'combination').flatMap((member) => rehearse(member, ordered, { until }).signals);
  const alarms = [...ordered.filter(({ signal }) => signal.kind === 'alarm'), ...raised.map((signal): RuleInput => ({ signal, facts: facts.get(signal.deviceCode) }))];
  return alarms.sort((a, b) => timeOf(a) - timeOf(b));
};

const run = (rule: Rule, ordered: readonly RuleInput[], until: number): AlarmSignal[] => {
  const states = new Map<string, RuleState>();
  const signals: AlarmSignal[] = [];
  for (const input of ordered) {
    const at = timeOf(input);
    const key = at > until ? undefined : stateKeyOf(rule, input);
    if (key === undefined) continue;
    const next = evaluate(rule, states.get(key), input, at);
    signals.push(...next.signals);
    if (next.state) states.set(key, next.state);
  }
  for (const state of states.values()) signals.push(...tick(rule, state, until).signals);
  return signals.sort((a, b) => a.occurredAt - b.occurredAt);
};

const summed = (signals: AlarmSignal[]): Rehearsal => {
  const byLevel = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  const standing = new Map<string, Level>();
  const devices = new Set<string>();
  let alarms = 0;
  for (const { key, cleared, level, deviceCode, objectCode } of signals) {
    const before = standing.get(key);
    if (before) byLevel[before] -= 1;
    if (cleared) {
      if (before) byLevel[before] += 1;
      standing.delete(key);
      continue;
    }
    if (!before) alarms += 1;
    byLevel[level] += 1;
    standing.set(key, level);
    devices.add(deviceCode ?? objectCode ?? key);
  }
  return { signals, alarms, byLevel, devices: devices.size, standing: standing.size };
};
