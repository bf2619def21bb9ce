import type { Level, Location, Sector } from '@one-screen/domain';

/** One element of what `POST /api/intake/alarms` takes (the native shape). */
export interface NativeMessage {
  key: string;
  sector: Sector;
  level: Level;
  title: string;
  /** ISO 8601 with offset. */
  occurredAt: string;
  cleared?: boolean;
  location?: Location;
  objectCode?: string;
  gridCode?: string;
  value?: string;
  detail?: Record<string, string | number>;
}

/** A native message that has no time yet: it is stamped when it really goes out. */
export type Unstamped = Omit<NativeMessage, 'occurredAt'>;

const SHANGHAI_MS = 8 * 3_600_000;

/** An instant as the field's devices write it: local time with +08:00. */
export const localIso = (epochMs: number): string => new Date(epochMs + SHANGHAI_MS).toISOString().replace('Z', '+08:00');

/** The local calendar date, `2026-03-01`. */
export const localDate = (epochMs: number): string => localIso(epochMs).slice(0, 10);

/** The first instant of a local date. Throws a RangeError for what is no date. */
export const startOfDate = (date: string): number => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(at) || localDate(at) !== date) throw new RangeError(`not a date: ${date}`);
  return at;
};

export const stamped = (message: Unstamped, epochMs: number): NativeMessage => ({ ...message, occurredAt: localIso(epochMs) });
