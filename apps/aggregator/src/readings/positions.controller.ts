import { Controller, Get, Query } from '@nestjs/common';
import { Instant, type PositionView, type TrackPoint } from '@one-screen/contracts';
import { SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { PositionsService } from './positions.service.js';
import { rangeOf } from './range.js';

const ListQuery = z.object({
  sector: z.enum(SECTORS).optional(),
  deviceCode: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(20_000).default(20_000),
  cursor: z.string().max(64).optional(),
});
type ListQuery = z.infer<typeof ListQuery>;

const TrackQuery = z.object({
  deviceCode: z.string().min(1).max(64),
  from: Instant,
  to: Instant,
  cursor: z.string().regex(/^\d{1,15}$/, { error: 'nextCursor of the page before' }).optional(),
});
type TrackQuery = z.infer<typeof TrackQuery>;

/** Where everything that moves is, and the way it came. */
@Controller('api/positions')
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  /** The newest position of each device in the reader's scope. */
  @Get()
  @Needs('view')
  list(@Who() who: Identity, @Query(zod(ListQuery)) query: ListQuery): { items: PositionView[]; nextCursor?: string } {
    return this.positions.list(query, who.scope);
  }

  @Get('track')
  @Needs('view')
  track(@Who() who: Identity, @Query(zod(TrackQuery)) query: TrackQuery): Promise<{ items: TrackPoint[]; nextCursor?: string }> {
    const { from, to } = rangeOf(query);
    return this.positions.track(query.deviceCode, from, to, who.scope, query.cursor === undefined ? undefined : Number(query.cursor));
  }
}
