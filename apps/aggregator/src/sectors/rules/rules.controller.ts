import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { rulesInForce, type Rule } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { RulesKeeper } from './rules-keeper.service.js';
import { RulesService } from './rules.service.js';

/** A rule as a person sends it; what it may hold in full, `checkRule` says (domain, rules/validate.ts). */
const RuleBody = z.looseObject({ name: z.string().trim().min(1).max(100), enabled: z.boolean(), from: z.number().int().nonnegative(), applies: z.looseObject({}), condition: z.looseObject({ type: z.string() }), title: z.string().max(200), source: z.string().max(300) });

/** The alarm rules in force; a change is a new version, and the old ones are kept. */
@Controller('api/rules')
export class RulesController {
  constructor(
    private readonly rules: RulesService,
    private readonly keeper: RulesKeeper,
  ) {}

  @Get()
  @Needs('view')
  list(@Who() who: Identity): { items: Rule[] } {
    return { items: rulesInForce(this.rules.all(), Date.now()).filter(({ sector }) => who.scope.sectors.includes(sector)) };
  }

  @Put(':id')
  @Needs('administer')
  change(@Who() who: Identity, @Param('id') id: string, @Body(zod(RuleBody)) body: z.infer<typeof RuleBody>): Promise<Rule> {
    return this.keeper.change(who, id, body);
  }
}
