import type { Sink } from '../connector.js';
import type { CompiledMapping } from '../mapping/mapping.js';
import { decodeJson, offerAll, PIECE, readBody, readWith, type PayloadFormat, type PayloadRead } from '../mapping/payload.js';
import { excerptOf } from '../plain-text.js';

/** The largest payload looked at, in bytes. */
export const MAX_PAYLOAD = 1_048_576;

/** Reads one payload of a source, that came by a topic. Never rejects. */
export type ReadMessage = (payload: Uint8Array | string, topic: string) => Promise<PayloadRead>;

/** A sink that knows how its source's messages are read; without `read` they are native. */
export type MessageSink = Sink & { read?: ReadMessage };

/** One payload to signals without a mapping; the reason when it cannot be understood as a whole. */
export const readPayload = (payload: Uint8Array | string, format: PayloadFormat = 'json', receivedAt: number = Date.now()): PayloadRead => {
  const decoded = decodeJson(payload, MAX_PAYLOAD);
  return 'error' in decoded ? decoded : readBody(decoded.body, format, receivedAt);
};

/** How the messages of a source with these options are read. */
export const messageReader = (how: { format: PayloadFormat; mapping?: CompiledMapping }): ReadMessage =>
  (payload) => readWith(payload, MAX_PAYLOAD, how, Date.now());

/**
 * Brings one message to the sink. True: it is durable, or bad and told of, and may be acknowledged. False: `released`
 * fired while the sink could not take it. Never rejects. `offered` is told as soon as the sink has all of it, with what comes of it;
 * not told of a message that is bad, or so large that it is offered in pieces.
 */
export const takeMessage = async (payload: Uint8Array | string, sink: MessageSink, released: AbortSignal, topic = '', offered?: (stored: Promise<void>) => void): Promise<boolean> => {
  const excerpt = excerptOf(payload);
  const message = sink.read ? await sink.read(payload, topic) : readPayload(payload);
  if ('batch' in message) return offerAll(message.batch.length > PIECE || !offered ? sink : telling(sink, offered), message.batch, excerpt, released);
  sink.bad(message.error, excerpt);
  return true;
};

const telling = (sink: Sink, offered: (stored: Promise<void>) => void): Sink => ({
  signal: (batch, raw) => {
    const stored = sink.signal(batch, raw);
    offered(stored);
    return stored;
  },
  state: (state, error) => sink.state(state, error),
  bad: (error, excerpt) => sink.bad(error, excerpt),
});
