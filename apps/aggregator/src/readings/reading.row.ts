import type { Quality, Sector } from '@one-screen/domain';
import type { SqlRow } from '../database/database.js';

/** A reading, the truth. `at` is the trusted time, epoch milliseconds; `unit` as the field writes it. */
export interface Reading {
  deviceCode: string;
  point: string;
  at: number;
  value: number;
  unit: string;
  quality: Quality;
  sourceId: string;
  sector: Sector;
  objectCode?: string | undefined;
  receivedAt: number;
}

/** How qualities are stored: by place in this list. */
export const QUALITIES = ['good', 'uncertain', 'bad'] as const satisfies readonly Quality[];

export const RAW_COLUMNS = ['device_code', 'point', 'at', 'value', 'quality', 'source_id'] as const;
export const LATEST_COLUMNS = [...RAW_COLUMNS, 'unit', 'sector', 'object_code', 'received_at'] as const;

/** The newest reading of a point, as stored. */
export interface LatestRow {
  device_code: string;
  point: string;
  at: number | string;
  value: number;
  unit: string;
  quality: number;
  source_id: string;
  sector: string;
  object_code: string | null;
  received_at: number | string;
}

/** All columns of a reading; a table takes those it has. */
export const toReadingRow = (reading: Reading): SqlRow => ({
  device_code: reading.deviceCode,
  point: reading.point,
  at: reading.at,
  value: reading.value,
  quality: QUALITIES.indexOf(reading.quality),
  source_id: reading.sourceId,
  unit: reading.unit,
  sector: reading.sector,
  object_code: reading.objectCode ?? null,
  received_at: reading.receivedAt,
});

export const fromLatestRow = (row: LatestRow): Reading => ({
  deviceCode: row.device_code,
  point: row.point,
  at: Number(row.at),
  value: Number(row.value),
  unit: row.unit,
  quality: QUALITIES[Number(row.quality)] ?? 'bad',
  sourceId: row.source_id,
  sector: row.sector as Sector,
  ...(row.object_code !== null && { objectCode: row.object_code }),
  receivedAt: Number(row.received_at),
});

/** Names a point of a device in memory. */
export const pointKey = (reading: Pick<Reading, 'deviceCode' | 'point'>): string => `${reading.deviceCode}\u0000${reading.point}`;
/** Names one reading: the same device, point and time is the same reading. */
export const readingKey = (reading: Pick<Reading, 'deviceCode' | 'point' | 'at'>): string => `${pointKey(reading)}\u0000${reading.at}`;
