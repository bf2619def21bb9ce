import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** Imports 导入 of ledger files, and every bad cell they found. */
export class Exchange1764000000020 implements MigrationInterface {
  name = 'Exchange1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasTable('ledger_import'))) {
      await runAll(runner, [
        `CREATE TABLE ledger_import (
          id VARCHAR(26) NOT NULL PRIMARY KEY, ledger VARCHAR(20) NOT NULL, file_name VARCHAR(200) NOT NULL, file_bytes BIGINT NOT NULL, is_dry_run SMALLINT NOT NULL, on_error VARCHAR(8) NOT NULL,
          state VARCHAR(16) NOT NULL, actor VARCHAR(80) NOT NULL, started_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, finished_at BIGINT NULL,
          rows_read INTEGER NOT NULL, rows_good INTEGER NOT NULL, rows_bad INTEGER NOT NULL, inserted INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL, fault_count INTEGER NOT NULL,
          unknown_headers TEXT NOT NULL, problem_code VARCHAR(64) NULL, problem_zh TEXT NULL, problem_en TEXT NULL
        )`,
      ]);
    }
    if (await runner.hasTable('ledger_import_fault')) return;
    await runAll(runner, [
      `CREATE TABLE ledger_import_fault (
        import_id VARCHAR(26) NOT NULL, position INTEGER NOT NULL, row_number_seen INTEGER NOT NULL, column_letter VARCHAR(4) NOT NULL, header VARCHAR(200) NOT NULL, cell_value VARCHAR(200) NOT NULL,
        message_zh VARCHAR(500) NOT NULL, message_en VARCHAR(500) NOT NULL, PRIMARY KEY (import_id, position)
      )`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger_import_fault');
    await runner.query('DROP TABLE ledger_import');
  }
}
