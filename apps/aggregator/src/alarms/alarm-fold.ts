import { act, receive, release, tick, trustedTime, windowFor, type Alarm, type AlarmCommand, type AlarmRules, type Change, type DomainError, type MaintenanceWindow, type Sector, type AlarmSignal } from '@one-screen/domain';
import { missing } from '@one-screen/domain';
import type { NewEntry } from '../journal/journal.repository.js';
import { signalHash, slotOf } from './alarm-identity.js';

export interface SignalResult {
  key: string;
  id?: string;
  status: 'accepted' | 'repeat';
}

export interface SignalsOp {
  kind: 'signals';
  source: { id: string; sector: Sector };
  signals: readonly AlarmSignal[];
  receivedAt: number;
}
export interface CommandOp {
  kind: 'command';
  alarmId: string;
  command: AlarmCommand;
  ip: string;
}
export interface TickOp {
  kind: 'tick';
  alarmIds: readonly string[];
}
/** A maintenance window is over: what it holds of these comes back. */
export interface ReleaseOp {
  kind: 'release';
  windowId: string;
  alarmIds: readonly string[];
}
export type AlarmOp = SignalsOp | CommandOp | TickOp | ReleaseOp;

/** An alarm and the slot it holds: null when a newer alarm of its key took it. */
export interface Held {
  alarm: Alarm;
  slot: string | null;
}

/** What the transaction read before the fold. */
export interface Loaded {
  head: number;
  bySlot: Map<string, Alarm>;
  byId: Map<string, Held>;
  known: Map<string, { subjectType: string; subjectId: string }>;
  earlierClears: Map<string, number>;
  /** Maintenance windows that may be in force. */
  windows: readonly MaintenanceWindow[];
}

export type ObjectOf = (code: string) => { name: string; gridCode?: string; lon?: number; lat?: number } | undefined;

/**
 * The next state of every alarm that a batch of operations touches, and what the journal says of it. Pure but for ids:
 * the transaction loads, this folds, the transaction saves. Operations see the ones before them in the batch.
 */
export class AlarmFold {
  readonly entries: NewEntry[] = [];
  readonly rememberedClears = new Map<string, number>();
  readonly usedClears: string[] = [];
  private readonly touched = new Map<string, Held & { was?: Held }>();
  private readonly released = new Set<string>();

  constructor(
    private readonly loaded: Loaded,
    private readonly rules: AlarmRules,
    private readonly newId: () => string,
    private readonly objectOf: ObjectOf,
    private readonly now: number,
  ) {}

  /** Alarms to insert and to update (with what they were in the database), each once, in its last state. */
  get inserts(): Held[] {
    return [...this.touched.values()].filter(({ was }) => !was);
  }
  get updates(): (Held & { was: Held })[] {
    return [...this.touched.values()].flatMap(({ was, ...held }) => (was ? [{ ...held, was }] : []));
  }
  /** Slots that older alarms lose to new ones. */
  get releasedSlots(): string[] {
    return [...this.released];
  }
  get changed(): Alarm[] {
    return [...this.touched.values()].map((entry) => entry.alarm);
  }

  signals(op: SignalsOp): SignalResult[] {
    return op.signals.map((signal) => {
      const slot = slotOf(op.source.id, signal.key);
      const current = this.loaded.bySlot.get(slot);
      if (signal.onlyIfStanding && !current?.conditionActive) return { key: signal.key, ...(current && { id: current.id }), status: 'accepted' };
      const hash = signalHash(op.source.id, signal.key, signal.occurredAt, signal.cleared);
      const before = this.loaded.known.get(hash);
      if (before) return { key: signal.key, ...(before.subjectType === 'alarm' && { id: before.subjectId }), status: 'repeat' };
      const received = receive(
        current,
        signal,
        {
          sourceId: op.source.id,
          sector: op.source.sector,
          receivedAt: op.receivedAt,
          newId: this.newId,
          earlierClearAt: this.loaded.earlierClears.get(slot),
          maintenance: this.maintenanceOf(signal, op),
          object: signal.objectCode === undefined ? undefined : this.objectOf(signal.objectCode),
        },
        this.rules,
      );
      if (received.created) this.replace(slot, current);
      received.changes.forEach((change, index) => this.apply(change, slot, received.created, op.receivedAt, index === 0 ? hash : undefined));
      const id = received.changes.at(-1)?.alarm.id ?? current?.id;
      if (received.ignored) this.note(received.ignored, signal, op, current, slot, hash);
      this.loaded.known.set(hash, { subjectType: id ? 'alarm' : 'source', subjectId: id ?? op.source.id });
      return { key: signal.key, ...(id && { id }), status: 'accepted' };
    });
  }

  /** Throws a DomainError and changes nothing when the action is refused. */
  command(op: CommandOp): Alarm {
    const found = this.current(op.alarmId);
    if (!found) throw notFound();
    const target = op.command.mergedInto;
    if (target !== undefined && !this.current(target)) throw missing('merge-target-missing', '并入的告警不存在', 'The alarm to merge into does not exist');
    const change = act(found.alarm, op.command, this.now, this.rules);
    this.apply(change, found.slot, false, this.now);
    return this.current(op.alarmId)?.alarm ?? change.alarm;
  }

  tick(op: TickOp): void {
    for (const id of op.alarmIds) {
      for (let found = this.current(id); found; found = this.current(id)) {
        const change = tick(found.alarm, this.now, this.rules);
        if (!change) break;
        this.apply(change, found.slot, false, this.now);
      }
    }
  }

  release(op: ReleaseOp): void {
    for (const id of op.alarmIds) {
      const found = this.current(id);
      const change = found && release(found.alarm, op.windowId, this.now, this.rules);
      if (change) this.apply(change, found.slot, false, this.now);
    }
  }

  private maintenanceOf(signal: AlarmSignal, { source }: SignalsOp): MaintenanceWindow | undefined {
    if (!this.loaded.windows.length || signal.cleared) return undefined;
    const { key, level, deviceCode, objectCode } = signal;
    return windowFor(this.loaded.windows, { sector: signal.sector ?? source.sector, sourceId: source.id, key, deviceCode, objectCode }, level, this.now);
  }

  private current(id: string): Held | undefined {
    return this.touched.get(id) ?? this.loaded.byId.get(id);
  }

  private replace(slot: string, current: Alarm | undefined): void {
    if (this.loaded.earlierClears.delete(slot)) this.usedClears.push(slot);
    if (!current) return;
    const mine = this.touched.get(current.id);
    if (mine) mine.slot = null;
    this.loaded.byId.set(current.id, { alarm: current, slot: null });
    if (!mine || mine.was) this.released.add(slot);
  }

  private apply(change: Change, slot: string | null, isNew: boolean, at: number, hash?: string): void {
    this.entries.push({
      at,
      kind: change.kind,
      subjectType: 'alarm',
      subjectId: change.alarm.id,
      revision: change.alarm.revision,
      actor: change.actor,
      from: change.from,
      to: change.to,
      note: change.note,
      data: change.data,
      signalHash: hash,
    });
    const alarm = { ...change.alarm, sequence: this.loaded.head + this.entries.length };
    const before = this.touched.get(alarm.id);
    this.touched.set(alarm.id, { alarm, slot, was: before || isNew ? before?.was : this.stored(alarm.id, slot) });
    if (slot !== null) this.loaded.bySlot.set(slot, alarm);
    this.loaded.byId.set(alarm.id, { alarm, slot });
  }

  /** An alarm as it was read, before anything touches it. */
  private stored(id: string, slot: string | null): Held | undefined {
    const alarm = slot === null ? undefined : this.loaded.bySlot.get(slot);
    return this.loaded.byId.get(id) ?? (alarm && { alarm, slot });
  }

  /** A signal that changed nothing is journalled all the same. */
  private note(reason: string, signal: AlarmSignal, op: SignalsOp, current: Alarm | undefined, slot: string, hash: string): void {
    if (reason === 'unmatched-clear') {
      const at = trustedTime(signal.occurredAt, op.receivedAt, this.rules);
      const before = this.loaded.earlierClears.get(slot);
      const newest = before === undefined ? at : Math.max(before, at);
      this.loaded.earlierClears.set(slot, newest);
      this.rememberedClears.set(slot, newest);
    }
    this.entries.push({
      at: op.receivedAt,
      kind: 'signal.ignored',
      subjectType: current ? 'alarm' : 'source',
      subjectId: current?.id ?? op.source.id,
      revision: current?.revision ?? 0,
      actor: `source:${op.source.id}`,
      data: { reason, key: signal.key, occurredAt: signal.occurredAt },
      signalHash: hash,
    });
  }
}

export const notFound = (): DomainError => missing('alarm-missing', '告警不存在或不在您的数据范围内', 'No such alarm, or outside your data scope');
