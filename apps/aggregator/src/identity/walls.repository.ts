import { Injectable } from '@nestjs/common';
import type { DataScope } from '@one-screen/domain';
import { Database, type SqlRow, type Transaction } from '../database/database.js';
import { forUpdate, insertRows, onConflictIgnore } from '../database/sql.js';
import { scopeColumns, toScope } from './accounts.repository.js';

/** A screen with its read-only token, of which only the hash is stored. Times are epoch milliseconds. */
export interface Wall {
  id: string;
  name: string;
  scope: DataScope;
  createdAt: number;
  createdBy: string;
  lastSeenAt?: number;
  revokedAt?: number;
}

const SELECT = 'SELECT id, name, sectors, grid_prefix, created_at, created_by, last_seen_at, revoked_at FROM wall';

const toWall = (row: SqlRow): Wall => ({
  id: String(row.id),
  name: String(row.name),
  scope: toScope(row.sectors ?? '', row.grid_prefix ?? ''),
  createdAt: Number(row.created_at),
  createdBy: String(row.created_by),
  ...(row.last_seen_at !== null && { lastSeenAt: Number(row.last_seen_at) }),
  ...(row.revoked_at !== null && { revokedAt: Number(row.revoked_at) }),
});

/** Screens. A revoked one stays on the list. */
@Injectable()
export class WallsRepository {
  constructor(private readonly database: Database) {}

  async list(): Promise<Wall[]> {
    return (await this.database.read(`${SELECT} ORDER BY created_at DESC, id`)).map(toWall);
  }

  async byToken(hash: string): Promise<Wall | undefined> {
    const [row] = await this.database.read(`${SELECT} WHERE token_hash = ?`, [hash]);
    return row && toWall(row);
  }

  async lock(transaction: Transaction, id: string): Promise<Wall | undefined> {
    const [row] = (await transaction.query(`${SELECT} WHERE id = ?${forUpdate(this.database.dialect)}`, [id])) as SqlRow[];
    return row && toWall(row);
  }

  /** Writes a new screen; one with the same token stays as it is. */
  async insert(transaction: Transaction, wall: Wall, tokenHash: string): Promise<void> {
    await insertRows(
      transaction,
      'wall',
      ['id', 'name', 'token_hash', 'sectors', 'grid_prefix', 'created_at', 'created_by', 'last_seen_at', 'revoked_at'],
      [{ id: wall.id, name: wall.name, token_hash: tokenHash, ...scopeColumns(wall.scope), created_at: wall.createdAt, created_by: wall.createdBy, last_seen_at: null, revoked_at: null }],
      onConflictIgnore(this.database.dialect, ['token_hash']),
    );
  }

  async revoke(transaction: Transaction, id: string, at: number): Promise<void> {
    await transaction.query('UPDATE wall SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [at, id]);
  }

  async touch(id: string, at: number): Promise<void> {
    await this.database.write((transaction) => transaction.query('UPDATE wall SET last_seen_at = ? WHERE id = ?', [at, id]));
  }
}
