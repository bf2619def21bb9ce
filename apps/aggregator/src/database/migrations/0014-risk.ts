import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/**
 * Four-colour risk: since when an object is watched, its colour once something decided it (`managed`; until then the colour it was declared
 * with counts), every change for ever, causes already counted, assessments unit by unit, and reviews to lower.
 */
export class Risk1764000000014 implements MigrationInterface {
  name = 'Risk1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runAll(runner, [
      `CREATE TABLE risk_state (
        object_code VARCHAR(64) NOT NULL PRIMARY KEY, opened_at BIGINT NOT NULL, managed SMALLINT NOT NULL, colour VARCHAR(8) NULL, assessed VARCHAR(8) NULL, clean_since BIGINT NULL
      )`,
      `CREATE TABLE risk_change (
        object_code VARCHAR(64) NOT NULL, number INTEGER NOT NULL, from_colour VARCHAR(8) NULL, to_colour VARCHAR(8) NOT NULL, rule_name VARCHAR(24) NOT NULL, evidence TEXT NOT NULL,
        actor VARCHAR(100) NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (object_code, number)
      )`,
      'CREATE INDEX risk_change_at ON risk_change (at)',
      'CREATE TABLE risk_cause (object_code VARCHAR(64) NOT NULL, cause VARCHAR(160) NOT NULL, PRIMARY KEY (object_code, cause))',
      `CREATE TABLE risk_assessment (
        id VARCHAR(26) NOT NULL, number INTEGER NOT NULL, object_code VARCHAR(64) NOT NULL, unit VARCHAR(100) NOT NULL, method VARCHAR(4) NOT NULL, likelihood DOUBLE NOT NULL, exposure DOUBLE NULL,
        severity DOUBLE NOT NULL, score DOUBLE NOT NULL, colour VARCHAR(8) NOT NULL, cuts VARCHAR(24) NOT NULL, note VARCHAR(500) NULL, actor VARCHAR(100) NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (id, number)
      )`,
      'CREATE INDEX risk_assessment_object ON risk_assessment (object_code, at)',
      `CREATE TABLE risk_review (
        id VARCHAR(26) NOT NULL PRIMARY KEY, object_code VARCHAR(64) NOT NULL, revision INTEGER NOT NULL, state VARCHAR(12) NOT NULL, reason VARCHAR(500) NOT NULL, requested_by VARCHAR(100) NOT NULL,
        requested_at BIGINT NOT NULL, visited_by VARCHAR(100) NULL, visited_at BIGINT NULL, evidence TEXT NULL, decided_by VARCHAR(100) NULL, decided_at BIGINT NULL, note VARCHAR(500) NULL
      )`,
      'CREATE INDEX risk_review_object ON risk_review (object_code, requested_at)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['risk_review', 'risk_assessment', 'risk_cause', 'risk_change', 'risk_state']) await runner.query(`DROP TABLE ${table}`);
  }
}
