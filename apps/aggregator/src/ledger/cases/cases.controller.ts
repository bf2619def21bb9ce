import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CaseBody, CasesQuery, CaseStep, type CaseDetail, type CaseView, type RecordPage } from '@one-screen/contracts';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { CasesService } from './cases.service.js';

/** Enforcement: clues taken up and cases brought to their end. */
@Controller('api/cases')
@Needs('view')
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @Get()
  list(@Who() who: Identity, @Query(zod(CasesQuery)) query: CasesQuery): Promise<RecordPage<CaseView>> {
    return this.cases.list(who, query);
  }

  @Get(':id')
  find(@Who() who: Identity, @Param('id') id: string): Promise<CaseDetail> {
    return this.cases.find(who, id);
  }

  @Post()
  @Needs('handle-alarms')
  takeUp(@Who() who: Identity, @Body(zod(CaseBody)) body: CaseBody): Promise<CaseDetail> {
    return this.cases.takeUp(who, body);
  }

  @Patch(':id')
  @Needs('handle-alarms')
  act(@Who() who: Identity, @Param('id') id: string, @Body(zod(CaseStep)) step: CaseStep): Promise<CaseDetail> {
    return this.cases.act(who, id, step);
  }
}
