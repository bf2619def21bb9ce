import { dayOf } from '@one-screen/domain';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { serverNow } from '../clock';
import { useNumberTrace } from '../trace/number-trace';
import type { RecordSide } from '../trace/trace-target';
import type { ScopeQuery, Traced } from '@one-screen/contracts';
import { queryOf, scopeOf, stateIn, type InsightState } from './state';

/** The state of the insight page, read from and written to the address: every change is a step of the history. */
export const useInsight = () => {
  const route = useRoute();
  const router = useRouter();
  const figure = useNumberTrace();
  const state = computed(() => stateIn(route.query));
  const scope = computed(() => scopeOf(state.value));
  const today = computed(() => dayOf(serverNow()));
  return {
    state, scope, today,
    go: (next: InsightState) => void router.push({ query: queryOf(next) }),
    /** A change that is no step worth going back to (a sorted column, a filter being typed). */
    tidy: (next: InsightState) => void router.replace({ query: queryOf(next) }),
    open: (rate: Traced, side: RecordSide = 'denominator', patch: ScopeQuery = {}, object?: string) => figure.open({ rate, side, scope: { ...scope.value, ...patch }, ...(object && { object }) }),
  };
};
