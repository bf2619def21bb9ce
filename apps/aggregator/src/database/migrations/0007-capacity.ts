import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 核定承载量 of supervised objects, and what kind of thing a device is. */
const COLUMNS = [['supervised_object', 'capacity', 'INTEGER NULL'], ['device', 'kind', 'VARCHAR(64) NULL']] as const;

/** MySQL does not undo a migration that was interrupted: what is there already is left as it is. */
export class Capacity1764000000007 implements MigrationInterface {
  name = 'Capacity1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) if (!(await runner.hasColumn(table, column))) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) if (await runner.hasColumn(table, column)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }
}
