import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { AccidentBody, AccidentsQuery, AccidentStep, type AccidentDetail, type AccidentView, type RecordPage } from '@one-screen/contracts';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { AccidentsService } from './accidents.service.js';

/** Accidents: reported, followed, investigated and closed. */
@Controller('api/accidents')
@Needs('view')
export class AccidentsController {
  constructor(private readonly accidents: AccidentsService) {}

  @Get()
  list(@Who() who: Identity, @Query(zod(AccidentsQuery)) query: AccidentsQuery): Promise<RecordPage<AccidentView>> {
    return this.accidents.list(who, query);
  }

  @Get(':id')
  find(@Who() who: Identity, @Param('id') id: string): Promise<AccidentDetail> {
    return this.accidents.find(who, id);
  }

  @Post()
  @Needs('handle-alarms')
  report(@Who() who: Identity, @Body(zod(AccidentBody)) body: AccidentBody): Promise<AccidentDetail> {
    return this.accidents.report(who, body);
  }

  @Patch(':id')
  @Needs('handle-alarms')
  act(@Who() who: Identity, @Param('id') id: string, @Body(zod(AccidentStep)) step: AccidentStep): Promise<AccidentDetail> {
    return this.accidents.act(who, id, step);
  }
}
