import type { RecordLine, RecordsView } from '@one-screen/contracts';
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { api } from '../api';
import { scopeSearch, type TraceTarget } from './trace-target';

const PAGE = 50;

/** The records behind an opened figure, page by page. A new question drops the old answer. */
export const useRecords = (target: ComputedRef<TraceTarget | undefined>) => {
  const view = shallowRef<RecordsView>();
  const items = shallowRef<readonly RecordLine[]>([]);
  const failure: Ref<string | undefined> = ref();
  const busy = ref(false);
  let running: AbortController | undefined;

  const ask = async (cursor?: string): Promise<void> => {
    const wanted = target.value;
    running?.abort();
    if (!wanted) return;
    const mine = new AbortController();
    running = mine;
    busy.value = true;
    try {
      const search = scopeSearch(wanted.scope, { side: wanted.side, object: wanted.object, limit: PAGE, cursor });
      const answer = await api.get<RecordsView>(`/api/rates/${wanted.rate}/records?${search}`, { signal: mine.signal });
      if (mine.signal.aborted) return;
      view.value = answer;
      items.value = cursor === undefined ? answer.items : [...items.value, ...answer.items];
      failure.value = undefined;
    } catch (error) {
      if (!mine.signal.aborted) failure.value = error instanceof Error ? error.message : String(error);
    } finally {
      if (running === mine) busy.value = false;
    }
  };
  watch(() => JSON.stringify(target.value), () => {
    items.value = [];
    failure.value = undefined;
    void ask();
  }, { immediate: true });
  onScopeDispose(() => running?.abort());
  return { view, items, failure, busy, again: () => void ask(), more: () => void ask(view.value?.nextCursor), hasMore: computed(() => view.value?.nextCursor !== undefined) };
};
