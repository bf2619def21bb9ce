import { pointKey, type Reading } from './reading.row.js';

export const MINUTE = 60_000;

/** What a point measured within one minute (or what some readings add to it). Times are epoch milliseconds. */
export interface Minute {
  deviceCode: string;
  point: string;
  minuteAt: number;
  min: number;
  max: number;
  sum: number;
  samples: number;
  last: number;
  lastAt: number;
}

/** Readings rolled up by point and minute, by the time they bear. One of quality `bad` is no measurement and does not count. Pure. */
export const minutesOf = (readings: readonly Reading[]): Minute[] => {
  const minutes = new Map<string, Minute>();
  for (const reading of readings) {
    if (reading.quality === 'bad') continue;
    const { deviceCode, point, value, at } = reading;
    const minuteAt = Math.floor(at / MINUTE) * MINUTE;
    const key = `${pointKey(reading)}\u0000${minuteAt}`;
    const minute = minutes.get(key);
    if (!minute) {
      minutes.set(key, { deviceCode, point, minuteAt, min: value, max: value, sum: value, samples: 1, last: value, lastAt: at });
      continue;
    }
    minute.min = Math.min(minute.min, value);
    minute.max = Math.max(minute.max, value);
    minute.sum += value;
    minute.samples += 1;
    if (at >= minute.lastAt) Object.assign(minute, { last: value, lastAt: at });
  }
  return [...minutes.values()];
};
