import { LEVELS, type Level } from '../level.js';
import type { AlarmSignal } from '../signal.js';
import { stateKeyOf } from './applies.js';
import { memberOf } from './combination.js';
import { evaluate, tick } from './engine.js';
import type { Rule, RuleInput, RuleState } from './rule.js';

/** What a rule would have done over past readings, in numbers. */
export interface RehearsalCount {
  /** Alarms that would have been raised; a rise in level of one that stood is not another. */
  alarms: number;
  /** Those alarms by the gravest level each reached. */
  byLevel: Record<Level, number>;
  /** Devices (or objects, for a combination) with at least one. */
  devices: number;
  /** Alarms that would stand at the end. */
  standing: number;
}

/** And in full. */
export interface Rehearsal extends RehearsalCount {
  /** Raises and clears in the order of time. */
  signals: AlarmSignal[];
}

export interface RehearsalOptions {
  /** End of the stretch looked at, epoch milliseconds: delays and silence run up to here. The last reading's time when left out. */
  until?: number;
  /** For a combination: the rules it counts. */
  members?: readonly Rule[];
}

/** A rehearsal under way: a long past is taken in piece by piece, so that whoever feeds it can breathe in between. */
export interface OpenRehearsal {
  /** One input. Those of one device must come in the order of time; devices may come one after the other. */
  take(input: RuleInput): void;
  /** Lets time run up to `until` (epoch milliseconds): delays and silence end there. Nothing is taken after it. */
  end(until: number): RehearsalCount;
}

/** Alarms of members and sources a combination holds until its end; more are not looked at. */
const MAX_HELD = 200_000;

/**
 * What a rule would have raised over a list of past readings, positions (and, for a combination, source alarms), in any order: for the
 * preview before a rule is changed. Effective dates and the switch are not asked. Each reading counts as heard at its own time.
 */
export const rehearse = (rule: Rule, inputs: readonly RuleInput[], options: RehearsalOptions = {}): Rehearsal => {
  const ordered = [...inputs].sort((a, b) => timeOf(a) - timeOf(b));
  const last = ordered.at(-1);
  const until = options.until ?? (last ? timeOf(last) : 0);
  const signals: AlarmSignal[] = [];
  const rehearsal = openRehearsal(rule, options.members, (signal) => signals.push(signal));
  for (const input of ordered) if (timeOf(input) <= until) rehearsal.take(input);
  const count = rehearsal.end(until);
  return { signals: signals.sort((a, b) => a.occurredAt - b.occurredAt), ...count };
};

/** The same, fed piece by piece; `tell` hears each raise and clear as it is decided, those of one device in the order of time. */
export const openRehearsal = (rule: Rule, members: readonly Rule[] = [], tell: (signal: AlarmSignal) => void = () => undefined): OpenRehearsal => {
  const tally = openTally();
  const told = (signal: AlarmSignal): void => {
    tally.add(signal);
    tell(signal);
  };
  const end = (run: Run, until: number): RehearsalCount => {
    run.end(until);
    return tally.count();
  };
  const { condition } = rule;
  const run = openRun(rule, told);
  if (condition.type !== 'combination') return { take: run.take, end: (until) => end(run, until) };

  const held: RuleInput[] = [];
  const hold = (input: RuleInput): void => {
    if (held.length < MAX_HELD) held.push(input);
  };
  let facts: RuleInput['facts'];
  const runs = members.filter(({ id, condition: { type } }) => condition.ofRules.includes(id) && type !== 'combination').map((member) => openRun(member, (signal) => hold({ signal, ...(facts && { facts }) })));
  const known = new Map<string, RuleInput['facts']>();
  return {
    take: (input) => {
      const { signal } = input;
      if (signal.kind === 'alarm') {
        if (memberOf(condition, signal.key) !== undefined) hold(input);
        return;
      }
      facts = input.facts;
      known.set(signal.deviceCode, facts);
      for (const member of runs) member.take(input);
    },
    end: (until) => {
      facts = undefined;
      const before = held.length;
      for (const member of runs) member.end(until);
      // What ended only now was told without the facts of its device.
      for (const input of held.slice(before)) if (input.signal.deviceCode !== undefined) input.facts = known.get(input.signal.deviceCode);
      for (const input of held.sort((a, b) => timeOf(a) - timeOf(b))) run.take(input);
      return end(run, until);
    },
  };
};

const timeOf = ({ signal }: RuleInput): number => (signal.kind === 'alarm' ? signal.occurredAt : signal.at);

interface Run {
  take(input: RuleInput): void;
  end(until: number): void;
}

/** One rule over its inputs, as if it had always been in force. */
const openRun = (given: Rule, tell: (signal: AlarmSignal) => void): Run => {
  const rule: Rule = { ...given, enabled: true, from: -Infinity, until: undefined };
  const states = new Map<string, RuleState>();
  return {
    take: (input) => {
      const key = stateKeyOf(rule, input);
      if (key === undefined) return;
      const next = evaluate(rule, states.get(key), input, timeOf(input));
      for (const signal of next.signals) tell(signal);
      if (next.state) states.set(key, next.state);
    },
    end: (until) => {
      for (const state of states.values()) for (const signal of tick(rule, state, until).signals) tell(signal);
    },
  };
};

/** Counts alarms as they are told. */
const openTally = (): { add(signal: AlarmSignal): void; count(): RehearsalCount } => {
  const byLevel = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  const standing = new Map<string, Level>();
  const devices = new Set<string>();
  let alarms = 0;
  return {
    add: ({ key, cleared, level, deviceCode, objectCode }) => {
      const before = standing.get(key);
      if (cleared) {
        standing.delete(key);
        return;
      }
      if (before) byLevel[before] -= 1;
      else alarms += 1;
      byLevel[level] += 1;
      standing.set(key, level);
      devices.add(deviceCode ?? objectCode ?? key);
    },
    count: () => ({ alarms, byLevel, devices: devices.size, standing: standing.size }),
  };
};
