import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorBody } from '@one-screen/contracts';
import { DomainError, type ErrorKind } from '@one-screen/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, localised, type Language } from './language.js';
import { isOutage } from './outage.js';
import { HttpProblem, problemOf } from './problem.js';

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

export interface Answer {
  status: number;
  body: ErrorBody;
  retryAfterSeconds?: number;
  /** Not foreseen: to be logged with its stack. */
  unforeseen?: boolean;
}

const DEFAULT_RETRY_SECONDS = 5;

/** What an error is to the one who asked. Never tells more than a code and a sentence of what was not foreseen. */
export const answerFor = (error: unknown, language: Language, requestId: string): Answer => {
  if (error instanceof DomainError) {
    const status = STATUS[error.kind];
    const asked = (error.details as { retryAfterSeconds?: unknown } | undefined)?.retryAfterSeconds;
    const retryAfterSeconds = typeof asked === 'number' && asked >= 0 ? Math.ceil(asked) : status === 503 ? DEFAULT_RETRY_SECONDS : undefined;
    const details = localised(error.details, language);
    return { status, body: { code: error.code, message: error.text[language], ...(details !== undefined && { details }) }, retryAfterSeconds };
  }
  if (error instanceof HttpProblem) return { status: error.getStatus(), body: { code: error.code, message: error.text[language] } };
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status !== undefined && status >= 400 && status < 500) {
    const { code, text } = problemOf(status);
    return { status, body: { code, message: text[language] } };
  }
  if (status === 503 || isOutage(error)) {
    const { code, text } = problemOf(503);
    return { status: 503, body: { code, message: text[language] }, retryAfterSeconds: DEFAULT_RETRY_SECONDS };
  }
  const { code, text } = problemOf(500);
  return { status: 500, body: { code, message: text[language], details: { requestId } }, unforeseen: true };
};

/** The status a Fastify error names, if it is one. */
const statusOf = (error: unknown): number | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
};

/** The one place where an error becomes an answer: `{code, message, details?}`, Chinese unless English is preferred. */
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = answerFor(error, languageOf(request.headers['accept-language']), String(request.id));
    if (answer.unforeseen) request.log?.error({ err: error }, 'unforeseen error');
    else if (answer.status === 503) request.log?.warn({ err: error }, 'answered 503');
    if (reply.sent) return;
    if (answer.retryAfterSeconds !== undefined) void reply.header('retry-after', String(answer.retryAfterSeconds));
    void reply.status(answer.status).header('content-type', 'application/json; charset=utf-8').send(answer.body);
  }
}
