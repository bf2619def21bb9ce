import { graver, type Level } from '../level.js';
import type { Latch } from './rule.js';

/** One level a condition can reach. */
export interface Step {
  level: Level;
  onDelayMs: number;
  /** What was reached, for the title. */
  limit: string | number;
}

/** What a condition says of one moment: the steps reached, and whether it is back behind all of them (deadband included). Neither: in the deadband. */
export interface Verdict {
  reached: readonly number[];
  calm: boolean;
  /** Steps reached begin to run anew. */
  renewed?: boolean;
}

/** A raise at a step, or a clear of the level that stood. */
export type LatchEvent = { kind: 'raise'; step: Step; at: number } | { kind: 'clear'; level: Level; at: number };

export interface Moved {
  latch: Latch;
  events: LatchEvent[];
}

interface Due {
  at: number;
  /** Place of the step, or undefined for a clear. */
  index: number | undefined;
}

/** What falls due first while nothing new is heard: a step graver than what stands, or the clear. At one moment the gravest wins. */
const nextDue = (latch: Latch, steps: readonly Step[], offDelayMs: number): Due | undefined => {
  let first: Due | undefined;
  for (const [key, since] of Object.entries(latch.pending)) {
    const index = Number(key);
    const step = steps[index];
    if (!step || (latch.standing && !graver(step.level, latch.standing))) continue;
    const at = since + step.onDelayMs;
    const rival = first?.index === undefined ? undefined : steps[first.index];
    if (!first || at < first.at || (at === first.at && rival && graver(step.level, rival.level))) first = { at, index };
  }
  if (latch.standing && latch.calmSince !== undefined && (!first || latch.calmSince + offDelayMs < first.at)) first = { at: latch.calmSince + offDelayMs, index: undefined };
  return first;
};

/** When, with nothing new heard, the latch next moves; on the clock of the readings. */
export const dueAt = (latch: Latch, steps: readonly Step[], offDelayMs: number): number | undefined => nextDue(latch, steps, offDelayMs)?.at;

/** Lets the delays run up to `at`. Events bear the moment they fell due, however late this is called, so that it does not matter how often it is. */
export const settle = (latch: Latch, steps: readonly Step[], offDelayMs: number, at: number): Moved => {
  const events: LatchEvent[] = [];
  let current = latch;
  for (let due = nextDue(current, steps, offDelayMs); due && due.at <= at; due = nextDue(current, steps, offDelayMs)) {
    const changedAt = current.changedAt === undefined ? due.at : Math.max(due.at, current.changedAt + 1);
    const step = due.index === undefined ? undefined : steps[due.index];
    if (step) {
      events.push({ kind: 'raise', step, at: changedAt });
      current = { ...current, standing: step.level, changedAt };
    } else {
      if (current.standing) events.push({ kind: 'clear', level: current.standing, at: changedAt });
      current = { pending: current.pending, changedAt };
    }
  }
  return { latch: current, events };
};

/** Takes in what a new moment says. What the last moment said held until `at`; then the new verdict begins. */
export const judge = (latch: Latch, steps: readonly Step[], offDelayMs: number, verdict: Verdict, at: number): Moved => {
  const before = settle(latch, steps, offDelayMs, at);
  const pending: Record<string, number> = {};
  for (const index of verdict.reached) pending[index] = verdict.renewed ? at : before.latch.pending[index] ?? at;
  const { calmSince: sinceBefore, ...kept } = before.latch;
  const calm = verdict.calm && kept.standing !== undefined;
  const after = settle({ ...kept, pending, ...(calm && { calmSince: sinceBefore ?? at }) }, steps, offDelayMs, at);
  return { latch: after.latch, events: [...before.events, ...after.events] };
};
