import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { serverNow } from '../clock';

/** A thing asked for again and again as long as the component that wants it stands. */
export interface Polling<T> {
  value: Readonly<ShallowRef<T | undefined>>;
  /** Server time of the last answer, epoch milliseconds; 0 before. */
  asOf: Readonly<Ref<number>>;
  failure: Readonly<Ref<string | undefined>>;
  /** Asks at once. */
  again(): void;
}

export interface PollingPlan<Q, T> {
  /** What is asked about; undefined asks nothing. When it changes (compared as JSON) the old answer is dropped and asked anew. */
  about: () => Q | undefined;
  ask: (about: Q, signal: AbortSignal) => Promise<T>;
  /** Milliseconds between an answer and the next asking. */
  every: (about: Q) => number;
}

const RETRY_AFTER = 5_000;

/** Polls while the component lives. A failure keeps the last answer, says so, and is tried again soon. */
export const usePolling = <Q, T>(plan: PollingPlan<Q, T>): Polling<T> => {
  const value = shallowRef<T>();
  const asOf = ref(0);
  const failure = ref<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    running?.abort();
    const about = plan.about();
    if (about === undefined) return;
    const mine = new AbortController();
    running = mine;
    let next = plan.every(about);
    try {
      const answer = await plan.ask(about, mine.signal);
      if (mine.signal.aborted) return;
      value.value = answer;
      asOf.value = serverNow();
      failure.value = undefined;
    } catch (error) {
      if (mine.signal.aborted) return;
      failure.value = error instanceof Error ? error.message : String(error);
      next = Math.min(next, RETRY_AFTER);
    }
    timer = setTimeout(() => void run(), next);
  };

  watch(() => JSON.stringify(plan.about()), () => {
    value.value = undefined;
    asOf.value = 0;
    failure.value = undefined;
    void run();
  }, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(timer);
    running?.abort();
  });
  return { value, asOf, failure, again: () => void run() };
};
