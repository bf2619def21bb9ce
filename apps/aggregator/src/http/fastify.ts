import cookie from '@fastify/cookie';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { addBodyParsers, BODY_LIMIT } from './body-parsers.js';
import { answerFor } from './errors.filter.js';
import { languageOf } from './language.js';
import { createLogger, logAnswers } from './request-log.js';

const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;

/** Fit for the display: one origin, workers of the map engine from blobs, nothing framed. */
const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self' ws: wss:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** Our parsers stand from the beginning; Nest's own are never added, whatever the application is created with. */
class Adapter extends FastifyAdapter {
  override registerParserMiddleware(): void {}
}

const nearestOnly = (_address: string, hop: number): boolean => hop === 0;

const requestId = (request: IncomingMessage): string => {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
};

const dress = (reply: FastifyReply, id: string, url: string): void => {
  void reply.headers(SECURITY_HEADERS).header('x-request-id', id);
  if (url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
};

/**
 * The HTTP server: bodies up to 1 MiB (JSON, XML), request ids, security headers on every answer, cookies, and a log
 * without secrets. Behind a proxy (`trustProxy`) only the nearest one is believed, so a client cannot invent its address.
 */
export const createAdapter = (config: Pick<Config, 'logLevel' | 'instance' | 'trustProxy'>, logger: Logger = createLogger(config)): FastifyAdapter => {
  const adapter = new Adapter({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy ? nearestOnly : false,
    requestIdHeader: false,
    genReqId: requestId,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const answer = answerFor(error, languageOf(request.headers['accept-language']), String(request.id));
      dress(reply, String(request.id), request.url);
      void reply.status(answer.status).send(answer.body);
    },
  });
  const instance = adapter.getInstance();
  addBodyParsers(instance);
  instance.addHook('onRequest', async (request, reply) => dress(reply, String(request.id), request.url));
  // What is too large is not read to its end: the connection goes with it.
  instance.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 413) void reply.header('connection', 'close');
  });
  logAnswers(instance);
  void instance.register(cookie);
  return adapter;
};
