import type { EnforcementCase } from '@one-screen/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** Which cases name which hazards, and when those were filed: read when either comes first, and when a case names others than before. */
export class CaseHazards1764000000018 implements MigrationInterface {
  name = 'CaseHazards1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runAll(runner, [
      'CREATE TABLE case_hazard (hazard_id VARCHAR(64) NOT NULL, case_id VARCHAR(64) NOT NULL, filed_at BIGINT NULL, PRIMARY KEY (hazard_id, case_id))',
      'CREATE INDEX case_hazard_case ON case_hazard (case_id)',
    ]);
    for (let after = ''; ;) {
      const rows = (await runner.query('SELECT id, body FROM enforcement_case WHERE id > ? ORDER BY id LIMIT 400', [after])) as { id: string; body: string }[];
      for (const { id, body } of rows) {
        const { hazardIds, filed } = JSON.parse(body) as EnforcementCase;
        for (const hazard of new Set(hazardIds)) await runner.query('INSERT INTO case_hazard (hazard_id, case_id, filed_at) VALUES (?, ?, ?)', [hazard, id, filed?.at ?? null]);
      }
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE case_hazard');
  }
}
