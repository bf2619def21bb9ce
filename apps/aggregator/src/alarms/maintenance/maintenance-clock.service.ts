import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseHealth } from '../../database/database-health.js';
import { MaintenanceService } from './maintenance.service.js';
import { MaintenanceWindows } from './maintenance-windows.js';

const LOOK_EVERY = 1000;

/**
 * Ends windows whose time is up and brings back what ended ones held. Both stand in the database, so a restart, or an instance that died
 * half-way, forgets nothing; and each step asks again under the journal's lock, so with several instances it happens once.
 */
@Injectable()
export class MaintenanceClockService implements OnApplicationBootstrap {
  private readonly log = new Logger('maintenance-clock');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly windows: MaintenanceWindows,
    private readonly health: DatabaseHealth,
  ) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  /** Before the alarms' room stops: it may still ask it to bring alarms back. */
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
      await this.windows.refresh();
      const now = Date.now();
      for (const { id, until } of this.windows.open) if (until <= now && !this.stopped) await this.maintenance.lapse(id);
      for (const id of this.windows.unreleased) if (!this.stopped) await this.maintenance.release(id);
    } catch (error) {
      this.log.warn(`clock: ${error instanceof Error ? error.message : String(error)}`);
      this.health.suspect(error);
    }
  }
}
