import { computed, reactive, type Ref, type WritableComputedRef } from 'vue';

interface Draft {
  note: string;
  /** Promise picked, minutes from the moment of sending; 0 for none. */
  promise: number;
}

/** What an officer has typed but not sent, kept by alarm while the page lives: switching alarms loses nothing. */
const drafts = reactive(new Map<string, Draft>());

const change = (id: string | undefined, patch: Partial<Draft>): void => {
  if (!id) return;
  const next = { note: '', promise: 0, ...drafts.get(id), ...patch };
  if (next.note || next.promise) drafts.set(id, next);
  else drafts.delete(id);
};

export const useDrafts = (id: Ref<string | undefined>): { note: WritableComputedRef<string>; promise: WritableComputedRef<number> } => ({
  note: computed({ get: () => (id.value ? drafts.get(id.value)?.note : undefined) ?? '', set: (note) => change(id.value, { note }) }),
  promise: computed({ get: () => (id.value ? drafts.get(id.value)?.promise : undefined) ?? 0, set: (promise) => change(id.value, { promise }) }),
});

/** Forgets a draft once it was sent. */
export const dropDraft = (id: string): void => void drafts.delete(id);
export const hasDraft = (id: string): boolean => (drafts.get(id)?.note.trim().length ?? 0) > 0;
/** All drafts go when another person signs in. */
export const dropAllDrafts = (): void => drafts.clear();
