import { INSTANT_FIELDS, type Viewed } from '@one-screen/contracts';
import { iso } from '../../journal/instant.js';

const FIELDS = new Set<string>(INSTANT_FIELDS);

/** A record as sent: its instants in Beijing time, all else as it is. */
export const viewed = <T>(value: T): Viewed<T> => {
  if (Array.isArray(value)) return value.map((each: unknown) => viewed(each)) as Viewed<T>;
  if (typeof value !== 'object' || value === null) return value as Viewed<T>;
  return Object.fromEntries(Object.entries(value).map(([key, each]: [string, unknown]) => [key, FIELDS.has(key) && typeof each === 'number' ? iso(each) : viewed(each)])) as Viewed<T>;
};
