import { Injectable } from '@nestjs/common';
import { slotOf } from '../alarms/alarm-identity.js';
import { Database, type SqlRow, type Transaction } from '../database/database.js';
import { forUpdate, insertRows, marks } from '../database/sql.js';
import { sourceOf, type Source, type SourceRow } from './source.row.js';

/** What came from one source since the last time it was written down. */
export interface Traffic {
  id: string;
  accepted: number;
  repeats: number;
  rejected: number;
  lastSeenAt?: number;
}

const COLUMNS = ['id', 'revision', 'kind', 'sector', 'name', 'token_hash', 'silent_after', 'options', 'disabled', 'from_file', 'last_seen_at', 'accepted', 'repeats', 'rejected', 'created_at'] as const;
/** What a person decides; counters are only ever added to. */
const DECIDED = ['revision', 'sector', 'name', 'token_hash', 'silent_after', 'options', 'disabled', 'from_file'] as const;

@Injectable()
export class SourcesRepository {
  constructor(private readonly database: Database) {}

  /** Every source, also disabled ones, by id. */
  async all(): Promise<Source[]> {
    return (await this.database.read<SourceRow>('SELECT * FROM source ORDER BY id')).map(sourceOf);
  }

  /** One source, locked until the transaction ends. */
  async find(transaction: Transaction, id: string): Promise<Source | undefined> {
    const [row] = (await transaction.query(`SELECT * FROM source WHERE id = ?${forUpdate(this.database.dialect)}`, [id])) as SourceRow[];
    return row && sourceOf(row);
  }

  /** Which other source has this token. */
  async tokenHolder(transaction: Transaction, tokenHash: string): Promise<string | undefined> {
    const [row] = (await transaction.query('SELECT id FROM source WHERE token_hash = ?', [tokenHash])) as { id: string }[];
    return row?.id;
  }

  async insert(transaction: Transaction, source: Source): Promise<void> {
    await insertRows(transaction, 'source', COLUMNS, [rowOf(source)]);
  }

  /** Writes what people decide (name, sector, token, options, …); leaves counters and `lastSeenAt` alone. */
  async update(transaction: Transaction, source: Source): Promise<void> {
    const row = rowOf(source);
    await transaction.query(`UPDATE source SET ${DECIDED.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, [...DECIDED.map((column) => row[column] ?? null), source.id]);
  }

  /** Adds to the counters, so that several instances add up; `lastSeenAt` only moves forward. */
  async addTraffic(traffic: readonly Traffic[]): Promise<void> {
    const inOrder = [...traffic].sort((a, b) => (a.id < b.id ? -1 : 1));
    await this.database.write(async (transaction) => {
      for (const { id, accepted, repeats, rejected, lastSeenAt } of inOrder) {
        await transaction.query(
          `UPDATE source SET accepted = accepted + ?, repeats = repeats + ?, rejected = rejected + ?,
             last_seen_at = CASE WHEN ? > COALESCE(last_seen_at, 0) THEN ? ELSE last_seen_at END WHERE id = ?`,
          [accepted, repeats, rejected, lastSeenAt ?? 0, lastSeenAt ?? null, id],
        );
      }
    });
  }

  /** Ids of the sources whose own alarm of the key that `keyOf` gives each has a condition that goes on. */
  async withStandingAlarm(keyOf: (sourceId: string) => string): Promise<string[]> {
    const slots = (await this.all()).map(({ id }) => slotOf(id, keyOf(id)));
    if (!slots.length) return [];
    const rows = await this.database.read<{ source_id: string }>(`SELECT source_id FROM alarm WHERE slot IN (${marks(slots.length)}) AND condition_active = 1`, slots);
    return rows.map((row) => row.source_id);
  }
}

const rowOf = (source: Source): SqlRow => ({
  id: source.id,
  revision: source.revision,
  kind: source.kind,
  sector: source.sector,
  name: source.name,
  token_hash: source.tokenHash ?? null,
  silent_after: source.silentAfter,
  options: JSON.stringify(source.options),
  disabled: Number(source.disabled),
  from_file: Number(source.fromFile),
  last_seen_at: source.lastSeenAt ?? null,
  accepted: source.accepted,
  repeats: source.repeats,
  rejected: source.rejected,
  created_at: source.createdAt,
});
