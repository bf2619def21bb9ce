import { Injectable } from '@nestjs/common';
import { inBothLanguages, type ConnectorState } from '@one-screen/connectors';
import type { LinkState } from '@one-screen/contracts';
import type { Sector } from '@one-screen/domain';
import { nextLink, RecentMessages, type Link, type LinkFacts } from './link-state.js';
import { MinuteCounts } from './minute-counts.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import { SourcesRepository, type Traffic } from './sources.repository.js';

export interface BadMessage {
  at: number;
  error: string;
  excerpt: string;
}

/** The beginning of a message that was understood. */
export interface GoodMessage {
  at: number;
  excerpt: string;
}

/** What this instance knows of one source beyond its row. */
interface Book {
  recent: RecentMessages;
  /** Not yet written down. */
  accepted: number;
  repeats: number;
  rejected: number;
  lastSeenAt?: number;
  lastBadAt?: number;
  lastError?: { at: number; error: string };
  /** Newest first. */
  badMessages: BadMessage[];
  /** Newest first; at most one in `SAMPLE_EVERY`. */
  goodMessages: GoodMessage[];
  minute: MinuteCounts;
  /** Who came to its door last. */
  lastPeer?: { at: number; name: string };
  connected?: ConnectorState;
  link?: Link;
}

/** A source as it stands now: row and link together. */
export interface SourceNow {
  source: Source;
  link: Link;
  accepted: number;
  repeats: number;
  rejected: number;
  lastSeenAt?: number;
  lastError?: { at: number; error: string };
  badMessages: readonly BadMessage[];
  goodMessages: readonly GoodMessage[];
  /** Of the last minute, on this instance. */
  perMinute: { good: number; bad: number };
  lastPeer?: { at: number; name: string };
}

const KEPT = 20;
const SAMPLES = 5;
/** Of what is understood only so much is looked at, milliseconds: a busy source pays nothing for it. */
const SAMPLE_EVERY = 1_000;
export const EXCERPT = 500;

/** Counters, last errors and link states of all sources. Noting costs no database; `flush` writes down what was noted. */
@Injectable()
export class SourceLinks {
  private readonly books = new Map<string, Book>();
  private readonly listeners: ((sources: readonly Source[]) => void)[] = [];

  constructor(
    private readonly registry: SourceRegistry,
    private readonly repository: SourcesRepository,
  ) {}

  /** Valid data came: `accepted` new, `repeats` known already. `excerpt` gives the beginning of the message; it is asked once a second at most. */
  good(id: string, accepted: number, repeats: number, at: number, excerpt?: () => string): void {
    const book = this.book(id);
    book.minute.add(accepted + repeats, 0, at);
    if (excerpt && at - (book.goodMessages[0]?.at ?? -Infinity) >= SAMPLE_EVERY) {
      book.goodMessages.unshift({ at, excerpt: excerpt().slice(0, EXCERPT) });
      book.goodMessages.length = Math.min(book.goodMessages.length, SAMPLES);
    }
    book.accepted += accepted;
    book.repeats += repeats;
    book.lastSeenAt = Math.max(book.lastSeenAt ?? 0, at);
    book.recent.add(accepted + repeats, false);
  }

  /** Messages that could not be understood; of many at once only the first are kept. */
  bad(id: string, count: number, messages: readonly { error: string; excerpt: string }[], at: number): void {
    const book = this.book(id);
    book.minute.add(0, count, at);
    book.rejected += count;
    book.lastBadAt = Math.max(book.lastBadAt ?? 0, at);
    book.recent.add(count, true);
    const [first] = messages;
    if (first) book.lastError = { at, error: inBothLanguages(first.error) };
    book.badMessages.unshift(...messages.slice(0, KEPT).map(({ error, excerpt }) => ({ at, error: inBothLanguages(error), excerpt: excerpt.slice(0, EXCERPT) })));
    book.badMessages.length = Math.min(book.badMessages.length, KEPT);
  }

  /** It answered that what it said last still holds: as fresh as data, but none. */
  alive(id: string, at: number): void {
    const book = this.book(id);
    book.lastSeenAt = Math.max(book.lastSeenAt ?? 0, at);
  }

  /** What the connector says of its line; undefined when nothing is open any more. */
  line(id: string, connected: ConnectorState | undefined, error: string | undefined, at: number): void {
    const book = this.book(id);
    if (connected === undefined) delete book.connected;
    else book.connected = connected;
    if (error) book.lastError = { at, error: inBothLanguages(error) };
  }

  /** Somebody came to the source's door. */
  peer(id: string, name: string, at: number): void {
    this.book(id).lastPeer = { at, name };
  }

  /** An error in words without a message behind it. */
  fault(id: string, error: string, at: number): void {
    this.book(id).lastError = { at, error: inBothLanguages(error) };
  }

  /** Hears of the sources whose state an evaluation found changed. */
  onChange(listener: (sources: readonly Source[]) => void): void {
    this.listeners.push(listener);
  }

  /** Judges every link; answers the ids whose state changed since the last time. */
  evaluate(now: number): string[] {
    const changed: Source[] = [];
    for (const source of this.registry.all()) {
      const book = this.book(source.id);
      const link = nextLink(book.link, this.facts(source, book, now));
      if (book.link && link.state !== book.link.state) changed.push(source);
      if (source.disabled) book.recent.clear();
      book.link = link;
    }
    if (changed.length) for (const listener of this.listeners) listener(changed);
    return changed.map((source) => source.id);
  }

  now(source: Source, at: number): SourceNow {
    const book = this.book(source.id);
    const facts = this.facts(source, book, at);
    let link = book.link ?? nextLink(undefined, facts);
    // A switch thrown just now shows at once; everything else at the next evaluation.
    if (source.disabled !== (link.state === 'disabled')) link = nextLink(link, facts);
    book.link = link;
    return {
      source,
      link,
      accepted: source.accepted + book.accepted,
      repeats: source.repeats + book.repeats,
      rejected: source.rejected + book.rejected,
      ...(facts.lastSeenAt !== undefined && { lastSeenAt: facts.lastSeenAt }),
      ...(book.lastError && { lastError: book.lastError }),
      badMessages: book.badMessages,
      goodMessages: book.goodMessages,
      perMinute: book.minute.of(at),
      ...(book.lastPeer && { lastPeer: book.lastPeer }),
    };
  }

  /** How many sources of a sector are in each state, and its newest valid data. */
  ofSector(sector: Sector, at: number): { states: Record<LinkState, number>; freshAt?: number } {
    const states: Record<LinkState, number> = { connecting: 0, up: 0, silent: 0, faulty: 0, down: 0, disabled: 0 };
    let freshAt = 0;
    for (const source of this.registry.all()) {
      if (source.sector !== sector) continue;
      const { link, lastSeenAt } = this.now(source, at);
      states[link.state] += 1;
      freshAt = Math.max(freshAt, lastSeenAt ?? 0);
    }
    return { states, ...(freshAt > 0 && { freshAt }) };
  }

  /** Writes down what was noted, added to what is stored. What could not be written stays noted. */
  flush(): Promise<void> {
    return this.registry.exclusively(async () => {
      const traffic: Traffic[] = [];
      for (const [id, { accepted, repeats, rejected, lastSeenAt }] of this.books) {
        const source = this.registry.get(id);
        if (!source) continue;
        const newer = lastSeenAt !== undefined && lastSeenAt > (source.lastSeenAt ?? 0);
        if (accepted || repeats || rejected || newer) traffic.push({ id, accepted, repeats, rejected, ...(newer && { lastSeenAt }) });
      }
      if (!traffic.length) return;
      await this.repository.addTraffic(traffic);
      for (const written of traffic) this.settle(written);
    });
  }

  private settle({ id, accepted, repeats, rejected, lastSeenAt }: Traffic): void {
    const book = this.book(id);
    book.accepted -= accepted;
    book.repeats -= repeats;
    book.rejected -= rejected;
    const source = this.registry.get(id);
    if (!source) return;
    source.accepted += accepted;
    source.repeats += repeats;
    source.rejected += rejected;
    if (lastSeenAt !== undefined) source.lastSeenAt = lastSeenAt;
  }

  private facts(source: Source, book: Book, now: number): LinkFacts {
    const lastSeenAt = Math.max(source.lastSeenAt ?? 0, book.lastSeenAt ?? 0) || undefined;
    const { disabled, silentAfter, createdAt } = source;
    return { disabled, connected: book.connected, lastSeenAt, lastBadAt: book.lastBadAt, silentAfter, createdAt, recent: book.recent, now };
  }

  private book(id: string): Book {
    let book = this.books.get(id);
    if (!book) {
      book = { recent: new RecentMessages(), accepted: 0, repeats: 0, rejected: 0, badMessages: [], goodMessages: [], minute: new MinuteCounts() };
      this.books.set(id, book);
    }
    return book;
  }
}
