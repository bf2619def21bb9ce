import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../database/database.js';
import { insertRows } from '../database/sql.js';
import { toAccount, type Account } from './accounts.repository.js';

/** A session as stored, with its owner as the account is now. Times are epoch milliseconds. */
export interface Session {
  hash: string;
  account: Account;
  createdAt: number;
  lastActiveAt: number;
  endedAt?: number;
}

const ACCOUNT = ['username', 'display_name', 'role', 'sectors', 'grid_prefix', 'password_hash', 'failures', 'locked_until', 'disabled', 'last_sign_in_at', 'created_at'].map((name) => `a.${name} AS ${name}`).join(', ');

/** Sessions of people. Ended ones stay a month, for the trace. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async find(hash: string): Promise<Session | undefined> {
    const [row] = await this.database.read(
      `SELECT s.created_at AS began_at, s.last_active_at AS last_active_at, s.ended_at AS ended_at, ${ACCOUNT}
       FROM session s JOIN account a ON a.username = s.username WHERE s.token_hash = ?`,
      [hash],
    );
    if (!row) return undefined;
    return { hash, account: toAccount(row), createdAt: Number(row.began_at), lastActiveAt: Number(row.last_active_at), ...(row.ended_at !== null && { endedAt: Number(row.ended_at) }) };
  }

  async insert(transaction: Transaction, session: { hash: string; username: string; at: number; ip: string }): Promise<void> {
    await insertRows(transaction, 'session', ['token_hash', 'username', 'created_at', 'last_active_at', 'ip', 'ended_at'], [
      { token_hash: session.hash, username: session.username, created_at: session.at, last_active_at: session.at, ip: session.ip.slice(0, 64), ended_at: null },
    ]);
  }

  async touch(hash: string, at: number): Promise<void> {
    await this.database.write((transaction) => transaction.query('UPDATE session SET last_active_at = ? WHERE token_hash = ? AND last_active_at < ?', [at, hash, at]));
  }

  async end(transaction: Transaction, hash: string, at: number): Promise<void> {
    await transaction.query('UPDATE session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL', [at, hash]);
  }

  /** Ends every session of an account, but one if it is named. */
  async endAll(transaction: Transaction, username: string, at: number, except = ''): Promise<void> {
    await transaction.query('UPDATE session SET ended_at = ? WHERE username = ? AND token_hash <> ? AND ended_at IS NULL', [at, username, except]);
  }

  async forgetBefore(transaction: Transaction, username: string, at: number): Promise<void> {
    await transaction.query('DELETE FROM session WHERE username = ? AND last_active_at < ?', [username, at]);
  }
}
