import type { AlarmLoadView, TimelineView } from '@one-screen/contracts';
import { api } from '../api';
import { serverNow } from '../clock';
import { startOfDay } from '../format';
import { definePolled } from './polled';

/** ISA-18.2 health figures of the alarm system, minute samples, newest last. */
export const useLoad = definePolled<AlarmLoadView[]>({
  ask: async () => (await api.get<{ items: AlarmLoadView[] }>('/api/alarms/load', { background: true })).items,
  every: 20_000,
});

/** Today's alarms by quarter of an hour and level, Beijing midnight to midnight. */
export const useTimeline = definePolled<TimelineView>({
  ask: () => {
    const from = startOfDay(serverNow());
    const iso = (at: number): string => encodeURIComponent(new Date(at).toISOString());
    return api.get<TimelineView>(`/api/alarms/timeline?from=${iso(from)}&to=${iso(from + 86_400_000)}`, { background: true });
  },
  every: 60_000,
  atMostEvery: 5_000,
});
