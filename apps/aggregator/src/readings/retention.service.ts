import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseHealth } from '../database/database-health.js';
import { KEPT, RetentionRepository } from './retention.repository.js';

/** How often old rows are looked for (an instance begins at a moment of its own, so that sisters seldom meet), how many go at once, and the least pause between. */
const LOOK_EVERY = 10 * 60_000;
const ROWS_AT_ONCE = 2_000;
const LEAST_PAUSE = 50;

/** Takes away readings and tracks that are too old: little by little, leaving the writer free for most of the time. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('retention');
  private readonly over = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private removing: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: RetentionRepository,
    private readonly health: DatabaseHealth,
  ) {}

  onApplicationBootstrap(): void {
    this.next(Math.random() * LOOK_EVERY);
  }

  async onModuleDestroy(): Promise<void> {
    this.over.abort();
    clearTimeout(this.timer);
    await this.removing;
  }

  /** Removes everything that is too old at `now` (epoch milliseconds). Stops early when we stop or the database is away. */
  async remove(now: number): Promise<void> {
    for (const kept of KEPT) {
      for (let more = true; more && !this.over.signal.aborted && this.health.state === 'up'; ) {
        const began = Date.now();
        more = await this.repository.removeSome(kept, now - kept.keep, ROWS_AT_ONCE);
        if (more) await pause(Math.max(LEAST_PAUSE, 2 * (Date.now() - began)), undefined, { signal: this.over.signal }).catch(() => undefined);
      }
    }
  }

  private next(wait: number): void {
    this.timer = setTimeout(() => {
      this.removing = this.remove(Date.now())
        .catch((error: unknown) => this.log.warn(`old rows not removed: ${String(error)}`))
        .finally(() => {
          if (!this.over.signal.aborted) this.next(LOOK_EVERY);
        });
    }, wait);
    this.timer.unref();
  }
}
