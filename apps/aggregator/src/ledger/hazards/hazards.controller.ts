import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { HazardActionBody, HazardReportBody, type HazardDetail, type HazardView, type RecordPage } from '@one-screen/contracts';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { HazardsQuery } from './hazard-filter.js';
import { HazardsService } from './hazards.service.js';

/** Hazards 隐患: whoever reads the ledger lists them; officers and leaders register them and take them through their life. */
@Controller('api/hazards')
export class HazardsController {
  constructor(private readonly hazards: HazardsService) {}

  @Get()
  @Needs('view')
  list(@Who() who: Identity, @Query(zod(HazardsQuery)) query: HazardsQuery): Promise<RecordPage<HazardView>> {
    return this.hazards.list(who, query);
  }

  @Get(':id')
  @Needs('view')
  detail(@Who() who: Identity, @Param('id') id: string): Promise<HazardDetail> {
    return this.hazards.detail(who, id);
  }

  @Post()
  @Needs('handle-alarms')
  register(@Who() who: Identity, @Body(zod(HazardReportBody)) body: HazardReportBody): Promise<HazardDetail> {
    return this.hazards.register(who, body);
  }

  @Patch(':id')
  @Needs('handle-alarms')
  act(@Who() who: Identity, @Param('id') id: string, @Body(zod(HazardActionBody)) body: HazardActionBody): Promise<HazardDetail> {
    return this.hazards.act(who, id, body);
  }
}
