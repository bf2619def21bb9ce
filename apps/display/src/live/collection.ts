import type { PushName, PushPayload } from '@one-screen/contracts';
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { api } from '../api';
import { useSession } from '../session';
import { withNext } from './calm';
import { socket } from './socket';

/** A small list that the server keeps current: snapshot, then updates; fetched again after every reconnect. */
export interface Collection<T> {
  items: Readonly<ShallowRef<readonly T[]>>;
  ready: Ref<boolean>;
  /** Message of the last failed fetch. */
  failure: Ref<string | undefined>;
  refresh(): Promise<void>;
}

export interface CollectionPlan<N extends PushName> {
  event: N;
  path: string;
  key: (item: PushPayload<N>) => string;
  /** Whether `next` may replace `known`. */
  newer: (next: PushPayload<N>, known: PushPayload<N>) => boolean;
  sort?: (a: PushPayload<N>, b: PushPayload<N>) => number;
}

const RETRY_AFTER = 3_000;

/** Makes a collection; it starts at the first use and lives as long as the page. */
export const defineCollection = <N extends PushName>(plan: CollectionPlan<N>): (() => Collection<PushPayload<N>>) => {
  type T = PushPayload<N>;
  const items: ShallowRef<readonly T[]> = shallowRef([]);
  const ready = ref(false);
  const failure = ref<string>();
  const known = new Map<string, T>();
  let started = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  let landing = false;
  const land = (): void => {
    if (landing) return;
    landing = true;
    withNext(() => {
      landing = false;
      const list = [...known.values()];
      items.value = plan.sort ? list.sort(plan.sort) : list;
    });
  };
  const take = (item: T): void => {
    const before = known.get(plan.key(item));
    if (before && !plan.newer(item, before)) return;
    known.set(plan.key(item), item);
    land();
  };
  const refresh = async (): Promise<void> => {
    clearTimeout(retry);
    if (!useSession().view.value) return;
    try {
      const answer = await api.get<{ items: T[] } | T[]>(plan.path, { background: true });
      const list = Array.isArray(answer) ? answer : answer.items;
      const present = new Set(list.map(plan.key));
      for (const key of known.keys()) if (!present.has(key)) known.delete(key);
      list.forEach(take);
      land();
      ready.value = true;
      failure.value = undefined;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
      retry = setTimeout(() => void refresh(), RETRY_AFTER);
    }
  };
  const start = (): void => {
    started = true;
    socket.on(plan.event as PushName, ((item: T) => take(item)) as never);
    socket.on('connect', () => void refresh());
    const { view } = useSession();
    watch(() => view.value?.username, (who, before) => {
      if (before && who !== before) known.clear();
      if (who) void refresh();
    }, { immediate: true });
  };
  return () => {
    if (!started) start();
    return { items, ready, failure, refresh };
  };
};
