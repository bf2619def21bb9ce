import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

const COLUMNS = 'code, name, kind, is_schematic, lon, lat, rings, holes, chief, chief_phone';

/**
 * Versions of the grids 动态调整, who serves in them, who answers for an object 包保, and patrols 巡查. `grid` stays what the hot path reads:
 * the versions in force, marked `is_present`. What stood there before becomes a first version valid from always (0). An interrupted run is taken up again.
 */
export class GridPeople1764000000012 implements MigrationInterface {
  name = 'GridPeople1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('grid', 'holes'))) await runner.query('ALTER TABLE grid ADD COLUMN holes MEDIUMTEXT NULL');
    const make = async (table: string, statements: string[]): Promise<void> => {
      if (!(await runner.hasTable(table))) await runAll(runner, statements);
    };
    await make('grid_version', [
      `CREATE TABLE grid_version (
        id VARCHAR(26) NOT NULL PRIMARY KEY, code VARCHAR(20) NOT NULL, name VARCHAR(100) NOT NULL, kind VARCHAR(16) NOT NULL, is_schematic SMALLINT NOT NULL,
        lon DOUBLE PRECISION NOT NULL, lat DOUBLE PRECISION NOT NULL, rings MEDIUMTEXT NOT NULL, holes MEDIUMTEXT NULL, chief VARCHAR(64) NULL, chief_phone VARCHAR(32) NULL,
        from_at BIGINT NOT NULL, until_at BIGINT NULL, is_present SMALLINT NOT NULL, reason TEXT NOT NULL, made_by VARCHAR(80) NOT NULL, made_at BIGINT NOT NULL
      )`,
      'CREATE UNIQUE INDEX grid_version_code ON grid_version (code, from_at)',
      'CREATE INDEX grid_version_present ON grid_version (is_present, from_at)',
    ]);
    // The id of a first version is its code, so a second run of this adds nothing.
    await runner.query(
      `INSERT INTO grid_version (id, ${COLUMNS}, from_at, until_at, is_present, reason, made_by, made_at)
      SELECT code, ${COLUMNS}, 0, NULL, 1, '初始划定', 'migration', 0 FROM grid WHERE code NOT IN (SELECT code FROM grid_version)`,
    );
    await make('grid_person', [
      `CREATE TABLE grid_person (
        id VARCHAR(26) NOT NULL PRIMARY KEY, grid_code VARCHAR(20) NOT NULL, role VARCHAR(16) NOT NULL, name VARCHAR(64) NOT NULL, phone VARCHAR(32) NOT NULL, account VARCHAR(64) NULL,
        from_at BIGINT NOT NULL, until_at BIGINT NULL, made_by VARCHAR(80) NOT NULL, made_at BIGINT NOT NULL
      )`,
      'CREATE INDEX grid_person_grid ON grid_person (grid_code, from_at)',
    ]);
    await make('object_warden', [
      `CREATE TABLE object_warden (
        id VARCHAR(26) NOT NULL PRIMARY KEY, object_code VARCHAR(64) NOT NULL, grid_code VARCHAR(20) NOT NULL, name VARCHAR(64) NOT NULL, phone VARCHAR(32) NOT NULL, account VARCHAR(64) NULL,
        duties TEXT NOT NULL, from_at BIGINT NOT NULL, until_at BIGINT NULL, made_by VARCHAR(80) NOT NULL, made_at BIGINT NOT NULL
      )`,
      'CREATE INDEX object_warden_object ON object_warden (object_code, from_at)',
      'CREATE INDEX object_warden_grid ON object_warden (grid_code, from_at)',
    ]);
    await make('patrol', [
      // `known_by`: what tells a repeat, the sender's own key or what makes two visits the same.
      `CREATE TABLE patrol (
        id VARCHAR(26) NOT NULL PRIMARY KEY, known_by VARCHAR(64) NOT NULL, grid_code VARCHAR(20) NOT NULL, object_code VARCHAR(64) NULL, person_id VARCHAR(26) NULL, person_role VARCHAR(16) NULL,
        done_by VARCHAR(64) NOT NULL, at BIGINT NOT NULL, findings TEXT NULL, track MEDIUMTEXT NULL, recorded_by VARCHAR(80) NOT NULL, recorded_at BIGINT NOT NULL
      )`,
      'CREATE UNIQUE INDEX patrol_known ON patrol (known_by)',
      'CREATE INDEX patrol_grid ON patrol (grid_code, at)',
      'CREATE INDEX patrol_object ON patrol (object_code, at)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['patrol', 'object_warden', 'grid_person', 'grid_version']) if (await runner.hasTable(table)) await runner.query(`DROP TABLE ${table}`);
    if (await runner.hasColumn('grid', 'holes')) await runner.query('ALTER TABLE grid DROP COLUMN holes');
  }
}
