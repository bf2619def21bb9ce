import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stood open at the end of a period past: hazards signed off since, read from the index alone. */
export class HazardClosed1764000000021 implements MigrationInterface {
  name = 'HazardClosed1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX hazard_closed ON hazard (closed_at, counts, sector, grid_code, found_at, major, due_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(runner.connection.options.type === 'mysql' ? 'DROP INDEX hazard_closed ON hazard' : 'DROP INDEX hazard_closed');
  }
}
