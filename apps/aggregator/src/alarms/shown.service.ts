import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Identity } from '../identity/identity.js';
import { AlarmsRepository } from './alarms.repository.js';

export interface Painted {
  alarmId: string;
  revision: number;
  at: number;
}

interface Waiting {
  rows: { wallId: string; wallName: string; painted: Painted }[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Proof of display: which screen painted which alarm, when. Reports of many screens share a commit. */
@Injectable()
export class ShownService {
  private waiting: Waiting[] = [];
  private saving: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmsRepository,
  ) {}

  /** Resolves when the report is durable. A time in the future counts as now. */
  report(who: Identity, painted: readonly Painted[]): Promise<void> {
    const now = Date.now();
    const wallId = who.wallId ?? who.name;
    const rows = painted.map((entry) => ({ wallId, wallName: who.displayName, painted: { ...entry, at: Math.min(entry.at, now) } }));
    return new Promise((resolve, reject) => {
      this.waiting.push({ rows, resolve, reject });
      this.saving ??= this.saveAll().finally(() => {
        this.saving = undefined;
      });
    });
  }

  async stop(): Promise<void> {
    await this.saving;
  }

  private async saveAll(): Promise<void> {
    while (this.waiting.length) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const batch = this.waiting.splice(0);
      try {
        await this.save(batch.flatMap((entry) => entry.rows));
        for (const entry of batch) entry.resolve();
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
  }

  private async save(rows: Waiting['rows']): Promise<void> {
    const latest = new Map<string, (typeof rows)[number] & { first: Painted }>();
    for (const row of rows) {
      const key = `${row.painted.alarmId}\n${row.wallId}`;
      const before = latest.get(key);
      if (!before) latest.set(key, { ...row, first: row.painted });
      else if (row.painted.revision > before.painted.revision) before.painted = row.painted;
    }
    await this.database.write((transaction) =>
      this.alarms.saveShown(
        transaction,
        [...latest.values()].map(({ wallId, wallName, painted, first }) => ({
          alarm_id: painted.alarmId,
          wall_id: wallId,
          wall_name: wallName,
          revision: first.revision,
          at: first.at,
          last_revision: painted.revision,
          last_at: painted.at,
        })),
      ),
    );
  }
}
