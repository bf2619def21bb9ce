import { Injectable } from '@nestjs/common';
import type { Sector } from '@one-screen/domain';
import { Database, type Transaction } from '../database/database.js';
import { insertRows } from '../database/sql.js';

/** A device, the truth. Times are epoch milliseconds, 0 as long as it was never heard; then its source is not known either (empty). */
export interface Device {
  code: string;
  sourceId: string;
  sector: Sector;
  name?: string | undefined;
  kind?: string | undefined;
  objectCode?: string | undefined;
  firstSeenAt: number;
  lastSeenAt: number;
}

interface DeviceRow {
  code: string;
  source_id: string;
  sector: string;
  name: string | null;
  kind: string | null;
  object_code: string | null;
  first_seen_at: number | string;
  last_seen_at: number | string;
}

const COLUMNS = ['code', 'source_id', 'sector', 'name', 'kind', 'object_code', 'first_seen_at', 'last_seen_at'] as const;
/** First heard is when it was first heard, not when it was registered before that. */
const FIRST_SEEN = (given: string): string => `first_seen_at = CASE WHEN first_seen_at = 0 THEN ${given} ELSE first_seen_at END`;

@Injectable()
export class DevicesRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<Device[]> {
    return (await this.database.read<DeviceRow>('SELECT * FROM device ORDER BY code')).map(deviceOf);
  }

  /** Adds what is new, moves what is known forward; whose a device is, and its kind, stay as they were. */
  async saveSeen(devices: readonly Device[]): Promise<void> {
    const inOrder = [...devices].sort((a, b) => (a.code < b.code ? -1 : 1));
    const suffix = this.database.dialect === 'mysql'
      ? ` ON DUPLICATE KEY UPDATE source_id = VALUES(source_id), sector = VALUES(sector), name = COALESCE(VALUES(name), name), ${FIRST_SEEN('VALUES(first_seen_at)')}, last_seen_at = GREATEST(last_seen_at, VALUES(last_seen_at))`
      : ` ON CONFLICT (code) DO UPDATE SET source_id = excluded.source_id, sector = excluded.sector, name = COALESCE(excluded.name, name), ${FIRST_SEEN('excluded.first_seen_at')}, last_seen_at = MAX(last_seen_at, excluded.last_seen_at)`;
    await this.database.write((transaction) => insertRows(transaction, 'device', COLUMNS, inOrder.map((device) => ({
      code: device.code, source_id: device.sourceId, sector: device.sector, name: device.name ?? null, kind: null, object_code: null, first_seen_at: device.firstSeenAt, last_seen_at: device.lastSeenAt,
    })), suffix));
  }

  async register(transaction: Transaction, code: string, objectCode: string | null): Promise<void> {
    await transaction.query('UPDATE device SET object_code = ? WHERE code = ?', [objectCode, code]);
  }

  /** Adds devices that were never heard, or says whose and what those are that were. A kind or name that is not given stays. */
  async put(transaction: Transaction, devices: readonly Pick<Device, 'code' | 'sector' | 'objectCode' | 'kind' | 'name'>[]): Promise<void> {
    const suffix = this.database.dialect === 'mysql'
      ? ' ON DUPLICATE KEY UPDATE object_code = VALUES(object_code), kind = COALESCE(VALUES(kind), kind), name = COALESCE(name, VALUES(name))'
      : ' ON CONFLICT (code) DO UPDATE SET object_code = excluded.object_code, kind = COALESCE(excluded.kind, kind), name = COALESCE(name, excluded.name)';
    const inOrder = [...devices].sort((a, b) => (a.code < b.code ? -1 : 1));
    await insertRows(transaction, 'device', COLUMNS, inOrder.map(({ code, sector, objectCode, kind, name }) => ({
      code, source_id: '', sector, name: name ?? null, kind: kind ?? null, object_code: objectCode ?? null, first_seen_at: 0, last_seen_at: 0,
    })), suffix);
  }
}

const deviceOf = (row: DeviceRow): Device => ({
  code: row.code,
  sourceId: row.source_id,
  sector: row.sector as Sector,
  ...(row.name !== null && { name: row.name }),
  ...(row.kind !== null && { kind: row.kind }),
  ...(row.object_code !== null && { objectCode: row.object_code }),
  firstSeenAt: Number(row.first_seen_at),
  lastSeenAt: Number(row.last_seen_at),
});
