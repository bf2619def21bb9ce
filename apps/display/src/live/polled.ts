import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { serverNow } from '../clock';
import { useSession } from '../session';
import { withNext } from './calm';
import { socket } from './socket';

/** A thing asked for now and then, and after every reconnect. */
export interface Polled<T> {
  value: Readonly<ShallowRef<T | undefined>>;
  /** Server time of the last answer, epoch milliseconds. */
  asOf: Ref<number>;
  failure: Ref<string | undefined>;
  /** Asks soon, at most once in `atMostEvery`. */
  nudge(): void;
}

export interface PollPlan<T> {
  ask: () => Promise<T>;
  /** Milliseconds between askings. */
  every: number;
  /** Least milliseconds between two askings when nudged. */
  atMostEvery?: number;
}

/** Makes one; it starts at the first use and lives as long as the page. Failures keep the last answer and say so. */
export const definePolled = <T>(plan: PollPlan<T>): (() => Polled<T>) => {
  const value = shallowRef<T>();
  const asOf = ref(0);
  const failure = ref<string>();
  const least = plan.atMostEvery ?? 5_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Infinity;
  let askedAt = -Infinity;
  let started = false;
  let asking = false;

  const askIn = (ms: number): void => {
    const at = performance.now() + ms;
    if (at >= dueAt && timer) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(() => void run(), ms);
  };
  const run = async (): Promise<void> => {
    timer = undefined;
    dueAt = Infinity;
    if (asking) return;
    if (!useSession().view.value) return askIn(least);
    asking = true;
    askedAt = performance.now();
    try {
      const answer = await plan.ask();
      const at = serverNow();
      withNext(() => {
        value.value = answer;
        asOf.value = at;
      });
      failure.value = undefined;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    } finally {
      asking = false;
      askIn(failure.value ? Math.min(plan.every, least) : plan.every);
    }
  };
  const nudge = (): void => askIn(Math.max(0, askedAt + least - performance.now()));

  return () => {
    if (!started) {
      started = true;
      socket.on('connect', nudge);
      watch(() => useSession().view.value?.username, (who) => { if (who) askIn(0); }, { immediate: true });
    }
    return { value, asOf, failure, nudge };
  };
};
