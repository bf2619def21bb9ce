import { Injectable } from '@nestjs/common';
import { periodOf, type AccidentFile } from '@one-screen/domain';
import { Database } from '../database/database.js';
import type { Asked } from './asked.js';
import { placed } from './place-sql.js';

const RECORDED_FROM = 'ledger.recorded-from';

/** Accidents that count, whole: they are few, and what is known of one changes with the day one asks about. */
@Injectable()
export class CountedAccidentsRepository {
  constructor(private readonly database: Database) {}

  /** Those of the reader's sectors and grids from an instant on. */
  async since({ sectors, prefix }: Pick<Asked, 'sectors' | 'prefix'>, from: number): Promise<AccidentFile[]> {
    if (!sectors.length) return [];
    const place = placed({ sectors, prefix }, 'a');
    const rows = await this.database.read<{ body: string }>(`SELECT a.body AS body FROM accident a WHERE a.occurred_at >= ? AND a.counts = 1 AND ${place.sql}`, [from, ...place.values]);
    return rows.map(({ body }) => JSON.parse(body) as AccidentFile);
  }

  /** Since when accidents are on record: a day that was set, else the year of the first one [P]; with none at all, never. */
  async recordedFrom(): Promise<number> {
    const [set] = await this.database.read<{ value: string }>('SELECT value FROM setting WHERE name = ?', [RECORDED_FROM]);
    const day = set && Date.parse(`${set.value}T00:00:00+08:00`);
    if (day !== undefined && Number.isFinite(day)) return day;
    const [row] = await this.database.read<{ first: number | string | null }>('SELECT MIN(occurred_at) AS first FROM accident');
    return row?.first == null ? Infinity : periodOf('year', Number(row.first)).from;
  }
}
