import { afterAbsence, nextTickAt, type Rule, type RuleState } from '@one-screen/domain';
import type { HeldState } from './rules.repository.js';

/** After so short a change of leaders nothing waits to be sent again, milliseconds. */
const NO_ABSENCE = 2_000;
/** Devices and senders come back and say what they could not while we were away, milliseconds. */
const COMING_BACK = 10_000;

/** What the rules remember: all of it in memory, and which of it the rows do not have yet. */
export class RuleStates {
  private readonly states = new Map<string, HeldState>();
  private readonly due = new Map<string, number>();
  private readonly dirty = new Set<string>();
  private readonly pressing = new Set<string>();
  private quietUntil = -Infinity;

  /** `ruleOf`: the rule a state belongs to, as it is now. */
  constructor(private readonly ruleOf: (state: RuleState) => Rule | undefined) {}

  get size(): number {
    return this.states.size;
  }

  get(key: string): HeldState | undefined {
    return this.states.get(key);
  }

  /**
   * States as stored. While nobody kept them nobody could be heard: that is nobody's silence; and what was measured meanwhile is about to be
   * sent again, so for ten seconds time alone decides nothing. Delays lose nothing by that: they end at their own time.
   */
  load(stored: readonly (readonly [key: string, held: HeldState])[], now: number): void {
    this.clear();
    const lastHeard = stored.reduce((latest, [, { state }]) => Math.max(latest, state.heardAt), 0);
    this.quietUntil = now - lastHeard > NO_ABSENCE ? now + COMING_BACK : now;
    for (const [key, { state, source }] of stored) this.place(key, afterAbsence(state, lastHeard, now), source);
  }

  clear(): void {
    for (const each of [this.states, this.due, this.dirty, this.pressing]) each.clear();
  }

  /** A state after something was heard or time has passed; undefined forgets it. */
  keep(key: string, state: RuleState | undefined, source: HeldState['source']): void {
    if (isPressing(this.states.get(key)?.state, state)) this.pressing.add(key);
    this.dirty.add(key);
    this.place(key, state, source);
  }

  /** Keys of states for which time has something to tell by now. */
  dueBy(now: number): string[] {
    if (now < this.quietUntil) return [];
    return [...this.due].flatMap(([key, at]) => (at <= now ? [key] : []));
  }

  notDue(key: string): void {
    this.due.delete(key);
  }

  get hasPressing(): boolean {
    return this.pressing.size > 0;
  }

  /** Takes out what the rows do not have (`all`, or only what must not be lost with the next crash). To be given back to `untake` when it could not be written. */
  take(all: boolean): (readonly [key: string, held: HeldState | undefined])[] {
    const keys = [...(all ? this.dirty : this.pressing)];
    for (const key of keys) {
      this.dirty.delete(key);
      this.pressing.delete(key);
    }
    return keys.map((key) => [key, this.states.get(key)] as const);
  }

  untake(taken: readonly (readonly [key: string, held: HeldState | undefined])[]): void {
    for (const [key] of taken) {
      this.dirty.add(key);
      this.pressing.add(key);
    }
  }

  private place(key: string, state: RuleState | undefined, source: HeldState['source']): void {
    if (!state) {
      this.states.delete(key);
      this.due.delete(key);
      return;
    }
    this.states.set(key, { state, source: { id: source.id, sector: source.sector } });
    const rule = this.ruleOf(state);
    const at = rule && nextTickAt(rule, state);
    if (at === undefined) this.due.delete(key);
    else this.due.set(key, at);
  }
}

/**
 * Whether a crash right now would lose what cannot be heard again: a delay began or ended, an alarm was decided on, a combination counts
 * one less. The newest reading, and that a device was heard at all, the next second writes down.
 */
const isPressing = (before: RuleState | undefined, after: RuleState | undefined): boolean => {
  if (!after) return before !== undefined;
  if (after.memory?.of === 'combination') {
    // What stands at an object is found again among the alarms when the lead is won; what ended, and what has no object, is not.
    const known = before?.memory?.of === 'combination' ? Object.keys(before.memory.members).length : 0;
    if (Object.keys(after.memory.members).length < known || after.subject.objectCode === undefined) return true;
  }
  // Silence begins anew with every sign of life, and after every restart.
  if (after.clock === 'ours' && !after.latch.standing && !before?.latch.standing) return false;
  const [was, is] = [before?.latch ?? { pending: {} }, after.latch];
  if (was.standing !== is.standing || was.calmSince !== is.calmSince) return true;
  if (after.clock === 'ours') return false;
  const steps = Object.keys(is.pending);
  return steps.length !== Object.keys(was.pending).length || steps.some((step) => was.pending[step] !== is.pending[step]);
};
