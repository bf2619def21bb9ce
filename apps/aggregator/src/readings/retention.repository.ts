import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

const DAY = 24 * 3_600_000;

/** How long single readings and tracks are kept, and minutes of readings, milliseconds. */
export const RAW_KEPT = 7 * DAY;
const MINUTES_KEPT = 400 * DAY;

/** What is removed when it is too old: table, the column of its time (indexed), and how long it is kept. */
export const KEPT = [
  { table: 'reading_raw', column: 'at', keep: RAW_KEPT },
  { table: 'position_track', column: 'at', keep: RAW_KEPT },
  { table: 'reading_minute', column: 'minute_at', keep: MINUTES_KEPT },
] as const;

/** Removes old rows a slice at a time, so that nobody who writes waits long; portable over both dialects. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly database: Database) {}

  /** Removes the oldest rows from before `before` (epoch milliseconds), some `rows` of them: by range of time. Whether any may be left. */
  async removeSome({ table, column }: (typeof KEPT)[number], before: number, rows: number): Promise<boolean> {
    const [edge] = await this.database.read<{ edge: number | string }>(`SELECT ${column} AS edge FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT 1 OFFSET ${rows}`, [before]);
    const through = edge === undefined ? before - 1 : Number(edge.edge);
    if (edge === undefined) {
      const [oldest] = await this.database.read(`SELECT ${column} FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT 1`, [before]);
      if (oldest === undefined) return false;
    }
    await this.database.write((transaction) => transaction.query(`DELETE FROM ${table} WHERE ${column} <= ?`, [through]));
    return edge !== undefined;
  }
}
