import type { Parsed, Signal } from '@one-screen/domain';
import type { Connector, ConnectorState } from './connector.js';

/** What one look at a source showed; nothing of it was stored. */
export interface Probe {
  /** The link's states in order, with the reason each was given. */
  states: { state: ConnectorState; error?: string }[];
  /** The first message that came, or that could not be understood. */
  batch?: Parsed<Signal>[];
  bad?: string;
  excerpt?: string;
}

/**
 * Opens a connector beside the one that runs, until the first message, the first failure, or for `limitMs`; then closes it. What comes is
 * looked at and dropped. Only for kinds that ask (they poll or call): one that listens would want the same port.
 * Throws DomainError `connector-options` when the options are wrong.
 */
export const probe = async (connector: Connector, options: unknown, limitMs: number): Promise<Probe> => {
  const abort = new AbortController();
  const seen: Probe = { states: [] };
  const timer = setTimeout(() => abort.abort(), limitMs);
  const message = (found: Partial<Probe>): void => {
    if (!abort.signal.aborted) Object.assign(seen, found);
    abort.abort();
  };
  try {
    await connector.open(options, {
      signal: async (batch, { excerpt }) => message({ batch, excerpt }),
      state: (state, error) => {
        if (abort.signal.aborted) return;
        seen.states.push({ state, ...(error !== undefined && { error }) });
        if (state === 'down') abort.abort();
      },
      bad: (bad, excerpt) => message({ bad, excerpt }),
    }, abort.signal);
  } finally {
    clearTimeout(timer);
  }
  return seen;
};
