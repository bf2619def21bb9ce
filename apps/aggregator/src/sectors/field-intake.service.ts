import { Injectable } from '@nestjs/common';
import type { AlarmSignal, MessageSignal, Parsed, PositionSignal, ReadingSignal, Signal } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { Database } from '../database/database.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { DevicesService } from '../ledger/devices.service.js';
import { Metrics } from '../operations/metrics.js';
import { PositionsService } from '../readings/positions.service.js';
import { ReadingsService } from '../readings/readings.service.js';
import { connectorOf } from './connector-kinds.js';
import type { Accepted } from './intake-answer.js';
import { IntakeService } from './intake.service.js';
import { CountedAlarms } from './rules/counted-alarms.js';
import { RulesService } from './rules/rules.service.js';
import { SourceLinks } from './source-links.js';
import type { Source } from './source.row.js';

/**
 * The way of everything a connector hears: alarms to the alarms' room, readings and positions to their store and past the rules,
 * messages to the journal. What was heard keeps its device known and its source awake.
 */
@Injectable()
export class FieldIntake {
  constructor(
    private readonly intake: IntakeService,
    private readonly links: SourceLinks,
    private readonly alarms: AlarmsService,
    private readonly readings: ReadingsService,
    private readonly positions: PositionsService,
    private readonly devices: DevicesService,
    private readonly rules: RulesService,
    private readonly counted: CountedAlarms,
    private readonly database: Database,
    private readonly journal: JournalRepository,
    private readonly metrics: Metrics,
  ) {
    readings.useObjects((deviceCode) => devices.objectOf(deviceCode), (deviceCode) => devices.nameOf(deviceCode));
    positions.useObjects((deviceCode) => devices.objectOf(deviceCode));
  }

  /**
   * Resolves when all of it is durable, with what became of its alarms in their order; then its sender may be answered. Rejects with
   * `unavailable` when it cannot be stored now: sent again, what is known already changes nothing. `excerpt` shows what a bad element came in.
   */
  async take(source: Source, elements: readonly Parsed<Signal>[], receivedAt: number, excerpt: string | (() => string)): Promise<Accepted[]> {
    const kinds = sorted(elements);
    this.devices.seen(source, kinds.devices, receivedAt);
    const [accepted] = await Promise.all([
      kinds.alarms.length ? this.alarms.accept(source, kinds.alarms.map((alarm) => this.placed(alarm)), receivedAt) : [],
      kinds.readings.length ? this.readings.take(source, kinds.readings, receivedAt) : undefined,
      kinds.positions.length ? this.positions.take(source, kinds.positions, receivedAt) : undefined,
      kinds.messages.length ? this.note(source, kinds.messages) : undefined,
    ]);
    await this.rules.take(source, [...kinds.readings.filter(({ historical }) => !historical), ...kinds.positions], receivedAt, !connectorOf(source.kind));
    if (kinds.alarms.length) await this.counted.count(source, kinds.alarms, accepted, receivedAt);
    const repeats = accepted.filter(({ status }) => status === 'repeat').length;
    const said = (): string => (typeof excerpt === 'string' ? excerpt : excerpt());
    if (kinds.good) this.links.good(source.id, kinds.good - repeats, repeats, receivedAt, said);
    this.metrics.received(source.id, 'accepted', kinds.good - repeats);
    if (repeats) this.metrics.received(source.id, 'repeat', repeats);
    if (kinds.good !== elements.length) this.intake.noteBad(source, elements, receivedAt, said);
    return accepted;
  }

  /** An alarm whose device stands in the ledger tells its object and, when it has no place of its own, where the device was last. */
  private placed(alarm: AlarmSignal): AlarmSignal {
    if (alarm.deviceCode === undefined) return alarm;
    const objectCode = alarm.objectCode ?? this.devices.objectCodeOf(alarm.deviceCode);
    const location = alarm.location ?? this.positions.lastOf(alarm.deviceCode);
    return { ...alarm, ...(objectCode !== undefined && { objectCode }), ...(location && { location }) };
  }

  private async note(source: Source, messages: readonly MessageSignal[]): Promise<void> {
    await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      await this.journal.append(transaction, head, messages.map(({ at, text, deviceCode }) => ({
        at, kind: 'source.message', subjectType: 'source', subjectId: source.id, revision: 0, actor: `source:${source.id}`, note: text, ...(deviceCode !== undefined && { data: { deviceCode } }),
      })));
    });
  }
}

interface Sorted {
  alarms: AlarmSignal[];
  readings: ReadingSignal[];
  positions: PositionSignal[];
  messages: MessageSignal[];
  devices: Map<string, string | undefined>;
  good: number;
}

/** Signals by kind, and the devices they speak of with the name each gave itself. */
const sorted = (elements: readonly Parsed<Signal>[]): Sorted => {
  const into: Sorted = { alarms: [], readings: [], positions: [], messages: [], devices: new Map(), good: 0 };
  for (const element of elements) {
    if (!element.ok) continue;
    const { signal } = element;
    into.good += 1;
    const name = signal.kind === 'position' || signal.kind === 'status' ? signal.name : undefined;
    if (signal.deviceCode !== undefined) into.devices.set(signal.deviceCode, name ?? into.devices.get(signal.deviceCode));
    if (signal.kind === 'alarm') into.alarms.push(signal);
    else if (signal.kind === 'reading') into.readings.push(signal);
    else if (signal.kind === 'position') into.positions.push(signal);
    else if (signal.kind === 'message') into.messages.push(signal);
  }
  return into;
};
