import { DomainError, type Parsed, type Signal } from '@one-screen/domain';
import { setTimeout as pause } from 'node:timers/promises';
import type { Raw, Sink } from './connector.js';
import { wordsOf } from './error-words.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** An error nobody foresaw is offered again this often before the message is given up as bad. */
const MAX_UNFORESEEN = 5;

const isTemporary = (error: unknown): boolean => error instanceof DomainError && (error.kind === 'unavailable' || error.kind === 'too-many');

/**
 * Brings what one message said to the sink, again and again with growing pauses while that cannot take it. True: it is durable, or
 * refused for good and told of, and may be acknowledged. False: `released` fired before. A call to the sink that has begun is
 * always waited for. Never rejects.
 */
export const offer = async (sink: Sink, batch: Parsed<Signal>[], shown: string | Raw, released: AbortSignal): Promise<boolean> => {
  const raw = typeof shown === 'string' ? { excerpt: shown } : shown;
  let unforeseen = 0;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      await sink.signal(batch, raw);
      return true;
    } catch (error) {
      const temporary = isTemporary(error);
      if (!temporary) unforeseen += 1;
      if (error instanceof DomainError ? !temporary : unforeseen >= MAX_UNFORESEEN) {
        sink.bad(wordsOf(error), raw.excerpt);
        return true;
      }
    }
    if (released.aborted) return false;
    await pause(wait, undefined, { signal: released }).catch(() => undefined);
    if (released.aborted) return false;
  }
};
