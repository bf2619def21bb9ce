import type { DeviceView, ObjectView, SourceView } from '@one-screen/contracts';
import type { Sector } from '@one-screen/domain';
import { computed, type ComputedRef } from 'vue';
import { api } from '../api';
import { useNow } from '../clock';
import { useObjects } from '../live/ledger';
import { usePolling } from '../live/polling';
import { useReadings } from '../live/readings';
import { useRules } from '../live/rules';
import { useSources } from '../live/sources';
import { pointState, type PointState } from '../object/object.model';
import { sitesOf, type Site } from './sites.model';

const DEVICES_EVERY = 30_000;
const DEVICES_AT_ONCE = 1_000;
const DEVICES_AT_MOST = 5_000;
/** Ages move in steps: nobody needs them each second. */
const STEP = 2_000;

/** The objects of the ledger by code. */
export const useObjectMap = (): ComputedRef<ReadonlyMap<string, ObjectView>> => {
  const { value: objects } = useObjects();
  return computed(() => new Map((objects.value ?? []).map((one) => [one.code, one])));
};

/** The devices of a sector, or of all, heard of or registered; asked for while `of` is defined. */
export const useDevices = (of: () => { sector?: Sector } | undefined) => usePolling({
  about: of,
  ask: async (about, signal) => {
    const items: DeviceView[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ ...about, limit: String(DEVICES_AT_ONCE), ...(cursor !== undefined && { cursor }) });
      const page = await api.get<{ items: DeviceView[]; nextCursor?: string }>(`/api/devices?${query}`, { background: true, signal });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined && items.length < DEVICES_AT_MOST);
    return items;
  },
  every: () => DEVICES_EVERY,
});

/** Everything measured in a sector, each point with its limits, age and standing, and gathered by site. */
export const useSectorPoints = (sector: Sector) => {
  const { items: sources } = useSources();
  const { value: rules } = useRules();
  const objects = useObjectMap();
  const devices = useDevices(() => ({ sector }));
  const readings = useReadings(() => ({ sector }));
  const clock = useNow();
  const now = computed(() => Math.floor(clock.value / STEP) * STEP);
  const bySource = computed(() => new Map<string, SourceView>(sources.value.map((source) => [source.id, source])));
  const kinds = computed(() => new Map((devices.value.value ?? []).map(({ code, kind }) => [code, kind])));
  const points = computed((): PointState[] => (readings.value.value ?? []).map((reading) => pointState(
    reading, rules.value ?? [], bySource.value.get(reading.sourceId),
    { object: reading.objectCode === undefined ? undefined : objects.value.get(reading.objectCode), deviceKind: kinds.value.get(reading.deviceCode) }, now.value,
  )));
  const sites = computed((): Site[] => sitesOf(points.value, objects.value));
  const ready = computed(() => readings.value.value !== undefined);
  return { points, sites, devices, objects, now, ready, asOf: readings.asOf, failure: readings.failure };
};
