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
  /** Of a clear: the device only shows that all is well, as at its first report; where nothing stands there is nothing to tell. */
  onlyIfStanding?: boolean;
  drill?: boolean;
  location?: Location;
  area?: Area;
  objectCode?: string;
  /** The device's own code (terminal number, MMSI, MN …), by which an object is found when the sender knows no object code. */
  deviceCode?: string;
  gridCode?: string;
  value?: string | number;
  detail?: Detail;
  /** When the sender says it ends by itself (CAP `expires`). */
  expiresAt?: number;
}

/** How far a reading may be trusted: as measured, doubtful (calibration, substituted), or not a measurement at all (fault, comms). Only `good` may raise an alarm. */
export type Quality = 'good' | 'uncertain' | 'bad';

/** One measured value. `point` names what is measured at the device (`PM10`, `level`, `alarm-1`); after `#` may stand where, when one device speaks for many instruments (`residual-current#1-0-5`), `at` is epoch milliseconds by the device's clock. */
export interface ReadingSignal {
  kind: 'reading';
  deviceCode: string;
  objectCode?: string;
  point: string;
  value: number;
  /** As the field writes it: `℃`, `%LEL`, `µg/m³`, `MPa`; empty for a count or a state. */
  unit: string;
  quality: Quality;
  at: number;
  /** Sent in arrears (it was stored while the line was away): kept, never judged by a rule. */
  historical?: boolean;
}

/** Where something that moves is. Speed in km/h, course in degrees clockwise from north, `at` epoch milliseconds by the device's clock. */
export interface PositionSignal {
  kind: 'position';
  deviceCode: string;
  objectCode?: string;
  name?: string;
  location: Location;
  speedKmh?: number;
  courseDeg?: number;
  at: number;
}

/** A device says how it is, or what was done at it (signed on, mains lost, self test), or only that it is there (`heartbeat`). */
export interface StatusSignal {
  kind: 'status';
  deviceCode: string;
  objectCode?: string;
  status: string;
  name?: string;
  detail?: Detail;
  at: number;
}

/** Text for people that is no alarm (a safety broadcast, an operator's note). */
export interface MessageSignal {
  kind: 'message';
  deviceCode?: string;
  text: string;
  at: number;
}

/** Begins the key of every alarm and the code of every device that was only sent to try a source 试发, so that it touches nothing real. */
export const TEST_MARK = 'test/';
/** Whether a device is of a test-send only: its readings are kept and may be asked for by its code, and stand in no list. */
export const isTestDevice = (deviceCode: string): boolean => deviceCode.startsWith(TEST_MARK);

/** All that a source can say. */
export type Signal = AlarmSignal | ReadingSignal | PositionSignal | StatusSignal | MessageSignal;

/** One element of a message that could not be understood: where, and why. */
export interface Fault {
  path: string;
  message: string;
}

/** What a parser makes of one element of a message, in the order sent. The alarm doors speak of alarms only; a connector of anything. */
export type Parsed<S extends Signal = AlarmSignal> = { ok: true; signal: S } | { ok: false; key?: string; faults: Fault[] };
