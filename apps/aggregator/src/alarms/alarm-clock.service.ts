import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseHealth } from '../database/database-health.js';
import { AlarmsService } from './alarms.service.js';

const LOOK_EVERY = 1000;

/**
 * Signing limits, promises, shelves and expiries. What is due stands in the database, so a restart forgets nothing; the
 * rule is applied again under the journal lock, so with several instances each step happens once.
 */
@Injectable()
export class AlarmClockService implements OnApplicationBootstrap {
  private readonly log = new Logger('alarm-clock');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly alarms: AlarmsService,
    private readonly health: DatabaseHealth,
  ) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.next());
    }, LOOK_EVERY);
  }

  private async look(): Promise<void> {
    if (this.health.state === 'down') return;
    try {
      for (let due = await this.alarms.dueNow(); due.length && !this.stopped; due = await this.alarms.dueNow()) await this.alarms.tick(due);
    } catch (error) {
      this.log.warn(`clock: ${error instanceof Error ? error.message : String(error)}`);
      this.health.suspect(error);
    }
  }
}
