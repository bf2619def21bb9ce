import type { DeviceView, ObjectView, SeriesView } from '@one-screen/contracts';
import { computed, type Ref } from 'vue';
import { api, ApiError } from '../api';
import { serverNow, useNow } from '../clock';
import { useAlarms } from '../live/alarms';
import { usePolling } from '../live/polling';
import { usePositions } from '../live/positions';
import { useReadings } from '../live/readings';
import { useRules } from '../live/rules';
import { useSources } from '../live/sources';
import type { DrawerTarget } from './drawer';
import { alarmsOf, deviceLines, pointState } from './object.model';

const OBJECT_EVERY = 60_000;
const DEVICES_EVERY = 10_000;
/** Ages move in steps: nobody needs them each second. */
const STEP = 2_000;

const missingIsNone = <T>(asked: Promise<T>): Promise<T | null> => asked.catch((error: unknown) => {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
});

/** Everything the drawer shows of its target, kept current while it stands. */
export const useObjectData = (target: Ref<DrawerTarget>) => {
  const { calmOpen } = useAlarms();
  const { items: sources } = useSources();
  const { value: rules } = useRules();
  const { value: positions } = usePositions();
  const clock = useNow();
  const now = computed(() => Math.floor(clock.value / STEP) * STEP);

  const asked = computed((): Record<string, string> => (target.value.objectCode !== undefined ? { objectCode: target.value.objectCode } : { deviceCode: target.value.deviceCode ?? '' }));
  const devices = usePolling({
    about: () => asked.value,
    ask: async (about, signal) => (await api.get<{ items: DeviceView[] }>(`/api/devices?${new URLSearchParams({ ...about, limit: '500' })}`, { background: true, signal })).items,
    every: () => DEVICES_EVERY,
  });
  const readings = useReadings(() => asked.value);
  /** Of a device, its object is whose it is said to be. */
  const objectCode = computed(() => target.value.objectCode ?? devices.value.value?.[0]?.objectCode ?? readings.value.value?.[0]?.objectCode);
  const object = usePolling({
    about: () => objectCode.value,
    ask: (code, signal) => missingIsNone(api.get<ObjectView>(`/api/objects/${encodeURIComponent(code)}`, { background: true, signal })),
    every: () => OBJECT_EVERY,
  });

  const kinds = computed(() => new Map((devices.value.value ?? []).map(({ code, kind }) => [code, kind])));
  const points = computed(() => (readings.value.value ?? []).map((reading) => pointState(reading, rules.value ?? [], sources.value.find(({ id }) => id === reading.sourceId), { object: object.value.value ?? undefined, deviceKind: kinds.value.get(reading.deviceCode) }, now.value)));
  const moving = computed(() => (positions.value ?? []).filter((one) => (target.value.objectCode !== undefined ? one.objectCode === target.value.objectCode : one.deviceCode === target.value.deviceCode)));
  const lines = computed(() => deviceLines(devices.value.value ?? [], readings.value.value ?? [], moving.value));
  const alarms = computed(() => alarmsOf(calmOpen.value, objectCode.value, new Set(lines.value.map(({ code }) => code))));
  const failure = computed(() => readings.failure.value ?? devices.failure.value ?? object.failure.value);
  const sector = computed(() => object.value.value?.sector ?? readings.value.value?.[0]?.sector ?? moving.value[0]?.sector ?? devices.value.value?.[0]?.sector);
  return { object, readings, points, lines, alarms, failure, now, sector, objectCode };
};

/** Ranges of the chart, milliseconds. */
export const RANGES = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
export type Range = keyof typeof RANGES;
const ASK_EVERY: Record<Range, number> = { hour: 5_000, day: 60_000, week: 300_000 };
/** Points a chart can show. */
const WIDTH = 600;

/** The series of a point, asked anew as time goes on. */
export const useSeries = (of: () => { deviceCode: string; point: string; range: Range }) => usePolling({
  about: of,
  ask: ({ deviceCode, point, range }, signal) => {
    const to = serverNow();
    const query = new URLSearchParams({ deviceCode, point, from: new Date(to - RANGES[range]).toISOString(), to: new Date(to).toISOString(), width: String(WIDTH) });
    return api.get<SeriesView>(`/api/readings/series?${query}`, { background: true, signal });
  },
  every: ({ range }) => ASK_EVERY[range],
});
