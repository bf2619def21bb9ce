import type { Sector } from '@one-screen/domain';
import type { SqlRow } from '../database/database.js';

/** Where something was, the truth. WGS-84 degrees, km/h, degrees from north; `at` is the trusted time, epoch milliseconds. */
export interface Position {
  deviceCode: string;
  at: number;
  lon: number;
  lat: number;
  speedKmh?: number | undefined;
  courseDeg?: number | undefined;
  name?: string | undefined;
  sourceId: string;
  sector: Sector;
  objectCode?: string | undefined;
  receivedAt: number;
}

export const TRACK_COLUMNS = ['device_code', 'at', 'lon', 'lat', 'speed_kmh', 'course_deg', 'source_id'] as const;
export const PLACE_COLUMNS = [...TRACK_COLUMNS, 'name', 'sector', 'object_code', 'received_at'] as const;

/** A place of a track, as stored. */
export interface TrackRow {
  at: number | string;
  lon: number;
  lat: number;
  speed_kmh: number | null;
  course_deg: number | null;
}

/** The newest position of a device, as stored. */
export interface PlaceRow extends TrackRow {
  device_code: string;
  name: string | null;
  source_id: string;
  sector: string;
  object_code: string | null;
  received_at: number | string;
}

/** A place of a track: epoch milliseconds, WGS-84. */
export type TrackPlace = Pick<Position, 'at' | 'lon' | 'lat' | 'speedKmh' | 'courseDeg'>;

/** All columns of a position; a table takes those it has. */
export const toPlaceRow = (position: Position): SqlRow => ({
  device_code: position.deviceCode,
  at: position.at,
  lon: position.lon,
  lat: position.lat,
  speed_kmh: position.speedKmh ?? null,
  course_deg: position.courseDeg ?? null,
  source_id: position.sourceId,
  name: position.name ?? null,
  sector: position.sector,
  object_code: position.objectCode ?? null,
  received_at: position.receivedAt,
});

export const fromTrackRow = (row: TrackRow): TrackPlace => ({
  at: Number(row.at),
  lon: Number(row.lon),
  lat: Number(row.lat),
  ...(row.speed_kmh !== null && { speedKmh: Number(row.speed_kmh) }),
  ...(row.course_deg !== null && { courseDeg: Number(row.course_deg) }),
});

export const fromPlaceRow = (row: PlaceRow): Position => ({
  ...fromTrackRow(row),
  deviceCode: row.device_code,
  ...(row.name !== null && { name: row.name }),
  sourceId: row.source_id,
  sector: row.sector as Sector,
  ...(row.object_code !== null && { objectCode: row.object_code }),
  receivedAt: Number(row.received_at),
});
