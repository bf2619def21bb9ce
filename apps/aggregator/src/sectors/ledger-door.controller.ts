import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { DevicesBody, GridsBody, ObjectsBody, type GridView, type ObjectView } from '@one-screen/contracts';
import { DomainError, forbidden, may } from '@one-screen/domain';
import type { FastifyRequest } from 'fastify';
import { originMatches } from '../http/origin.js';
import { zod } from '../http/zod.pipe.js';
import { AuditService } from '../identity/audit.service.js';
import { SourceToken } from '../identity/guard.js';
import { IdentityService } from '../identity/identity.service.js';
import { DevicesService } from '../ledger/devices.service.js';
import { LedgerService, type LedgerAuthor, type LedgerWritten } from '../ledger/ledger.service.js';
import { IntakeService } from './intake.service.js';
import { pushedOptions } from './source-options.js';

/**
 * Writing the ledger: arrays, added or replaced by code, all or nothing. For administrators, and for sources whose
 * options say `ledger`. It stands in this room because the ledger's own knows no sources.
 */
@Controller('api')
export class LedgerDoorController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly devices: DevicesService,
    private readonly intake: IntakeService,
    private readonly identities: IdentityService,
    private readonly audit: AuditService,
  ) {}

  @Post('grids')
  @SourceToken()
  @HttpCode(200)
  async grids(@Req() request: FastifyRequest, @Body() body: unknown): Promise<LedgerWritten> {
    const author = await this.author(request, 'ledger.grids');
    return this.ledger.putGrids(author, zod(GridsBody).transform(body, { type: 'body' }) as GridView[]);
  }

  @Post('objects')
  @SourceToken()
  @HttpCode(200)
  async objects(@Req() request: FastifyRequest, @Body() body: unknown): Promise<LedgerWritten> {
    const author = await this.author(request, 'ledger.objects');
    return this.ledger.putObjects(author, zod(ObjectsBody).transform(body, { type: 'body' }) as ObjectView[]);
  }

  @Post('devices')
  @SourceToken()
  @HttpCode(200)
  async deviceList(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ count: number }> {
    const author = await this.author(request, 'ledger.devices');
    return this.devices.registerAll(author, zod(DevicesBody).transform(body, { type: 'body' }) as DevicesBody);
  }

  /** Who writes, known before the body is looked at. Throws 401 or 403; refusals are audited. */
  private async author(request: FastifyRequest, action: string): Promise<LedgerAuthor> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const source = this.intake.source(authorization, request.ip);
      if (pushedOptions(source.options).ledger) return { name: `source:${source.id}`, ip: request.ip };
      throw await this.refused(`source:${source.id}`, request.ip, action);
    }
    const who = await this.identities.identify({ cookies: request.cookies, ip: request.ip, active: true });
    if (!who) throw new DomainError('unauthenticated', 'sign-in-required', { zh: '请先登录', en: 'Sign in first' });
    if (!originMatches(request) || !may(who.role, 'administer')) throw await this.refused(who.name, request.ip, action);
    return { name: who.name, ip: who.ip };
  }

  private async refused(actor: string, ip: string, action: string): Promise<DomainError> {
    await this.audit.refused({ actor, action, object: 'ledger', ip });
    return forbidden('not-permitted', '没有权限写入台账', 'Not permitted to write the ledger');
  }
}
