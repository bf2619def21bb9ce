import { Injectable } from '@nestjs/common';
import type { RuleInput, Sector } from '@one-screen/domain';
import { monotonicFactory } from 'ulid';
import { Database, type Transaction } from '../../database/database.js';
import { insertRows, marks } from '../../database/sql.js';

/** What was heard of a source in one go, for the rules to judge, in order. */
export interface Heard {
  source: { id: string; sector: Sector };
  signals: readonly RuleInput['signal'][];
  /** Epoch milliseconds, by the clock of the instance that heard it. */
  receivedAt: number;
}

const AT_ONCE = 500;

/** What instances that do not lead the field hand to the one that does. */
@Injectable()
export class RuleInboxRepository {
  private readonly nextId = monotonicFactory();

  constructor(private readonly database: Database) {}

  /** Resolves when it is durable. */
  async put({ source, signals, receivedAt }: Heard): Promise<void> {
    const row = { id: this.nextId(), source_id: source.id, sector: source.sector, body: JSON.stringify(signals), received_at: receivedAt };
    await this.database.write((transaction) => insertRows(transaction, 'rule_inbox', ['id', 'source_id', 'sector', 'body', 'received_at'], [row], ''));
  }

  /** The oldest that are there but for those `done`; `more`: ask again. */
  async oldest(done: ReadonlySet<string>): Promise<{ items: (Heard & { id: string })[]; more: boolean }> {
    const limit = AT_ONCE + done.size;
    const rows = await this.database.read<{ id: string; source_id: string; sector: string; body: string; received_at: number | string }>(`SELECT * FROM rule_inbox ORDER BY id LIMIT ${limit}`);
    const items = rows.filter(({ id }) => !done.has(id)).map((row) => ({
      id: row.id, source: { id: row.source_id, sector: row.sector as Sector }, signals: JSON.parse(row.body) as Heard['signals'], receivedAt: Number(row.received_at),
    }));
    return { items, more: rows.length === limit };
  }

  /** In the transaction that writes what the rules made of them. */
  async remove(transaction: Transaction, ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const part = ids.slice(from, from + AT_ONCE);
      await transaction.query(`DELETE FROM rule_inbox WHERE id IN (${marks(part.length)})`, part);
    }
  }
}
