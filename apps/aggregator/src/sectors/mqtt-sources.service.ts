import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { mqttConnector, type Sink } from '@one-screen/connectors';
import { DomainError } from '@one-screen/domain';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { IntakeService } from './intake.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';

interface Listening {
  /** Topic and the rest of the options: another text means another connection. */
  options: string;
  abort: AbortController;
  ended: Promise<void>;
}

const GROUP = 'one-screen';

/** Listens on the broker for every enabled source of kind mqtt; follows the rows as they change. Off without MQTT_URL. */
@Injectable()
export class MqttSources implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('mqtt');
  private readonly open = new Map<string, Listening>();
  /** Ending connections, by source: the next one of a source waits, for both use the same client id. */
  private readonly ending = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly intake: IntakeService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'mqttUrl' | 'instance'>,
  ) {}

  onApplicationBootstrap(): void {
    this.registry.onChange(() => this.follow());
    this.follow();
  }

  /** Before the alarm writer stops: what was taken from the broker is finished or given back to it. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    for (const id of [...this.open.keys()]) this.close(id);
    await Promise.all(this.ending.values());
  }

  private follow(): void {
    if (this.stopped) return;
    const wanted = new Map<string, Source>();
    for (const source of this.registry.all()) if (source.kind === 'mqtt' && !source.disabled) wanted.set(source.id, source);
    if (!this.config.mqttUrl) {
      for (const id of wanted.keys()) this.links.line(id, 'down', '未设置 MQTT_URL / MQTT_URL is not set', Date.now());
      return;
    }
    for (const [id, { options }] of this.open) {
      const source = wanted.get(id);
      if (!source || JSON.stringify(source.options) !== options) this.close(id);
    }
    for (const [id, source] of wanted) if (!this.open.has(id)) this.start(id, source);
  }

  private start(id: string, source: Source): void {
    const abort = new AbortController();
    const options = { ...source.options, brokerUrl: this.config.mqttUrl, group: GROUP, clientId: clientIdOf(this.config.instance, id) };
    const before = this.ending.get(id) ?? Promise.resolve();
    const ended = before
      .then(() => (abort.signal.aborted ? undefined : mqttConnector.open(options, this.sink(id), abort.signal)))
      .catch((error: unknown) => {
        const words = error instanceof DomainError ? error.text.zh : error instanceof Error ? error.message : String(error);
        this.links.line(id, 'down', words, Date.now());
        this.log.error(`source ${id}: ${words}`);
      });
    this.open.set(id, { options: JSON.stringify(source.options), abort, ended });
  }

  private close(id: string): void {
    const listening = this.open.get(id);
    if (!listening) return;
    this.open.delete(id);
    listening.abort.abort();
    const ended = listening.ended.finally(() => {
      if (this.ending.get(id) === ended) this.ending.delete(id);
      if (!this.open.has(id)) this.links.line(id, undefined, undefined, Date.now());
    });
    this.ending.set(id, ended);
  }

  private sink(id: string): Sink {
    return {
      signal: async (batch, raw) => {
        // The row may have changed since (another sector), or gone: then the broker keeps the message for whoever comes.
        const source = this.registry.get(id);
        if (!source) throw new DomainError('unavailable', 'no-such-source', { zh: '数据源不存在', en: 'There is no such source' });
        this.intake.spend(source, batch.length);
        try {
          await this.intake.accept(source, batch, Date.now(), 'zh', () => raw.excerpt);
        } catch (error) {
          // Nothing in it could be understood: noted already, and not to be offered again.
          if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
        }
      },
      state: (state, error) => this.links.line(id, state, error, Date.now()),
      bad: (error, excerpt) => {
        const source = this.registry.get(id);
        if (source) this.intake.unreadable(source, error, excerpt, Date.now());
      },
    };
  }
}

/** Stays the same over restarts, so that the broker keeps what was missed. Long ids are shortened to a digest of theirs. */
const clientIdOf = (instance: string, id: string): string => `${instance}-${id.length <= 50 ? id : createHash('sha256').update(id).digest('hex').slice(0, 40)}`;
