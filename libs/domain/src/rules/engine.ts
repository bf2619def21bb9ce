import type { AlarmSignal } from '../signal.js';
import { isInForce, ruleAlarmKey, subjectOf } from './applies.js';
import { capacitySteps, judgeCapacity } from './capacity.js';
import { judgeCombination } from './combination.js';
import { judgeGeofence } from './geofence.js';
import { dueAt, judge, settle, type LatchEvent, type Step, type Verdict } from './latch.js';
import { heard, judgeRange, missingSteps, spell } from './presence.js';
import { type Evaluation, type Memory, type Rule, type RuleCondition, type RuleInput, type RuleState, type Subject, type Words } from './rule.js';
import { judgeThreshold, thresholdSteps } from './thresholds.js';
import { judgeForecast, judgeFrozen, judgeRate } from './trends.js';
import { inUnit } from './units.js';

/** After so long without a reading in order, older times mean that the device's clock was set back, not that old readings are still coming in. */
const CLOCK_SET_BACK_MS = 300_000;

const stepsOf = (condition: RuleCondition): Step[] => {
  const { onDelayMs = 0 } = condition;
  const only = (limit: string | number): Step[] => ('level' in condition ? [{ level: condition.level, onDelayMs, limit }] : []);
  switch (condition.type) {
    case 'threshold': return thresholdSteps(condition);
    case 'capacity': return capacitySteps(condition);
    case 'missing': return missingSteps(condition);
    case 'rate': return only([condition.rise, condition.fall].filter((change) => change !== undefined).join('/'));
    case 'range': return only(`${condition.min}~${condition.max}`);
    case 'frozen': return only(spell(condition.forMs));
    case 'forecast': return only(condition.limit);
    case 'combination': return only(condition.atLeast);
    case 'geofence': return only('');
  }
};

interface Judgement {
  verdict: Verdict;
  words?: Words;
  memory?: Memory;
}

/** What the condition says of a signal; undefined when it says nothing: not trusted, another unit, no capacity known. */
const judgementOf = (rule: Rule, { signal, facts }: RuleInput, memory: Memory | undefined, at: number): Judgement | undefined => {
  const { condition } = rule;
  if (signal.kind === 'alarm') return condition.type === 'combination' ? judgeCombination(condition, memory, signal) : undefined;
  if (signal.kind === 'position') {
    if (condition.type === 'geofence') return { verdict: judgeGeofence(condition, signal.location) };
    return condition.type === 'missing' ? { verdict: heard(condition) } : undefined;
  }
  if (signal.quality !== 'good' || !Number.isFinite(signal.value)) return undefined;
  if (condition.type === 'missing') return { verdict: heard(condition) };
  const value = inUnit(signal.value, signal.unit, rule.applies.unit);
  if (value === undefined) return undefined;
  const judged = judgeValue(condition, value, memory, at, facts);
  return judged && { ...judged, words: { value: Number(value.toPrecision(6)), unit: rule.applies.unit ?? signal.unit, ...judged.words } };
};

const judgeValue = (condition: RuleCondition, value: number, memory: Memory | undefined, at: number, facts: RuleInput['facts']): Judgement | undefined => {
  switch (condition.type) {
    case 'threshold': return { verdict: judgeThreshold(condition, value) };
    case 'range': return { verdict: judgeRange(condition, value) };
    case 'capacity': return judgeCapacity(condition, value, facts);
    case 'rate': return judgeRate(condition, memory, at, value);
    case 'frozen': return judgeFrozen(condition, memory, at, value);
    case 'forecast': return judgeForecast(condition, memory, at, value);
    default: return undefined;
  }
};

const titleOf = (rule: Rule, subject: Subject, words: Words, limit: string | number): string => {
  const known: Record<string, string | number | undefined> = { ...words, name: subject.name ?? subject.deviceCode, device: subject.deviceCode, point: subject.point, limit };
  return rule.title.replace(/\{(\w+)\}/g, (_whole, word: string) => String(known[word] ?? ''));
};

const signalOf = (rule: Rule, { subject, words }: Pick<RuleState, 'subject' | 'words'>, event: LatchEvent): AlarmSignal => {
  const limit = event.kind === 'raise' ? event.step.limit : '';
  const value = words.value === undefined ? words.count : words.unit ? `${words.value} ${words.unit}` : words.value;
  return {
    kind: 'alarm',
    key: ruleAlarmKey(rule.id, subject),
    sector: rule.sector,
    level: event.kind === 'raise' ? event.step.level : event.level,
    title: event.kind === 'raise' ? titleOf(rule, subject, words, limit) : `${rule.name}：已恢复`,
    occurredAt: event.at,
    cleared: event.kind === 'clear',
    ...(rule.condition.type !== 'combination' && { deviceCode: subject.deviceCode }),
    ...(subject.objectCode !== undefined && { objectCode: subject.objectCode }),
    ...(subject.location && { location: subject.location }),
    ...(value !== undefined && { value }),
    detail: { 规则: rule.name, 版本: rule.version, 测点: subject.point, ...(limit !== '' && { 设定值: limit }), 依据: rule.source },
  };
};

const clockOf = ({ condition }: Rule): RuleState['clock'] => (condition.type === 'missing' ? 'ours' : 'device');

const begin = (rule: Rule, subject: Subject, now: number): RuleState => ({ ruleId: rule.id, version: rule.version, subject, at: now, heardAt: now, clock: clockOf(rule), latch: { pending: {} }, words: {} });

/** A new version judges by itself: what stands goes on standing, delays and memories of the old one do not count. */
const renewed = (rule: Rule, state: RuleState): RuleState => {
  if (state.version === rule.version) return state;
  const { memory, ...kept } = state;
  const members = memory?.of === 'combination' && rule.condition.type === 'combination' ? { memory } : {};
  const { calmSince: _calmSince, ...latch } = state.latch;
  const clock = clockOf(rule);
  const pending = rule.condition.type === 'missing' ? Object.fromEntries(rule.condition.levels.map((_step, index) => [index, state.heardAt])) : {};
  return { ...kept, ...members, ...(clock !== state.clock && { at: state.heardAt }), clock, version: rule.version, latch: { ...latch, pending } };
};

/** A rule no longer in force ends what it raised and forgets the rest. */
const retired = (rule: Rule, state: RuleState, now: number): Evaluation => {
  const { standing, changedAt = -Infinity } = state.latch;
  const signals = standing ? [signalOf(rule, state, { kind: 'clear', level: standing, at: Math.max(now, changedAt + 1) })] : [];
  return { state: undefined, signals };
};

/** The time of a signal on the clock of the state: the device's, never ahead of ours; of silence and of several devices, ours. */
const timeOf = (rule: Rule, { signal }: RuleInput, known: RuleState | undefined, now: number): number => {
  if (rule.condition.type === 'missing') return Math.max(now, known?.at ?? now);
  if (signal.kind === 'alarm') return Math.max(Math.min(signal.occurredAt, now), known?.at ?? -Infinity);
  return Math.min(signal.at, now);
};

/**
 * Asks a rule about a signal. `state` is the one kept under `stateKeyOf(rule, input)`, undefined at first; `now` is our clock, epoch
 * milliseconds. Nothing changes when the rule does not look at the signal, the reading is not `good`, or it is older than the last one taken.
 * The same signals come out however the stream is cut, stored and taken up again, and however often `tick` ran in between.
 */
export const evaluate = (rule: Rule, state: RuleState | undefined, input: RuleInput, now: number): Evaluation => {
  if (!isInForce(rule, now)) return state ? retired(rule, state, now) : { state, signals: [] };
  const subject = subjectOf(rule, input);
  if (!subject) return { state, signals: [] };
  let known = state && renewed(rule, state);
  const at = timeOf(rule, input, known, now);
  if (known && at < known.at) {
    if (now - known.heardAt <= CLOCK_SET_BACK_MS) return { state, signals: [] };
    const { memory: _memory, ...kept } = known;
    const { calmSince: _calmSince, ...latch } = known.latch;
    known = { ...kept, at, latch: { ...latch, pending: {} } };
  }
  const judged = judgementOf(rule, input, known?.memory, at);
  if (!judged) return { state, signals: [] };
  const before = known ?? begin(rule, subject, now);
  const steps = stepsOf(rule.condition);
  const { offDelayMs = 0 } = rule.condition;
  // Delays that ran out before this reading are told with the words of the readings before it.
  const past = settle(before.latch, steps, offDelayMs, at);
  const present = judge(past.latch, steps, offDelayMs, judged.verdict, at);
  const next: RuleState = {
    ...before,
    subject: { ...before.subject, ...subject },
    at,
    heardAt: now,
    latch: present.latch,
    words: judged.words ?? {},
    ...(judged.memory && { memory: judged.memory }),
  };
  return { state: next, signals: [...past.events.map((event) => signalOf(rule, before, event)), ...present.events.map((event) => signalOf(rule, next, event))] };
};

/** Lets time pass without a reading: delays run out, silence becomes an alarm, a rule no longer in force ends what it raised. */
export const tick = (rule: Rule, state: RuleState, now: number): Evaluation => {
  if (!isInForce(rule, now)) return retired(rule, state, now);
  const current = renewed(rule, state);
  const clock = current.at + Math.max(0, now - current.heardAt);
  const moved = settle(current.latch, stepsOf(rule.condition), rule.condition.offDelayMs ?? 0, clock);
  if (!moved.events.length) return { state: current, signals: [] };
  return { state: { ...current, latch: moved.latch }, signals: moved.events.map((event) => signalOf(rule, current, event)) };
};

/** The next moment, by our clock, at which `tick` has something to tell; undefined when only a reading can change anything. */
export const nextTickAt = (rule: Rule, state: RuleState): number | undefined => {
  const current = renewed(rule, state);
  const due = dueAt(current.latch, stepsOf(rule.condition), rule.condition.offDelayMs ?? 0);
  const moments = [due === undefined ? undefined : due - current.at + current.heardAt, current.latch.standing ? rule.until : undefined].filter((moment) => moment !== undefined);
  return moments.length ? Math.min(...moments) : undefined;
};

/** The state of a device that is known but has never been heard: its silence counts from `now`. Only for rules on missing data. */
export const awaiting = (rule: Rule, subject: Subject, now: number): RuleState => {
  const state = begin(rule, subject, now);
  const { condition } = rule;
  if (condition.type !== 'missing') return state;
  return { ...state, latch: judge(state.latch, missingSteps(condition), condition.offDelayMs ?? 0, { reached: heard(condition).reached, calm: false, renewed: true }, now).latch };
};

/**
 * While we ourselves were away nobody could be heard: that time does not count as anyone's silence. What runs on the device's clock runs on: a
 * delay that had begun is over at its own time, whoever was away meanwhile. To be applied to every stored state after a restart.
 */
export const afterAbsence = (state: RuleState, from: number, to: number): RuleState => {
  if (state.clock === 'device') return state;
  const away = Math.max(0, to - Math.max(from, state.heardAt));
  const heardAt = state.heardAt + away;
  const { latch } = state;
  const pending = Object.fromEntries(Object.entries(latch.pending).map(([index, since]) => [index, since + away]));
  return { ...state, at: state.at + away, heardAt, latch: { ...latch, pending, ...(latch.calmSince !== undefined && { calmSince: latch.calmSince + away }) } };
};
