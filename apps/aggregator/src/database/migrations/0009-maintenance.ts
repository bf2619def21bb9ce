import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

const COLUMNS = [['alarm', 'maintenance_id', 'VARCHAR(26) NULL'], ['journal_head', 'mark', 'BIGINT NOT NULL DEFAULT 0']] as const;

/**
 * Maintenance windows 检维修屏蔽, the window an alarm came under, and a mark on the journal's head that moves whenever a window does: every
 * alarm transaction reads the head anyway, so instances agree on the windows commit by commit. An interrupted run is taken up again.
 */
export class Maintenance1764000000009 implements MigrationInterface {
  name = 'Maintenance1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) if (!(await runner.hasColumn(table, column))) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
    if (await runner.hasTable('maintenance_window')) return;
    await runAll(runner, [
      // `is_open`: requested or approved. `unreleased`: it is over, and what it held may not all be back yet. A small table, read only when it changed: no index.
      `CREATE TABLE maintenance_window (
        id VARCHAR(26) NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, state VARCHAR(16) NOT NULL, is_open SMALLINT NOT NULL, unreleased SMALLINT NOT NULL,
        sector VARCHAR(16) NOT NULL, grid_code VARCHAR(20) NULL, source_id VARCHAR(64) NULL, device_code VARCHAR(64) NULL, object_code VARCHAR(64) NULL, point VARCHAR(100) NULL,
        from_at BIGINT NOT NULL, until_at BIGINT NOT NULL, reason TEXT NOT NULL, permit VARCHAR(64) NOT NULL, responsible VARCHAR(64) NOT NULL,
        requested_by VARCHAR(80) NOT NULL, requested_at BIGINT NOT NULL, decided_by VARCHAR(80) NULL, decided_at BIGINT NULL, decision_note TEXT NULL, includes_red SMALLINT NOT NULL,
        ended_by VARCHAR(80) NULL, ended_at BIGINT NULL, end_note TEXT NULL
      )`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE maintenance_window');
    for (const [table, column] of COLUMNS) if (await runner.hasColumn(table, column)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }
}
