import { HttpException } from '@nestjs/common';
import type { Bilingual } from '@one-screen/domain';

/** A refusal that belongs to HTTP itself (bad JSON, wrong media type) and not to the trade; for those see DomainError. */
export class HttpProblem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly text: Bilingual,
  ) {
    super(text.en, status);
    this.name = 'HttpProblem';
  }
}

/** Codes and sentences for statuses that Fastify or Nest refuse with on their own. */
const BY_STATUS: Record<number, { code: string; text: Bilingual }> = {
  400: { code: 'bad-request', text: { zh: '请求格式不正确', en: 'The request is malformed' } },
  401: { code: 'sign-in-required', text: { zh: '请先登录', en: 'Sign in first' } },
  403: { code: 'not-permitted', text: { zh: '没有权限', en: 'Not permitted' } },
  404: { code: 'not-found', text: { zh: '没有这个地址', en: 'There is nothing here' } },
  405: { code: 'method-not-allowed', text: { zh: '不支持这种请求方法', en: 'Method not allowed' } },
  408: { code: 'request-timeout', text: { zh: '请求超时', en: 'The request took too long' } },
  413: { code: 'body-too-large', text: { zh: '请求内容超过 1 MiB', en: 'The body is larger than 1 MiB' } },
  414: { code: 'address-too-long', text: { zh: '地址过长', en: 'The address is too long' } },
  415: { code: 'unsupported-media-type', text: { zh: '不支持这种内容类型', en: 'This content type is not supported' } },
  429: { code: 'too-many', text: { zh: '请求过于频繁，请稍后再试', en: 'Too many requests; try again later' } },
  500: { code: 'internal', text: { zh: '系统内部错误', en: 'Internal error' } },
  503: { code: 'unavailable', text: { zh: '服务暂时不可用，请稍后重试', en: 'The service is unavailable; try again' } },
};

/** What to say for a bare status. */
export const problemOf = (status: number): { code: string; text: Bilingual } =>
  BY_STATUS[status] ?? (status >= 500 ? { code: 'internal', text: { zh: '系统内部错误', en: 'Internal error' } } : { code: 'bad-request', text: { zh: '请求不正确', en: 'The request was refused' } });
