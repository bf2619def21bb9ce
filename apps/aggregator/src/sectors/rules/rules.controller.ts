import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { RuleChangeBody, RuleCreateBody, RulePreviewBody, type RulePreviewView, type RuleVersionView, type RuleView } from '@one-screen/contracts';
import { forbidden, rulesInForce, type Rule } from '@one-screen/domain';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { RulePreview } from './rule-preview.service.js';
import { RulesKeeper } from './rules-keeper.service.js';
import { RulesService } from './rules.service.js';

/** The alarm rules; a change is a new version, and the old ones are kept. */
@Controller('api/rules')
export class RulesController {
  constructor(
    private readonly rules: RulesService,
    private readonly keeper: RulesKeeper,
    private readonly previews: RulePreview,
  ) {}

  @Get()
  @Needs('view')
  list(@Who() who: Identity): { items: Rule[] } {
    return { items: rulesInForce(this.rules.all(), Date.now()).filter(({ sector }) => who.scope.sectors.includes(sector)) };
  }

  @Get('all')
  @Needs('view')
  async all(@Who() who: Identity): Promise<{ items: RuleView[] }> {
    return { items: await this.keeper.list(who) };
  }

  @Get(':id/versions')
  @Needs('view')
  async versions(@Who() who: Identity, @Param('id') id: string): Promise<{ items: RuleVersionView[] }> {
    return { items: await this.keeper.versions(who, id) };
  }

  @Post()
  @Needs('administer')
  create(@Who() who: Identity, @Body(zod(RuleCreateBody)) body: RuleCreateBody): Promise<Rule> {
    return this.keeper.create(who, body);
  }

  @Post('preview')
  @Needs('administer')
  @HttpCode(200)
  preview(@Who() who: Identity, @Body(zod(RulePreviewBody)) body: RulePreviewBody): Promise<RulePreviewView> {
    if (!who.scope.sectors.includes(body.rule.sector)) throw forbidden('out-of-scope', '不在您的数据范围内', 'Outside your data scope');
    return this.previews.preview(body);
  }

  @Put(':id')
  @Needs('administer')
  change(@Who() who: Identity, @Param('id') id: string, @Body(zod(RuleChangeBody)) body: RuleChangeBody): Promise<Rule> {
    return this.keeper.change(who, id, body);
  }
}
