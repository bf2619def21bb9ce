import { inOneLine, type Bilingual } from '@one-screen/domain';
import { STATUS_CODES } from 'node:http';
import { wordsOf } from '../error-words.js';

/** The largest body taken, bytes after decompression; the connection is cut off beyond. */
export const MAX_BODY = 4 * 1_048_576;
/** A request and its whole answer may take so long, milliseconds. */
const TIMEOUT_MS = 10_000;
/** A server may put us off for at most so long, milliseconds. */
const LONGEST_PUT_OFF_MS = 3_600_000;

export interface PullRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The tag of what was taken last: the server may answer that nothing has changed (RFC 9110 section 13.1.2). */
  etag?: string;
  timeoutMs?: number;
}

/** What one request came to. `error` is one line in words with the HTTP status, if there was one; it never holds what was sent. */
export type Pulled =
  | { kind: 'content'; body: Buffer; etag?: string; senml: boolean }
  | { kind: 'unchanged' }
  | { kind: 'failed'; error: string; retryAfterMs?: number };

const CHINESE: Readonly<Record<number, string>> = {
  400: '请求有误', 401: '未通过认证', 403: '禁止访问', 404: '地址不存在', 405: '方法不允许', 408: '对方等待超时', 410: '地址已停用', 429: '请求过于频繁',
  500: '对方内部错误', 502: '对方网关错误', 503: '对方暂停服务', 504: '对方网关超时',
};

/** `HTTP 404 地址不存在` and `HTTP 404 Not Found`, each with what else there is to say. */
const statusWords = (status: number, more: Bilingual = { zh: '', en: '' }): string => {
  const english = STATUS_CODES[status] ?? 'unknown status';
  return inOneLine({ zh: `HTTP ${status} ${CHINESE[status] ?? `状态异常（${english}）`}${more.zh}`, en: `HTTP ${status} ${english}${more.en}` });
};

/** One GET. Redirects are not followed: an address that moved is told of, not gone after. Never rejects; an abort is a failure like any other. */
export const pull = async (request: PullRequest, abortSignal: AbortSignal): Promise<Pulled> => {
  const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
  const over = new AbortController();
  const stop = (): void => over.abort();
  let late = false;
  const clock = setTimeout(() => {
    late = true;
    stop();
  }, timeoutMs);
  abortSignal.addEventListener('abort', stop, { once: true });
  try {
    if (abortSignal.aborted) stop();
    const headers = new Headers(request.headers);
    if (!headers.has('accept')) headers.set('accept', 'application/json, application/senml+json;q=0.9, */*;q=0.1');
    if (request.etag !== undefined) headers.set('if-none-match', request.etag);
    return await answerOf(await fetch(request.url, { headers, redirect: 'manual', signal: over.signal }));
  } catch (error) {
    if (late) return { kind: 'failed', error: `${timeoutMs / 1000} 秒内未答复 / no answer within ${timeoutMs / 1000} s` };
    return { kind: 'failed', error: wordsOf(causeOf(error), { zh: '连接失败', en: 'connection failed' }) };
  } finally {
    clearTimeout(clock);
    abortSignal.removeEventListener('abort', stop);
  }
};

const answerOf = async (response: Response): Promise<Pulled> => {
  const { status } = response;
  if (status === 304 || status === 204 || status === 205) {
    await response.body?.cancel();
    return { kind: 'unchanged' };
  }
  if (status < 200 || status > 299) {
    await response.body?.cancel();
    const moved = status > 299 && status < 400 ? { zh: '，不跟随跳转', en: '; redirects are not followed' } : undefined;
    return { kind: 'failed', error: statusWords(status, moved), ...putOff(response.headers.get('retry-after')) };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY) return { kind: 'failed', error: statusWords(status, { zh: `：内容超过 ${MAX_BODY} 字节，已中断`, en: `: larger than ${MAX_BODY} bytes, cut off` }) };
    chunks.push(chunk);
  }
  return {
    kind: 'content', body: Buffer.concat(chunks), etag: response.headers.get('etag') ?? undefined,
    senml: /^application\/senml\+json\b/i.test(response.headers.get('content-type') ?? ''),
  };
};

/** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3). */
const putOff = (text: string | null): { retryAfterMs?: number } => {
  if (text === null) return {};
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return wait > 0 ? { retryAfterMs: Math.min(wait, LONGEST_PUT_OFF_MS) } : {};
};

/** `fetch failed` says nothing; its cause does. */
const causeOf = (error: unknown): string => {
  const cause: unknown = typeof error === 'object' && error !== null && 'cause' in error && error.cause ? error.cause : error;
  if (typeof cause !== 'object' || cause === null) return String(cause);
  const words = ['message', 'code', 'name'].map((name) => (cause as Record<string, unknown>)[name]).find((text): text is string => typeof text === 'string' && text !== '');
  return (words ?? 'unknown').slice(0, 300);
};
