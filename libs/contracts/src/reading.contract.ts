import type { Quality, Sector } from '@one-screen/domain';

/** The newest value of one measuring point at a device. `unit` as the field writes it (`℃`, `%LEL`), empty for a count or a state. */
export interface ReadingView {
  deviceCode: string;
  point: string;
  value: number;
  unit: string;
  quality: Quality;
  at: string;
  sector: Sector;
  /** Whose line it came by: how long that one may be quiet tells whether this is old. */
  sourceId: string;
  /** What the device calls itself. */
  deviceName?: string;
  objectCode?: string;
  objectName?: string;
}

/** One point of a series. `min` and `max` stand where it is the mean of a time that began at `at`. */
export interface SeriesPoint {
  at: string;
  value: number;
  min?: number;
  max?: number;
}

/** `GET /api/readings/series`: what a point measured from `from` until before `to`, oldest first, at most `width` items; no readings of quality `bad`. */
export interface SeriesView {
  deviceCode: string;
  point: string;
  unit: string;
  from: string;
  to: string;
  /** Made of single readings, or of means over `stepMs`. */
  of: 'readings' | 'means';
  stepMs?: number;
  items: SeriesPoint[];
}

/** Where something that moves is, WGS-84. Without speed or course it did not tell them. `stale`: not heard of for so long that it may be elsewhere. */
export interface PositionView {
  deviceCode: string;
  objectCode?: string;
  name?: string;
  sector: Sector;
  lon: number;
  lat: number;
  speedKmh?: number;
  courseDeg?: number;
  at: string;
  stale: boolean;
}

/** One place of a track 轨迹. */
export interface TrackPoint {
  at: string;
  lon: number;
  lat: number;
  speedKmh?: number;
  courseDeg?: number;
}
