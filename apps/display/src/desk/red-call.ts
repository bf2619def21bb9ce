import { ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Desk } from './desk';

/** What is read out to a screen reader when red alarms come in; those standing at the first snapshot are not news. */
export const useRedCall = (desk: Desk) => {
  const { t } = useI18n();
  const said = ref('');
  let known: Set<string> | undefined;
  watch([desk.alarms.unsigned, desk.alarms.ready], ([unsigned, ready]) => {
    if (!ready) return;
    const reds = unsigned.filter((alarm) => alarm.level === 'red');
    const fresh = known ? reds.filter((alarm) => !known?.has(alarm.id)) : [];
    known = new Set(reds.map((alarm) => alarm.id));
    const newest = [...fresh].sort((a, b) => b.sequence - a.sequence)[0];
    if (newest) said.value = fresh.length === 1 ? t('desk.newRed', { title: newest.title }) : t('desk.newReds', { count: fresh.length, title: newest.title });
  }, { immediate: true });
  return said;
};
