import type { ObjectView } from '@one-screen/contracts';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { api } from '../api';
import { useAlarms } from '../live/alarms';
import { takeoverOf, type Takeover } from './takeover.model';

const known = new Map<string, ObjectView>();
const object = ref<ObjectView>();
let takeover: ComputedRef<Takeover | null> | undefined;

const learn = async (code: string): Promise<void> => {
  try {
    const answer = known.get(code) ?? (await api.get<ObjectView>(`/api/objects/${encodeURIComponent(code)}`, { background: true }));
    if (known.size > 200) known.clear();
    known.set(code, answer);
    if (takeover?.value?.alarm.objectCode === code) object.value = answer;
  } catch {
    // Without the ledger's word the banner still stands; the responsible person reads 不详.
  }
};

/** The red that holds the wall now, and what the ledger knows of its object. */
export const useTakeover = (): { takeover: ComputedRef<Takeover | null>; object: Ref<ObjectView | undefined> } => {
  if (!takeover) {
    const { unsigned } = useAlarms();
    const current = computed(() => takeoverOf(unsigned.value));
    takeover = current;
    watch(() => current.value?.alarm.objectCode, (code) => {
      object.value = code ? known.get(code) : undefined;
      if (code) void learn(code);
    }, { immediate: true });
  }
  return { takeover, object };
};
