import type { AlarmView } from '@one-screen/contracts';
import { DEFAULT_RULES } from '@one-screen/domain';

/** A clock that runs on an alarm: the signing limit 签收时限, a promise 承诺反馈, or the end of a shelf 屏蔽到期. `left` in milliseconds, negative once over. */
export interface AlarmClock {
  kind: 'sign' | 'promise' | 'shelf';
  left: number;
  overdue: boolean;
  /** Less than a quarter of the signing limit (or five minutes of a promise) is left. */
  close: boolean;
}

const NEAR_PROMISE = 5 * 60_000;

/** The clock that presses on an alarm at `now` (epoch milliseconds), or undefined when none runs. */
export const clockOf = (alarm: Pick<AlarmView, 'state' | 'level' | 'dueAt' | 'promiseUntil' | 'shelvedUntil'>, now: number): AlarmClock | undefined => {
  const clock = (kind: AlarmClock['kind'], until: string | undefined, near: number): AlarmClock | undefined => {
    if (until === undefined) return undefined;
    const left = Date.parse(until) - now;
    return { kind, left, overdue: left < 0, close: left >= 0 && left < near };
  };
  if (alarm.state === 'raised') return clock('sign', alarm.dueAt, DEFAULT_RULES.signWithin[alarm.level] / 4);
  if (alarm.state === 'shelved') return clock('shelf', alarm.shelvedUntil, 0);
  if (alarm.state === 'acknowledged' || alarm.state === 'handling' || alarm.state === 'cleared') return clock('promise', alarm.promiseUntil, NEAR_PROMISE);
  return undefined;
};
