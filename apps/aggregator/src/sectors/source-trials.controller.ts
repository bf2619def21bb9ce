import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { SourceTestBody, TryBody, type SourceCheckView, type SourceTestView, type TrialView } from '@one-screen/contracts';
import { languageOf } from '../http/language.js';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { SourceCheck } from './source-check.service.js';
import { SourceTest } from './source-test.service.js';
import { SourceTry } from './source-try.service.js';

/** Trying a source out, the administrator's: sending as it, looking at its line. Each is audited. */
@Controller('api/sources')
export class SourceTrialsController {
  constructor(
    private readonly test: SourceTest,
    private readonly checks: SourceCheck,
    private readonly tries: SourceTry,
  ) {}

  @Post('try')
  @Needs('administer')
  @HttpCode(200)
  try(@Who() who: Identity, @Body(zod(TryBody)) body: TryBody): Promise<TrialView> {
    return this.tries.try(who, body);
  }

  @Post(':id/test')
  @Needs('administer')
  @HttpCode(200)
  send(@Who() who: Identity, @Param('id') id: string, @Body(zod(SourceTestBody)) body: SourceTestBody, @Headers('accept-language') language?: string): Promise<SourceTestView> {
    return this.test.send(who, id, body, languageOf(language));
  }

  @Post(':id/check')
  @Needs('administer')
  @HttpCode(200)
  check(@Who() who: Identity, @Param('id') id: string): Promise<SourceCheckView> {
    return this.checks.check(who, id);
  }
}
