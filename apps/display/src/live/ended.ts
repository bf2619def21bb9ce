import type { AlarmPage, AlarmView } from '@one-screen/contracts';
import { api } from '../api';
import { definePolled } from './polled';

/** Alarms that ended before this screen was watching: closed, dismissed or merged, newest first. */
export const useEnded = definePolled<AlarmView[]>({
  ask: async () => (await api.get<AlarmPage>('/api/alarms?state=closed,dismissed,merged&limit=30', { background: true })).items,
  every: 60_000,
});
