import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** The log of double random draws 双随机, whole and never changed; and how inspections are listed and found by their draw. */
export class Draws1764000000017 implements MigrationInterface {
  name = 'Draws1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runAll(runner, [
      `CREATE TABLE draw_log (
        id VARCHAR(64) NOT NULL PRIMARY KEY, at BIGINT NOT NULL, drawn_by VARCHAR(100) NOT NULL, kind VARCHAR(16) NOT NULL, sectors VARCHAR(200) NOT NULL,
        sector VARCHAR(16) NULL, grid_prefix VARCHAR(20) NOT NULL, body MEDIUMTEXT NOT NULL
      )`,
      'CREATE INDEX draw_log_at ON draw_log (at)',
      'CREATE INDEX inspection_draw ON inspection (draw_id)',
      'CREATE INDEX inspection_page ON inspection (planned_for, sector, grid_code)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runAll(runner, ['DROP TABLE draw_log']);
    const on = runner.connection.options.type === 'mysql' ? ' ON inspection' : '';
    for (const index of ['inspection_draw', 'inspection_page']) await runner.query(`DROP INDEX ${index}${on}`);
  }
}
