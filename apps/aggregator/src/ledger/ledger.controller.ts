import { Body, Controller, Get, Inject, Param, Patch, Query } from '@nestjs/common';
import { ObjectChangeBody, type GridView, type ObjectView } from '@one-screen/contracts';
import { addDays, dayOf, forbidden, may, SECTORS, startOfDay } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { AuditService } from '../identity/audit.service.js';
import { CLOCK, type Clock } from '../identity/clock.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { LedgerService } from './ledger.service.js';

const ObjectsQuery = z.object({
  sector: z.enum(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  q: z.string().trim().max(100).optional(),
  /** Something of it runs out within so many days, or has. */
  expiring: z.coerce.number().int().min(0).max(3660).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/).optional(),
});
type ObjectsQuery = z.infer<typeof ObjectsQuery>;

/** As of a moment, or of the last one of a day in Beijing; absent: now. */
const GridsQuery = z.object({ at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional() });
type GridsQuery = z.infer<typeof GridsQuery>;
const momentOf = (at: string): number => (at.length === 10 ? startOfDay(addDays(at, 1)) - 1 : Date.parse(at));

/** Reading the ledger, and changing one object, within the reader's scope. Writing many: sectors/ledger-door.controller.ts. */
@Controller('api')
@Needs('view')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('grids')
  async grids(@Who() who: Identity, @Query(zod(GridsQuery)) { at }: GridsQuery): Promise<{ items: GridView[] }> {
    return { items: await this.ledger.gridsIn(who.scope, at === undefined ? undefined : momentOf(at)) };
  }

  @Get('grids/:code')
  grid(@Who() who: Identity, @Param('code') code: string): Promise<GridView> {
    return this.ledger.grid(who.scope, code);
  }

  @Get('objects')
  objects(@Who() who: Identity, @Query(zod(ObjectsQuery)) { cursor, expiring, ...filter }: ObjectsQuery): Promise<{ items: ObjectView[]; nextCursor?: string }> {
    return this.ledger.objectsIn(who.scope, { ...filter, after: cursor, ...(expiring !== undefined && { expiringBy: addDays(dayOf(this.clock()), expiring) }) });
  }

  @Get('objects/:code')
  object(@Who() who: Identity, @Param('code') code: string): Promise<ObjectView> {
    return this.ledger.object(who.scope, code);
  }

  /** Duty officers, leaders and administrators keep the objects' files; no screen, no watcher. */
  @Patch('objects/:code')
  async change(@Who() who: Identity, @Param('code') code: string, @Body(zod(ObjectChangeBody)) body: ObjectChangeBody): Promise<ObjectView> {
    if (!may(who.role, 'handle-alarms') && !may(who.role, 'administer')) {
      await this.audit.refused({ actor: who.name, action: 'ledger.objects', object: `object:${code}`, ip: who.ip, detail: 'not-permitted' });
      throw forbidden('not-permitted', '没有权限修改监管对象', 'Not permitted to change supervised objects');
    }
    return this.ledger.changeObject({ name: who.name, ip: who.ip }, who.scope, code, body);
  }
}
