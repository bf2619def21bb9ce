import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/**
 * Hazards, inspections, cases and accidents: the whole record in `body`, and beside it the facts that lists, counts and rates ask for.
 * Spans of objects in their grids, and counts by standing period kept with every change.
 */
export class LedgerRecords1764000000011 implements MigrationInterface {
  name = 'LedgerRecords1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runAll(runner, [
      `CREATE TABLE hazard (
        id VARCHAR(64) NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, state VARCHAR(16) NOT NULL, sector VARCHAR(16) NOT NULL, grid_code VARCHAR(20) NOT NULL,
        object_code VARCHAR(64) NOT NULL, source VARCHAR(16) NOT NULL, category VARCHAR(100) NOT NULL, major SMALLINT NOT NULL, counts SMALLINT NOT NULL, is_open SMALLINT NOT NULL,
        found_at BIGINT NOT NULL, due_at BIGINT NULL, closed_at BIGINT NULL, late_at BIGINT NULL, is_late SMALLINT NOT NULL, filed_at BIGINT NULL, visit_id VARCHAR(64) NULL,
        assignee VARCHAR(100) NULL, listed_tier VARCHAR(16) NULL, body MEDIUMTEXT NOT NULL
      )`,
      'CREATE INDEX hazard_found ON hazard (found_at, sector, grid_code, counts, major, closed_at)',
      'CREATE INDEX hazard_grid ON hazard (grid_code, found_at)',
      'CREATE INDEX hazard_object ON hazard (object_code, found_at)',
      'CREATE INDEX hazard_due ON hazard (due_at, sector, grid_code, counts, closed_at, filed_at)',
      'CREATE INDEX hazard_open ON hazard (is_open, sector, grid_code, major, late_at, due_at, filed_at)',
      'CREATE INDEX hazard_late ON hazard (is_late, closed_at, due_at, sector, grid_code, filed_at)',
      'CREATE INDEX hazard_visit ON hazard (visit_id)',
      `CREATE TABLE inspection (
        id VARCHAR(64) NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, state VARCHAR(16) NOT NULL, sector VARCHAR(16) NOT NULL, grid_code VARCHAR(20) NOT NULL,
        object_code VARCHAR(64) NOT NULL, kind VARCHAR(16) NOT NULL, planned_for BIGINT NOT NULL, at BIGINT NULL, valid SMALLINT NOT NULL, hazards INTEGER NOT NULL,
        draw_id VARCHAR(64) NULL, body MEDIUMTEXT NOT NULL
      )`,
      'CREATE INDEX inspection_at ON inspection (at, sector, grid_code, valid, hazards)',
      'CREATE INDEX inspection_grid ON inspection (grid_code, at)',
      'CREATE INDEX inspection_object ON inspection (object_code, at, valid)',
      'CREATE INDEX inspection_planned ON inspection (state, planned_for)',
      `CREATE TABLE enforcement_case (
        id VARCHAR(64) NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, state VARCHAR(16) NOT NULL, sector VARCHAR(16) NOT NULL, grid_code VARCHAR(20) NOT NULL,
        object_code VARCHAR(64) NOT NULL, found_at BIGINT NOT NULL, filed_at BIGINT NULL, penal_at BIGINT NULL, amount BIGINT NULL, is_open SMALLINT NOT NULL, body MEDIUMTEXT NOT NULL
      )`,
      'CREATE INDEX case_penal ON enforcement_case (penal_at, sector, grid_code)',
      'CREATE INDEX case_found ON enforcement_case (found_at)',
      'CREATE INDEX case_object ON enforcement_case (object_code, found_at)',
      `CREATE TABLE accident (
        id VARCHAR(64) NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, state VARCHAR(16) NOT NULL, sector VARCHAR(16) NOT NULL, grid_code VARCHAR(20) NOT NULL,
        object_code VARCHAR(64) NULL, occurred_at BIGINT NOT NULL, counts SMALLINT NOT NULL, deaths INTEGER NOT NULL, grade VARCHAR(16) NOT NULL, body MEDIUMTEXT NOT NULL
      )`,
      'CREATE INDEX accident_at ON accident (occurred_at, sector, grid_code, counts, deaths)',
      `CREATE TABLE object_span (
        object_code VARCHAR(64) NOT NULL, from_at BIGINT NOT NULL, until_at BIGINT NULL, sector VARCHAR(16) NOT NULL, grid_code VARCHAR(20) NOT NULL, PRIMARY KEY (object_code, from_at)
      )`,
      'CREATE INDEX object_span_grid ON object_span (sector, grid_code, from_at, until_at)',
      `CREATE TABLE rate_bucket (
        kind VARCHAR(8) NOT NULL, from_at BIGINT NOT NULL, digits SMALLINT NOT NULL, grid VARCHAR(12) NOT NULL, sector VARCHAR(16) NOT NULL,
        visits INTEGER NOT NULL, finding INTEGER NOT NULL, visit_hazards INTEGER NOT NULL, penalties INTEGER NOT NULL, found INTEGER NOT NULL, major_found INTEGER NOT NULL,
        rectified INTEGER NOT NULL, major_rectified INTEGER NOT NULL, due INTEGER NOT NULL, on_time INTEGER NOT NULL, covered INTEGER NOT NULL,
        PRIMARY KEY (kind, from_at, digits, grid, sector)
      )`,
      'CREATE TABLE number_series (name VARCHAR(40) NOT NULL PRIMARY KEY, last_number INTEGER NOT NULL)',
    ]);
    for (const column of ['listed_since', 'listed_until']) {
      if (!(await runner.hasColumn('supervised_object', column))) await runner.query(`ALTER TABLE supervised_object ADD COLUMN ${column} VARCHAR(10) NULL`);
    }
    // Objects known before spans were kept stand where they stand since ever.
    await runner.query('INSERT INTO object_span (object_code, from_at, until_at, sector, grid_code) SELECT code, 0, NULL, sector, grid_code FROM supervised_object');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['number_series', 'rate_bucket', 'object_span', 'accident', 'enforcement_case', 'inspection', 'hazard']) await runner.query(`DROP TABLE ${table}`);
    for (const column of ['listed_since', 'listed_until']) if (await runner.hasColumn('supervised_object', column)) await runner.query(`ALTER TABLE supervised_object DROP COLUMN ${column}`);
  }
}
