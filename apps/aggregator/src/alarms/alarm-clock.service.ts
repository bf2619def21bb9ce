import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseHealth } from '../database/database-health.js';
import { AlarmsService } from './alarms.service.js';
import { EverySecond } from './every-second.js';

/**
 * Signing limits, promises, shelves and expiries. What is due stands in the database, so a restart forgets nothing; the
 * rule is applied again under the journal lock, so with several instances each step happens once.
 */
@Injectable()
export class AlarmClockService extends EverySecond implements OnApplicationBootstrap {
  constructor(
    private readonly alarms: AlarmsService,
    health: DatabaseHealth,
  ) {
    super('alarm-clock', health);
  }

  protected async look(): Promise<void> {
    for (let due = await this.alarms.dueNow(); due.length && !this.stopped; due = await this.alarms.dueNow()) await this.alarms.tick(due);
  }
}
