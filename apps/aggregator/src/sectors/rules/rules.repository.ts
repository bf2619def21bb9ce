import { Injectable } from '@nestjs/common';
import type { Rule, RuleState, Sector } from '@one-screen/domain';
import { Database, type Transaction } from '../../database/database.js';
import { insertRows, marks, onConflictIgnore, onConflictUpdate } from '../../database/sql.js';

const RULE_COLUMNS = ['id', 'version', 'sector', 'body', 'changed_by', 'changed_at'] as const;
const DELETE_AT_ONCE = 500;

/** What a rule must remember of one device and point, and the source whose alarm it would be. */
export interface HeldState {
  state: RuleState;
  source: { id: string; sector: Sector };
}

@Injectable()
export class RulesRepository {
  constructor(private readonly database: Database) {}

  /** Every version of every rule, oldest version first. */
  async all(): Promise<Rule[]> {
    const rows = await this.database.read<{ body: string }>('SELECT body FROM alarm_rule ORDER BY id, version');
    return rows.map((row) => JSON.parse(row.body) as Rule);
  }

  /** Adds versions; one that is there already stays as it is. */
  async add(transaction: Transaction, rules: readonly Rule[], by: string, at: number): Promise<void> {
    const rows = rules.map((rule) => ({ id: rule.id, version: rule.version, sector: rule.sector, body: JSON.stringify(rule), changed_by: by, changed_at: at }));
    await insertRows(transaction, 'alarm_rule', RULE_COLUMNS, rows, onConflictIgnore(this.database.dialect, ['id', 'version']));
  }

  async newestVersion(transaction: Transaction, id: string): Promise<number> {
    const [row] = (await transaction.query('SELECT MAX(version) AS version FROM alarm_rule WHERE id = ?', [id])) as { version: number | string | null }[];
    return Number(row?.version ?? 0);
  }

  async states(): Promise<[key: string, held: HeldState][]> {
    const rows = await this.database.read<{ state_key: string; body: string }>('SELECT state_key, body FROM rule_state');
    return rows.map((row) => [row.state_key, JSON.parse(row.body) as HeldState]);
  }

  /** Writes what changed; one that is undefined is forgotten. `along` is done in the same transaction. */
  async saveStates(states: readonly (readonly [key: string, held: HeldState | undefined])[], at: number, along: (transaction: Transaction) => Promise<void>): Promise<void> {
    const kept = states.flatMap(([key, held]) => (held ? [{ state_key: key, body: JSON.stringify(held), updated_at: at }] : []));
    const gone = states.flatMap(([key, held]) => (held ? [] : [key]));
    await this.database.write(async (transaction) => {
      await insertRows(transaction, 'rule_state', ['state_key', 'body', 'updated_at'], kept, onConflictUpdate(this.database.dialect, ['state_key'], ['body', 'updated_at']));
      for (let from = 0; from < gone.length; from += DELETE_AT_ONCE) {
        const part = gone.slice(from, from + DELETE_AT_ONCE);
        await transaction.query(`DELETE FROM rule_state WHERE state_key IN (${marks(part.length)})`, part);
      }
      await along(transaction);
    });
  }
}
