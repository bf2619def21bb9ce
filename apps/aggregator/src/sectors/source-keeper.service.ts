import { unwatchFile, watchFile } from 'node:fs';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { ensureDemoLines } from './demo-lines.js';
import { ensureDemoSources } from './demo-sources.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import { readSourcesFile } from './sources-file.js';
import { SourcesService } from './sources.service.js';

const REFRESH_EVERY = 2_000;
const EVALUATE_EVERY = 1_000;
const FLUSH_EVERY = 5_000;
const LOOK_EVERY = 5_000;

/**
 * Keeps the sources alive: loads them, applies SOURCES_FILE (at start, on SIGHUP, when it changes) and the demo's, sees
 * other instances' changes, judges every link each second and writes down the counters.
 */
@Injectable()
export class SourceKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('sources');
  private readonly timers: NodeJS.Timeout[] = [];
  private applying: Promise<void> = Promise.resolve();
  private readonly reapply = (): void => {
    this.applying = this.applying.then(() => this.applyFile()).catch((error: unknown) => this.log.error(`SOURCES_FILE not applied, the sources stay as they were: ${error instanceof Error ? error.message : String(error)}`));
  };

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly sources: SourcesService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo' | 'dataDir' | 'sourcesFile'>,
  ) {}

  /** Throws ConfigError when SOURCES_FILE is wrong: the program must not start then. */
  async onModuleInit(): Promise<void> {
    await this.registry.refresh();
    await this.applyFile();
    if (this.config.demo) {
      await ensureDemoSources(this.config.dataDir, this.sources);
      await ensureDemoLines(this.config.dataDir, this.sources);
    }
    this.links.evaluate(Date.now());
    this.every(REFRESH_EVERY, () => this.registry.refresh());
    this.every(EVALUATE_EVERY, () => this.evaluate());
    this.every(FLUSH_EVERY, () => this.links.flush());
    if (!this.config.sourcesFile) return;
    process.on('SIGHUP', this.reapply);
    watchFile(this.config.sourcesFile, { interval: LOOK_EVERY, persistent: false }, this.reapply);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    if (this.config.sourcesFile) {
      process.off('SIGHUP', this.reapply);
      unwatchFile(this.config.sourcesFile, this.reapply);
    }
    await this.applying;
    await this.links.flush().catch((error: unknown) => this.log.warn(`counters not written: ${String(error)}`));
  }

  private evaluate(): void {
    for (const id of this.links.evaluate(Date.now())) this.sources.announce(id);
  }

  private async applyFile(): Promise<void> {
    if (!this.config.sourcesFile) return;
    const wanted = readSourcesFile(this.config.sourcesFile);
    for (const body of wanted) {
      const deed = await this.sources.ensure(body, true);
      if (deed) this.log.log(`source ${body.id} ${deed} by SOURCES_FILE`);
    }
    const named = new Set(wanted.map((body) => body.id));
    for (const source of [...this.registry.all()]) {
      if (!source.fromFile || named.has(source.id)) continue;
      await this.sources.release(source.id);
      this.log.warn(`source ${source.id} is no longer in SOURCES_FILE; it goes on until it is disabled in the admin page`);
    }
  }

  private every(milliseconds: number, work: () => Promise<void> | void): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      void Promise.resolve()
        .then(work)
        // A database that is away is told of elsewhere; the next turn tries again.
        .catch((error: unknown) => this.log.debug(`later: ${String(error)}`))
        .finally(() => {
          busy = false;
        });
    }, milliseconds);
    timer.unref();
    this.timers.push(timer);
  }
}
