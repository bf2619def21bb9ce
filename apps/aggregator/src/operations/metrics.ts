import { Injectable } from '@nestjs/common';
import { LEVELS, SECTORS, type AlarmState, type Level, type Sector } from '@one-screen/domain';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus figures of this instance. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly intake: Counter<'source' | 'result'>;
  private readonly commits: Histogram;
  private readonly operations: Counter;
  private readonly failures: Counter;
  private readonly changes: Counter<'sector' | 'level' | 'state'>;

  constructor() {
    const registers = [this.registry];
    // Includes event-loop delay, heap and CPU.
    collectDefaultMetrics({ register: this.registry, prefix: 'one_screen_' });
    this.intake = new Counter({ name: 'one_screen_intake_total', help: 'Alarm messages by source and result (accepted, repeat, rejected)', labelNames: ['source', 'result'], registers });
    this.commits = new Histogram({ name: 'one_screen_commit_seconds', help: 'Time of one group commit', buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5], registers });
    this.operations = new Counter({ name: 'one_screen_commit_operations_total', help: 'Operations committed', registers });
    this.failures = new Counter({ name: 'one_screen_commit_failures_total', help: 'Group commits that failed', registers });
    this.changes = new Counter({ name: 'one_screen_alarm_changes_total', help: 'Alarm changes by sector, level and resulting state', labelNames: ['sector', 'level', 'state'], registers });
  }

  received(source: string, result: 'accepted' | 'repeat' | 'rejected', count: number): void {
    if (count) this.intake.inc({ source, result }, count);
  }

  committed(operations: number, milliseconds: number): void {
    this.commits.observe(milliseconds / 1000);
    this.operations.inc(operations);
  }

  commitFailed(): void {
    this.failures.inc();
  }

  alarm(sector: Sector, level: Level, state: AlarmState): void {
    this.changes.inc({ sector, level, state });
  }

  /** A figure read when asked for. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** Open alarms by sector, level and state, read when asked for. */
  openAlarms(read: () => Promise<readonly { sector: string; level: string; state: string; alarms: number | string }[]>): void {
    new Gauge({
      name: 'one_screen_alarms_open',
      help: 'Open alarms by sector, level and state',
      labelNames: ['sector', 'level', 'state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const sector of SECTORS) for (const level of LEVELS) this.set({ sector, level, state: 'raised' }, 0);
        const rows = await read().catch(() => []);
        for (const row of rows) this.set({ sector: row.sector, level: row.level, state: row.state }, Number(row.alarms));
      },
    });
  }
}
