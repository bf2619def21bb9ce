import { Controller, Get, Query } from '@nestjs/common';
import { Instant, type ReadingView, type SeriesView } from '@one-screen/contracts';
import { SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { rangeOf } from './range.js';
import { ReadingsService } from './readings.service.js';

const LatestQuery = z.object({
  sector: z.enum(SECTORS).optional(),
  deviceCode: z.string().min(1).max(64).optional(),
  objectCode: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  cursor: z.string().max(800).optional(),
});
type LatestQuery = z.infer<typeof LatestQuery>;

const SeriesQuery = z.object({
  deviceCode: z.string().min(1).max(64),
  point: z.string().min(1).max(64),
  from: Instant,
  to: Instant,
  width: z.coerce.number().int().min(10).max(5000).default(500),
});
type SeriesQuery = z.infer<typeof SeriesQuery>;

/** What devices measure. */
@Controller('api/readings')
export class ReadingsController {
  constructor(private readonly readings: ReadingsService) {}

  /** The newest reading of each point in the reader's scope. */
  @Get()
  @Needs('view')
  latest(@Who() who: Identity, @Query(zod(LatestQuery)) query: LatestQuery): { items: ReadingView[]; nextCursor?: string } {
    return this.readings.latest(query, who.scope);
  }

  @Get('series')
  @Needs('view')
  series(@Who() who: Identity, @Query(zod(SeriesQuery)) query: SeriesQuery): Promise<SeriesView> {
    const { from, to } = rangeOf(query);
    return this.readings.series(query.deviceCode, query.point, from, to, query.width, who.scope);
  }
}
