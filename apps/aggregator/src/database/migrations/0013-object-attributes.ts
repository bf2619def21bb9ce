import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** Typed attributes of supervised objects, one row each: days in a column of their own, so that what runs out is found by index. Scale 规上/规下 and a revision of the object. */
export class ObjectAttributes1764000000013 implements MigrationInterface {
  name = 'ObjectAttributes1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runAll(runner, [
      `CREATE TABLE object_attribute (
        object_code VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL, kind VARCHAR(8) NOT NULL, text_value VARCHAR(400) NULL, number_value DOUBLE NULL, day_value VARCHAR(10) NULL,
        expires SMALLINT NOT NULL, PRIMARY KEY (object_code, name)
      )`,
      'CREATE INDEX object_attribute_day ON object_attribute (expires, day_value, object_code)',
    ]);
    if (!(await runner.hasColumn('supervised_object', 'scale'))) await runner.query('ALTER TABLE supervised_object ADD COLUMN scale VARCHAR(8) NULL');
    if (!(await runner.hasColumn('supervised_object', 'revision'))) await runner.query('ALTER TABLE supervised_object ADD COLUMN revision INTEGER NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE object_attribute');
    for (const column of ['scale', 'revision']) if (await runner.hasColumn('supervised_object', column)) await runner.query(`ALTER TABLE supervised_object DROP COLUMN ${column}`);
  }
}
