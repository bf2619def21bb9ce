import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Indices that a repeat does not move. An alarm's sequence changes with every revision, so each index that ended in it wrote two
 * pages per message: half of all that a commit wrote. No list needs it there: an ordered page is read from `alarm_sequence` or
 * `alarm_state`; what is left behind the other columns (one sector's open alarms, one object's) is few and sorted when asked for.
 */
const INDICES = [
  ['alarm_open', 'is_open, gravity', 'is_open, gravity, sequence'],
  ['alarm_sector', 'sector, is_open', 'sector, is_open, sequence'],
  ['alarm_object', 'object_code', 'object_code, sequence'],
] as const;

export class StillIndices1764000000003 implements MigrationInterface {
  name = 'StillIndices1764000000003';

  up(runner: QueryRunner): Promise<void> {
    return replace(runner, INDICES.map(([name, after]) => [name, after]));
  }

  down(runner: QueryRunner): Promise<void> {
    return replace(runner, INDICES.map(([name, , before]) => [name, before]));
  }
}

/** On MySQL one statement, for it does not undo one that was interrupted; SQLite runs the migration in a transaction. */
const replace = async (runner: QueryRunner, indices: readonly (readonly [name: string, columns: string])[]): Promise<void> => {
  if (runner.connection.options.type === 'mysql') {
    await runner.query(`ALTER TABLE alarm ${indices.map(([name, columns]) => `DROP INDEX ${name}, ADD INDEX ${name} (${columns})`).join(', ')}`);
    return;
  }
  for (const [name, columns] of indices) {
    await runner.query(`DROP INDEX ${name}`);
    await runner.query(`CREATE INDEX ${name} ON alarm (${columns})`);
  }
};
