import { Inject, Injectable } from '@nestjs/common';
import { DomainError, conflict } from '@one-screen/domain';
import { Database, type Transaction } from '../database/database.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { AttemptsService } from './attempts.service.js';
import { AuditService } from './audit.service.js';
import { CLOCK, type Clock } from './clock.js';
import { SESSION_COOKIE, WALL_COOKIE } from './cookies.js';
import type { Identity } from './identity.js';
import { IDLE_LIMIT, OPERATOR_IDLE_LIMIT, SESSION_LIMIT } from './lock-out.js';
import { hashPassword } from './passwords.js';
import { Recent } from './recent.js';
import { SESSION_KEY, newToken, sessionHash, tokenHash } from './secret.js';
import { SessionsRepository, type Session } from './sessions.repository.js';
import { WallsRepository, type Wall } from './walls.repository.js';

/** What a request shows of itself. `active`: a person did it, so it counts against idling (false for background polls and heartbeats). */
export interface Credentials {
  cookies: Record<string, string | undefined>;
  /** A wall token given as `Authorization: Bearer` or in the socket handshake. */
  bearer?: string | undefined;
  ip: string;
  active: boolean;
}

/** How long what was looked up is believed: the longest a revocation by another instance goes unnoticed. */
const BELIEVED_FOR = 5_000;
const KEPT_AT_MOST = 20_000;
const TOUCH_EVERY = 30_000;
const SESSIONS_KEPT_FOR = 30 * 86_400_000;
const LONGEST_TOKEN = 200;

/** Idle limit of an account's sessions, milliseconds. */
export const idleLimitOf = (role: Account['role']): number => (role === 'operator' ? OPERATOR_IDLE_LIMIT : IDLE_LIMIT);

/** Who is asking: sign-in, sign-out, and the identity behind a cookie or token. */
@Injectable()
export class IdentityService {
  private readonly sessionsSeen: Recent<Session>;
  private readonly wallsSeen: Recent<Wall>;
  /** Last activity by session or wall, ahead of the database by up to half a minute. */
  private readonly activity = new Map<string, { at: number; written: number }>();

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly walls: WallsRepository,
    private readonly attempts: AttemptsService,
    private readonly audit: AuditService,
    @Inject(SESSION_KEY) private readonly key: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.sessionsSeen = new Recent(BELIEVED_FOR, KEPT_AT_MOST, clock);
    this.wallsSeen = new Recent(BELIEVED_FOR, KEPT_AT_MOST, clock);
  }

  /** Starts a session. The token goes into the cookie and is stored nowhere. Errors: see AttemptsService.check. */
  async signIn(username: string, password: string, ip: string): Promise<{ token: string; identity: Identity }> {
    const account = await this.attempts.check(username, password, ip, 'session.sign-in');
    const token = newToken();
    const hash = sessionHash(this.key, token);
    await this.database.write(async (transaction) => {
      const at = this.clock();
      await this.accounts.update(transaction, username, { lastSignInAt: at });
      await this.sessions.forgetBefore(transaction, username, at - SESSIONS_KEPT_FOR);
      await this.sessions.insert(transaction, { hash, username, at, ip });
      await this.audit.append(transaction, [{ actor: username, action: 'session.sign-in', object: username, result: 'done', ip }]);
    });
    return { token, identity: personOf(account, hash, ip) };
  }

  /** Ends the session at once, here and (within five seconds) on every instance. A screen only drops its cookie. */
  async signOut(identity: Identity): Promise<void> {
    const hash = identity.sessionHash;
    if (hash === undefined) return;
    await this.database.write(async (transaction) => {
      await this.sessions.end(transaction, hash, this.clock());
      await this.audit.append(transaction, [{ actor: identity.name, action: 'session.sign-out', object: identity.name, result: 'done', ip: identity.ip }]);
    });
    this.sessionsSeen.forget(hash);
    this.activity.delete(hash);
  }

  /** The person or screen behind the credentials, or undefined. A person comes before a screen when both are shown. */
  async identify(credentials: Credentials): Promise<Identity | undefined> {
    const { cookies, ip, active } = credentials;
    const session = cookies[SESSION_COOKIE];
    const person = session ? await this.bySession(session, ip, active) : undefined;
    if (person) return person;
    const token = credentials.bearer ?? cookies[WALL_COOKIE];
    return token ? this.byWallToken(token, ip) : undefined;
  }

  /** A screen shows its token for the first time. Throws 401 `unknown-wall-token`. */
  async signInWall(token: string, ip: string): Promise<Identity> {
    const identity = await this.byWallToken(token, ip);
    if (identity) {
      await this.audit.record([{ actor: identity.name, action: 'wall.sign-in', object: identity.name, result: 'done', ip }]);
      return identity;
    }
    await this.audit.refused({ actor: '-', action: 'wall.sign-in', object: '-', ip, detail: 'unknown-wall-token' });
    throw new DomainError('unauthenticated', 'unknown-wall-token', { zh: '大屏令牌无效或已吊销', en: 'The wall token is unknown or revoked' });
  }

  /** Changes one's own password and ends one's other sessions. */
  async changePassword(identity: Identity, current: string, next: string): Promise<void> {
    const { name, ip } = identity;
    await this.attempts.check(name, current, ip, 'session.password');
    if (current === next) throw conflict('same-password', '新密码不能与原密码相同', 'The new password must differ from the old one');
    const passwordHash = await hashPassword(next);
    await this.database.write(async (transaction) => {
      await this.accounts.update(transaction, name, { passwordHash });
      await this.endAll(transaction, name, identity.sessionHash);
      await this.audit.append(transaction, [{ actor: name, action: 'session.password', object: name, result: 'done', ip }]);
    });
    this.forgetUser(name);
  }

  /** Ends every session of an account within a transaction; call `forgetUser` after the commit. */
  async endAll(transaction: Transaction, username: string, except?: string): Promise<void> {
    await this.sessions.endAll(transaction, username, this.clock(), except);
  }

  /** Looks an account's sessions up afresh. */
  forgetUser(username: string): void {
    this.sessionsSeen.forgetWhere((session) => session.account.username === username);
  }

  forgetWall(id: string): void {
    this.wallsSeen.forgetWhere((wall) => wall.id === id);
  }

  private async bySession(token: string, ip: string, active: boolean): Promise<Identity | undefined> {
    if (token.length > LONGEST_TOKEN) return undefined;
    const hash = sessionHash(this.key, token);
    const session = await this.sessionsSeen.get(hash, () => this.sessions.find(hash));
    if (!session || session.endedAt !== undefined || session.account.disabled) return undefined;
    const now = this.clock();
    const lastActiveAt = Math.max(session.lastActiveAt, this.activity.get(hash)?.at ?? 0);
    if (now - session.createdAt >= SESSION_LIMIT || now - lastActiveAt >= idleLimitOf(session.account.role)) {
      this.activity.delete(hash);
      return undefined;
    }
    if (active) this.touch(hash, now, session.lastActiveAt, (at) => this.sessions.touch(hash, at));
    return personOf(session.account, hash, ip);
  }

  private async byWallToken(token: string, ip: string): Promise<Identity | undefined> {
    if (token.length > LONGEST_TOKEN) return undefined;
    const hash = tokenHash(token);
    const wall = await this.wallsSeen.get(hash, () => this.walls.byToken(hash));
    if (!wall || wall.revokedAt !== undefined) return undefined;
    this.touch(`wall:${wall.id}`, this.clock(), wall.lastSeenAt ?? 0, (at) => this.walls.touch(wall.id, at));
    return { kind: 'wall', name: `wall:${wall.id}`, displayName: wall.name, role: 'wall', scope: wall.scope, wallId: wall.id, ip };
  }

  /** Notes activity; told to the database every half a minute, without keeping the request waiting. */
  private touch(key: string, now: number, stored: number, write: (at: number) => Promise<void>): void {
    const known = this.activity.get(key);
    const written = Math.max(known?.written ?? 0, stored);
    const due = now - written >= TOUCH_EVERY;
    this.activity.delete(key);
    this.activity.set(key, { at: now, written: due ? now : written });
    if (this.activity.size > KEPT_AT_MOST) this.activity.delete(this.activity.keys().next().value as string);
    // While the database is away the activity is remembered here, and written half a minute later.
    if (due) void write(now).catch(() => undefined);
  }
}

const personOf = (account: Account, hash: string, ip: string): Identity => ({
  kind: 'user',
  name: account.username,
  displayName: account.displayName,
  role: account.role,
  scope: account.scope,
  sessionHash: hash,
  ip,
});
