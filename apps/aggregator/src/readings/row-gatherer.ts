import { unavailable, type DomainError } from '@one-screen/domain';
import { isOutage } from '../http/outage.js';

interface Waiting<T> {
  rows: readonly T[];
  since: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What a gatherer tells of itself to the metrics. */
export interface GathererWatch {
  committed(rows: number): void;
  failed(error: unknown): void;
}

/** Rows that share a commit, how long the first of them waits for company (milliseconds), and how many may wait in all. */
export const ROWS_AT_ONCE = 2_000;
export const GATHER_FOR = 200;
export const QUEUE_LIMIT = 50_000;

/**
 * Gathers rows of many senders for one transaction each 200 ms or 2,000 rows, so that durability is paid for once; one transaction at
 * a time, in the order given. Bounded: what does not fit is refused, and its sender comes again.
 */
export class RowGatherer<T> {
  private queue: Waiting<T>[] = [];
  private queued = 0;
  private running = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];

  constructor(
    /** Stores rows of one transaction. Rejects when none of them is stored. */
    private readonly commit: (rows: readonly T[]) => Promise<void>,
    private readonly watch: GathererWatch,
  ) {}

  /** Rows that wait for a commit. */
  get depth(): number {
    return this.queued;
  }

  /** Resolves when these rows are durable. Rejects with DomainError `unavailable` when the database is away, the queue is full, or we are stopping. */
  submit(rows: readonly T[]): Promise<void> {
    if (!rows.length) return Promise.resolve();
    if (this.stopped || this.queued + rows.length > QUEUE_LIMIT) {
      return Promise.reject(unavailable('busy', '系统繁忙或正在停止，请稍后重试', 'Busy or stopping; try again', { retryAfterSeconds: 2 }));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ rows, since: Date.now(), resolve, reject });
      this.queued += rows.length;
      this.plan();
    });
  }

  /** Takes no more and resolves when all that was taken is durable or refused. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.plan();
    if (this.running) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private plan(): void {
    const first = this.queue[0];
    if (this.running || !first) return;
    const full = this.stopped || this.queued >= ROWS_AT_ONCE;
    if (!full) {
      this.timer ??= setTimeout(() => this.start(), Math.max(0, first.since + GATHER_FOR - Date.now()));
      return;
    }
    this.start();
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.running) return;
    this.running = true;
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    do {
      await this.commitBatch(this.take());
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.queue.length && (this.stopped || this.queued >= ROWS_AT_ONCE));
    this.running = false;
    this.plan();
    if (!this.running) for (const resolve of this.idle.splice(0)) resolve();
  }

  private take(): Waiting<T>[] {
    let rows = 0;
    let count = 0;
    while (count < this.queue.length && (count === 0 || rows + (this.queue[count]?.rows.length ?? 0) <= ROWS_AT_ONCE)) {
      rows += this.queue[count]?.rows.length ?? 0;
      count += 1;
    }
    this.queued -= rows;
    return this.queue.splice(0, count);
  }

  private async commitBatch(batch: readonly Waiting<T>[]): Promise<void> {
    if (!batch.length) return;
    const rows = batch.flatMap((waiting) => waiting.rows);
    try {
      await this.commit(rows);
      this.watch.committed(rows.length);
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      this.watch.failed(error);
      const outage = isOutage(error);
      if (outage || batch.length === 1) {
        for (const waiting of batch) waiting.reject(outage ? away(error) : error);
        return;
      }
      // One sender's rows that the database refuses must not take the others' down.
      for (const waiting of batch) await this.commitBatch([waiting]);
    }
  }
}

const away = (cause: unknown): DomainError => {
  const error = unavailable('database-away', '数据库暂时不可用，请稍后重试', 'The database is away; try again', { retryAfterSeconds: 5 });
  error.cause = cause;
  return error;
};
