import { Injectable } from '@nestjs/common';
import { Database, type SqlValue, type Transaction } from '../database/database.js';
import { insertRows, onConflictIgnore } from '../database/sql.js';
import { MINUTE, type Minute } from './minute.js';
import { fromLatestRow, LATEST_COLUMNS, QUALITIES, RAW_COLUMNS, readingKey, toReadingRow, type LatestRow, type Reading } from './reading.row.js';
import type { Sample } from './series.js';

/** A point's readings from `from` until before `to`, epoch milliseconds. */
export interface Range {
  deviceCode: string;
  point: string;
  from: number;
  to: number;
}

const MINUTE_COLUMNS = ['device_code', 'point', 'minute_at', 'min_value', 'max_value', 'sum_value', 'samples', 'last_value', 'last_at'] as const;
/** Keys asked for at once. */
const ASKED_AT_ONCE = 100;
/** Of a long range so many minutes are read at once: a reader of a year does not hold up the others. */
const MINUTES_AT_ONCE = 30 * 24 * 60;
const MEASURED = `quality < ${QUALITIES.indexOf('bad')}`;

/** Every SQL statement about readings but those of their removal; portable over both dialects. */
@Injectable()
export class ReadingsRepository {
  private readonly minuteSuffix: string;
  private readonly latestSuffix: string;

  constructor(private readonly database: Database) {
    // MySQL assigns from left to right: what is compared is assigned last.
    const mysql = database.dialect === 'mysql';
    const given = (column: string): string => (mysql ? `VALUES(${column})` : `excluded.${column}`);
    const [least, greatest, conflict] = mysql ? ['LEAST', 'GREATEST', (_: string) => ' ON DUPLICATE KEY UPDATE '] as const : ['MIN', 'MAX', (keys: string) => ` ON CONFLICT (${keys}) DO UPDATE SET `] as const;
    this.minuteSuffix = conflict('device_code, point, minute_at') + [
      `min_value = ${least}(min_value, ${given('min_value')})`,
      `max_value = ${greatest}(max_value, ${given('max_value')})`,
      `sum_value = sum_value + ${given('sum_value')}`,
      `samples = samples + ${given('samples')}`,
      `last_value = CASE WHEN ${given('last_at')} >= last_at THEN ${given('last_value')} ELSE last_value END`,
      `last_at = ${greatest}(last_at, ${given('last_at')})`,
    ].join(', ');
    this.latestSuffix = conflict('device_code, point') + [
      ...LATEST_COLUMNS.slice(3).map((column) => `${column} = CASE WHEN ${given('at')} > at THEN ${given(column)} ELSE ${column} END`),
      `at = ${greatest}(at, ${given('at')})`,
    ].join(', ');
  }

  /** The newest reading of each point; only those received since then, where given (epoch milliseconds). */
  async latest(receivedSince?: number): Promise<Reading[]> {
    const since = receivedSince === undefined ? '' : ' WHERE received_at >= ?';
    return (await this.database.read<LatestRow>(`SELECT * FROM reading_latest${since}`, receivedSince === undefined ? [] : [receivedSince])).map(fromLatestRow);
  }

  /** Which of these readings are stored already, by `readingKey`. */
  async known(transaction: Transaction, readings: readonly Reading[]): Promise<Set<string>> {
    const known = new Set<string>();
    for (let at = 0; at < readings.length; at += ASKED_AT_ONCE) {
      const part = readings.slice(at, at + ASKED_AT_ONCE);
      const rows = (await transaction.query(
        `SELECT device_code, point, at FROM reading_raw WHERE ${part.map(() => '(device_code = ? AND point = ? AND at = ?)').join(' OR ')}`,
        part.flatMap((reading): SqlValue[] => [reading.deviceCode, reading.point, reading.at]),
      )) as { device_code: string; point: string; at: number | string }[];
      for (const row of rows) known.add(readingKey({ deviceCode: row.device_code, point: row.point, at: Number(row.at) }));
    }
    return known;
  }

  /** Stores readings that are not stored yet, adds to their minutes, and moves the newest of each point on. */
  async store(transaction: Transaction, readings: readonly Reading[], minutes: readonly Minute[], newest: readonly Reading[]): Promise<void> {
    await insertRows(transaction, 'reading_raw', RAW_COLUMNS, readings.map(toReadingRow), onConflictIgnore(this.database.dialect, ['device_code', 'point', 'at']));
    const rows = minutes.map((minute) => ({
      device_code: minute.deviceCode, point: minute.point, minute_at: minute.minuteAt, min_value: minute.min, max_value: minute.max,
      sum_value: minute.sum, samples: minute.samples, last_value: minute.last, last_at: minute.lastAt,
    }));
    await insertRows(transaction, 'reading_minute', MINUTE_COLUMNS, rows, this.minuteSuffix);
    await insertRows(transaction, 'reading_latest', LATEST_COLUMNS, newest.map(toReadingRow), this.latestSuffix);
  }

  /** Measured readings of a range, oldest first; undefined when there are more than `atMost`. */
  async readings(range: Range, atMost: number): Promise<Sample[] | undefined> {
    const where = `FROM reading_raw WHERE device_code = ? AND point = ? AND at >= ? AND at < ? AND ${MEASURED}`;
    const values = [range.deviceCode, range.point, range.from, range.to];
    const [found] = await this.database.read<{ n: number | string }>(`SELECT COUNT(*) AS n FROM (SELECT 1 AS one ${where} LIMIT ${atMost + 1}) AS few`, values);
    if (Number(found?.n ?? 0) > atMost) return undefined;
    const rows = await this.database.read<{ at: number | string; value: number }>(`SELECT at, value ${where} ORDER BY at LIMIT ${atMost}`, values);
    return rows.map((row) => ({ at: Number(row.at), value: Number(row.value) }));
  }

  /** Means of a range over whole multiples of `step` (milliseconds, whole minutes), with their lowest and highest, oldest first. */
  async means({ deviceCode, point, from, to }: Range, step: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    const part = Math.max(1, Math.floor((MINUTES_AT_ONCE * MINUTE) / step)) * step;
    const firstMinute = Math.floor(from / MINUTE) * MINUTE;
    for (let at = Math.floor(from / step) * step; at < to; at += part) {
      const rows = await this.database.read<{ began: number | string; low: number; high: number; total: number; n: number | string }>(
        `SELECT minute_at - (minute_at % ${step}) AS began, MIN(min_value) AS low, MAX(max_value) AS high, SUM(sum_value) AS total, SUM(samples) AS n FROM reading_minute
         WHERE device_code = ? AND point = ? AND minute_at >= ? AND minute_at < ? GROUP BY began ORDER BY began`,
        [deviceCode, point, Math.max(at, firstMinute), Math.min(at + part, to)],
      );
      for (const row of rows) samples.push({ at: Number(row.began), value: Number(row.total) / Number(row.n), min: Number(row.low), max: Number(row.high) });
      // Between the parts others have their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return samples;
  }
}
