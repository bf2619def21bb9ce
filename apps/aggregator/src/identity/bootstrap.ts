import { Password } from '@one-screen/contracts';
import { EVERYTHING, type Role } from '@one-screen/domain';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { ConfigError, type Config } from '../config/config.js';
import type { Database } from '../database/database.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { hashPassword, randomPassword, verifyPassword } from './passwords.js';
import { keepPrivate } from './private-file.js';
import { newToken, tokenHash } from './secret.js';
import { SessionsRepository } from './sessions.repository.js';
import { WallsRepository } from './walls.repository.js';

export interface Bootstrapped {
  /** Accounts whose passwords are ours to tell; printed at the start of the demo. */
  accounts: { username: string; password: string }[];
  /** Token of the demo's own screen. */
  wallToken?: string;
  /** Where the random password of a fresh `admin` was written. */
  adminPasswordFile?: string;
}

const DEMO_PEOPLE: { username: Role; displayName: string }[] = [
  { username: 'operator', displayName: '值守员小陈' },
  { username: 'officer', displayName: '值班员小林' },
  { username: 'leader', displayName: '带班领导老周' },
  { username: 'admin', displayName: '管理员小吴' },
];

/**
 * Makes sure that someone can sign in: the four demo accounts and a screen, or the first administrator.
 * May run in several instances at once. Throws ConfigError when ADMIN_PASSWORD is too weak.
 */
export const bootstrapAccounts = (database: Database, config: Pick<Config, 'demo' | 'demoPassword' | 'adminPassword' | 'dataDir'>): Promise<Bootstrapped> => {
  const doors = { database, accounts: new AccountsRepository(database), sessions: new SessionsRepository(database), walls: new WallsRepository(database), dataDir: config.dataDir };
  return config.demo ? demo(doors, config.demoPassword) : firstAdmin(doors, config.adminPassword);
};

interface Doors {
  database: Database;
  accounts: AccountsRepository;
  sessions: SessionsRepository;
  walls: WallsRepository;
  dataDir: string;
}

const newAccount = (username: string, displayName: string, role: Role, passwordHash: string): Account => ({
  username, displayName, role, scope: EVERYTHING, passwordHash, failures: 0, disabled: false, createdAt: Date.now(),
});

const demo = async (doors: Doors, given: string): Promise<Bootstrapped> => {
  const file = join(doors.dataDir, 'demo-accounts.json');
  let kept: { content: string; made: boolean } | undefined;
  // A file that no longer tells the truth would only mislead.
  if (given) rmSync(file, { force: true });
  else kept = keepPrivate(file, () => JSON.stringify(Object.fromEntries(DEMO_PEOPLE.map(({ username }) => [username, randomPassword()])), null, 2));
  const passwords = kept ? (JSON.parse(kept.content) as Record<string, string>) : {};
  const told = await Promise.all(
    DEMO_PEOPLE.map(async ({ username, displayName }) => {
      const password = given || passwords[username];
      if (!password) return [];
      // Whoever changed a kept password keeps the new one; it is then not ours to tell.
      const mine = await ensureDemoAccount(doors, username, displayName, password, Boolean(given) || kept?.made === true);
      return mine ? [{ username, password }] : [];
    }),
  );
  const wallToken = await demoWall(doors);
  return { accounts: told.flat(), ...(wallToken !== undefined && { wallToken }) };
};

/** True when the account now has this password. */
const ensureDemoAccount = async (doors: Doors, username: Role, displayName: string, password: string, overwrite: boolean): Promise<boolean> => {
  const found = await doors.accounts.find(username);
  if (found && (await verifyPassword(password, found.passwordHash))) return true;
  if (found && !overwrite) return false;
  const passwordHash = await hashPassword(password);
  await doors.database.write(async (transaction) => {
    await doors.accounts.insert(transaction, newAccount(username, displayName, username, passwordHash), true);
    if (!found) return;
    await doors.accounts.update(transaction, username, { passwordHash, failures: 0, lockedUntil: null });
    await doors.sessions.endAll(transaction, username, Date.now());
  });
  // Another instance may have been first, with the same password from the same file.
  return found !== undefined || verifyPassword(password, (await doors.accounts.find(username))?.passwordHash ?? '');
};

const demoWall = async (doors: Doors): Promise<string | undefined> => {
  const token = keepPrivate(join(doors.dataDir, 'demo-wall-token'), newToken).content;
  const hash = tokenHash(token);
  await doors.database.write((transaction) => doors.walls.insert(transaction, { id: ulid(), name: '演示大屏', scope: EVERYTHING, createdAt: Date.now(), createdBy: 'system' }, hash));
  const wall = await doors.walls.byToken(hash);
  return wall?.revokedAt === undefined ? token : undefined;
};

const firstAdmin = async (doors: Doors, given: string): Promise<Bootstrapped> => {
  if (given && !Password.safeParse(given).success) {
    throw new ConfigError('Setting ADMIN_PASSWORD is wrong: it must have 8 to 200 characters of at least three kinds (lower case, upper case, digit, other sign). / 设置 ADMIN_PASSWORD 不正确：须为 8 至 200 个字符，且含小写字母、大写字母、数字、其他符号中至少三种。');
  }
  if ((await doors.accounts.list()).some(({ role }) => role === 'admin')) return { accounts: [] };
  const file = join(doors.dataDir, 'admin-password');
  // The file comes first: a crash in between leaves a password without an account, never the other way round.
  const kept = given ? undefined : keepPrivate(file, randomPassword);
  const password = kept?.content ?? given;
  const account = newAccount('admin', '系统管理员', 'admin', await hashPassword(password));
  await doors.database.write((transaction) => doors.accounts.insert(transaction, account, true));
  if (!kept) return { accounts: [] };
  const stored = await doors.accounts.find('admin');
  if (stored?.passwordHash === account.passwordHash || (await verifyPassword(password, stored?.passwordHash ?? ''))) return { accounts: [], adminPasswordFile: file };
  if (kept.made) rmSync(file, { force: true });
  return { accounts: [] };
};
