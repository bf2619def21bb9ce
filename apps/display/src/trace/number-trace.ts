import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { traceIn, withoutTrace, withTrace, type TraceTarget } from './trace-target';

/** The opened figure of this page. Opening is a step of the history, so “back” closes it. */
export interface NumberTrace {
  target: ComputedRef<TraceTarget | undefined>;
  open(target: TraceTarget): void;
  /** Changes what is looked at in the open drawer, without a step of its own. */
  change(patch: Partial<TraceTarget>): void;
  close(): void;
}

export const useNumberTrace = (): NumberTrace => {
  const route = useRoute();
  const router = useRouter();
  const target = computed(() => traceIn(route.query));
  return {
    target,
    open: (next) => void router.push({ query: withTrace(route.query, next), state: { opened: true } }),
    change: (patch) => {
      if (!target.value) return;
      const { object, ...rest } = { ...target.value, ...patch };
      void router.replace({ query: withTrace(route.query, { ...rest, ...(object && { object }) }), state: { opened: history.state?.opened === true } });
    },
    close: () => {
      // Where it was opened here, closing is going back; a link somebody sent has nothing behind it.
      if (history.state?.opened === true) router.back();
      else void router.replace({ query: withoutTrace(route.query) });
    },
  };
};
