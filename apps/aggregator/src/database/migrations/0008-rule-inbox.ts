import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/**
 * What an instance that does not lead the field heard and the rules are to judge: the leading one takes it from here. And more room for
 * what a rule remembers: a combination of many alarms did not fit into MySQL's TEXT (64 KiB). An interrupted run is taken up again.
 */
export class RuleInbox1764000000008 implements MigrationInterface {
  name = 'RuleInbox1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    // Read and removed by key only; the keys are in order of time.
    if (!(await runner.hasTable('rule_inbox'))) {
      await runAll(runner, ['CREATE TABLE rule_inbox (id VARCHAR(26) NOT NULL PRIMARY KEY, source_id VARCHAR(64) NOT NULL, sector VARCHAR(16) NOT NULL, body MEDIUMTEXT NOT NULL, received_at BIGINT NOT NULL)']);
    }
    if (runner.connection.options.type === 'mysql') await runner.query('ALTER TABLE rule_state MODIFY body MEDIUMTEXT NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rule_inbox');
  }
}
