import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { SectorView } from '@one-screen/contracts';
import { SECTORS, type DataScope, type Sector } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { iso } from '../journal/instant.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { PushService } from '../push/push.service.js';
import { SectorCountsRepository } from './sector-counts.repository.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import { Spark } from './spark.js';

/** What is known of the sectors within one grid prefix. */
interface Board {
  spark: Spark;
  views: Map<Sector, SectorView>;
  /** When all views were last counted. */
  countedAt: number;
  counting: Promise<unknown>;
}

const SOON = 50;
const LEAST_PAUSE = 2_000;
const MOST_PAUSE = 30_000;
/** Counting may take this part of the time at most. */
const PAUSE_PER_COUNT = 20;
const TOUCH_ALL_EVERY = 15_000;
const BOARDS_KEPT = 50;

/** The eight tiles 八大领域: counted from the rows for sectors that changed only, at most every two seconds, and told when they differ. */
@Injectable()
export class SectorsService implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('sectors');
  private readonly boards = new Map<string, Board>();
  private readonly dirty = new Set<Sector>();
  private next: NodeJS.Timeout | undefined;
  private nextNotBefore = 0;
  private all: NodeJS.Timeout | undefined;
  private pause = LEAST_PAUSE;
  private stopped = false;

  constructor(
    private readonly counts: SectorCountsRepository,
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly ledger: LedgerService,
    private readonly alarms: AlarmsService,
    private readonly push: PushService,
  ) {}

  onModuleInit(): void {
    this.alarms.onCommitted((changed) => this.touch(changed.map((alarm) => alarm.sector)));
    this.registry.onChange(() => this.touch(SECTORS));
    this.links.onChange((sources) => this.touch(sources.map((source) => source.sector)));
    this.all = setInterval(() => this.touch(SECTORS), TOUCH_ALL_EVERY);
    this.all.unref();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearInterval(this.all);
    clearTimeout(this.next);
  }

  /** These sectors may look different now. */
  touch(sectors: Iterable<Sector>): void {
    for (const sector of sectors) this.dirty.add(sector);
    if (this.next || this.stopped || !this.dirty.size) return;
    this.next = setTimeout(() => void this.tell(), Math.max(SOON, this.nextNotBefore - Date.now()));
    this.next.unref();
  }

  /** The sectors in scope, at most a moment old. */
  async views(scope: DataScope): Promise<SectorView[]> {
    const board = this.board(scope.gridPrefix);
    if (Date.now() - board.countedAt > this.pause) await this.count(scope.gridPrefix, SECTORS);
    return SECTORS.filter((sector) => scope.sectors.includes(sector)).flatMap((sector) => board.views.get(sector) ?? []);
  }

  private async tell(): Promise<void> {
    const sectors = [...this.dirty];
    this.dirty.clear();
    const before = new Map(this.board('').views);
    try {
      for (const view of await this.count('', sectors)) if (differs(before.get(view.sector), view)) this.push.publish('sector', view, 'whole-area');
    } catch (error) {
      for (const sector of sectors) this.dirty.add(sector);
      this.log.debug(`sectors not counted: ${String(error)}`);
    }
    this.nextNotBefore = Date.now() + this.pause;
    this.next = undefined;
    this.touch([]);
  }

  /** Counts these sectors anew; counts of one board take turns. */
  private count(gridPrefix: string, sectors: readonly Sector[]): Promise<SectorView[]> {
    const board = this.board(gridPrefix);
    const mine = board.counting.then(async () => {
      // Another reader has just counted them all.
      if (sectors === SECTORS && Date.now() - board.countedAt < this.pause) return [...board.views.values()];
      const began = Date.now();
      const hoursOf = await board.spark.read(began);
      const views: SectorView[] = [];
      for (const sector of sectors) {
        const { open, unsigned } = await this.counts.open(sector, gridPrefix);
        const { states, freshAt } = this.links.ofSector(sector, began);
        views.push({ sector, open, unsigned, sources: states, ...(freshAt !== undefined && { freshAt: iso(freshAt) }), objects: this.ledger.objectCount(sector, gridPrefix), spark: hoursOf(sector), at: iso(began) });
      }
      for (const view of views) board.views.set(view.sector, view);
      if (sectors.length === SECTORS.length) board.countedAt = began;
      this.pause = Math.min(MOST_PAUSE, Math.max(LEAST_PAUSE, (Date.now() - began) * PAUSE_PER_COUNT));
      return views;
    });
    board.counting = mine.catch(() => undefined);
    return mine;
  }

  private board(gridPrefix: string): Board {
    let board = this.boards.get(gridPrefix);
    if (!board) {
      if (this.boards.size >= BOARDS_KEPT) for (const prefix of this.boards.keys()) if (prefix) { this.boards.delete(prefix); break; }
      board = { spark: new Spark((after, through) => this.counts.hours(gridPrefix, after, through)), views: new Map(), countedAt: 0, counting: Promise.resolve() };
      this.boards.set(gridPrefix, board);
    }
    return board;
  }
}

/** Whether two views differ in more than when they were counted. */
const differs = (a: SectorView | undefined, b: SectorView): boolean => !a || JSON.stringify({ ...a, at: '' }) !== JSON.stringify({ ...b, at: '' });
