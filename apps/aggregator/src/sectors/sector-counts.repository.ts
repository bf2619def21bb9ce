import { Injectable } from '@nestjs/common';
import { gravity, LEVELS, type Level, type Sector } from '@one-screen/domain';
import { Database, type SqlValue } from '../database/database.js';
import { HOUR, type HourCount } from './spark.js';

/** Open alarms of a sector by level, and how many of them nobody has signed. */
export interface OpenCount {
  open: Record<Level, number>;
  unsigned: number;
}

/** Alarms whose grid is not known count for every prefix, as they are shown to everyone. */
const within = (gridPrefix: string): { sql: string; values: SqlValue[] } =>
  gridPrefix ? { sql: ' AND (grid_code IS NULL OR grid_code LIKE ?)', values: [`${gridPrefix}%`] } : { sql: '', values: [] };

@Injectable()
export class SectorCountsRepository {
  constructor(private readonly database: Database) {}

  async open(sector: Sector, gridPrefix: string): Promise<OpenCount> {
    const place = within(gridPrefix);
    const rows = await this.database.read<{ gravity: number; state: string; alarms: number | string }>(
      `SELECT gravity, state, COUNT(*) AS alarms FROM alarm WHERE sector = ? AND is_open = 1${place.sql} GROUP BY gravity, state`,
      [sector, ...place.values],
    );
    const found: OpenCount = { open: { red: 0, orange: 0, yellow: 0, blue: 0 }, unsigned: 0 };
    for (const row of rows) {
      const level = LEVELS.find((each) => gravity(each) === Number(row.gravity));
      if (level) found.open[level] += Number(row.alarms);
      if (row.state === 'raised') found.unsigned += Number(row.alarms);
    }
    return found;
  }

  /** Alarms (no drills) received after `after` and not after `through`, by sector and clock hour. */
  async hours(gridPrefix: string, after: number, through?: number): Promise<HourCount[]> {
    const place = within(gridPrefix);
    const rows = await this.database.read<{ sector: string; hour: number | string; alarms: number | string }>(
      `SELECT sector, received_at - (received_at % ${HOUR}) AS hour, COUNT(*) AS alarms FROM alarm
       WHERE received_at > ?${through === undefined ? '' : ' AND received_at <= ?'} AND drill = 0${place.sql} GROUP BY hour, sector`,
      [after, ...(through === undefined ? [] : [through]), ...place.values],
    );
    return rows.map((row) => ({ sector: row.sector as Sector, hour: Number(row.hour), count: Number(row.alarms) }));
  }
}
