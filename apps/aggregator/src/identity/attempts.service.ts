import { Inject, Injectable } from '@nestjs/common';
import { DomainError, forbidden } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { iso } from '../journal/instant.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { AuditService } from './audit.service.js';
import { CLOCK, type Clock } from './clock.js';
import { afterFailure, isLocked } from './lock-out.js';
import { verifyNobody, verifyPassword } from './passwords.js';
import { Turns } from './turns.js';

const WAITING_PER_ACCOUNT = 20;
const ACCOUNTS_AT_ONCE = 100;

const wrong = () => new DomainError('unauthenticated', 'wrong-credentials', { zh: '用户名或密码不正确', en: 'Wrong user name or password' });
const busy = () => new DomainError('too-many', 'too-many-sign-ins', { zh: '登录请求过多，请稍后再试', en: 'Too many sign-ins at once; try again' }, { retryAfterSeconds: 5 });
const disabled = () => forbidden('account-disabled', '账号已停用，请联系管理员', 'The account is disabled; ask an administrator');
const locked = (until: number) =>
  forbidden('account-locked', `密码错误次数过多，账号已锁定至 ${iso(until).slice(11, 16)}`, `Too many wrong passwords; the account is locked until ${iso(until).slice(11, 16)}`, { lockedUntil: iso(until) });

/** Checks passwords and counts failures: five in a row lock the account, and a locked one refuses even the right password. */
@Injectable()
export class AttemptsService {
  private readonly turns = new Turns(WAITING_PER_ACCOUNT, ACCOUNTS_AT_ONCE);

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The account, if the password is right and it may come in; a refusal is audited under `action`.
   * Throws `wrong-credentials` (401), `account-locked` or `account-disabled` (403), `too-many-sign-ins` (429).
   */
  async check(username: string, password: string, ip: string, action: string): Promise<Account> {
    const attempt = this.turns.take(username, () => this.attempt(username, password));
    if (!attempt) throw busy();
    const outcome = await attempt;
    if (!(outcome instanceof DomainError)) return outcome;
    const known = outcome.code !== 'wrong-credentials' || (await this.accounts.find(username)) !== undefined;
    // What is no account may be a password typed into the wrong field: it is not written down.
    await this.audit.refused({ actor: known ? username : '-', action, object: known ? username : '-', ip, detail: outcome.code });
    throw outcome;
  }

  private async attempt(username: string, password: string): Promise<Account | DomainError> {
    const seen = await this.accounts.find(username);
    if (!seen) {
      await verifyNobody(password);
      return wrong();
    }
    if (isLocked(seen, this.clock()) && seen.lockedUntil !== undefined) return locked(seen.lockedUntil);
    const right = await verifyPassword(password, seen.passwordHash);
    return this.database.write(async (transaction) => {
      const account = await this.accounts.lock(transaction, username);
      const now = this.clock();
      if (!account) return wrong();
      // Another instance may have locked it, or the password may have changed, while ours was being checked.
      if (isLocked(account, now) && account.lockedUntil !== undefined) return locked(account.lockedUntil);
      if (right && account.passwordHash === seen.passwordHash) {
        if (account.disabled) return disabled();
        await this.accounts.update(transaction, username, { failures: 0, lockedUntil: null });
        return account;
      }
      const next = afterFailure(account, now);
      await this.accounts.update(transaction, username, { failures: next.failures, lockedUntil: next.lockedUntil ?? null });
      return next.lockedUntil === undefined ? wrong() : locked(next.lockedUntil);
    });
  }
}
