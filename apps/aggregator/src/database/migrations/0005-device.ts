import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** Devices that were heard of, by the code they call themselves; `object_code` is the supervised object one belongs to, once somebody said so. */
export class Device1764000000005 implements MigrationInterface {
  name = 'Device1764000000005';

  up(runner: QueryRunner): Promise<void> {
    return runAll(runner, [
      `CREATE TABLE device (
        code VARCHAR(64) NOT NULL PRIMARY KEY, source_id VARCHAR(64) NOT NULL, sector VARCHAR(16) NOT NULL, name VARCHAR(100) NULL,
        object_code VARCHAR(64) NULL, first_seen_at BIGINT NOT NULL, last_seen_at BIGINT NOT NULL
      )`,
      'CREATE INDEX device_object ON device (object_code)',
      'CREATE INDEX device_sector ON device (sector, code)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device');
  }
}
