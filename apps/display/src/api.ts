import type { ErrorBody } from '@one-screen/contracts';
import { locale } from './locale';

/** A refusal, or no answer at all (`status` 0, `code` `network`). `message` is already in the reader's language. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly details?: unknown) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface CallOptions {
  /** Asked by the screen itself, not by a person: does not keep a session awake. */
  background?: boolean;
  signal?: AbortSignal;
}

/** Longest wait for an answer, milliseconds. */
const PATIENCE = 15_000;
const NETWORK = { zh: '与服务器失去联系，请稍后再试', en: 'The server cannot be reached' };
const UNKNOWN = { zh: '服务器未能完成请求', en: 'The server could not do this' };

let unauthenticated: (() => void) | undefined;
/** Who wants to know that a call was answered 401 (the session). */
export const onUnauthenticated = (listener: () => void): void => {
  unauthenticated = listener;
};

const refusal = async (response: Response): Promise<ApiError> => {
  const body = (await response.json().catch(() => ({}))) as Partial<ErrorBody>;
  return new ApiError(response.status, body.code ?? `http-${response.status}`, body.message ?? UNKNOWN[locale.value], body.details);
};

const call = async <T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> => {
  const limit = AbortSignal.timeout(PATIENCE);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale.value === 'zh' ? 'zh-CN' : 'en' };
  if (options.background) headers['x-background'] = '1';
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, { method, headers, signal, credentials: 'same-origin', cache: 'no-store', ...(body !== undefined && { body: JSON.stringify(body) }) });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, 'network', NETWORK[locale.value]);
  }
  if (!response.ok) {
    const error = await refusal(response);
    if (response.status === 401 && !(method === 'POST' && path.startsWith('/api/session'))) unauthenticated?.();
    throw error;
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
};

/** The aggregator over HTTP: same origin, cookies, JSON both ways; every refusal is an `ApiError`. */
export const api = {
  get: <T>(path: string, options?: CallOptions): Promise<T> => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => call<T>('POST', path, body ?? {}, options),
  put: <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => call<T>('PUT', path, body ?? {}, options),
  patch: <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => call<T>('PATCH', path, body ?? {}, options),
  delete: <T>(path: string, options?: CallOptions): Promise<T> => call<T>('DELETE', path, undefined, options),
};
