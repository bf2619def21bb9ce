import { Inject, Injectable } from '@nestjs/common';
import type { WallCreateBody, WallCreated, WallView } from '@one-screen/contracts';
import { missing } from '@one-screen/domain';
import { ulid } from 'ulid';
import type { z } from 'zod';
import { Database } from '../database/database.js';
import { iso } from '../journal/instant.js';
import { AuditService } from './audit.service.js';
import { CLOCK, type Clock } from './clock.js';
import type { Identity } from './identity.js';
import { IdentityService } from './identity.service.js';
import { newToken, tokenHash } from './secret.js';
import { WallsRepository, type Wall } from './walls.repository.js';

/** A connected screen is recognised again every few seconds, and that is written down every half a minute. */
const ONLINE_WITHIN = 75_000;

/** Keeps the screens and their read-only tokens; every change is audited. */
@Injectable()
export class WallsService {
  constructor(
    private readonly database: Database,
    private readonly walls: WallsRepository,
    private readonly identity: IdentityService,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(): Promise<WallView[]> {
    const now = this.clock();
    return (await this.walls.list()).map((wall) => viewOf(wall, now));
  }

  /** The token is in this answer and nowhere else. */
  async create(body: z.infer<typeof WallCreateBody>, who: Identity): Promise<WallCreated> {
    const token = newToken();
    const now = this.clock();
    const wall: Wall = { id: ulid(), name: body.name, scope: body.scope, createdAt: now, createdBy: who.name };
    await this.database.write(async (transaction) => {
      await this.walls.insert(transaction, wall, tokenHash(token));
      await this.audit.append(transaction, [{ actor: who.name, action: 'wall.create', object: wall.id, result: 'done', ip: who.ip, detail: wall.name }]);
    });
    return { ...viewOf(wall, now), token };
  }

  /** Ends the token at once here, within five seconds elsewhere. Throws 404 `no-such-wall`. */
  async revoke(id: string, who: Identity): Promise<void> {
    await this.database.write(async (transaction) => {
      const wall = await this.walls.lock(transaction, id);
      if (!wall) throw missing('no-such-wall', '没有这块大屏', 'There is no such screen');
      if (wall.revokedAt !== undefined) return;
      await this.walls.revoke(transaction, id, this.clock());
      await this.audit.append(transaction, [{ actor: who.name, action: 'wall.revoke', object: id, result: 'done', ip: who.ip, detail: wall.name }]);
    });
    this.identity.forgetWall(id);
  }
}

const viewOf = (wall: Wall, now: number): WallView => ({
  id: wall.id,
  name: wall.name,
  scope: wall.scope,
  createdAt: iso(wall.createdAt),
  createdBy: wall.createdBy,
  ...(wall.lastSeenAt !== undefined && { lastSeenAt: iso(wall.lastSeenAt) }),
  ...(wall.revokedAt !== undefined && { revokedAt: iso(wall.revokedAt) }),
  online: wall.revokedAt === undefined && wall.lastSeenAt !== undefined && now - wall.lastSeenAt < ONLINE_WITHIN,
});
