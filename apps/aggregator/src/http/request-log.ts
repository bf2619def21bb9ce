import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import type { Config } from '../config/config.js';

const SECRETS = ['authorization', 'cookie', 'password', 'token', 'current', 'next', 'set-cookie', 'passwordHash', 'tokenHash'];

/** The program's log: JSON lines on stdout, without secrets, bodies or what SQL was given. */
export const createLogger = (config: Pick<Config, 'logLevel' | 'instance'>, destination?: { write(line: string): void }): Logger => {
  const options = {
    level: config.logLevel,
    base: { instance: config.instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[hidden]' },
    serializers: { err: plainError },
  };
  return destination ? pino(options, destination) : pino(options);
};

/** Only name, message, code and stack: errors of database drivers carry their statements' values. */
const plainError = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as Error & { code?: unknown };
  return { type: error.name, message: error.message, ...(typeof code === 'string' && { code }), stack: error.stack, ...(error.cause !== undefined && { cause: plainError(error.cause) }) };
};

/** One line for each answer: who refused what, how long it took. What comes by the thousand is told at debug only. */
export const logAnswers = (instance: FastifyInstance): void => {
  instance.addHook('onResponse', async (request, reply) => {
    const status = reply.statusCode;
    const path = pathOf(request.url);
    const line = { method: request.method, path, status, ms: Math.round(reply.elapsedTime * 10) / 10, ip: request.ip };
    if (status >= 500) request.log.error(line, 'answered');
    else if (isRoutine(request.method, path, status)) request.log.debug(line, 'answered');
    else request.log.info(line, 'answered');
  });
};

/** The path without its query, which may name what is nobody's business. */
export const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
};

const isRoutine = (method: string, path: string, status: number): boolean =>
  status < 400 && (method === 'GET' || method === 'HEAD' || path.startsWith('/api/intake/') || path === '/api/walls/me/shown');
