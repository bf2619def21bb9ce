import { Controller, Get, Param, Query } from '@nestjs/common';
import { ScopeQuery } from '@one-screen/contracts';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { CausesService, type CauseView } from './causes.service.js';

/** Charts that find causes, within the reader's scope. */
@Controller('api/analysis')
@Needs('view')
export class CausesController {
  constructor(private readonly causes: CausesService) {}

  @Get(':why')
  of(@Who() who: Identity, @Param('why') why: string, @Query(zod(ScopeQuery)) query: ScopeQuery): Promise<CauseView> {
    return this.causes.of(why, query, who.scope);
  }
}
