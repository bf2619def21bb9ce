import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unavailable } from '@one-screen/domain';
import { Bus } from '../bus/bus.js';
import type { DatabaseHealth } from '../database/database-health.js';
import { Database } from '../database/database.js';
import { Metrics } from '../operations/metrics.js';
import { PositionsRepository } from './positions.repository.js';
import { PositionsService } from './positions.service.js';
import { ReadingsRepository } from './readings.repository.js';
import { ReadingsService } from './readings.service.js';

/** A database of its own with both services over it. `restart` makes the services anew, as after a crash. */
export class ReadingsRoom {
  readonly health = {
    state: 'up' as 'up' | 'down',
    demand(): void {
      if (this.state === 'down') throw unavailable('database-away', '数据库中断', 'The database is away');
    },
    suspect: jest.fn(),
  };
  /** As for an instance alone. */
  readonly bus = new Bus({ redisUrl: '', databaseUrl: '', dataDir: 'readings' });
  metrics = new Metrics();
  readings!: ReadingsService;
  positions!: PositionsService;

  private constructor(
    readonly database: Database,
    private readonly dataDir: string,
  ) {}

  static async open(databaseUrl = ''): Promise<ReadingsRoom> {
    const dataDir = mkdtempSync(join(tmpdir(), 'readings-'));
    const room = new ReadingsRoom(await Database.open({ databaseUrl, dataDir }), dataDir);
    await room.restart();
    return room;
  }

  async restart(): Promise<void> {
    await this.stop();
    const health = this.health as unknown as DatabaseHealth;
    this.metrics = new Metrics();
    this.readings = new ReadingsService(new ReadingsRepository(this.database), this.database, health, this.metrics, this.bus);
    this.positions = new PositionsService(new PositionsRepository(this.database), this.database, health, this.metrics, this.bus);
    await this.readings.onModuleInit();
    await this.positions.onModuleInit();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.close();
    rmSync(this.dataDir, { recursive: true });
  }

  private async stop(): Promise<void> {
    await this.readings?.onApplicationShutdown();
    await this.positions?.onApplicationShutdown();
  }
}
