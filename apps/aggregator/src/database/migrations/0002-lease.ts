import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { onConflictIgnore } from '../sql.js';
import { runAll } from './portable.js';

/**
 * Leases: who of several instances does what, until when (epoch milliseconds; `leases.ts`). And a random id of this
 * installation, by which all instances on one database call themselves the same, and two installations never do.
 */
export class Lease1764000000002 implements MigrationInterface {
  name = 'Lease1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite';
    // In this order, for MySQL does not undo a CREATE TABLE: interrupted, it can be run again.
    await runner.query(`INSERT INTO setting (name, value) VALUES (?, ?)${onConflictIgnore(dialect, ['name'])}`, ['site-id', randomBytes(6).toString('hex')]);
    // Read as a whole and written by name: it needs no index beyond its key.
    await runAll(runner, ['CREATE TABLE lease (name VARCHAR(120) NOT NULL PRIMARY KEY, holder VARCHAR(80) NOT NULL, until_at BIGINT NOT NULL)']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM setting WHERE name = 'site-id'");
    await runner.query('DROP TABLE lease');
  }
}
