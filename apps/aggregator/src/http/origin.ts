import type { FastifyRequest } from 'fastify';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isUnsafe = (method: string): boolean => !SAFE.has(method.toUpperCase());

/** What the check looks at; a FastifyRequest fits (its host and protocol heed X-Forwarded-* only behind a trusted proxy). */
export type OriginRequest = Pick<FastifyRequest, 'method' | 'host' | 'protocol'> & { headers: FastifyRequest['headers'] };

/**
 * Whether a request may write: false for one that another site made a browser send (cross-site request forgery).
 * Browsers say so with `Sec-Fetch-Site` or `Origin` on every unsafe request; a program that sends neither carries no
 * borrowed cookie, and one with a bearer token had to know it.
 */
export const originMatches = (request: OriginRequest): boolean => {
  if (!isUnsafe(request.method)) return true;
  const { authorization, origin } = request.headers;
  if (authorization?.toLowerCase().startsWith('bearer ')) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  if (site === 'same-origin') return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  const here = `${request.protocol}://${request.host}`;
  return URL.canParse(here) && from.host === new URL(here.replace(/^[^:]+:/, from.protocol)).host && /^https?:$/.test(from.protocol);
};
