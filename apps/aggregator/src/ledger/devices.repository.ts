import { Injectable } from '@nestjs/common';
import type { Sector } from '@one-screen/domain';
import { Database, type Transaction } from '../database/database.js';
import { insertRows } from '../database/sql.js';

/** A device, the truth. Times are epoch milliseconds. */
export interface Device {
  code: string;
  sourceId: string;
  sector: Sector;
  name?: string | undefined;
  objectCode?: string | undefined;
  firstSeenAt: number;
  lastSeenAt: number;
}

interface DeviceRow {
  code: string;
  source_id: string;
  sector: string;
  name: string | null;
  object_code: string | null;
  first_seen_at: number | string;
  last_seen_at: number | string;
}

const COLUMNS = ['code', 'source_id', 'sector', 'name', 'object_code', 'first_seen_at', 'last_seen_at'] as const;

@Injectable()
export class DevicesRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<Device[]> {
    return (await this.database.read<DeviceRow>('SELECT * FROM device ORDER BY code')).map(deviceOf);
  }

  /** Adds what is new, moves what is known forward; whose a device is stays as it was. */
  async saveSeen(devices: readonly Device[]): Promise<void> {
    const inOrder = [...devices].sort((a, b) => (a.code < b.code ? -1 : 1));
    const suffix = this.database.dialect === 'mysql'
      ? ' ON DUPLICATE KEY UPDATE source_id = VALUES(source_id), sector = VALUES(sector), name = COALESCE(VALUES(name), name), last_seen_at = GREATEST(last_seen_at, VALUES(last_seen_at))'
      : ' ON CONFLICT (code) DO UPDATE SET source_id = excluded.source_id, sector = excluded.sector, name = COALESCE(excluded.name, name), last_seen_at = MAX(last_seen_at, excluded.last_seen_at)';
    await this.database.write((transaction) => insertRows(transaction, 'device', COLUMNS, inOrder.map((device) => ({
      code: device.code, source_id: device.sourceId, sector: device.sector, name: device.name ?? null, object_code: null, first_seen_at: device.firstSeenAt, last_seen_at: device.lastSeenAt,
    })), suffix));
  }

  async register(transaction: Transaction, code: string, objectCode: string | null): Promise<void> {
    await transaction.query('UPDATE device SET object_code = ? WHERE code = ?', [objectCode, code]);
  }
}

const deviceOf = (row: DeviceRow): Device => ({
  code: row.code,
  sourceId: row.source_id,
  sector: row.sector as Sector,
  ...(row.name !== null && { name: row.name }),
  ...(row.object_code !== null && { objectCode: row.object_code }),
  firstSeenAt: Number(row.first_seen_at),
  lastSeenAt: Number(row.last_seen_at),
});
