import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** Photos and documents of the ledger's records: what each is and who stored it; the bytes lie in the data folder under their hash. */
export class Attachment1764000000015 implements MigrationInterface {
  name = 'Attachment1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runAll(runner, [
      `CREATE TABLE attachment (
        id VARCHAR(26) NOT NULL PRIMARY KEY, sha256 VARCHAR(64) NOT NULL, type VARCHAR(32) NOT NULL, size INTEGER NOT NULL, name VARCHAR(200) NOT NULL, stored_by VARCHAR(100) NOT NULL, at BIGINT NOT NULL
      )`,
      'CREATE INDEX attachment_hash ON attachment (sha256)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attachment');
  }
}
