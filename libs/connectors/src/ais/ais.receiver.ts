import type { Sink } from '../connector.js';
import { offer } from '../offer.js';
import { excerptOf } from '../plain-text.js';
import type { Cut } from '../tcp/tcp.listener.js';
import { openBacklog } from './ais.backlog.js';
import { openAisReader } from './ais.reader.js';
import { openAisInterpreter } from './ais.signals.js';

export interface AisReceiver {
  /** Takes a line in; a bad one comes back as a bad cut (and is not told to the sink here). `scope` is who sent it. */
  hear(cut: Cut, scope: string): Cut;
  /** Resolves when all that was taken in has been handed on or, after the abort, offered once more. */
  drained(): Promise<void>;
}

/** Signals handed on in one batch at most. */
const MAX_BATCH = 500;

/** From lines to the sink. The lines of one chunk are taken in without a pause between them, so they go on in one batch. */
export const openReceiver = (sink: Sink, abortSignal: AbortSignal): AisReceiver => {
  const reader = openAisReader();
  const interpreter = openAisInterpreter();
  const backlog = openBacklog();
  let handing: Promise<void> | undefined;
  let dropping = false;

  const handOn = async (): Promise<void> => {
    await Promise.resolve();
    while (backlog.size) {
      const batch = backlog.take(MAX_BATCH);
      // Only the first attempt is made once we are to stop: what no sender repeats is worth that much.
      await offer(sink, batch.map(({ signal }) => ({ ok: true, signal })), batch[0]?.excerpt ?? '', abortSignal);
    }
    dropping = false;
    handing = undefined;
  };
  return {
    hear: (cut, scope) => {
      if (!cut.ok) return cut;
      const line = cut.frame.toString('latin1');
      const now = Date.now();
      const heard = reader.read(line, now, scope);
      if (heard.kind === 'bad') return { ok: false, error: heard.error, bytes: cut.frame };
      if (heard.kind !== 'message') return cut;
      const excerpt = excerptOf(line);
      for (const signal of interpreter.signals(heard.message, heard.at)) {
        if (!backlog.add({ signal, excerpt }) || dropping) continue;
        dropping = true;
        sink.bad('接收积压已满，最早的信号被丢弃 / the backlog is full, the oldest signals are dropped', excerpt);
      }
      if (backlog.size) handing ??= handOn();
      return cut;
    },
    drained: async () => {
      await handing;
    },
  };
};
