import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { api } from '../api';

/** A list asked for when the tab opens, and again after every change. */
export const useListing = <T>(path: string): { items: ShallowRef<readonly T[]>; ready: Ref<boolean>; failure: Ref<string | undefined>; load(): Promise<void> } => {
  const items: ShallowRef<readonly T[]> = shallowRef([]);
  const ready = ref(false);
  const failure = ref<string>();
  const load = async (): Promise<void> => {
    try {
      items.value = (await api.get<{ items: T[] }>(path, { background: true })).items;
      ready.value = true;
      failure.value = undefined;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    }
  };
  onMounted(() => void load());
  return { items, ready, failure, load };
};
