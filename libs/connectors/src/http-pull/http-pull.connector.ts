import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { defineConnector, type ConnectorState, type Sink } from '../connector.js';
import { faultsInLine } from '../error-words.js';
import { MappingOptions } from '../mapping/mapping.js';
import { offerAll, readWith } from '../mapping/payload.js';
import { excerptOf } from '../plain-text.js';
import { MAX_BODY, pull } from './http-pull.request.js';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 86_400_000;
const MAX_HEADERS = 32;
/** What a proxy or the client itself decides; a header of that name would break the request. */
const RESERVED = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'if-none-match']);

const HeaderName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, { error: '不是 HTTP 请求头的名称 / not the name of an HTTP header' }).refine((name) => !RESERVED.has(name.toLowerCase()), { error: '该请求头不能设置 / this header cannot be set' });
const HeaderValue = z.string().max(4_096).regex(/^[\t\x20-\x7e]*$/, { error: '只能是可见的 ASCII 字符 / only visible ASCII characters' });

const hasNoCredentials = (text: string): boolean => {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  return !address || (address.username === '' && address.password === '');
};

/**
 * One address asked again and again: `every` milliseconds (1 s to 24 h). The answer is JSON, read by `mapping`; without one it is
 * in the native shape, or SenML when the server calls it `application/senml+json`. `headers` go with every request (keys, tokens).
 */
export const HttpPullOptions = z.object({
  url: z.url({ protocol: /^https?$/, error: '应为 http://… 或 https://… / expected http://… or https://…' }).max(2_000).refine(hasNoCredentials, { error: '地址中不能有账号或密码，请放在请求头中 / no user or password in the address; send them in a header' }),
  every: z.number().int().min(SHORTEST_MS).max(LONGEST_MS).default(60_000),
  mapping: MappingOptions.optional(),
  headers: z.record(HeaderName, HeaderValue).refine((headers) => Object.keys(headers).length <= MAX_HEADERS, { error: `请求头超过 ${MAX_HEADERS} 个 / more than ${MAX_HEADERS} headers` }).optional(),
});
export type HttpPullOptions = z.input<typeof HttpPullOptions>;

/**
 * Asks until aborted, one request at a time. Unchanged content (ETag) is not offered again; the tag is kept only after the content
 * has been dealt with. After a failure it asks sooner than `every`, with growing pauses from 1 s, but never before a `Retry-After`.
 * State: `up` after an answer with content of use or without change (which is told as a sign of life), `faulty` while nothing of the content
 * can be understood (it is told to `sink.bad`), `down` with the HTTP status or the reason in words. Resolves when aborted and what was being stored is stored.
 */
const openHttpPull = async (options: z.output<typeof HttpPullOptions>, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  let told: string | undefined;
  const tell = (state: ConnectorState, error?: string): void => {
    const words = `${state} ${error ?? ''}`;
    if (words === told) return;
    told = words;
    sink.state(state, error);
  };
  tell('connecting');
  let etag: string | undefined;
  let failures = 0;
  /** Why nothing of the last content can be used; while that is unchanged, so is this. */
  let fault: string | undefined;
  while (!abortSignal.aborted) {
    const began = performance.now();
    const pulled = await pull({ url: options.url, headers: options.headers ?? {}, etag }, abortSignal);
    if (abortSignal.aborted) break;
    let wait = options.every;
    if (pulled.kind === 'failed') {
      tell('down', pulled.error);
      wait = Math.max(Math.min(options.every, SHORTEST_MS * 2 ** failures * (0.75 + Math.random() / 2)), pulled.retryAfterMs ?? 0);
      failures = Math.min(failures + 1, 20);
    } else {
      failures = 0;
      if (pulled.kind === 'content') {
        const read = await readWith(pulled.body, MAX_BODY, { mapping: options.mapping, format: pulled.senml ? 'senml' : 'json' }, Date.now());
        fault = faultOf(read);
        tell(fault === undefined ? 'up' : 'faulty', fault);
        if (await take(read, excerptOf(pulled.body), sink, abortSignal)) etag = pulled.etag;
      } else if (fault === undefined) {
        tell('up');
        sink.alive?.();
      } else tell('faulty', fault);
    }
    const left = wait - (performance.now() - began);
    if (left > 0) await pause(left, undefined, { signal: abortSignal }).catch(() => undefined);
  }
  sink.state('down');
};

type Read = Awaited<ReturnType<typeof readWith>>;

/** Why nothing of a content can be used; undefined when something can, or it says nothing at all. */
const faultOf = (read: Read): string | undefined => {
  if (!('batch' in read)) return read.error;
  const [first] = read.batch;
  return first && !first.ok && read.batch.every(({ ok }) => !ok) ? faultsInLine(first.faults) : undefined;
};

/** True when the content is durable, or bad and told of; false when aborted before. */
const take = async (read: Read, excerpt: string, sink: Sink, abortSignal: AbortSignal): Promise<boolean> => {
  if ('batch' in read) return offerAll(sink, read.batch, excerpt, abortSignal);
  sink.bad(read.error, excerpt);
  return true;
};

export const httpPullConnector = defineConnector({ kind: 'http-pull', options: HttpPullOptions, open: openHttpPull });
