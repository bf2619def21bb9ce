import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 下次检验日期 of supervised objects, a day as text. */
export class InspectionDue1764000000010 implements MigrationInterface {
  name = 'InspectionDue1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('supervised_object', 'inspection_due'))) await runner.query('ALTER TABLE supervised_object ADD COLUMN inspection_due VARCHAR(10) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('supervised_object', 'inspection_due')) await runner.query('ALTER TABLE supervised_object DROP COLUMN inspection_due');
  }
}
