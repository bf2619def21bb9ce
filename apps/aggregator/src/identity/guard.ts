import { createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, forbidden, may, type Permission } from '@one-screen/domain';
import type { FastifyRequest } from 'fastify';
import { OPEN_ROUTE, OpenRoute } from '../http/open-route.js';
import { isUnsafe, originMatches } from '../http/origin.js';
import { pathOf } from '../http/request-log.js';
import { AuditService } from './audit.service.js';
import { bearerOf } from './cookies.js';
import type { Identity } from './identity.js';
import { IdentityService } from './identity.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    identity?: Identity;
  }
}

const NEEDS = 'needs-permission';
const SOURCE_TOKEN = 'source-token';

/** Anyone may call. */
export const Public = OpenRoute;
/** Only who has this permission may call. On an unsafe method a screen is let in only where the route says `@Needs('view')`. */
export const Needs = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata(NEEDS, permission);
/** The route checks a source's token itself. */
export const SourceToken = (): MethodDecorator & ClassDecorator => SetMetadata(SOURCE_TOKEN, true);
/** The identity of the caller; on a `@Public()` route undefined when none is shown, and for every GET. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Identity | undefined => context.switchToHttp().getRequest<FastifyRequest>().identity);

const signInRequired = () => new DomainError('unauthenticated', 'sign-in-required', { zh: '请先登录', en: 'Sign in first' });
const notPermitted = () => forbidden('not-permitted', '没有权限', 'Not permitted');
const badOrigin = () => forbidden('bad-origin', '请求来自其他网站，已拒绝', 'The request comes from another site and was refused');

/** Polling with dead credentials is written down less eagerly than attempts at what is not permitted. */
const UNSIGNED_A_MINUTE = 3;

/** Stands before every route: who is it, from which site, and may they. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(SOURCE_TOKEN, targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const open = this.reflector.getAllAndOverride<boolean | undefined>(OPEN_ROUTE, targets) === true;
    if (open && !isUnsafe(request.method)) return true;
    const needs = this.reflector.getAllAndOverride<Permission | undefined>(NEEDS, targets);

    const identity = await this.identity.identify({
      cookies: request.cookies,
      bearer: bearerOf(request.headers.authorization),
      ip: request.ip,
      active: request.headers['x-background'] !== '1',
    });
    if (identity) request.identity = identity;
    if (!originMatches(request)) {
      await this.refuse(request, identity, 'bad-origin');
      throw badOrigin();
    }
    if (open) return true;
    if (!identity) {
      if (request.method !== 'GET' || request.routeOptions.url !== '/api/session') await this.refuse(request, identity, 'sign-in-required', UNSIGNED_A_MINUTE);
      throw signInRequired();
    }
    const wallWrites = identity.kind === 'wall' && isUnsafe(request.method) && needs !== 'view';
    if (wallWrites || !may(identity.role, needs ?? 'view')) {
      await this.refuse(request, identity, 'not-permitted');
      throw notPermitted();
    }
    return true;
  }

  private async refuse(request: FastifyRequest, identity: Identity | undefined, code: string, perMinute?: number): Promise<void> {
    const action = `${request.method} ${request.routeOptions.url ?? '?'}`;
    await this.audit.refused({ actor: identity?.name ?? '-', action, object: pathOf(request.url), ip: request.ip, detail: code }, perMinute);
  }
}
