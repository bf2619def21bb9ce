import { Injectable } from '@nestjs/common';
import { DomainError, EVERYTHING, forbidden, may, type DataScope, type Permission } from '@one-screen/domain';
import type { FastifyRequest } from 'fastify';
import { originMatches } from '../http/origin.js';
import { AuditService } from '../identity/audit.service.js';
import { IdentityService } from '../identity/identity.service.js';
import type { LedgerAuthor } from '../ledger/ledger.service.js';
import { IntakeService } from './intake.service.js';
import { pushedOptions } from './source-options.js';

/** Who writes the ledger: a person with the permission asked, or a source whose options say `ledger`. */
@Injectable()
export class LedgerAuthors {
  constructor(
    private readonly intake: IntakeService,
    private readonly identities: IdentityService,
    private readonly audit: AuditService,
  ) {}

  /** Known before the body is looked at. Throws 401 or 403; refusals are audited. */
  async of(request: FastifyRequest, action: string, needs: Permission): Promise<LedgerAuthor & { scope: DataScope }> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const source = this.intake.source(authorization, request.ip);
      if (pushedOptions(source.options).ledger) return { name: `source:${source.id}`, ip: request.ip, scope: EVERYTHING };
      throw await this.refused(`source:${source.id}`, request.ip, action);
    }
    const who = await this.identities.identify({ cookies: request.cookies, ip: request.ip, active: request.headers['x-background'] !== '1' });
    if (!who) throw new DomainError('unauthenticated', 'sign-in-required', { zh: '请先登录', en: 'Sign in first' });
    if (!originMatches(request) || !may(who.role, needs)) throw await this.refused(who.name, request.ip, action);
    return { name: who.name, ip: who.ip, scope: who.scope };
  }

  private async refused(actor: string, ip: string, action: string): Promise<DomainError> {
    await this.audit.refused({ actor, action, object: 'ledger', ip });
    return forbidden('not-permitted', '没有权限写入台账', 'Not permitted to write the ledger');
  }
}
