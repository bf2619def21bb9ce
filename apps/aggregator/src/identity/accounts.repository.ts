import { Injectable } from '@nestjs/common';
import type { DataScope, Role, Sector } from '@one-screen/domain';
import { Database, type SqlRow, type SqlValue, type Transaction } from '../database/database.js';
import { forUpdate, insertRows, onConflictIgnore } from '../database/sql.js';
import type { Attempts } from './lock-out.js';

/** An account as stored. Times are epoch milliseconds. */
export interface Account extends Attempts {
  username: string;
  displayName: string;
  role: Role;
  scope: DataScope;
  passwordHash: string;
  disabled: boolean;
  lastSignInAt?: number;
  createdAt: number;
}

export type AccountChange = Partial<Omit<Account, 'username' | 'createdAt' | 'lockedUntil'>> & { lockedUntil?: number | null };

const COLUMNS = ['username', 'display_name', 'role', 'sectors', 'grid_prefix', 'password_hash', 'failures', 'locked_until', 'disabled', 'last_sign_in_at', 'created_at'] as const;
const COLUMN_LIST = COLUMNS.join(', ');

/** A scope as its two columns. */
export const scopeColumns = (scope: DataScope) => ({ sectors: scope.sectors.join(','), grid_prefix: scope.gridPrefix });
export const toScope = (sectors: SqlValue, prefix: SqlValue): DataScope => ({ sectors: String(sectors).split(',').filter(Boolean) as Sector[], gridPrefix: String(prefix) });

export const toAccount = (row: SqlRow): Account => ({
  username: String(row.username),
  displayName: String(row.display_name),
  role: row.role as Role,
  scope: toScope(row.sectors ?? '', row.grid_prefix ?? ''),
  passwordHash: String(row.password_hash),
  failures: Number(row.failures),
  ...(row.locked_until !== null && { lockedUntil: Number(row.locked_until) }),
  disabled: Number(row.disabled) === 1,
  ...(row.last_sign_in_at !== null && { lastSignInAt: Number(row.last_sign_in_at) }),
  createdAt: Number(row.created_at),
});

const changedColumns = (change: AccountChange): SqlRow => ({
  ...(change.displayName !== undefined && { display_name: change.displayName }),
  ...(change.role !== undefined && { role: change.role }),
  ...(change.scope !== undefined && scopeColumns(change.scope)),
  ...(change.passwordHash !== undefined && { password_hash: change.passwordHash }),
  ...(change.failures !== undefined && { failures: change.failures }),
  ...(change.lockedUntil !== undefined && { locked_until: change.lockedUntil }),
  ...(change.disabled !== undefined && { disabled: Number(change.disabled) }),
  ...(change.lastSignInAt !== undefined && { last_sign_in_at: change.lastSignInAt }),
});

/** Accounts of people. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly database: Database) {}

  async find(username: string): Promise<Account | undefined> {
    const [row] = await this.database.read(`SELECT ${COLUMN_LIST} FROM account WHERE username = ?`, [username]);
    return row && toAccount(row);
  }

  async list(): Promise<Account[]> {
    return (await this.database.read(`SELECT ${COLUMN_LIST} FROM account ORDER BY username`)).map(toAccount);
  }

  /** Locks the account for this transaction and reads it as it is now. */
  async lock(transaction: Transaction, username: string): Promise<Account | undefined> {
    const [row] = (await transaction.query(`SELECT ${COLUMN_LIST} FROM account WHERE username = ?${forUpdate(this.database.dialect)}`, [username])) as SqlRow[];
    return row && toAccount(row);
  }

  /** Locks and names every enabled administrator. */
  async lockAdmins(transaction: Transaction): Promise<string[]> {
    const rows = (await transaction.query(`SELECT username FROM account WHERE role = 'admin' AND disabled = 0 ORDER BY username${forUpdate(this.database.dialect)}`)) as SqlRow[];
    return rows.map((row) => String(row.username));
  }

  /** Writes a new account. With `orLeave`, one that exists stays as it is. */
  async insert(transaction: Transaction, account: Account, orLeave = false): Promise<void> {
    const row = {
      username: account.username,
      display_name: account.displayName,
      role: account.role,
      ...scopeColumns(account.scope),
      password_hash: account.passwordHash,
      failures: account.failures,
      locked_until: account.lockedUntil ?? null,
      disabled: Number(account.disabled),
      last_sign_in_at: account.lastSignInAt ?? null,
      created_at: account.createdAt,
    };
    await insertRows(transaction, 'account', COLUMNS, [row], orLeave ? onConflictIgnore(this.database.dialect, ['username']) : '');
  }

  async update(transaction: Transaction, username: string, change: AccountChange): Promise<void> {
    const columns = changedColumns(change);
    const names = Object.keys(columns);
    if (!names.length) return;
    await transaction.query(`UPDATE account SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE username = ?`, [...Object.values(columns), username]);
  }
}
