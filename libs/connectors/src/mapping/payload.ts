import type { Parsed, Signal } from '@one-screen/domain';
import type { Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { parseNative } from '../native/native.parser.js';
import { offer } from '../offer.js';
import { resolveSenml } from '../senml/senml.js';
import type { CompiledMapping } from './mapping.js';

/** What a JSON payload is, when no mapping says so: our own native shape, or SenML (RFC 8428). */
export const PAYLOAD_FORMATS = ['json', 'senml'] as const;
export type PayloadFormat = (typeof PAYLOAD_FORMATS)[number];

/** What a whole payload says; the reason when it cannot be understood as a whole. */
export type PayloadRead = { batch: Parsed<Signal>[] } | { error: string };

/** Elements offered at once; a larger message is offered in pieces, in order. */
export const PIECE = 2_000;

/** JSON in UTF-8 (a byte order mark is allowed) of at most `limit` bytes. */
export const decodeJson = (payload: Uint8Array | string, limit: number): { body: unknown } | { error: string } => {
  if (Buffer.byteLength(payload) > limit) return { error: `超过 ${limit} 字节 / larger than ${limit} bytes` };
  try {
    const body: unknown = JSON.parse(typeof payload === 'string' ? payload : new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return { body };
  } catch {
    return { error: '不是有效的 UTF-8 JSON / not valid JSON in UTF-8' };
  }
};

/** A decoded payload to signals, without a mapping. `receivedAt` is epoch milliseconds. Never throws. */
export const readBody = (body: unknown, format: PayloadFormat, receivedAt: number): PayloadRead => {
  if (format === 'senml') {
    const resolved = resolveSenml(body, receivedAt);
    return resolved.ok ? { batch: resolved.readings } : { error: resolved.error };
  }
  try {
    return { batch: parseNative(body) };
  } catch (error) {
    return { error: wordsOf(error) };
  }
};

/** A payload to signals: by the mapping when there is one, else by its format. Never rejects. */
export const readWith = async (payload: Uint8Array | string, limit: number, how: { mapping?: CompiledMapping; format: PayloadFormat }, receivedAt: number): Promise<PayloadRead> => {
  const decoded = decodeJson(payload, limit);
  if ('error' in decoded) return decoded;
  return readDecoded(decoded.body, how, receivedAt);
};

/** The same for what somebody else has decoded. Never rejects. */
export const readDecoded = async (body: unknown, how: { mapping?: CompiledMapping; format: PayloadFormat }, receivedAt: number): Promise<PayloadRead> =>
  how.mapping ? { batch: await how.mapping.apply(body, receivedAt) } : readBody(body, how.format, receivedAt);

/** Offers a whole message, piece by piece when it is large. True: all of it is dealt with. False: `released` fired before. Never rejects. */
export const offerAll = async (sink: Sink, batch: Parsed<Signal>[], excerpt: string, released: AbortSignal): Promise<boolean> => {
  for (let start = 0; start === 0 || start < batch.length; start += PIECE) {
    const piece = batch.length <= PIECE ? batch : batch.slice(start, start + PIECE);
    if (!(await offer(sink, piece, excerpt, released))) return false;
  }
  return true;
};
