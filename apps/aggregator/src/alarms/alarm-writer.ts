import { unavailable, DomainError, type Alarm, type AlarmRules, type MaintenanceWindow } from '@one-screen/domain';
import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { AuditEntry, AuditService } from '../identity/audit.service.js';
import type { Database, Transaction } from '../database/database.js';
import type { JournalRepository } from '../journal/journal.repository.js';
import { AlarmFold, type AlarmOp, type CommandOp, type ObjectOf, type SignalResult } from './alarm-fold.js';
import { slotOf, signalHash } from './alarm-identity.js';
import type { AlarmsRepository } from './alarms.repository.js';

interface Waiting {
  op: AlarmOp;
  weight: number;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

type Outcome = SignalResult[] | Alarm | undefined;
type Settled = { done: Outcome } | { refused: DomainError };

/** What the writer tells of itself to the metrics. */
export interface WriterWatch {
  committed(operations: number, milliseconds: number): void;
  failed(error: unknown): void;
}

/** The maintenance windows as they are in a transaction that holds the journal's head and read this mark with it. */
export interface WindowsAt {
  at(transaction: Transaction, mark: number): Promise<readonly MaintenanceWindow[]>;
}

const WEIGHT_AT_ONCE = 2000;
/** A signal that matters only where its alarm stands is mostly looked up and no more: a fleet that reports after a restart sends dozens of them for each vehicle. */
const ONLY_LOOKED_UP = 0.1;
const QUEUE_LIMIT = 50_000;

/**
 * The one place where alarms change. Operations that wait together share one transaction (group commit), so durability
 * is paid for once; a transaction starts by locking the journal head, so changes are in one order over all instances.
 * Each operation resolves only after its commit.
 */
export class AlarmWriter {
  private queue: Waiting[] = [];
  private queuedWeight = 0;
  private running = false;
  private stopped = false;
  private idle: (() => void)[] = [];
  private readonly newId = monotonicFactory(pooledRandom());

  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmsRepository,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly rules: AlarmRules,
    private readonly objectOf: ObjectOf,
    private readonly windows: WindowsAt,
    private readonly onCommitted: (alarms: readonly Alarm[], head: number) => void,
    private readonly watch: WriterWatch,
    private readonly clock: () => number = Date.now,
  ) {}

  get depth(): number {
    return this.queuedWeight;
  }

  /** Resolves with the operation's outcome once it is durable. Errors: DomainError of the rules; `unavailable` when the database is away or the queue is full. */
  submit(op: AlarmOp): Promise<Outcome> {
    const weight = weightOf(op);
    if (this.stopped || this.queuedWeight + weight > QUEUE_LIMIT) {
      return Promise.reject(unavailable('busy', '系统繁忙或正在停止，请稍后重试', 'Busy or stopping; try again', { retryAfterSeconds: 2 }));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ op, weight, resolve, reject });
      this.queuedWeight += weight;
      if (!this.running) {
        this.running = true;
        setImmediate(() => void this.run());
      }
    });
  }

  /** Takes no more and resolves when all that was taken is durable. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.running) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async run(): Promise<void> {
    while (this.queue.length) {
      const batch = this.take();
      await this.commitBatch(batch);
      // Let what arrived meanwhile join the next batch.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.running = false;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private take(): Waiting[] {
    let weight = 0;
    let count = 0;
    while (count < this.queue.length && (count === 0 || weight + (this.queue[count]?.weight ?? 0) <= WEIGHT_AT_ONCE)) {
      weight += this.queue[count]?.weight ?? 0;
      count += 1;
    }
    this.queuedWeight -= weight;
    return this.queue.splice(0, count);
  }

  private async commitBatch(batch: Waiting[]): Promise<void> {
    try {
      this.settle(batch, await this.commit(batch.map((waiting) => waiting.op)));
    } catch (error) {
      this.watch.failed(error);
      if (batch.length === 1 || isConnectionError(error)) {
        for (const waiting of batch) waiting.reject(away(error));
        return;
      }
      // One operation the database refuses must not take the others down.
      for (const waiting of batch) await this.commitBatch([waiting]);
    }
  }

  private settle(batch: Waiting[], outcomes: Settled[]): void {
    batch.forEach((waiting, index) => {
      const outcome = outcomes[index];
      if (outcome && 'refused' in outcome) waiting.reject(outcome.refused);
      else waiting.resolve(outcome?.done);
    });
  }

  private async commit(ops: readonly AlarmOp[]): Promise<Settled[]> {
    const began = performance.now();
    const { fold, outcomes, head } = await this.database.write(async (transaction) => {
      const { sequence: before, mark } = await this.journal.lockWithMark(transaction);
      const slots = new Set<string>();
      /** Those of signals that may change something whatever stands. */
      const moved = new Set<string>();
      const ids = new Set<string>();
      for (const op of ops) {
        if (op.kind === 'signals') {
          for (const signal of op.signals) {
            const slot = slotOf(op.source.id, signal.key);
            slots.add(slot);
            if (!signal.onlyIfStanding) moved.add(slot);
          }
        } else if (op.kind === 'command') {
          ids.add(op.alarmId);
          if (op.command.mergedInto !== undefined) ids.add(op.command.mergedInto);
        } else for (const id of op.alarmIds) ids.add(id);
      }
      const bySlot = await this.alarms.bySlots(transaction, [...slots]);
      for (const [slot, alarm] of bySlot) if (alarm.conditionActive) moved.add(slot);
      const loaded = {
        head: before,
        bySlot,
        byId: await this.alarms.byIds(transaction, [...ids]),
        known: await this.alarms.knownSignals(transaction, hashesOf(ops, moved)),
        earlierClears: await this.alarms.earlierClears(transaction, [...moved]),
        windows: await this.windows.at(transaction, mark),
      };
      const folding = new AlarmFold(loaded, this.rules, () => this.newId(), this.objectOf, this.clock());
      const settled = ops.map((op) => attempt(folding, op));
      if (!folding.entries.length) return { fold: folding, outcomes: settled, head: before };
      await this.alarms.releaseSlots(transaction, folding.releasedSlots);
      await this.alarms.update(transaction, folding.updates);
      await this.alarms.insert(transaction, folding.inserts);
      await this.alarms.rememberClears(transaction, folding.rememberedClears);
      await this.alarms.forgetClears(transaction, folding.usedClears);
      const after = await this.journal.append(transaction, before, folding.entries);
      const audited = ops.flatMap((op, index) => (op.kind === 'command' ? [auditOf(op, settled[index])] : []));
      if (audited.length) await this.audit.append(transaction, audited);
      return { fold: folding, outcomes: settled, head: after };
    });
    this.watch.committed(ops.length, performance.now() - began);
    if (fold.changed.length) this.onCommitted(fold.changed, head);
    return outcomes;
  }
}

const weightOf = (op: AlarmOp): number => {
  if (op.kind !== 'signals') return 1;
  return Math.max(1, Math.ceil(op.signals.reduce((weight, { onlyIfStanding }) => weight + (onlyIfStanding ? ONLY_LOOKED_UP : 1), 0)));
};

/** Identities of the signals whose slots are among these. */
const hashesOf = (ops: readonly AlarmOp[], slots: ReadonlySet<string>): string[] =>
  ops.flatMap((op) => (op.kind !== 'signals' ? [] : op.signals.flatMap(({ key, occurredAt, cleared }) => (slots.has(slotOf(op.source.id, key)) ? [signalHash(op.source.id, key, occurredAt, cleared)] : []))));

const POOL = 4096;

/** Random numbers in [0, 1) as a ULID wants them, one a letter: asking the system for each took longer than the alarm's row. */
const pooledRandom = (): (() => number) => {
  let pool = randomBytes(POOL);
  let at = 0;
  return () => {
    if (at === POOL) {
      pool = randomBytes(POOL);
      at = 0;
    }
    return pool.readUInt8(at++) / 256;
  };
};

const attempt = (fold: AlarmFold, op: AlarmOp): Settled => {
  if (op.kind === 'signals') return { done: fold.signals(op) };
  if (op.kind === 'tick') {
    fold.tick(op);
    return { done: undefined };
  }
  if (op.kind === 'release') {
    fold.release(op);
    return { done: undefined };
  }
  try {
    return { done: fold.command(op) };
  } catch (error) {
    if (error instanceof DomainError) return { refused: error };
    throw error;
  }
};

const auditOf = (op: CommandOp, outcome: Settled | undefined): AuditEntry => ({
  actor: op.command.actor.name,
  action: `alarm.${op.command.action}`,
  object: op.alarmId,
  result: outcome && 'refused' in outcome ? 'refused' : 'done',
  ip: op.ip,
  detail: outcome && 'refused' in outcome ? outcome.refused.code : op.command.note,
});

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN', 'ER_CON_COUNT_ERROR', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR', 'ER_CONNECTION_KILLED']);

const isConnectionError = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code ?? (error as { driverError?: { code?: unknown } }).driverError?.code;
  return typeof code === 'string' && CONNECTION_CODES.has(code);
};

const away = (cause: unknown): DomainError => {
  const error = unavailable('database-away', '数据库暂时不可用，请稍后重试', 'The database is away; try again', { retryAfterSeconds: 5 });
  error.cause = cause;
  return error;
};
