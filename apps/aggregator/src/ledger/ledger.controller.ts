import { Controller, Get, Param, Query } from '@nestjs/common';
import type { GridView, ObjectView } from '@one-screen/contracts';
import { addDays, SECTORS, startOfDay } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { LedgerService } from './ledger.service.js';

const ObjectsQuery = z.object({
  sector: z.enum(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  q: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/).optional(),
});
type ObjectsQuery = z.infer<typeof ObjectsQuery>;

/** As of a moment, or of the last one of a day in Beijing; absent: now. */
const GridsQuery = z.object({ at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional() });
type GridsQuery = z.infer<typeof GridsQuery>;
const momentOf = (at: string): number => (at.length === 10 ? startOfDay(addDays(at, 1)) - 1 : Date.parse(at));

/** Reading the ledger, within the reader's scope. Writing it: sectors/ledger-door.controller.ts. */
@Controller('api')
@Needs('view')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Get('grids')
  async grids(@Who() who: Identity, @Query(zod(GridsQuery)) { at }: GridsQuery): Promise<{ items: GridView[] }> {
    return { items: await this.ledger.gridsIn(who.scope, at === undefined ? undefined : momentOf(at)) };
  }

  @Get('grids/:code')
  grid(@Who() who: Identity, @Param('code') code: string): Promise<GridView> {
    return this.ledger.grid(who.scope, code);
  }

  @Get('objects')
  objects(@Who() who: Identity, @Query(zod(ObjectsQuery)) { cursor, ...filter }: ObjectsQuery): Promise<{ items: ObjectView[]; nextCursor?: string }> {
    return this.ledger.objectsIn(who.scope, { ...filter, after: cursor });
  }

  @Get('objects/:code')
  object(@Who() who: Identity, @Param('code') code: string): Promise<ObjectView> {
    return this.ledger.object(who.scope, code);
  }
}
