import { Controller, Get, Param, Query } from '@nestjs/common';
import { BreakdownQuery, RecordsQuery, ScopeQuery, type BreakdownView, type RatesView, type RecordsView } from '@one-screen/contracts';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { BreakdownService } from './breakdown.service.js';
import { RatesService } from './rates.service.js';
import { RecordsService } from './records.service.js';

/** The numbers of the weekly meeting 五率, within the reader's scope. */
@Controller('api/rates')
@Needs('view')
export class RatesController {
  constructor(
    private readonly figures: RatesService,
    private readonly parts: BreakdownService,
    private readonly opened: RecordsService,
  ) {}

  @Get()
  rates(@Who() who: Identity, @Query(zod(ScopeQuery)) query: ScopeQuery): Promise<RatesView> {
    return this.figures.rates(query, who.scope);
  }

  @Get('breakdown')
  breakdown(@Who() who: Identity, @Query(zod(BreakdownQuery)) query: BreakdownQuery): Promise<BreakdownView> {
    return this.parts.breakdown(query, who.scope);
  }

  @Get(':rate/records')
  records(@Who() who: Identity, @Param('rate') rate: string, @Query(zod(RecordsQuery)) query: RecordsQuery): Promise<RecordsView> {
    return this.opened.records(rate, query, who.scope);
  }
}
