import { Injectable } from '@nestjs/common';
import { openRisk, type DataScope, type Level, type RiskChange, type RiskRule, type RiskState, type Sector } from '@one-screen/domain';
import { Database, type SqlRow, type SqlValue, type Transaction } from '../database/database.js';
import { insertRows, marks, onConflictIgnore, onConflictUpdate } from '../database/sql.js';

interface StateRow {
  opened_at: number | string;
  managed: number | string;
  colour: string | null;
  assessed: string | null;
  clean_since: number | string | null;
}
interface ChangeRow {
  object_code: string;
  from_colour: string | null;
  to_colour: string;
  rule_name: string;
  evidence: string;
  actor: string;
  at: number | string;
}

/** By whom an object's first colour is when nobody assessed it: it came with the list. */
export const DECLARED_BY = 'ledger';

/** Colours of objects and how they came to them. */
@Injectable()
export class RiskRepository {
  constructor(private readonly database: Database) {}

  /** Watches from now on every object not yet watched. */
  async watch(transaction: Transaction, now: number): Promise<void> {
    await transaction.query(`INSERT INTO risk_state (object_code, opened_at, managed) SELECT code, ?, 0 FROM supervised_object WHERE code NOT IN (SELECT object_code FROM risk_state)`, [now]);
  }

  async unwatched(): Promise<boolean> {
    return (await this.database.read('SELECT code FROM supervised_object WHERE code NOT IN (SELECT object_code FROM risk_state) LIMIT 1')).length > 0;
  }

  /** The state of an object of this declared colour; watched from `now` on when it was not before. */
  async present(code: string, declared: Level, now: number, transaction?: Transaction): Promise<{ state: RiskState; managed: boolean }> {
    const read = <T extends object>(sql: string, values: SqlValue[]): Promise<T[]> => (transaction ? (transaction.query(sql, values) as Promise<T[]>) : this.database.read<T>(sql, values));
    const [row] = await read<StateRow>('SELECT * FROM risk_state WHERE object_code = ?', [code]);
    if (!row || Number(row.managed) === 0) return { state: openRisk(code, declared, ['declared'], DECLARED_BY, Number(row?.opened_at ?? now)), managed: false };
    const changes = await read<ChangeRow>('SELECT * FROM risk_change WHERE object_code = ? ORDER BY number', [code]);
    const causes = await read<{ cause: string }>('SELECT cause FROM risk_cause WHERE object_code = ? ORDER BY cause', [code]);
    return {
      managed: true,
      state: { key: code, colour: row.colour as Level, assessed: row.assessed as Level, cleanSince: Number(row.clean_since), spent: causes.map(({ cause }) => cause), history: changes.map(changeOf) },
    };
  }

  /** Saves a state after the one before: its history and causes only grow. The object's colour follows. */
  async save(transaction: Transaction, before: RiskState, managed: boolean, after: RiskState): Promise<void> {
    const code = after.key;
    await insertRows(transaction, 'risk_state', ['object_code', 'opened_at', 'managed', 'colour', 'assessed', 'clean_since'], [
      { object_code: code, opened_at: after.history[0]?.at ?? 0, managed: 1, colour: after.colour, assessed: after.assessed, clean_since: after.cleanSince },
    ], onConflictUpdate(this.database.dialect, ['object_code'], ['managed', 'colour', 'assessed', 'clean_since']));
    const known = managed ? before.history.length : 0;
    await insertRows(transaction, 'risk_change', ['object_code', 'number', 'from_colour', 'to_colour', 'rule_name', 'evidence', 'actor', 'at'], after.history.slice(known).map((change, index): SqlRow => ({
      object_code: code, number: known + index, from_colour: change.from ?? null, to_colour: change.to, rule_name: change.rule, evidence: JSON.stringify(change.evidence), actor: change.by, at: change.at,
    })));
    const fresh = after.spent.filter((cause) => !before.spent.includes(cause));
    await insertRows(transaction, 'risk_cause', ['object_code', 'cause'], fresh.map((cause) => ({ object_code: code, cause })), onConflictIgnore(this.database.dialect, ['object_code', 'cause']));
    await transaction.query('UPDATE supervised_object SET risk = ? WHERE code = ?', [after.colour, code]);
  }

  /** Objects in scope with what is needed to say their colour at any instant. */
  async timelines(scope: DataScope, sector: Sector | undefined, grid: string | undefined): Promise<{ openedAt: number; colour: Level; changes: { at: number; to: Level }[] }[]> {
    const sectors = sector ? scope.sectors.filter((each) => each === sector) : scope.sectors;
    if (!sectors.length) return [];
    const prefixes = [scope.gridPrefix, grid].filter((prefix): prefix is string => Boolean(prefix));
    const where = `o.sector IN (${marks(sectors.length)})${prefixes.map(() => ' AND o.grid_code LIKE ?').join('')}`;
    const values = [...sectors, ...prefixes.map((prefix) => `${prefix}%`)];
    const objects = await this.database.read<{ code: string; risk: string; opened_at: number | string }>(`SELECT o.code, o.risk, s.opened_at FROM supervised_object o JOIN risk_state s ON s.object_code = o.code WHERE ${where}`, values);
    const changes = await this.database.read<ChangeRow>(`SELECT c.object_code, c.to_colour, c.at FROM risk_change c JOIN supervised_object o ON o.code = c.object_code WHERE ${where} ORDER BY c.object_code, c.number`, values);
    const byObject = new Map<string, { at: number; to: Level }[]>();
    for (const { object_code: code, to_colour: to, at } of changes) (byObject.get(code) ?? byObject.set(code, []).get(code)!).push({ at: Number(at), to: to as Level });
    return objects.map(({ code, risk, opened_at: openedAt }) => ({ openedAt: Number(openedAt), colour: risk as Level, changes: byObject.get(code) ?? [] }));
  }
}

const changeOf = (row: ChangeRow): RiskChange => ({
  ...(row.from_colour !== null && { from: row.from_colour as Level }), to: row.to_colour as Level, rule: row.rule_name as RiskRule, evidence: JSON.parse(row.evidence) as string[], by: row.actor, at: Number(row.at),
});
