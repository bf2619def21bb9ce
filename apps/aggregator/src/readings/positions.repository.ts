import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../database/database.js';
import { insertRows, onConflictIgnore } from '../database/sql.js';
import { fromPlaceRow, fromTrackRow, PLACE_COLUMNS, toPlaceRow, TRACK_COLUMNS, type PlaceRow, type Position, type TrackPlace, type TrackRow } from './position.row.js';

/** Every SQL statement about positions but those of their removal; portable over both dialects. */
@Injectable()
export class PositionsRepository {
  private readonly latestSuffix: string;

  constructor(private readonly database: Database) {
    const mysql = database.dialect === 'mysql';
    const given = (column: string): string => (mysql ? `VALUES(${column})` : `excluded.${column}`);
    // MySQL assigns from left to right: what is compared is assigned last.
    this.latestSuffix = (mysql ? ' ON DUPLICATE KEY UPDATE ' : ' ON CONFLICT (device_code) DO UPDATE SET ') + [
      ...PLACE_COLUMNS.slice(2).map((column) => `${column} = CASE WHEN ${given('at')} > at THEN ${given(column)} ELSE ${column} END`),
      `at = ${mysql ? 'GREATEST' : 'MAX'}(at, ${given('at')})`,
    ].join(', ');
  }

  /** The newest position of each device; only those received since then, where given (epoch milliseconds). */
  async latest(receivedSince?: number): Promise<Position[]> {
    const since = receivedSince === undefined ? '' : ' WHERE received_at >= ?';
    return (await this.database.read<PlaceRow>(`SELECT * FROM position_latest${since}`, receivedSince === undefined ? [] : [receivedSince])).map(fromPlaceRow);
  }

  /** Stores places of tracks (one known already stays as it is) and moves the newest of each device on. */
  async store(transaction: Transaction, track: readonly Position[], newest: readonly Position[]): Promise<void> {
    await insertRows(transaction, 'position_track', TRACK_COLUMNS, track.map(toPlaceRow), onConflictIgnore(this.database.dialect, ['device_code', 'at']));
    await insertRows(transaction, 'position_latest', PLACE_COLUMNS, newest.map(toPlaceRow), this.latestSuffix);
  }

  /** The track of a device from `from` until before `to` (epoch milliseconds), oldest first. */
  async track(deviceCode: string, from: number, to: number, limit: number): Promise<TrackPlace[]> {
    const rows = await this.database.read<TrackRow>(
      'SELECT at, lon, lat, speed_kmh, course_deg FROM position_track WHERE device_code = ? AND at >= ? AND at < ? ORDER BY at LIMIT ?',
      [deviceCode, from, to, limit],
    );
    return rows.map(fromTrackRow);
  }
}
