import type { Level } from './level.js';
import type { Sector } from './sector.js';

/** WGS-84 degrees. */
export interface Location {
  lon: number;
  lat: number;
}

/** Free facts that came with a signal: plain text, or a flat record of named values. */
export type Detail = string | Record<string, string | number | boolean | null>;

/** Outer rings in lon/lat order (circles are given as polygons). */
export type Area = [number, number][][];

/**
 * An alarm condition as a source reports it: it began (`cleared: false`) or it ended.
 * `sector` empty means the source's own. Times are epoch milliseconds by the device's clock.
 */
export interface AlarmSignal {
  kind: 'alarm';
  key: string;
  sector?: Sector;
  level: Level;
  title: string;
  occurredAt: number;
  cleared: boolean;
  drill?: boolean;
  location?: Location;
  area?: Area;
  objectCode?: string;
  gridCode?: string;
  value?: string | number;
  detail?: Detail;
  /** When the sender says it ends by itself (CAP `expires`). */
  expiresAt?: number;
}

/** All that a source can say. Grows with the sectors' protocols. */
export type Signal = AlarmSignal;

/** One element of a message that could not be understood: where, and why. */
export interface Fault {
  path: string;
  message: string;
}

/** What a parser makes of one element of a message, in the order sent. */
export type Parsed = { ok: true; signal: Signal } | { ok: false; key?: string; faults: Fault[] };
