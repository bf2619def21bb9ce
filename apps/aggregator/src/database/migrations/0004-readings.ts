import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/**
 * What devices measure and where they are. Times are epoch milliseconds by the device's clock; `quality` is 0 good, 1 uncertain, 2 bad.
 * Raw readings and tracks are kept some days, minutes of readings over a year; the newest of each stands by itself, so that a restart
 * knows it. No secondary index but the one by which old rows are found.
 */
export class Readings1764000000004 implements MigrationInterface {
  name = 'Readings1764000000004';

  up(runner: QueryRunner): Promise<void> {
    // Rows lie in the order of their key, as InnoDB does anyway: one tree to write for each row, and a series reads what lies together.
    const byKey = runner.connection.options.type === 'mysql' ? '' : ' WITHOUT ROWID';
    return runAll(runner, [
      `CREATE TABLE reading_raw (
        device_code VARCHAR(64) NOT NULL, point VARCHAR(64) NOT NULL, at BIGINT NOT NULL, value DOUBLE PRECISION NOT NULL, quality SMALLINT NOT NULL, source_id VARCHAR(64) NOT NULL,
        PRIMARY KEY (device_code, point, at)
      )${byKey}`,
      'CREATE INDEX reading_raw_at ON reading_raw (at)',
      `CREATE TABLE reading_minute (
        device_code VARCHAR(64) NOT NULL, point VARCHAR(64) NOT NULL, minute_at BIGINT NOT NULL, min_value DOUBLE PRECISION NOT NULL, max_value DOUBLE PRECISION NOT NULL,
        sum_value DOUBLE PRECISION NOT NULL, samples INTEGER NOT NULL, last_value DOUBLE PRECISION NOT NULL, last_at BIGINT NOT NULL,
        PRIMARY KEY (device_code, point, minute_at)
      )${byKey}`,
      'CREATE INDEX reading_minute_at ON reading_minute (minute_at)',
      `CREATE TABLE reading_latest (
        device_code VARCHAR(64) NOT NULL, point VARCHAR(64) NOT NULL, at BIGINT NOT NULL, value DOUBLE PRECISION NOT NULL, unit VARCHAR(32) NOT NULL, quality SMALLINT NOT NULL,
        source_id VARCHAR(64) NOT NULL, sector VARCHAR(16) NOT NULL, object_code VARCHAR(64) NULL, received_at BIGINT NOT NULL,
        PRIMARY KEY (device_code, point)
      )${byKey}`,
      `CREATE TABLE position_latest (
        device_code VARCHAR(64) NOT NULL PRIMARY KEY, at BIGINT NOT NULL, lon DOUBLE PRECISION NOT NULL, lat DOUBLE PRECISION NOT NULL, speed_kmh DOUBLE PRECISION NULL, course_deg DOUBLE PRECISION NULL,
        name VARCHAR(100) NULL, source_id VARCHAR(64) NOT NULL, sector VARCHAR(16) NOT NULL, object_code VARCHAR(64) NULL, received_at BIGINT NOT NULL
      )${byKey}`,
      `CREATE TABLE position_track (
        device_code VARCHAR(64) NOT NULL, at BIGINT NOT NULL, lon DOUBLE PRECISION NOT NULL, lat DOUBLE PRECISION NOT NULL, speed_kmh DOUBLE PRECISION NULL, course_deg DOUBLE PRECISION NULL,
        source_id VARCHAR(64) NOT NULL, PRIMARY KEY (device_code, at)
      )${byKey}`,
      'CREATE INDEX position_track_at ON position_track (at)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['reading_raw', 'reading_minute', 'reading_latest', 'position_latest', 'position_track']) await runner.query(`DROP TABLE ${table}`);
  }
}
