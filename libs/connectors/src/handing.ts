import type { Signal } from '@one-screen/domain';
import { openBacklog } from './backlog.js';
import type { Raw, Sink } from './connector.js';
import { offer } from './offer.js';
import { excerptOf } from './plain-text.js';

/** Hands signals on to the sink, for senders that cannot be asked to wait. */
export interface Handing {
  /** Takes a signal in; those that come without a pause between them go on in one batch. `excerpt` is what it was read from. */
  add(signal: Signal, excerpt: string): void;
  /** Resolves when all that was taken in has been handed on or, after the abort, offered once more. */
  drained(): Promise<void>;
}

/** Signals handed on in one batch at most. */
const MAX_BATCH = 500;

/** What a batch begins with, to show when somebody asks. */
const rawOf = (text: string): Raw => ({
  get excerpt() {
    return excerptOf(text);
  },
});

/** One batch at a time, in the order taken in; what the sink cannot take waits in a bounded backlog, and what that drops is told of once. */
export const openHanding = (sink: Sink, abortSignal: AbortSignal): Handing => {
  const backlog = openBacklog();
  let busy: Promise<void> | undefined;
  let dropping = false;

  const handOn = async (): Promise<void> => {
    await Promise.resolve();
    while (backlog.size) {
      const batch = backlog.take(MAX_BATCH);
      // Only the first attempt is made once we are to stop: what no sender repeats is worth that much.
      await offer(sink, batch.map(({ signal }) => ({ ok: true, signal })), rawOf(batch[0]?.excerpt ?? ''), abortSignal);
    }
    dropping = false;
    busy = undefined;
  };
  return {
    add: (signal, excerpt) => {
      if (backlog.add({ signal, excerpt }) && !dropping) {
        dropping = true;
        sink.bad('接收积压已满，最早的信号被丢弃 / the backlog is full, the oldest signals are dropped', excerptOf(excerpt));
      }
      busy ??= handOn();
    },
    drained: async () => {
      await busy;
    },
  };
};
