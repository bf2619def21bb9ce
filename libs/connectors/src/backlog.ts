import type { Signal } from '@one-screen/domain';

export interface Waiting {
  signal: Signal;
  /** The line it came from, for people. */
  excerpt: string;
}

export interface Backlog {
  readonly size: number;
  /** What had to be left out to make room for it: a signal older than it, or itself; undefined when there was room. */
  add(waiting: Waiting): Signal | undefined;
  /** The next ones to hand on, in the order they came; when there are more than that, alarms go before all others. */
  take(most: number): Waiting[];
}

const BACKLOG_LIMIT = 10_000;
/** From so many on the reader behind has fallen back, and only the newest position of a ship is worth keeping. */
const CROWDED = 1_000;
/** Alarms are not dropped; so many different ones at once are no distress but an attack on our memory. */
const ALARM_LIMIT = 100_000;

/**
 * What was received and not yet handed on. For senders that cannot be asked to wait (AIS, OPC UA): when it grows a ship's newer position takes the place of
 * its older one, and at its limit the oldest signal that is no alarm is dropped. A repeated alarm takes the place of the same one.
 */
export const openBacklog = (limit: number = BACKLOG_LIMIT, crowded: number = Math.min(CROWDED, limit)): Backlog => {
  const alarms = new Map<string, { place: number; waiting: Waiting }>();
  const others = new Map<number, Waiting>();
  /** Where the newest waiting position of a ship stands. */
  const places = new Map<string, number>();
  let serial = 0;

  const leave = (place: number, { signal }: Waiting): void => {
    others.delete(place);
    if (signal.kind === 'position' && places.get(signal.deviceCode) === place) places.delete(signal.deviceCode);
  };
  const addAlarm = (key: string, waiting: Waiting): Signal | undefined => {
    // Removed first, so that of raise, clear, raise the last word stays the last.
    const repeated = alarms.delete(key);
    if (!repeated && alarms.size >= ALARM_LIMIT) return waiting.signal;
    serial += 1;
    alarms.set(key, { place: serial, waiting });
    return undefined;
  };
  return {
    get size() {
      return alarms.size + others.size;
    },
    add: (waiting) => {
      const { signal } = waiting;
      if (signal.kind === 'alarm') return addAlarm(`${signal.key} ${signal.cleared}`, waiting);
      const place = signal.kind === 'position' ? places.get(signal.deviceCode) : undefined;
      if (place !== undefined && others.size >= crowded) {
        others.set(place, waiting);
        return undefined;
      }
      let dropped: Signal | undefined;
      if (others.size >= limit) for (const [oldest, old] of others) {
        leave(oldest, old);
        dropped = old.signal;
        break;
      }
      serial += 1;
      others.set(serial, waiting);
      if (signal.kind === 'position') places.set(signal.deviceCode, serial);
      return dropped;
    },
    take: (most) => {
      const taken: { place: number; waiting: Waiting }[] = [];
      for (const [key, entry] of alarms) {
        if (taken.length >= most) break;
        alarms.delete(key);
        taken.push(entry);
      }
      for (const [place, waiting] of others) {
        if (taken.length >= most) break;
        leave(place, waiting);
        taken.push({ place, waiting });
      }
      return taken.sort((one, other) => one.place - other.place).map(({ waiting }) => waiting);
    },
  };
};
