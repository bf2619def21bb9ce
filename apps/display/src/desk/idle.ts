import { computed, onMounted, onUnmounted, ref, watch } from 'vue';
import type { SessionView } from '@one-screen/contracts';
import { api } from '../api';
import { useSession } from '../session';
import { idleState } from './idle.model';

/**
 * The idle limit of the session as the server counts it: from the last call made by a person. The session renews its
 * view with each of those, so that is the clock; a mouse that merely moved does not count.
 */
export const useIdle = () => {
  const session = useSession();
  const touchedAt = ref(Date.now());
  const now = ref(Date.now());
  const failure = ref<string>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const keep = async (): Promise<void> => {
    try {
      await api.get<SessionView>('/api/session');
      touchedAt.value = Date.now();
      failure.value = undefined;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    }
  };
  watch(session.view, (view) => { if (view) touchedAt.value = Date.now(); });
  onMounted(() => {
    void keep();
    timer = setInterval(() => { now.value = Date.now(); }, 1000);
  });
  onUnmounted(() => clearInterval(timer));
  const state = computed(() => idleState(touchedAt.value, now.value, session.view.value?.idleSeconds));
  return { state, keep, failure };
};
