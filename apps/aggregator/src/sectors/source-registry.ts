import { Injectable } from '@nestjs/common';
import { sameHash, tokenHash } from './source-token.js';
import type { Source } from './source.row.js';
import { SourcesRepository } from './sources.repository.js';

/** Every source in memory, so that a post asks the database nothing. Refreshed by whoever runs it; changes are told to listeners. */
@Injectable()
export class SourceRegistry {
  private byId = new Map<string, Source>();
  private byHash = new Map<string, Source>();
  private readonly listeners: (() => void)[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly repository: SourcesRepository) {}

  all(): IterableIterator<Source> {
    return this.byId.values();
  }

  get(id: string): Source | undefined {
    return this.byId.get(id);
  }

  /** The source of a token, also a disabled one. */
  byToken(token: string): Source | undefined {
    const hash = tokenHash(token);
    const source = this.byHash.get(hash);
    return source?.tokenHash !== undefined && sameHash(source.tokenHash, hash) ? source : undefined;
  }

  /** Calls `listener` after each refresh in which a source came or changed its revision. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Reads all sources again. Refreshes and `exclusively` take turns. */
  refresh(): Promise<void> {
    return this.exclusively(async () => {
      const sources = await this.repository.all();
      const changed = sources.length !== this.byId.size || sources.some((source) => this.byId.get(source.id)?.revision !== source.revision);
      this.byId = new Map(sources.map((source) => [source.id, source]));
      this.byHash = new Map(sources.flatMap((source) => (source.tokenHash === undefined ? [] : [[source.tokenHash, source] as const])));
      if (changed) for (const listener of this.listeners) listener();
    });
  }

  /** Runs `work` while no refresh is under way: what it writes is never overtaken by an older read. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}
