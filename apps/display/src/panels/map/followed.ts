import type { PositionView } from '@one-screen/contracts';
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { api } from '../../api';
import { serverNow } from '../../clock';
import { usePositions } from '../../live/positions';

const TRAIL = 2 * 3_600_000;

/** The one mover somebody asked about: where it is now, and the way it has come in the last two hours. */
export interface Followed {
  position: ComputedRef<PositionView | undefined>;
  trail: Readonly<Ref<readonly [number, number][]>>;
  follow(deviceCode: string): void;
  leave(): void;
}

export const useFollowed = (): Followed => {
  const { value: positions } = usePositions();
  const code = shallowRef<string>();
  const come = shallowRef<readonly [number, number][]>([]);
  const position = computed(() => positions.value?.find((one) => one.deviceCode === code.value));
  const trail = shallowRef<readonly [number, number][]>([]);
  watch([come, position], () => {
    trail.value = position.value && come.value.length ? [...come.value, [position.value.lon, position.value.lat]] : [];
  });
  return {
    position,
    trail,
    follow: (deviceCode) => {
      code.value = deviceCode;
      come.value = [];
      const to = serverNow();
      const query = new URLSearchParams({ deviceCode, from: new Date(to - TRAIL).toISOString(), to: new Date(to).toISOString() });
      // Without its way it is still shown where it is.
      void api.get<{ items: { lon: number; lat: number }[] }>(`/api/positions/track?${query}`).then(({ items }) => {
        if (code.value === deviceCode) come.value = items.map(({ lon, lat }) => [lon, lat]);
      }, () => undefined);
    },
    leave: () => {
      code.value = undefined;
      come.value = [];
    },
  };
};
