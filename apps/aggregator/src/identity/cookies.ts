import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIMIT } from './lock-out.js';

export const SESSION_COOKIE = 'os_session';
export const WALL_COOKIE = 'os_wall';

type CookieName = typeof SESSION_COOKIE | typeof WALL_COOKIE;

/** Browsers keep a cookie 400 days at most; a screen's is renewed whenever it asks who it is. */
const MAX_AGE: Record<CookieName, number> = { [SESSION_COOKIE]: SESSION_LIMIT / 1000, [WALL_COOKIE]: 400 * 86_400 };

export const setCookie = (request: FastifyRequest, reply: FastifyReply, name: CookieName, token: string): void => {
  void reply.setCookie(name, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', maxAge: MAX_AGE[name] });
};

export const dropCookie = (request: FastifyRequest, reply: FastifyReply, name: CookieName): void => {
  void reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' });
};

/** The token of `Authorization: Bearer …` (RFC 6750). */
export const bearerOf = (header: string | undefined): string | undefined => /^bearer +([\w~+/.=-]{1,400})$/i.exec(header ?? '')?.[1];
