import { Injectable } from '@nestjs/common';
import { isTestDevice, type AlarmSignal, type Level, type PositionSignal, type ReadingSignal, type Sector } from '@one-screen/domain';
import { Database } from '../../database/database.js';
import { QUALITIES } from '../../readings/reading.row.js';

/** A point that was heard of, with the unit it was last told in: the readings of the past carry none. */
export interface KnownPoint {
  deviceCode: string;
  point: string;
  unit: string;
  objectCode?: string;
}

/** Rows read at once. */
export const PAGE = 2_000;

/** What was stored of the past, as the signals it came from: for rehearsing rules. Paged, so that nobody waits behind it. */
@Injectable()
export class PastRepository {
  constructor(private readonly database: Database) {}

  /** Points of a sector's devices heard since (epoch milliseconds), by device; not of test-sends. */
  async points(sector: Sector, since: number): Promise<KnownPoint[]> {
    const rows = await this.database.read<{ device_code: string; point: string; unit: string; object_code: string | null }>(
      'SELECT device_code, point, unit, object_code FROM reading_latest WHERE sector = ? AND at >= ? ORDER BY device_code, point', [sector, since]);
    return rows.filter((row) => !isTestDevice(row.device_code)).map((row) => ({ deviceCode: row.device_code, point: row.point, unit: row.unit, ...(row.object_code !== null && { objectCode: row.object_code }) }));
  }

  /** Devices of a sector whose positions were heard since, with the name each gave itself. */
  async movers(sector: Sector, since: number): Promise<{ deviceCode: string; name?: string; objectCode?: string }[]> {
    const rows = await this.database.read<{ device_code: string; name: string | null; object_code: string | null }>('SELECT device_code, name, object_code FROM position_latest WHERE sector = ? AND at >= ? ORDER BY device_code', [sector, since]);
    return rows.map((row) => ({ deviceCode: row.device_code, ...(row.name !== null && { name: row.name }), ...(row.object_code !== null && { objectCode: row.object_code }) }));
  }

  /** A page of a point's readings, oldest first, after `after` and until before `to`. */
  async readings(of: KnownPoint, after: number, to: number): Promise<ReadingSignal[]> {
    const rows = await this.database.read<{ at: number | string; value: number; quality: number }>(
      `SELECT at, value, quality FROM reading_raw WHERE device_code = ? AND point = ? AND at > ? AND at < ? ORDER BY at LIMIT ${PAGE}`, [of.deviceCode, of.point, after, to]);
    return rows.map((row) => ({ kind: 'reading', ...of, value: Number(row.value), quality: QUALITIES[Number(row.quality)] ?? 'bad', at: Number(row.at) }));
  }

  /** A page of a device's track, oldest first. */
  async track(of: { deviceCode: string; name?: string; objectCode?: string }, after: number, to: number): Promise<PositionSignal[]> {
    const rows = await this.database.read<{ at: number | string; lon: number; lat: number }>(`SELECT at, lon, lat FROM position_track WHERE device_code = ? AND at > ? AND at < ? ORDER BY at LIMIT ${PAGE}`, [of.deviceCode, after, to]);
    return rows.map((row) => ({ kind: 'position', ...of, location: { lon: Number(row.lon), lat: Number(row.lat) }, at: Number(row.at) }));
  }

  /** A page of the alarms sources raised themselves (not those of rules, no drills), by id; with their end where it is known. */
  async alarms(sector: Sector, from: number, to: number, afterId: string): Promise<{ id: string; signals: AlarmSignal[] }[]> {
    const rows = await this.database.read<{ id: string; alarm_key: string; level: string; title: string; occurred_at: number | string; cleared_at: number | string | null; object_code: string | null }>(
      `SELECT id, alarm_key, level, title, occurred_at, cleared_at, object_code FROM alarm
       WHERE sector = ? AND occurred_at >= ? AND occurred_at < ? AND drill = 0 AND alarm_key NOT LIKE 'rule:%' AND id > ? ORDER BY id LIMIT ${PAGE}`, [sector, from, to, afterId]);
    return rows.map((row) => {
      const raised: AlarmSignal = { kind: 'alarm', key: row.alarm_key, level: row.level as Level, title: row.title, occurredAt: Number(row.occurred_at), cleared: false, ...(row.object_code !== null && { objectCode: row.object_code }) };
      const ended = row.cleared_at === null ? [] : [{ ...raised, occurredAt: Number(row.cleared_at), cleared: true }];
      return { id: row.id, signals: [raised, ...ended] };
    });
  }
}
