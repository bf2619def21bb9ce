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

  /** Every version with who made it and when (epoch milliseconds); of one rule where its id is given, oldest first. */
  async versions(id?: string): Promise<{ rule: Rule; changedBy: string; changedAt: number }[]> {
    const where = id === undefined ? '' : ' WHERE id = ?';
    const rows = await this.database.read<{ body: string; changed_by: string; changed_at: number | string }>(`SELECT body, changed_by, changed_at FROM alarm_rule${where} ORDER BY id, version`, id === undefined ? [] : [id]);
    return rows.map((row) => ({ rule: JSON.parse(row.body) as Rule, changedBy: row.changed_by, changedAt: Number(row.changed_at) }));
  }

  /** Adds versions; one that is there already stays as it is. */
  async add(transaction: Transaction, rules: readonly Rule[], by: string, at: number): Promise<void> {
    const rows = rules.map((rule) => ({ id: rule.id, version: rule.version, sector: rule.sector, body: JSON.stringify(rule), changed_by: by, changed_at: at }));
    await insertRows(transaction, 'alarm_rule', RULE_COLUMNS, rows, onConflictIgnore(this.database.dialect, ['id', 'version']));
  }

  /** The newest version of a rule. Within the journal head's lock it stays the newest. */
  async newest(transaction: Transaction, id: string): Promise<Rule | undefined> {
    const [row] = (await transaction.query('SELECT body FROM alarm_rule WHERE id = ? ORDER BY version DESC LIMIT 1', [id])) as { body: string }[];
    return row && (JSON.parse(row.body) as Rule);
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
