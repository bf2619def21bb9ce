import type { AlarmView } from '@one-screen/contracts';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import { useAlarms } from '../live/alarms';
import { useDirectory } from './directory';
import { heir, neighbour, QUEUE_TABS, queueRows, tabCounts, type QueueFilter } from './queue.model';

/** The queue of the desk: filter, rows, the alarm looked at, and the alarms ticked for bulk signing. */
export const createQueue = () => {
  const alarms = useAlarms();
  const { gridName } = useDirectory();
  const filter = reactive<QueueFilter>({ tab: 'unsigned', sectors: [], levels: [], text: '' });
  const rows = computed(() => queueRows(alarms.map.value.values(), filter, gridName));
  const counts = computed(() => tabCounts(alarms.map.value.values()));
  const selectedId = ref<string>();
  /** An alarm looked at that is not (or no longer) among the live ones. */
  const visitor = shallowRef<AlarmView>();
  const selected = computed(() => (selectedId.value ? (alarms.map.value.get(selectedId.value) ?? (visitor.value?.id === selectedId.value ? visitor.value : undefined)) : undefined));
  /** What took the place of the row looked at when it left the list. */
  let heirId: string | undefined;
  const chosen = reactive(new Set<string>());
  const chosenAlarms = computed(() => [...chosen].flatMap((id) => alarms.map.value.get(id) ?? []));

  const select = (id: string | undefined): void => void (selectedId.value = id);
  /** Looks at an alarm that may have left the list; its last picture is kept while it is looked at. */
  const visit = (alarm: AlarmView): void => {
    const known = alarms.map.value.get(alarm.id);
    if (!known || known.revision < alarm.revision) visitor.value = alarm;
  };
  const toggle = (id: string, on = !chosen.has(id)): void => void (on ? chosen.add(id) : chosen.delete(id));
  const clearChosen = (): void => chosen.clear();
  const chooseSignable = (): void => rows.value.forEach((row) => { if (row.state === 'raised' && row.level !== 'red') chosen.add(row.id); });
  const move = (step: 1 | -1, extend: boolean): void => {
    const from = selected.value;
    const listed = rows.value.some((row) => row.id === selectedId.value);
    const to = (listed ? undefined : rows.value.find((row) => row.id === heirId)) ?? neighbour(rows.value, selectedId.value, step);
    if (extend && from) chosen.add(from.id);
    if (extend && to) chosen.add(to.id);
    if (to) select(to.id);
  };
  const stepTab = (step: 1 | -1): void => {
    const next = (QUEUE_TABS.indexOf(filter.tab) + step + QUEUE_TABS.length) % QUEUE_TABS.length;
    filter.tab = QUEUE_TABS[next] ?? 'unsigned';
  };
  const resetFilter = (): void => void Object.assign(filter, { sectors: [], levels: [], text: '' });

  // An alarm that the officer has just dealt with stays in view; J and K then go on from where it stood.
  watch(rows, (next, before) => {
    for (const id of chosen) if (!alarms.map.value.has(id)) chosen.delete(id);
    const id = selectedId.value;
    if (!id && next[0]) select(next[0].id);
    else if (id && before?.some((row) => row.id === id) && !next.some((row) => row.id === id)) heirId = heir(before.map((row) => row.id), next, id)?.id;
  }, { immediate: true });
  watch(selected, (alarm, before) => { if (!alarm && before && before.id === selectedId.value) visitor.value = before; });

  return { filter, rows, counts, selectedId, selected, chosen, chosenAlarms, select, visit, toggle, clearChosen, chooseSignable, move, stepTab, resetFilter };
};
export type Queue = ReturnType<typeof createQueue>;
