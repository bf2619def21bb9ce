import { computed, type ComputedRef } from 'vue';
import { useNow } from '../clock';
import { useAlarms } from '../live/alarms';
import { useMaintenance } from '../live/maintenance';
import { sumsOf, type MaintenanceSums } from './maintenance.model';

/** Windows in force and to be approved, and alarms held, as they stand this minute. */
export const useMaintenanceSums = (): ComputedRef<MaintenanceSums> => {
  const { items } = useMaintenance();
  const { calmOpen } = useAlarms();
  const clock = useNow();
  // Windows begin and end on whole minutes at the form, and a step of a few seconds is soon enough for a count.
  const now = computed(() => Math.floor(clock.value / STEP) * STEP);
  return computed(() => sumsOf(items.value, calmOpen.value, now.value));
};

const STEP = 2_000;
