import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { linksOf, mqttConnector, MqttOptions, wordsOf, type ConnectorState, type Sink } from '@one-screen/connectors';
import { DomainError } from '@one-screen/domain';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { Metrics } from '../operations/metrics.js';
import { FieldIntake } from './field-intake.service.js';
import { FieldLead } from './field-lead.js';
import { IntakeService } from './intake.service.js';
import { MqttSlots } from './mqtt-slots.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';

/** One link to the broker, for one slot of a source. */
interface Line {
  sourceId: string;
  /** Topic and the rest of the options: another text means another connection. */
  options: string;
  abort: AbortController;
  ended: Promise<void>;
  state: ConnectorState;
  error?: string | undefined;
}

const LOOK_EVERY = 1000;

/**
 * Listens on the broker for every enabled source of kind mqtt; follows the rows as they change. Each source has a fixed
 * number of slots, shared out among the living instances by lease (`MqttSlots`): a slot's client id names no instance, so
 * who takes it over from one that died gets what waits in its session. What measures goes whole to the instance that leads the field:
 * the rules judge there, and must hear a device's readings in the order it sent them. Off without MQTT_URL.
 */
@Injectable()
export class MqttSources implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('mqtt');
  private wanted = new Map<string, Source>();
  private readonly lines = new Map<string, Line>();
  /** Ending connections, by slot: the next one of a slot waits, for both use the same client id. */
  private readonly ending = new Map<string, Promise<void>>();
  private readonly told = new Map<string, string>();
  private looking: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly intake: IntakeService,
    private readonly field: FieldIntake,
    private readonly slots: MqttSlots,
    private readonly lead: FieldLead,
    metrics: Metrics,
    @Inject(CONFIG) private readonly config: Pick<Config, 'mqttUrl'>,
  ) {
    metrics.gauge('one_screen_mqtt_links', 'MQTT links this instance holds (slots of sources it connects as)', () => this.lines.size);
  }

  onApplicationBootstrap(): void {
    this.registry.onChange(() => this.follow());
    this.follow();
    if (this.config.mqttUrl) this.schedule();
  }

  /** Before the alarm writer stops: what was taken from the broker is finished or given back to it, and so are the slots. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all([...this.lines.keys()].map((slot) => this.close(slot)));
    await Promise.all(this.ending.values());
    await this.slots.leave();
  }

  /** Looks at the leases and brings the links in line with them; a call while one is under way is answered after it. */
  look(): Promise<void> {
    this.looking = this.looking.then(() => this.lookNow());
    return this.looking;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.look().finally(() => this.schedule()), LOOK_EVERY);
    this.timer.unref();
  }

  private async lookNow(): Promise<void> {
    if (this.stopped || !this.config.mqttUrl) return;
    const sources = [...this.wanted.values()];
    const shared = sources.filter((source) => !isMeasured(source)).map(slotsOf);
    const whole = this.lead.leads ? sources.filter(isMeasured).map(slotsOf) : [];
    if (!(await this.slots.round(shared, (slot) => this.close(slot), whole)) || this.stopped) return;
    const ours = new Set(this.slots.ours());
    for (const slot of [...this.lines.keys()]) if (!ours.has(slot)) void this.close(slot);
    for (const source of this.wanted.values()) slotsOf(source).forEach((slot, index) => ours.has(slot) && !this.lines.has(slot) && this.open(slot, source, index + 1));
    for (const id of this.wanted.keys()) this.tell(id);
  }

  private follow(): void {
    if (this.stopped) return;
    this.wanted = new Map([...this.registry.all()].filter((source) => source.kind === 'mqtt' && !source.disabled).map((source) => [source.id, source]));
    if (!this.config.mqttUrl) {
      for (const id of this.wanted.keys()) this.links.line(id, 'down', '未设置 MQTT_URL / MQTT_URL is not set', Date.now());
      return;
    }
    for (const id of this.wanted.keys()) if (!this.told.has(id)) this.links.line(id, 'connecting', undefined, Date.now());
    for (const [slot, { sourceId, options }] of this.lines) {
      const source = this.wanted.get(sourceId);
      if (!source || JSON.stringify(source.options) !== options) void this.close(slot);
    }
    void this.look();
  }

  private open(slot: string, source: Source, number: number): void {
    const line: Line = { sourceId: source.id, options: JSON.stringify(source.options), abort: new AbortController(), ended: Promise.resolve(), state: 'connecting' };
    const options = { ...source.options, ...asHost(source), ...namesAt(this.slots.site, source), brokerUrl: this.config.mqttUrl, slot: number };
    const before = this.ending.get(slot) ?? Promise.resolve();
    this.lines.set(slot, line);
    line.ended = before
      .then(() => (line.abort.signal.aborted ? undefined : mqttConnector.open(options, this.sink(slot, line), line.abort.signal)))
      // Over by itself: another took the session. Whether the slot is still ours the next look will tell.
      .then(() => void (this.lines.get(slot) === line && this.lines.delete(slot)))
      .catch((error: unknown) => {
        const words = wordsOf(error);
        Object.assign(line, { state: 'down', error: words });
        this.log.error(`source ${source.id}: ${words}`);
      })
      .finally(() => this.tell(source.id));
  }

  /** Resolves when the link of a slot is closed and what it was storing is stored. */
  private close(slot: string): Promise<void> {
    const line = this.lines.get(slot);
    if (!line) return this.ending.get(slot) ?? Promise.resolve();
    this.lines.delete(slot);
    line.abort.abort();
    const ended = line.ended.finally(() => {
      if (this.ending.get(slot) === ended) this.ending.delete(slot);
      this.tell(line.sourceId);
    });
    this.ending.set(slot, ended);
    return ended;
  }

  /** The source's line is as good as its best link here; with none here it is not ours to judge. */
  private tell(id: string): void {
    const lines = [...this.lines.values()].filter((line) => line.sourceId === id);
    if (!lines.length && this.wanted.has(id) && !this.slots.valid) return;
    const state = (['up', 'connecting', 'down'] as const).find((each) => lines.some((line) => line.state === each));
    const error = lines.find((line) => line.error)?.error;
    const words = JSON.stringify([state, error]);
    if (this.told.get(id) === words) return;
    if (this.wanted.has(id)) this.told.set(id, words);
    else this.told.delete(id);
    this.links.line(id, state, error, Date.now());
  }

  private sink(slot: string, line: Line): Sink {
    const id = line.sourceId;
    return {
      signal: async (batch, raw) => {
        // The row may have changed since (another sector), or gone: then the broker keeps the message for whoever comes.
        const source = this.registry.get(id);
        if (!source) throw new DomainError('unavailable', 'no-such-source', { zh: '数据源不存在', en: 'There is no such source' });
        this.intake.spend(source, batch.length);
        await this.field.take(source, batch, Date.now(), raw.excerpt);
      },
      state: (state, error) => {
        Object.assign(line, { state, error });
        this.tell(id);
        // Lost while our lease could not be renewed: another may be connected as this slot by now, so it is not fought for.
        if (state === 'down' && this.lines.get(slot) === line && !this.slots.valid) void this.close(slot);
      },
      bad: (error, excerpt) => {
        const source = this.registry.get(id);
        if (source) this.intake.unreadable(source, error, excerpt, Date.now());
      },
    };
  }
}

/** Whether anything but alarms may come of it. */
const isMeasured = ({ options: { format, mapping } }: Source): boolean => {
  if (format === 'senml' || format === 'sparkplug') return true;
  return [mapping ?? []].flat().some((part) => (part as { kind?: unknown } | null)?.kind !== 'alarm');
};

const isSparkplug = ({ options }: Source): boolean => options['format'] === 'sparkplug';

/** How many links share a source's messages; what an older release stored wrong counts as not set. */
const parallelOf = ({ options }: Source): number =>
  linksOf({ format: String(options['format']), parallel: MqttOptions.shape.parallel.catch(() => MqttOptions.shape.parallel.parse(undefined)).parse(options['parallel']) });

/** A Sparkplug source is a host application, called as the source is unless its options say otherwise: edge nodes may be told to wait for it by that name. */
const asHost = (source: Source): { sparkplug?: object } =>
  isSparkplug(source) ? { sparkplug: { hostId: source.id, ...(source.options['sparkplug'] as object | undefined) } } : {};

/** Names of a source's slots, as leases are called. */
const slotsOf = (source: Source): string[] => Array.from({ length: parallelOf(source) }, (_, index) => `mqtt:${source.id}:${index + 1}`);

const digest = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/**
 * Who we are at the broker, the same for every instance and over restarts. Another topic or number of slots is another
 * set of sessions and another share group (so is Sparkplug, which shares nothing): else a session nobody connects as any more would keep getting its share.
 */
const namesAt = (site: string, source: Source): { group: string; clientId: string } => {
  const set = digest(JSON.stringify([source.options['topic'], parallelOf(source), ...(isSparkplug(source) ? ['sparkplug'] : [])]), 8);
  const id = source.id.length <= 50 ? source.id : digest(source.id, 40);
  return { group: `one-screen-${site}-${set}`, clientId: `one-screen-${site}-${id}-${set}` };
};
