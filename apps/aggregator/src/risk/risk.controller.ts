import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RiskAssessmentBody, RiskDecisionBody, RiskReviewBody, RiskVisitBody, type RiskColoursView, type RiskReviewView, type RiskView } from '@one-screen/contracts';
import { SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { RiskService } from './risk.service.js';

const ColoursQuery = z.object({ sector: z.enum(SECTORS).optional(), grid: z.string().regex(/^\d{2,20}$/).optional(), months: z.coerce.number().int().min(1).max(60).default(12) });
type ColoursQuery = z.infer<typeof ColoursQuery>;

/** Four-colour risk of objects, and its trend. */
@Controller('api')
export class RiskController {
  constructor(private readonly risk: RiskService) {}

  @Get('objects/:code/risk')
  @Needs('view')
  of(@Who() who: Identity, @Param('code') code: string): Promise<RiskView> {
    return this.risk.of(who.scope, code);
  }

  @Post('objects/:code/risk/assessments')
  @Needs('handle-alarms')
  assess(@Who() who: Identity, @Param('code') code: string, @Body(zod(RiskAssessmentBody)) body: RiskAssessmentBody): Promise<RiskView> {
    return this.risk.assess(who, code, body);
  }

  @Post('objects/:code/risk/reviews')
  @Needs('handle-alarms')
  request(@Who() who: Identity, @Param('code') code: string, @Body(zod(RiskReviewBody)) { reason }: RiskReviewBody): Promise<RiskReviewView> {
    return this.risk.requestReview(who, code, reason);
  }

  @Post('objects/:code/risk/reviews/:id/visit')
  @Needs('handle-alarms')
  @HttpCode(200)
  visit(@Who() who: Identity, @Param('code') code: string, @Param('id') id: string, @Body(zod(RiskVisitBody)) { revision, evidence }: RiskVisitBody): Promise<RiskReviewView> {
    return this.risk.visit(who, code, id, revision, evidence);
  }

  @Post('objects/:code/risk/reviews/:id/approve')
  @Needs('approve')
  @HttpCode(200)
  approve(@Who() who: Identity, @Param('code') code: string, @Param('id') id: string, @Body(zod(RiskDecisionBody)) { revision, note }: RiskDecisionBody): Promise<RiskReviewView> {
    return this.risk.approve(who, code, id, revision, note);
  }

  @Post('objects/:code/risk/reviews/:id/refuse')
  @Needs('approve')
  @HttpCode(200)
  refuse(@Who() who: Identity, @Param('code') code: string, @Param('id') id: string, @Body(zod(RiskDecisionBody)) { revision, note }: RiskDecisionBody): Promise<RiskReviewView> {
    return this.risk.refuse(who, code, id, revision, note);
  }

  @Get('risk/colours')
  @Needs('view')
  colours(@Who() who: Identity, @Query(zod(ColoursQuery)) query: ColoursQuery): Promise<RiskColoursView> {
    return this.risk.colours(who.scope, query);
  }
}
