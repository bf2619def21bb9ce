import type { PositionView } from '@one-screen/contracts';
import { api } from '../api';
import { definePolled } from './polled';

const EVERY = 3_000;

/** Where everything that moves was last, asked every few seconds. */
export const usePositions = definePolled<PositionView[]>({
  ask: async () => (await api.get<{ items: PositionView[] }>('/api/positions', { background: true })).items,
  every: EVERY,
  atMostEvery: EVERY,
});
