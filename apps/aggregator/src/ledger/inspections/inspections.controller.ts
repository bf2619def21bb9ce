import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CoverageQuery, DrawBody, InspectionBody, InspectionsQuery, InspectionStep, PlansBody, type CoverageView, type DrawSummary, type DrawView, type InspectionDetail, type InspectionView, type RecordPage } from '@one-screen/contracts';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { CoverageService } from './coverage.service.js';
import { DrawsService } from './draws.service.js';
import { InspectionsService } from './inspections.service.js';

/** Inspections, the draws they come from, and what full coverage still lacks. */
@Controller('api/inspections')
@Needs('view')
export class InspectionsController {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly draws: DrawsService,
    private readonly coverage: CoverageService,
  ) {}

  @Get()
  list(@Who() who: Identity, @Query(zod(InspectionsQuery)) query: InspectionsQuery): Promise<RecordPage<InspectionView>> {
    return this.inspections.list(who, query);
  }

  @Get('coverage')
  lacking(@Who() who: Identity, @Query(zod(CoverageQuery)) query: CoverageQuery): Promise<CoverageView> {
    return this.coverage.of(who, query);
  }

  @Get('draws')
  async drawn(@Who() who: Identity): Promise<{ items: DrawSummary[] }> {
    return { items: await this.draws.list(who) };
  }

  @Get('draws/:id')
  draw(@Who() who: Identity, @Param('id') id: string): Promise<DrawView> {
    return this.draws.find(who, id);
  }

  @Post('draws')
  @Needs('handle-alarms')
  drawAnew(@Who() who: Identity, @Body(zod(DrawBody)) body: DrawBody): Promise<DrawView> {
    return this.draws.draw(who, body);
  }

  @Post('plans')
  @Needs('handle-alarms')
  async plans(@Who() who: Identity, @Body(zod(PlansBody)) body: PlansBody): Promise<{ items: InspectionView[] }> {
    return { items: await this.inspections.planMany(who, body) };
  }

  @Get(':id')
  find(@Who() who: Identity, @Param('id') id: string): Promise<InspectionDetail> {
    return this.inspections.find(who, id);
  }

  @Post()
  @Needs('handle-alarms')
  plan(@Who() who: Identity, @Body(zod(InspectionBody)) body: InspectionBody): Promise<InspectionDetail> {
    return this.inspections.plan(who, body);
  }

  @Patch(':id')
  @Needs('handle-alarms')
  act(@Who() who: Identity, @Param('id') id: string, @Body(zod(InspectionStep)) step: InspectionStep): Promise<InspectionDetail> {
    return this.inspections.act(who, id, step);
  }
}
