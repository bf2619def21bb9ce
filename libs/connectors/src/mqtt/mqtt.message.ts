import { DomainError, type Parsed } from '@one-screen/domain';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from '../connector.js';
import { parseNative } from '../native/native.parser.js';
import { excerptOf } from '../plain-text.js';

/** The largest payload looked at, in bytes. */
export const MAX_PAYLOAD = 1_048_576;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** An error nobody foresaw is offered again this often before the message is given up as bad. */
const MAX_UNFORESEEN = 5;

/** One payload to signals; the reason when it cannot be understood as a whole. */
export const readPayload = (payload: Uint8Array | string): { batch: Parsed[] } | { error: string } => {
  if (Buffer.byteLength(payload) > MAX_PAYLOAD) return { error: `larger than ${MAX_PAYLOAD} bytes` };
  let body: unknown;
  try {
    body = JSON.parse(typeof payload === 'string' ? payload : new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return { error: 'not valid JSON in UTF-8' };
  }
  try {
    return { batch: parseNative(body) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'not the native shape' };
  }
};

const isTemporary = (error: unknown): boolean => error instanceof DomainError && (error.kind === 'unavailable' || error.kind === 'too-many');

/**
 * Brings one message to the sink. True: it is durable, or bad and told of, and may be acknowledged. False: `released`
 * fired while the sink could not take it. A call to the sink that has begun is always waited for. Never rejects.
 */
export const takeMessage = async (payload: Uint8Array | string, sink: Sink, released: AbortSignal): Promise<boolean> => {
  const excerpt = excerptOf(payload);
  const message = readPayload(payload);
  if ('error' in message) {
    sink.bad(message.error, excerpt);
    return true;
  }
  let unforeseen = 0;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      await sink.signal(message.batch, { excerpt });
      return true;
    } catch (error) {
      const temporary = isTemporary(error);
      if (!temporary) unforeseen += 1;
      if (error instanceof DomainError ? !temporary : unforeseen >= MAX_UNFORESEEN) {
        sink.bad(error instanceof Error ? error.message : 'refused', excerpt);
        return true;
      }
    }
    if (released.aborted) return false;
    await pause(wait, undefined, { signal: released }).catch(() => undefined);
    if (released.aborted) return false;
  }
};
