import { setTimeout as pause } from 'node:timers/promises';
import { wordsOf } from './error-words.js';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** A link that held for so long starts over with short pauses. */
const STEADY_MS = 60_000;

/**
 * Does `work` over and over until aborted, however it ends: after a failure with a pause that grows (0.5 s to 30 s, with jitter so
 * that a hundred sources do not come back in one instant). `failed` hears each failure in words. Resolves when aborted and ended.
 */
export const retrying = async (abortSignal: AbortSignal, work: () => Promise<void>, failed: (error: string) => void): Promise<void> => {
  let wait = FIRST_MS;
  while (!abortSignal.aborted) {
    const began = performance.now();
    try {
      await work();
      if (abortSignal.aborted) return;
    } catch (error) {
      if (abortSignal.aborted) return;
      failed(wordsOf(error));
    }
    if (performance.now() - began > STEADY_MS) wait = FIRST_MS;
    await pause(wait * (0.5 + Math.random()), undefined, { signal: abortSignal }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_MS);
  }
};
