import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PasswordChangeBody, SignInBody, WallSignInBody, type SessionView } from '@one-screen/contracts';
import { may, type Permission, type Role } from '@one-screen/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { zod } from '../http/zod.pipe.js';
import { readBuild } from '../operations/build.js';
import { dropCookie, SESSION_COOKIE, setCookie, WALL_COOKIE } from './cookies.js';
import { Public, Who } from './guard.js';
import type { Identity } from './identity.js';
import { idleLimitOf, IdentityService } from './identity.service.js';

const PERMISSIONS: readonly Permission[] = ['view', 'note', 'handle-alarms', 'approve', 'administer', 'read-audit', 'keep-grids', 'patrol'];

/** Sign in, sign out, who am I. */
@Controller('api/session')
export class SessionController {
  private readonly build = readBuild();

  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  async signIn(@Body(zod(SignInBody)) body: z.infer<typeof SignInBody>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const { token, identity } = await this.identity.signIn(body.username, body.password, request.ip);
    setCookie(request, reply, SESSION_COOKIE, token);
    return this.viewOf(identity);
  }

  @Get()
  who(@Who() identity: Identity, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): SessionView {
    const token = request.cookies[WALL_COOKIE];
    if (identity.kind === 'wall' && token) setCookie(request, reply, WALL_COOKIE, token);
    return this.viewOf(identity);
  }

  /** Also for a session that has ended: the cookies go either way. */
  @Delete()
  @Public()
  @HttpCode(204)
  async signOut(@Who() identity: Identity | undefined, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (identity) await this.identity.signOut(identity);
    dropCookie(request, reply, SESSION_COOKIE);
    if (identity?.kind === 'wall') dropCookie(request, reply, WALL_COOKIE);
  }

  @Post('wall')
  @Public()
  @HttpCode(200)
  async signInWall(@Body(zod(WallSignInBody)) body: z.infer<typeof WallSignInBody>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const identity = await this.identity.signInWall(body.token, request.ip);
    setCookie(request, reply, WALL_COOKIE, body.token);
    return this.viewOf(identity);
  }

  @Post('password')
  @HttpCode(204)
  async changePassword(@Body(zod(PasswordChangeBody)) body: z.infer<typeof PasswordChangeBody>, @Who() identity: Identity): Promise<void> {
    await this.identity.changePassword(identity, body.current, body.next);
  }

  private viewOf(identity: Identity): SessionView {
    return {
      kind: identity.kind,
      username: identity.name,
      displayName: identity.displayName,
      role: identity.role,
      scope: identity.scope,
      permissions: PERMISSIONS.filter((permission) => may(identity.role, permission)),
      ...(identity.kind === 'user' && { idleSeconds: idleLimitOf(identity.role as Role) / 1000 }),
      site: { name: this.config.siteName, division: this.config.siteDivision },
      build: this.build,
      demo: this.config.demo,
    };
  }
}
