import type { AlarmView, AlarmWithHistory, ObjectView } from '@one-screen/contracts';
import { computed, onMounted, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import { api, ApiError } from '../api';

/** Pushes of a chattering alarm are gathered before its history is asked for again. */
const SETTLE = 400;
const OBJECTS_KEPT = 200;
/** Screens confirm what they painted without a new revision: while an alarm waits for a signature, the proof is asked for again. */
const PROOF_EVERY = 6_000;

/** The history of the alarm looked at, kept current with its revision, and the ledger's facts of its object. */
export const createDetail = (selectedId: Ref<string | undefined>, live: Ref<AlarmView | undefined>, onFound: (alarm: AlarmView) => void) => {
  const detail = shallowRef<AlarmWithHistory>();
  const loading = ref(false);
  const failure = ref<{ message: string; missing: boolean }>();
  const objects = shallowRef<ReadonlyMap<string, ObjectView>>(new Map());
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (): Promise<void> => {
    const id = selectedId.value;
    clearTimeout(timer);
    running?.abort();
    if (!id) {
      detail.value = undefined;
      return;
    }
    const mine = new AbortController();
    running = mine;
    loading.value = detail.value?.id !== id;
    try {
      const found = await api.get<AlarmWithHistory>(`/api/alarms/${encodeURIComponent(id)}`, { background: true, signal: mine.signal });
      if (mine !== running) return;
      detail.value = found;
      failure.value = undefined;
      onFound(found);
    } catch (error) {
      if (mine !== running || mine.signal.aborted) return;
      failure.value = { message: error instanceof Error ? error.message : String(error), missing: error instanceof ApiError && error.status === 404 };
    } finally {
      if (mine === running) loading.value = false;
    }
  };

  watch(selectedId, () => {
    detail.value = undefined;
    failure.value = undefined;
    void load();
  }, { immediate: true });
  watch(() => live.value?.revision, (revision) => {
    if (revision === undefined || detail.value === undefined || revision <= detail.value.revision) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), SETTLE);
  });

  let proof: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    proof = setInterval(() => { if (live.value?.state === 'raised' && detail.value && !document.hidden) void load(); }, PROOF_EVERY);
  });
  onUnmounted(() => {
    clearInterval(proof);
    clearTimeout(timer);
    running?.abort();
  });

  watch(() => live.value?.objectCode, async (code) => {
    if (!code || objects.value.has(code)) return;
    const found = await api.get<ObjectView>(`/api/objects/${encodeURIComponent(code)}`, { background: true }).catch(() => undefined);
    if (found) objects.value = new Map([...[...objects.value].slice(-OBJECTS_KEPT), [code, found]]);
  }, { immediate: true });

  const object = computed(() => (live.value?.objectCode ? objects.value.get(live.value.objectCode) : undefined));
  return { detail, loading, failure, object, reload: load };
};
export type Detail = ReturnType<typeof createDetail>;
