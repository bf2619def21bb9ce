import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { SourceBody, SourceChangeBody, type SourceCreated, type SourceView } from '@one-screen/contracts';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { SourcesService, type SourceChange } from './sources.service.js';

/** Every source with its link state; keeping them is the administrator's. */
@Controller('api/sources')
export class SourcesController {
  constructor(private readonly sources: SourcesService) {}

  @Get()
  @Needs('view')
  list(@Who() who: Identity): { items: SourceView[] } {
    return { items: this.sources.list(who) };
  }

  @Post()
  @Needs('administer')
  create(@Who() who: Identity, @Body(zod(SourceBody.strict())) body: SourceBody): Promise<SourceCreated> {
    return this.sources.create(who, body);
  }

  @Patch(':id')
  @Needs('administer')
  change(@Who() who: Identity, @Param('id') id: string, @Body(zod(SourceChangeBody.strict())) change: SourceChange): Promise<SourceView> {
    return this.sources.change(who, id, change);
  }

  @Post(':id/rotate')
  @Needs('administer')
  @HttpCode(200)
  rotate(@Who() who: Identity, @Param('id') id: string): Promise<SourceCreated> {
    return this.sources.rotate(who, id);
  }

  /** Switches it off; a source with history is never deleted. */
  @Delete(':id')
  @Needs('administer')
  disable(@Who() who: Identity, @Param('id') id: string): Promise<SourceView> {
    return this.sources.disable(who, id);
  }
}
