import { invalid, type Parsed, type Signal } from '@one-screen/domain';
import type { z } from 'zod';
import { faultsOf } from './faults.js';

/** What a link knows of itself: `faulty` when the other side answers, but nothing it says is of use. Silence, and what share of bad is too much, are judged by whoever listens. */
export type ConnectorState = 'connecting' | 'up' | 'faulty' | 'down';

/** The beginning of a message, for people who inspect what was wrong with it. Most are good: it is made only when asked for. */
export interface Raw {
  readonly excerpt: string;
}

/** Where a connector puts what it hears. */
export interface Sink {
  /**
   * Takes one message's elements in the order sent. Resolves only when they are durable: what was sent may then be
   * acknowledged. Rejects with a DomainError of kind `unavailable` or `too-many` when it should be offered again later.
   */
  signal(batch: Parsed<Signal>[], raw: Raw): Promise<void>;
  /** Told on every change of the link; `error` is one line for people who mend links. */
  state(state: ConnectorState, error?: string): void;
  /** A whole message that could not be understood; it is dropped after this. */
  bad(error: string, excerpt: string): void;
  /** The other side answered and has nothing new: what it said last still holds (HTTP 304). */
  alive?(): void;
  /** Somebody came to a door of ours: `host:port`, or the host alone. For those who look why a device is not heard. */
  peer?(name: string): void;
}

/**
 * A way to listen to the field. `open` keeps its link alive (it reconnects by itself and never rejects for link troubles)
 * until the abort signal fires, and resolves when everything it had begun is finished and closed.
 */
export interface Connector {
  readonly kind: string;
  readonly options: z.ZodType;
  /** Checks the options first: throws DomainError `connector-options` (422) naming each fault. */
  open(options: unknown, sink: Sink, abortSignal: AbortSignal): Promise<void>;
}

/** Ties a kind, the schema of its options, and its opening together; inside `open` the options are typed and trusted. */
export const defineConnector = <S extends z.ZodType>(definition: {
  kind: string;
  options: S;
  open: (options: z.output<S>, sink: Sink, abortSignal: AbortSignal) => Promise<void>;
}): Connector => ({
  kind: definition.kind,
  options: definition.options,
  async open(options, sink, abortSignal) {
    const checked = definition.options.safeParse(options);
    if (!checked.success) {
      throw invalid('connector-options', `${definition.kind} 数据源的选项有误`, `The options of the ${definition.kind} source are wrong`, faultsOf(checked.error));
    }
    await definition.open(checked.data, sink, abortSignal);
  },
});
