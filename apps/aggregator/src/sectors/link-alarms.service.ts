import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { LinkState } from '@one-screen/contracts';
import type { Level, Sector } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { FieldLead } from './field-lead.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import { SourcesRepository } from './sources.repository.js';

/** How grave it is when a sector's data stop (domain.md section 1: blind to fire, gas, vessels or trapped people is graver) [P]. */
const LEVEL: Record<Sector, Level> = { road: 'yellow', marine: 'orange', fire: 'orange', industry: 'orange', construction: 'yellow', tourism: 'yellow', equipment: 'orange', city: 'yellow' };
const LOST: Partial<Record<LinkState, string>> = { silent: '静默', down: '中断', faulty: '异常' };
const LOOK_EVERY = 2_000;

export const linkKey = (sourceId: string): string => `link/${sourceId}`;

/**
 * Loss of data 数据中断 is an alarm of its own (domain.md section 0.7): raised while a source is silent, broken or sends rubbish,
 * cleared when it is well again. What is raised is compared with what is so, so that nothing is missed over restarts or an outage.
 */
@Injectable()
export class LinkAlarms implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('link-alarms');
  /** Sources whose alarm stands; undefined until it was asked for. */
  private standing: Set<string> | undefined;
  private leadsSince = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly alarms: AlarmsService,
    private readonly repository: SourcesRepository,
    private readonly lead: FieldLead,
  ) {}

  onApplicationBootstrap(): void {
    this.lead.onChange((leads) => {
      // Another instance may have raised and cleared meanwhile.
      this.standing = undefined;
      this.leadsSince = leads ? Date.now() : Infinity;
    });
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look()
        // With the database away every screen says so already; the next look tells it.
        .catch((error: unknown) => this.log.debug(`later: ${error instanceof Error ? error.message : String(error)}`))
        .finally(() => this.schedule());
    }, LOOK_EVERY);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    if (!this.lead.leads) return;
    this.standing ??= new Set(await this.repository.withStandingAlarm(linkKey));
    const now = Date.now();
    for (const source of this.registry.all()) {
      const { link } = this.links.now(source, now);
      const isLost = LOST[link.state] !== undefined;
      // Connecting again is not yet well, and not yet lost; and while we ourselves were away nobody could be heard.
      if (link.state === 'connecting' || isLost === this.standing.has(source.id)) continue;
      if (link.state === 'silent' && now - this.leadsSince < source.silentAfter) continue;
      await this.tell(source, now);
      if (isLost) this.standing.add(source.id);
      else this.standing.delete(source.id);
    }
  }

  private async tell(source: Source, now: number): Promise<void> {
    const { link, lastError } = this.links.now(source, now);
    const lost = LOST[link.state];
    await this.alarms.accept(source, [{
      kind: 'alarm', key: linkKey(source.id), level: LEVEL[source.sector], title: `数据${lost ?? '恢复'}：${source.name}`,
      occurredAt: lost ? Math.min(link.since, now) : now, cleared: !lost, detail: { source: source.id, state: link.state, ...(lost && lastError && { error: lastError.error }) },
    }], now);
  }
}
