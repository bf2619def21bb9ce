import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { AlarmLoadView } from '@one-screen/contracts';
import { isChattering, isFlood, quantile, STANDING_AFTER } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { marks } from '../database/sql.js';
import { DatabaseHealth } from '../database/database-health.js';
import { iso } from '../journal/instant.js';
import { PushService } from '../push/push.service.js';
import { AlarmsRepository } from './alarms.repository.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SAMPLE_EVERY = 10_000;

interface LoadRow {
  at: number | string;
  raised10: number;
  officers: number;
  flood: number;
  sign_p50: number | string | null;
  sign_p95: number | string | null;
  chattering: number;
  standing: number;
  unsigned_now: number;
}

/** ISA-18.2 health of the alarm system, measured as it runs: every ten seconds for the flood, kept once a minute. */
@Injectable()
export class AlarmLoadService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('alarm-load');
  private timer: NodeJS.Timeout | undefined;
  private current: AlarmLoadView | undefined;

  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmsRepository,
    private readonly health: DatabaseHealth,
    private readonly push: PushService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sample(), SAMPLE_EVERY);
    void this.sample();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The last `minutes` of kept samples, oldest first, and the figure of now. */
  async recent(minutes: number): Promise<AlarmLoadView[]> {
    const rows = await this.database.read<LoadRow>('SELECT * FROM alarm_load WHERE at >= ? ORDER BY at', [Date.now() - minutes * MINUTE]);
    const kept = rows.map(toView);
    return this.current && kept.at(-1)?.at !== this.current.at ? [...kept, this.current] : kept;
  }

  private async sample(): Promise<void> {
    if (this.health.state === 'down') return;
    try {
      const now = Date.now();
      const row = await this.measure(now);
      this.current = toView({ ...row, at: now });
      this.push.flood(row.flood === 1);
      const minute = now - (now % MINUTE);
      await this.database.write((transaction) => this.alarms.saveLoad(transaction, { ...row, at: minute }));
    } catch (error) {
      this.log.warn(`load figures: ${error instanceof Error ? error.message : String(error)}`);
      this.health.suspect(error);
    }
  }

  private async measure(now: number): Promise<Omit<LoadRow, 'at'> & Record<string, number | string | null>> {
    const count = async (sql: string, ...values: number[]) => Number((await this.database.read<{ n: number | string }>(sql, values))[0]?.n ?? 0);
    // What a maintenance window holds calls nobody.
    const raised10 = await count("SELECT COUNT(*) AS n FROM alarm WHERE received_at >= ? AND drill = 0 AND NOT (state = 'shelved' AND maintenance_id IS NOT NULL)", now - 10 * MINUTE);
    const present = await count(
      "SELECT COUNT(DISTINCT s.username) AS n FROM session s JOIN account a ON a.username = s.username WHERE s.ended_at IS NULL AND s.last_active_at >= ? AND a.role IN ('officer', 'leader')",
      now - 15 * MINUTE,
    );
    const officers = Math.max(1, present);
    const [before] = await this.database.read<{ flood: number }>('SELECT flood FROM alarm_load ORDER BY at DESC LIMIT 1');
    const took = await this.database.read<{ data: string | null }>(
      "SELECT data FROM journal WHERE kind IN ('alarm.acknowledged', 'alarm.dismissed') AND at >= ? ORDER BY at DESC LIMIT 5000",
      [now - DAY],
    );
    const signing = took.flatMap((row) => {
      const ms = row.data === null ? undefined : (JSON.parse(row.data) as { tookMs?: number }).tookMs;
      return ms === undefined ? [] : [ms];
    });
    return {
      raised10,
      officers,
      flood: Number(isFlood(raised10 / officers, Number(before?.flood ?? 0) === 1)),
      sign_p50: quantile(signing, 0.5) ?? null,
      sign_p95: quantile(signing, 0.95) ?? null,
      chattering: await this.chattering(now),
      standing: await count('SELECT COUNT(*) AS n FROM alarm WHERE is_open = 1 AND received_at < ?', now - STANDING_AFTER),
      unsigned_now: await count("SELECT COUNT(*) AS n FROM alarm WHERE state = 'raised'"),
    };
  }

  private async chattering(now: number): Promise<number> {
    const since = now - HOUR;
    const busy = await this.database.read<{ subject_id: string }>(
      "SELECT subject_id FROM journal WHERE kind IN ('alarm.repeated', 'alarm.reopened') AND at >= ? GROUP BY subject_id HAVING COUNT(*) >= 2 LIMIT 200",
      [since],
    );
    if (!busy.length) return 0;
    const raises = await this.database.read<{ subject_id: string; at: number | string }>(
      `SELECT subject_id, at FROM journal WHERE subject_type = 'alarm' AND subject_id IN (${marks(busy.length)}) AND kind IN ('alarm.raised', 'alarm.repeated', 'alarm.reopened') AND at >= ? ORDER BY sequence LIMIT 20000`,
      [...busy.map((row) => row.subject_id), since],
    );
    const byAlarm = new Map<string, number[]>();
    for (const row of raises) byAlarm.set(row.subject_id, [...(byAlarm.get(row.subject_id) ?? []), Number(row.at)]);
    return [...byAlarm.values()].filter(isChattering).length;
  }
}

const toView = (row: LoadRow): AlarmLoadView => ({
  at: iso(Number(row.at)),
  raised10: Number(row.raised10),
  officers: Number(row.officers),
  perOfficer10: Number(row.raised10) / Number(row.officers),
  flood: Number(row.flood) === 1,
  ...(row.sign_p50 !== null && { signP50: Number(row.sign_p50) }),
  ...(row.sign_p95 !== null && { signP95: Number(row.sign_p95) }),
  chattering: Number(row.chattering),
  standing: Number(row.standing),
  unsigned: Number(row.unsigned_now),
});
