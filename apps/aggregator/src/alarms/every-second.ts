import { Logger } from '@nestjs/common';
import type { DatabaseHealth } from '../database/database-health.js';

const LOOK_EVERY = 1000;

/** Looks for what is due a second after it has looked last, not while the database is away; what fails is tried at the next look. */
export abstract class EverySecond {
  protected readonly log: Logger;
  protected stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  protected constructor(
    name: string,
    private readonly health: DatabaseHealth,
  ) {
    this.log = new Logger(name);
  }

  onApplicationBootstrap(): void {
    this.next();
  }

  /** Resolves when the look under way is over; looks no more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Does what is due; leaves off where `stopped`. */
  protected abstract look(): Promise<void>;

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.lookSafely().finally(() => this.next());
    }, LOOK_EVERY);
  }

  private async lookSafely(): Promise<void> {
    if (this.health.state === 'down') return;
    try {
      await this.look();
    } catch (error) {
      this.log.warn(`clock: ${error instanceof Error ? error.message : String(error)}`);
      this.health.suspect(error);
    }
  }
}
