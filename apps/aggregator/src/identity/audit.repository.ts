import { Injectable } from '@nestjs/common';
import { Database, type SqlRow, type Transaction } from '../database/database.js';
import { forUpdate, insertRows } from '../database/sql.js';
import { chained, type AuditEntry, type AuditRecord } from './audit-chain.js';

const COLUMNS = ['sequence', 'at', 'actor', 'action', 'object', 'result', 'ip', 'detail', 'hash'] as const;
const SELECT = `SELECT ${COLUMNS.join(', ')} FROM audit`;

const toRecord = (row: SqlRow): AuditRecord => ({
  sequence: Number(row.sequence),
  at: Number(row.at),
  actor: String(row.actor),
  action: String(row.action),
  object: String(row.object),
  result: row.result as AuditRecord['result'],
  ip: String(row.ip),
  detail: row.detail === null || row.detail === undefined ? null : String(row.detail),
  hash: String(row.hash),
});

/** The audit trail: append-only, gap-free, each record chained to the one before. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Appends in the transaction given, holding the head until it ends. Lock order: the journal's head, if at all, comes first. */
  async append(transaction: Transaction, entries: readonly AuditEntry[], now: number): Promise<void> {
    if (!entries.length) return;
    const [head] = (await transaction.query(`SELECT sequence, hash FROM audit_head WHERE id = 1${forUpdate(this.database.dialect)}`)) as SqlRow[];
    const records = chained({ sequence: Number(head?.sequence ?? 0), hash: String(head?.hash ?? '') }, entries, now);
    await insertRows(transaction, 'audit', COLUMNS, records.map((record) => ({ ...record })));
    const last = records[records.length - 1];
    if (last) await transaction.query('UPDATE audit_head SET sequence = ?, hash = ? WHERE id = 1', [last.sequence, last.hash]);
  }

  async head(): Promise<{ sequence: number; hash: string }> {
    const [row] = await this.database.read('SELECT sequence, hash FROM audit_head WHERE id = 1');
    return { sequence: Number(row?.sequence ?? 0), hash: String(row?.hash ?? '') };
  }

  async after(sequence: number, limit: number): Promise<AuditRecord[]> {
    return (await this.database.read(`${SELECT} WHERE sequence > ? ORDER BY sequence LIMIT ?`, [sequence, limit])).map(toRecord);
  }

  /** Newest first, older than `before`. */
  async before(before: number, limit: number): Promise<AuditRecord[]> {
    return (await this.database.read(`${SELECT} WHERE sequence < ? ORDER BY sequence DESC LIMIT ?`, [before, limit])).map(toRecord);
  }
}
