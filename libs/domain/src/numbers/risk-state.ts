import { conflict } from '../errors.js';
import { graver, LEVELS, type Level } from '../level.js';

/** Why a colour changed; every rule but `review` only raises. */
export type RiskRule = 'assessment' | 'major-hazard' | 'overdue' | 'repeated-alarms' | 'penalised' | 'fatal-accident' | 'review';

/** One change of colour, kept for ever. */
export interface RiskChange {
  /** Absent for the first. */
  from?: Level;
  to: Level;
  rule: RiskRule;
  /** Keys of the records behind it. */
  evidence: readonly string[];
  by: string;
  at: number;
}

/** The colour of a supervised object and how it came to it. */
export interface RiskState {
  key: string;
  colour: Level;
  /** Colour of the latest assessment: no review goes below it. */
  assessed: Level;
  /** Epoch ms from which it gave no cause to raise it and was not lowered. */
  cleanSince: number;
  history: readonly RiskChange[];
  /** Causes already counted, so that none raises twice. */
  spent: readonly string[];
}

/** Something that raises the colour by itself. */
export interface RiskTrigger {
  rule: 'major-hazard' | 'overdue' | 'repeated-alarms' | 'penalised' | 'fatal-accident';
  evidence: readonly string[];
}

const above = (colour: Level): Level => LEVELS[LEVELS.indexOf(colour) - 1] ?? 'red';
export const oneBelow = (colour: Level): Level | undefined => LEVELS[LEVELS.indexOf(colour) + 1];

export const causesOf = ({ rule, evidence }: RiskTrigger): string[] => evidence.map((key) => `${rule}|${key}`);

const inOrder = (state: RiskState, at: number): void => {
  if (at < (state.history.at(-1)?.at ?? -Infinity)) throw conflict('risk-backwards', '时间早于上一次变更', 'The change is earlier than the last one', { at });
};

export const openRisk = (key: string, colour: Level, evidence: readonly string[], by: string, at: number): RiskState => ({
  key, colour, assessed: colour, cleanSince: at, spent: [], history: [{ to: colour, rule: 'assessment', evidence, by, at }],
});

/** Writes a change of colour down; no change, no entry. */
export const changeTo = (state: RiskState, to: Level, change: Omit<RiskChange, 'from' | 'to'>): RiskState => {
  inOrder(state, change.at);
  return to === state.colour ? state : { ...state, colour: to, history: [...state.history, { from: state.colour, to, ...change }] };
};

/** A new assessment: a graver one raises at once, a lighter one only lets a review lower it. */
export const reassessRisk = (state: RiskState, colour: Level, evidence: readonly string[], by: string, at: number): RiskState => {
  inOrder(state, at);
  const assessed = { ...state, assessed: colour };
  return graver(colour, state.colour) ? changeTo({ ...assessed, cleanSince: at }, colour, { rule: 'assessment', evidence, by, at }) : assessed;
};

/** Each trigger raises by one colour, a fatal accident to red; what is red stays so and starts its clean days anew. */
export const raiseRisk = (state: RiskState, triggers: readonly RiskTrigger[], by: string, at: number): RiskState =>
  triggers.reduce((current, trigger) => {
    inOrder(current, at);
    const fresh = causesOf(trigger).filter((cause) => !current.spent.includes(cause));
    if (fresh.length === 0) return current;
    const next = { ...current, cleanSince: at, spent: [...current.spent, ...fresh] };
    return changeTo(next, trigger.rule === 'fatal-accident' ? 'red' : above(current.colour), { rule: trigger.rule, evidence: trigger.evidence, by, at });
  }, state);

/** The colour at an instant, for the trend of the map 常普常新; absent before the first assessment. */
export const riskColourAt = (state: RiskState, at: number): Level | undefined => state.history.findLast((change) => change.at <= at)?.to;
