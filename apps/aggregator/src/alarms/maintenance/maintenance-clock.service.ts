import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseHealth } from '../../database/database-health.js';
import { EverySecond } from '../every-second.js';
import { MaintenanceService } from './maintenance.service.js';
import { MaintenanceWindows } from './maintenance-windows.js';

/**
 * Ends windows whose time is up and brings back what ended ones held. Both stand in the database, so a restart, or an instance that died
 * half-way, forgets nothing; and each step asks again under the journal's lock, so with several instances it happens once. Stopped before
 * the alarms' room: it may still ask that to bring alarms back.
 */
@Injectable()
export class MaintenanceClockService extends EverySecond implements OnApplicationBootstrap {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly windows: MaintenanceWindows,
    health: DatabaseHealth,
  ) {
    super('maintenance-clock', health);
  }

  protected async look(): Promise<void> {
    await this.windows.refresh();
    const now = Date.now();
    for (const { id, until } of this.windows.open) if (until <= now && !this.stopped) await this.maintenance.lapse(id);
    for (const id of this.windows.unreleased) if (!this.stopped) await this.maintenance.release(id);
  }
}
