import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { wordsOf, type Connector, type Sink } from '@one-screen/connectors';
import { DomainError } from '@one-screen/domain';
import { connectorOf } from './connector-kinds.js';
import { FieldIntake } from './field-intake.service.js';
import { FieldLead } from './field-lead.js';
import { IntakeService } from './intake.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';

/** One opened connector. */
interface Line {
  /** Kind and options: another text means another connection. */
  text: string;
  abort: AbortController;
  ended: Promise<void>;
}

/**
 * Opens the connector of every enabled source that has one (not those that post to our doors, nor MQTT, which shares its load by
 * itself), and follows the rows as they change: started, stopped and changed without a restart. Only where this instance leads.
 */
@Injectable()
export class ConnectorSources implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('connectors');
  private readonly lines = new Map<string, Line>();
  /** Ending connections: the next one of a source waits, for both may want the same port. */
  private readonly ending = new Map<string, Promise<void>>();

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly intake: IntakeService,
    private readonly field: FieldIntake,
    private readonly lead: FieldLead,
  ) {}

  onApplicationBootstrap(): void {
    this.registry.onChange(() => this.follow());
    this.lead.onChange(() => this.follow());
  }

  /** Before the alarm writer stops: what was taken from the field is finished. */
  async onModuleDestroy(): Promise<void> {
    for (const id of this.lines.keys()) void this.close(id);
    await Promise.all(this.ending.values());
  }

  private follow(): void {
    const wanted = new Map<string, { source: Source; connector: Connector }>();
    if (this.lead.leads) {
      for (const source of this.registry.all()) {
        const connector = source.disabled ? undefined : connectorOf(source.kind);
        if (connector) wanted.set(source.id, { source, connector });
      }
    }
    for (const [id, line] of this.lines) {
      const source = wanted.get(id)?.source;
      if (!source || textOf(source) !== line.text) void this.close(id);
    }
    for (const { source, connector } of wanted.values()) if (!this.lines.has(source.id)) this.open(source, connector);
  }

  private open(source: Source, connector: Connector): void {
    const line: Line = { text: textOf(source), abort: new AbortController(), ended: Promise.resolve() };
    const before = this.ending.get(source.id) ?? Promise.resolve();
    this.lines.set(source.id, line);
    this.links.line(source.id, 'connecting', undefined, Date.now());
    line.ended = before
      .then(() => (line.abort.signal.aborted ? undefined : connector.open(source.options, this.sink(source.id, line), line.abort.signal)))
      .catch((error: unknown) => {
        const words = wordsOf(error);
        this.links.line(source.id, 'down', words, Date.now());
        this.log.error(`source ${source.id}: ${words}`);
      });
  }

  /** Resolves when the connector is closed and what it was storing is stored. */
  private close(id: string): Promise<void> {
    const line = this.lines.get(id);
    if (!line) return this.ending.get(id) ?? Promise.resolve();
    this.lines.delete(id);
    line.abort.abort();
    const ended = line.ended.finally(() => {
      if (this.ending.get(id) === ended) this.ending.delete(id);
      if (!this.lines.has(id)) this.links.line(id, undefined, undefined, Date.now());
    });
    this.ending.set(id, ended);
    return ended;
  }

  private sink(id: string, line: Line): Sink {
    return {
      signal: async (batch, raw) => {
        const source = this.registry.get(id);
        if (!source) throw new DomainError('unavailable', 'no-such-source', { zh: '数据源不存在', en: 'There is no such source' });
        await this.field.take(source, batch, Date.now(), () => raw.excerpt);
      },
      state: (state, error) => {
        if (this.lines.get(id) === line) this.links.line(id, state, error, Date.now());
      },
      bad: (error, excerpt) => {
        const source = this.registry.get(id);
        if (source) this.intake.unreadable(source, error, excerpt, Date.now());
      },
      alive: () => this.links.alive(id, Date.now()),
      peer: (name) => this.links.peer(id, name, Date.now()),
    };
  }
}

const textOf = (source: Source): string => JSON.stringify([source.kind, source.options]);
