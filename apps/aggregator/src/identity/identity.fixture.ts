import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVERYTHING, type Role } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { AccountsRepository } from './accounts.repository.js';
import { AttemptsService } from './attempts.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import type { Identity } from './identity.js';
import { IdentityService } from './identity.service.js';
import { hashPassword } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';
import { UsersService } from './users.service.js';
import { WallsRepository } from './walls.repository.js';
import { WallsService } from './walls.service.js';

export const RIGHT = 'Right-1234';

/** The identity room on a throwaway database, with a clock to turn. For specs. */
export const openIdentity = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-identity-'));
  const database = await Database.open({ databaseUrl: '', dataDir });
  const time = { now: Date.parse('2026-11-23T08:00:00+08:00') };
  const clock = () => time.now;
  const accounts = new AccountsRepository(database);
  const walls = new WallsRepository(database);
  const audit = new AuditService(database, new AuditRepository(database), clock);
  const attempts = new AttemptsService(database, accounts, audit, clock);
  /** Another instance on the same database shares nothing in memory. */
  const instance = () => new IdentityService(database, accounts, new SessionsRepository(database), walls, attempts, audit, 'k'.repeat(32), clock);
  const identity = instance();
  const passwordHash = await hashPassword(RIGHT);
  return {
    database, dataDir, time, accounts, audit, identity, instance,
    users: new UsersService(database, accounts, identity, audit, clock),
    walls: new WallsService(database, walls, identity, audit, clock),
    add: (username: string, role: Role) =>
      database.write((transaction) => accounts.insert(transaction, { username, displayName: username, role, scope: EVERYTHING, passwordHash, failures: 0, disabled: false, createdAt: time.now })),
    by: (name: string, role: Role = 'admin'): Identity => ({ kind: 'user', name, displayName: name, role, scope: EVERYTHING, ip: '127.0.0.1' }),
    close: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export type IdentityFixture = Awaited<ReturnType<typeof openIdentity>>;
