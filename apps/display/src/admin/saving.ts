import { ref } from 'vue';
import { ApiError } from '../api';
import { faultsOf } from './faults.model';

/** Sending a form once: busy meanwhile, faults beside their fields afterwards. */
export const useSaving = (fields: readonly string[]) => {
  const busy = ref(false);
  const faults = ref<Record<string, string>>({});
  const general = ref<string>();

  /** Runs `work`; answers what it gave, or undefined when it was refused (said in `faults` and `general`). */
  const save = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (busy.value) return undefined;
    busy.value = true;
    faults.value = {};
    general.value = undefined;
    try {
      return await work();
    } catch (error) {
      const told = error instanceof ApiError ? faultsOf(error, fields) : { fields: {}, general: error instanceof Error ? error.message : String(error) };
      faults.value = told.fields;
      general.value = told.general;
      return undefined;
    } finally {
      busy.value = false;
    }
  };
  /** What we see ourselves before asking the server; answers whether all is well. */
  const check = (found: Record<string, string | undefined | false>): boolean => {
    faults.value = Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    general.value = undefined;
    return Object.keys(faults.value).length === 0;
  };
  return { busy, faults, general, save, check };
};
