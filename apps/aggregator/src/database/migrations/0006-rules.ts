import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** Alarm rules 告警规则, every version kept; and what their evaluation must remember over a restart (running delays, who is in which area). */
export class Rules1764000000006 implements MigrationInterface {
  name = 'Rules1764000000006';

  up(runner: QueryRunner): Promise<void> {
    return runAll(runner, [
      `CREATE TABLE alarm_rule (
        id VARCHAR(80) NOT NULL, version INTEGER NOT NULL, sector VARCHAR(16) NOT NULL, body MEDIUMTEXT NOT NULL,
        changed_by VARCHAR(80) NOT NULL, changed_at BIGINT NOT NULL, PRIMARY KEY (id, version)
      )`,
      // Read as a whole at start and written by key: it needs no index beyond that.
      'CREATE TABLE rule_state (state_key VARCHAR(191) NOT NULL PRIMARY KEY, body TEXT NOT NULL, updated_at BIGINT NOT NULL)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rule_state');
    await runner.query('DROP TABLE alarm_rule');
  }
}
