import { Inject, Injectable } from '@nestjs/common';
import type { PersonView, UserChangeBody, UserCreateBody, UserView } from '@one-screen/contracts';
import { conflict, missing } from '@one-screen/domain';
import type { z } from 'zod';
import { Database } from '../database/database.js';
import { iso } from '../journal/instant.js';
import { AccountsRepository, type Account, type AccountChange } from './accounts.repository.js';
import { AuditService } from './audit.service.js';
import { CLOCK, type Clock } from './clock.js';
import type { Identity } from './identity.js';
import { IdentityService } from './identity.service.js';
import { isLocked } from './lock-out.js';
import { hashPassword } from './passwords.js';

/** Names the program signs with itself. */
const RESERVED = new Set(['system', '-']);

const taken = () => conflict('username-taken', '用户名已被使用', 'The user name is taken');
const lastAdmin = () => conflict('last-admin', '不能停用或降级最后一个管理员', 'The last administrator cannot be disabled or given another role');

/** Keeps the accounts of people; every change is audited. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly identity: IdentityService,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(): Promise<UserView[]> {
    const now = this.clock();
    return (await this.accounts.list()).map((account) => viewOf(account, now));
  }

  /** Enabled officers and leaders: those who may handle an alarm. */
  async people(): Promise<PersonView[]> {
    const accounts = await this.accounts.list();
    return accounts.filter(({ disabled, role }) => !disabled && (role === 'officer' || role === 'leader')).map(({ username, displayName, role }) => ({ username, displayName, role }));
  }

  /** Throws 409 `username-taken`. */
  async create(body: z.infer<typeof UserCreateBody>, who: Identity): Promise<UserView> {
    if (RESERVED.has(body.username)) throw taken();
    const passwordHash = await hashPassword(body.password);
    const now = this.clock();
    const account: Account = { username: body.username, displayName: body.displayName, role: body.role, scope: body.scope, passwordHash, failures: 0, disabled: false, createdAt: now };
    await this.database.write(async (transaction) => {
      if (await this.accounts.lock(transaction, body.username)) throw taken();
      await this.accounts.insert(transaction, account);
      await this.audit.append(transaction, [{ actor: who.name, action: 'user.create', object: body.username, result: 'done', ip: who.ip, detail: `role ${body.role}; ${scopeText(account)}` }]);
    });
    return viewOf(account, now);
  }

  /** Applies what is given. A new password or being enabled again also lifts a lock; a new password or being disabled ends the sessions. Throws 404 `no-such-user`, 409 `last-admin`. */
  async change(username: string, body: z.infer<typeof UserChangeBody>, who: Identity): Promise<UserView> {
    const passwordHash = body.password === undefined ? undefined : await hashPassword(body.password);
    const changed = await this.database.write(async (transaction) => {
      const admins = await this.accounts.lockAdmins(transaction);
      const account = await this.accounts.lock(transaction, username);
      if (!account) throw missing('no-such-user', '没有这个账号', 'There is no such user');
      const stepsDown = body.disabled === true || (body.role !== undefined && body.role !== 'admin');
      if (stepsDown && admins.length === 1 && admins[0] === username) throw lastAdmin();
      const change: AccountChange = { displayName: body.displayName, role: body.role, scope: body.scope, disabled: body.disabled, passwordHash };
      if (passwordHash !== undefined || body.disabled === false) Object.assign(change, { failures: 0, lockedUntil: null });
      await this.accounts.update(transaction, username, change);
      if (passwordHash !== undefined || body.disabled) await this.identity.endAll(transaction, username);
      const after = await this.accounts.lock(transaction, username);
      await this.audit.append(transaction, [{ actor: who.name, action: 'user.change', object: username, result: 'done', ip: who.ip, detail: differenceOf(account, after ?? account) }]);
      return after ?? account;
    }).catch(async (error: unknown) => {
      const code = (error as { code?: unknown }).code;
      if (code === 'last-admin') await this.audit.refused({ actor: who.name, action: 'user.change', object: username, ip: who.ip, detail: code });
      throw error;
    });
    this.identity.forgetUser(username);
    return viewOf(changed, this.clock());
  }
}

const scopeText = ({ scope }: Account): string => `sectors ${scope.sectors.join(',')}; grid ${scope.gridPrefix || '*'}`;

/** What changed, for the audit trail; a password is named, never shown. */
const differenceOf = (before: Account, after: Account): string => {
  const parts: string[] = [];
  if (before.displayName !== after.displayName) parts.push('display name');
  if (before.role !== after.role) parts.push(`role ${before.role} > ${after.role}`);
  if (scopeText(before) !== scopeText(after)) parts.push(scopeText(after));
  if (before.disabled !== after.disabled) parts.push(after.disabled ? 'disabled' : 'enabled');
  if (before.passwordHash !== after.passwordHash) parts.push('password');
  if (before.lockedUntil !== undefined && after.lockedUntil === undefined) parts.push('unlocked');
  return parts.join('; ') || 'nothing';
};

const viewOf = (account: Account, now: number): UserView => ({
  username: account.username,
  displayName: account.displayName,
  role: account.role,
  scope: account.scope,
  disabled: account.disabled,
  ...(isLocked(account, now) && account.lockedUntil !== undefined && { lockedUntil: iso(account.lockedUntil) }),
  ...(account.lastSignInAt !== undefined && { lastSignInAt: iso(account.lastSignInAt) }),
  createdAt: iso(account.createdAt),
});
