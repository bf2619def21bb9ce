import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { unavailable } from '@one-screen/domain';
import { Database } from './database.js';

const PING_EVERY = 1000;

/** Whether the database answers: asked every second, doubted at once when a commit fails. */
@Injectable()
export class DatabaseHealth implements OnModuleInit, OnApplicationShutdown {
  state: 'up' | 'down' = 'up';
  since = Date.now();
  lastError = '';
  private timer: NodeJS.Timeout | undefined;
  private asking = false;
  private readonly listeners: ((state: 'up' | 'down') => void)[] = [];

  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.ask(), PING_EVERY);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  onChange(listener: (state: 'up' | 'down') => void): void {
    this.listeners.push(listener);
  }

  /** Refuses work while the database is away. */
  demand(): void {
    if (this.state === 'down') throw unavailable('database-away', '数据库中断，请稍后重试', 'The database is away; try again', { retryAfterSeconds: 5 });
  }

  suspect(error: unknown): void {
    this.lastError = error instanceof Error ? error.message : String(error);
    void this.ask();
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      await this.database.ping();
      this.become('up');
    } catch (error) {
      this.lastError = error instanceof Error ? error.message : String(error);
      this.become('down');
    } finally {
      this.asking = false;
    }
  }

  private become(state: 'up' | 'down'): void {
    if (this.state === state) return;
    this.state = state;
    this.since = Date.now();
    for (const listener of this.listeners) listener(state);
  }
}
