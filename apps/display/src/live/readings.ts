import type { ReadingView } from '@one-screen/contracts';
import type { Sector } from '@one-screen/domain';
import { api } from '../api';
import { usePolling, type Polling } from './polling';

/** Which readings: of a sector, an object, or a device. */
export interface ReadingsOf {
  sector?: Sector;
  objectCode?: string;
  deviceCode?: string;
}

const EVERY = 3_000;
/** More points than a page could show with sense. */
const AT_MOST = 5_000;

/** The newest reading of each point, asked every few seconds while the component stands. */
export const useReadings = (of: () => ReadingsOf | undefined): Polling<ReadingView[]> => usePolling({
  about: of,
  ask: async (about, signal) => (await api.get<{ items: ReadingView[] }>(`/api/readings?${new URLSearchParams({ ...about, limit: String(AT_MOST) })}`, { background: true, signal })).items,
  every: () => EVERY,
});
