import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EverySecond } from '../alarms/every-second.js';
import { DatabaseHealth } from '../database/database-health.js';
import { RiskService } from './risk.service.js';

const LOOK_EVERY = 5_000;

/** Raises colours as causes come. Each step asks again under the journal's lock and counts no cause twice, so with several instances it happens once. */
@Injectable()
export class RiskClockService extends EverySecond implements OnApplicationBootstrap {
  private lookedAt = -Infinity;

  constructor(
    private readonly risk: RiskService,
    health: DatabaseHealth,
  ) {
    super('risk-clock', health);
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  protected async look(): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_EVERY) return;
    await this.risk.look();
    this.lookedAt = performance.now();
  }
}
