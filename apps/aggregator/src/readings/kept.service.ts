import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Bus } from '../bus/bus.js';
import type { Database } from '../database/database.js';
import type { DatabaseHealth } from '../database/database-health.js';
import type { Metrics } from '../operations/metrics.js';
import type { DeviceNamer, ObjectResolver } from './object-facts.js';
import { rowFigures } from './row-figures.js';
import { NewestNews, type Heard } from './newest-news.js';
import { RowGatherer } from './row-gatherer.js';

/** How often what other instances stored is read, and how much further back (their clocks and commits), milliseconds. */
const REFRESH_EVERY = 5_000;
const REFRESH_OVERLAP = 10_000;

/**
 * The newest of something in memory and all of it in rows, gathered into shared commits. Sister instances tell each other the newest at once
 * where there is Redis; what was missed is read from the rows within seconds.
 */
export abstract class KeptService<Row extends Heard> implements OnModuleInit, OnApplicationShutdown {
  protected readonly rows: RowGatherer<Row>;
  protected objectOf: ObjectResolver = () => undefined;
  protected nameOf: DeviceNamer = () => undefined;
  protected readonly news: NewestNews<Row>;
  private readonly log: Logger;
  private timer: NodeJS.Timeout | undefined;
  private refreshedAt = 0;

  protected constructor(private readonly what: 'readings' | 'positions', protected readonly database: Database, protected readonly health: DatabaseHealth, metrics: Metrics, bus: Bus) {
    this.log = new Logger(what);
    this.news = new NewestNews<Row>(what, bus);
    this.rows = new RowGatherer<Row>((rows) => this.commit(rows), rowFigures(what, () => this.rows.depth, metrics, health));
  }

  /** Makes these durable. */
  protected abstract commit(rows: readonly Row[]): Promise<void>;
  /** A sister instance took this, and stores it. */
  protected abstract told(row: Row): void;
  /** Reads the newest that were stored since then (epoch milliseconds; without it, all) into memory. */
  protected abstract reread(since?: number): Promise<void>;

  /** Knows again what was newest before the restart; where there are sister instances, goes on asking what they stored. */
  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.news.hear((row) => this.told(row));
    if (this.database.dialect !== 'mysql') return;
    this.timer = setInterval(() => void this.refresh().catch((error: unknown) => this.log.debug(`${this.what} not refreshed: ${String(error)}`)), REFRESH_EVERY);
    this.timer.unref();
  }

  /** After every connector is closed (they close in `onModuleDestroy`), before the database is. */
  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Takes no more and waits until all that was taken is durable. */
  stop(): Promise<void> {
    clearInterval(this.timer);
    this.news.stop();
    return this.rows.stop();
  }

  /** From now on the objects of devices are found by this, and their names. */
  useObjects(resolver: ObjectResolver, namer: DeviceNamer = () => undefined): void {
    this.objectOf = resolver;
    this.nameOf = namer;
  }

  private async refresh(): Promise<void> {
    const began = Date.now();
    await this.reread(this.refreshedAt ? this.refreshedAt - REFRESH_OVERLAP : undefined);
    this.refreshedAt = began;
  }
}
