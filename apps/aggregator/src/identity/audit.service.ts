import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database, type Transaction } from '../database/database.js';
import { chainHash, type AuditEntry, type AuditRecord } from './audit-chain.js';
import { AuditRepository } from './audit.repository.js';
import { CLOCK, type Clock } from './clock.js';
import { RefusalThrottle } from './refusal-throttle.js';

export type { AuditEntry } from './audit-chain.js';

/** `count` records are as they were written, or `sequence` is the first that is not (changed, missing or misplaced). */
export type AuditVerdict = { intact: true; count: number } | { intact: false; sequence: number };

const PAGE = 1000;
const REFUSALS_A_MINUTE = 20;
const DRAIN_EVERY = 5_000;

/** Writes down every write and every refused attempt, in a chain in which tampering shows. */
@Injectable()
export class AuditService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('audit');
  private readonly throttle = new RefusalThrottle();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly repository: AuditRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.drain(false), DRAIN_EVERY);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.drain(true);
  }

  /** Appends within the caller's transaction: what is done and that it was done are one. The journal's head is locked before, never after. */
  append(transaction: Transaction, entries: readonly AuditEntry[]): Promise<void> {
    return this.repository.append(transaction, entries, this.clock());
  }

  /** Appends in a transaction of its own. */
  async record(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length) await this.database.write((transaction) => this.append(transaction, entries));
  }

  /** Writes down a refused attempt: one by one up to `perMinute` for each address and action, then counted. Never throws. */
  async refused(entry: Omit<AuditEntry, 'result'>, perMinute = REFUSALS_A_MINUTE): Promise<void> {
    const refusal: AuditEntry = { ...entry, result: 'refused' };
    if (this.throttle.admit(refusal, perMinute, this.clock())) await this.attempt([refusal]);
  }

  /** Writes down what the throttle counted in windows that have run out, or in all. */
  async drain(all: boolean): Promise<void> {
    await this.attempt(this.throttle.drain(this.clock(), all));
  }

  /** Newest first; `before` is a sequence. */
  page(before: number, limit: number): Promise<AuditRecord[]> {
    return this.repository.before(before, limit);
  }

  /** Walks the whole chain, also while others append to it. */
  async verify(): Promise<AuditVerdict> {
    let last = 0;
    let hash = '';
    for (;;) {
      const records = await this.repository.after(last, PAGE);
      for (const { hash: claimed, ...record } of records) {
        if (record.sequence !== last + 1 || claimed !== chainHash(hash, record)) return { intact: false, sequence: last + 1 };
        last = record.sequence;
        hash = claimed;
      }
      if (records.length) continue;
      const head = await this.repository.head();
      if (head.sequence === last) return head.hash === hash ? { intact: true, count: last } : { intact: false, sequence: last };
      if (head.sequence < last) return { intact: false, sequence: head.sequence + 1 };
      // Either something was appended meanwhile, or the end was cut off.
      if (!(await this.repository.after(last, 1)).length) return { intact: false, sequence: last + 1 };
    }
  }

  private async attempt(entries: readonly AuditEntry[]): Promise<void> {
    try {
      await this.record(entries);
    } catch (error) {
      this.log.error(`refused attempts could not be written down: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}
