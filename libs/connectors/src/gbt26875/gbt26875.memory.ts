import type { AlarmSignal } from '@one-screen/domain';
import type { SystemRef } from './gbt26875.units.js';

/** What is known of one place (a component, a system, the device itself): its last state bits and the fire that stands there. */
export interface Standing {
  readonly state: number;
  readonly system?: SystemRef;
  readonly fire?: AlarmSignal;
}

/** The places of all devices of a source, those longest unheard of forgotten first. */
export interface Memory {
  get(device: string, place: string): Standing | undefined;
  set(device: string, place: string, standing: Standing): void;
  /** Places of the device where a fire stands. */
  fires(device: string): [place: string, standing: Standing][];
  /** From here on changes are noted down; what it returns takes them back. */
  begin(): () => void;
}

/** Holds at most `limit` places. A forgotten place is reported as if heard for the first time, which does no harm. */
export const openMemory = (limit = 100_000): Memory => {
  const places = new Map<string, { device: string; place: string; standing: Standing }>();
  const burning = new Map<string, Set<string>>();
  let noted = new Map<string, { device: string; place: string; before?: Standing }>();
  const keyOf = (device: string, place: string): string => `${device}\n${place}`;

  const put = (device: string, place: string, standing: Standing | undefined): void => {
    const key = keyOf(device, place);
    places.delete(key);
    if (standing) places.set(key, { device, place, standing });
    const there = burning.get(device) ?? new Set();
    if (standing?.fire) there.add(place);
    else there.delete(place);
    if (there.size) burning.set(device, there);
    else burning.delete(device);
  };

  return {
    get: (device, place) => places.get(keyOf(device, place))?.standing,
    set(device, place, standing) {
      const key = keyOf(device, place);
      if (!noted.has(key)) noted.set(key, { device, place, before: places.get(key)?.standing });
      put(device, place, standing);
      if (places.size <= limit) return;
      const [oldest] = places.values();
      if (oldest) put(oldest.device, oldest.place, undefined);
    },
    fires: (device) => [...burning.get(device) ?? []].flatMap((place): [string, Standing][] => {
      const standing = places.get(keyOf(device, place))?.standing;
      return standing ? [[place, standing]] : [];
    }),
    begin() {
      const mine: typeof noted = new Map();
      noted = mine;
      return () => {
        for (const { device, place, before } of mine.values()) put(device, place, before);
        mine.clear();
      };
    },
  };
};
