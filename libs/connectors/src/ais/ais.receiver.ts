import type { Sink } from '../connector.js';
import { openHanding } from '../handing.js';
import type { Cut } from '../tcp/tcp.listener.js';
import { openAisReader } from './ais.reader.js';
import { openAisInterpreter } from './ais.signals.js';

export interface AisReceiver {
  /** Takes a line in; a bad one comes back as a bad cut (and is not told to the sink here). `scope` is who sent it. */
  hear(cut: Cut, scope: string): Cut;
  /** Resolves when all that was taken in has been handed on or, after the abort, offered once more. */
  drained(): Promise<void>;
}

/** From lines to the sink. The lines of one chunk are taken in without a pause between them, so they go on in one batch. */
export const openReceiver = (sink: Sink, abortSignal: AbortSignal): AisReceiver => {
  const reader = openAisReader();
  const interpreter = openAisInterpreter();
  const handing = openHanding(sink, abortSignal);
  return {
    hear: (cut, scope) => {
      if (!cut.ok) return cut;
      const line = cut.frame.toString('latin1');
      const now = Date.now();
      const heard = reader.read(line, now, scope);
      if (heard.kind === 'bad') return { ok: false, error: heard.error, bytes: cut.frame };
      if (heard.kind !== 'message') return cut;
      for (const signal of interpreter.signals(heard.message, heard.at)) handing.add(signal, line);
      return cut;
    },
    drained: () => handing.drained(),
  };
};
