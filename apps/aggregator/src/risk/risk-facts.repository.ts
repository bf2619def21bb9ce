import { Injectable } from '@nestjs/common';
import { RISK_LIMITS, type DirectRedFacts, type Level, type RiskFacts, type RiskLimits, type AttributeValues } from '@one-screen/domain';
import { Database, type SqlValue, type Transaction } from '../database/database.js';

const DAY = 86_400_000;
const YEAR = 366 * DAY;

interface HazardRow {
  id: string;
  major: number | string;
  found_at: number | string;
  due_at: number | string | null;
  closed_at: number | string | null;
}

/** What the ledger and the alarms hold about an object that moves its colour. False, merged and drill alarms count for nothing. */
@Injectable()
export class RiskFactsRepository {
  constructor(private readonly database: Database) {}

  async of(code: string, now: number, transaction?: Transaction, limits: RiskLimits = RISK_LIMITS): Promise<RiskFacts> {
    const read = <T extends object>(sql: string, values: SqlValue[]): Promise<T[]> => (transaction ? (transaction.query(sql, values) as Promise<T[]>) : this.database.read<T>(sql, values));
    const hazards = await read<HazardRow>('SELECT id, major, found_at, due_at, closed_at FROM hazard WHERE object_code = ? AND counts = 1 ORDER BY id', [code]);
    const alarms = await read<{ id: string; level: string; occurred_at: number | string }>(
      `SELECT id, level, occurred_at FROM alarm WHERE object_code = ? AND occurred_at >= ? AND gravity >= 3 AND drill = 0 AND state NOT IN ('dismissed', 'merged') ORDER BY id`, [code, now - limits.alarmDays * DAY]);
    const penalties = await read<{ id: string; penal_at: number | string }>('SELECT id, penal_at FROM enforcement_case WHERE object_code = ? AND penal_at IS NOT NULL ORDER BY id', [code]);
    const fatal = await read<{ id: string; occurred_at: number | string }>('SELECT id, occurred_at FROM accident WHERE object_code = ? AND deaths > 0 AND counts = 1 ORDER BY id', [code]);
    const closing = (row: HazardRow) => (row.closed_at === null ? {} : { closedAt: Number(row.closed_at) });
    return {
      majorHazards: hazards.filter(({ major }) => Number(major) === 1).map((row) => ({ key: row.id, at: Number(row.found_at), ...closing(row) })),
      hazards: hazards.flatMap((row) => (row.due_at === null ? [] : [{ key: row.id, dueAt: Number(row.due_at), ...closing(row) }])),
      alarms: alarms.map(({ id, level, occurred_at: at }) => ({ key: id, level: level as Level, at: Number(at) })),
      penalties: penalties.map(({ id, penal_at: at }) => ({ key: id, at: Number(at) })),
      fatalAccidents: fatal.map(({ id, occurred_at: at }) => ({ key: id, at: Number(at) })),
    };
  }

  /** Objects that may have a cause to be raised: a superset, each is judged by its own facts. */
  async suspects(now: number, limits: RiskLimits = RISK_LIMITS): Promise<string[]> {
    const rows = await Promise.all([
      this.database.read<{ code: string }>('SELECT DISTINCT object_code AS code FROM hazard WHERE is_open = 1 AND counts = 1 AND (major = 1 OR due_at < ?)', [now - limits.overdueDays * DAY]),
      this.database.read<{ code: string }>('SELECT DISTINCT object_code AS code FROM hazard WHERE found_at >= ? AND counts = 1 AND major = 1', [now - 30 * DAY]),
      this.database.read<{ code: string }>('SELECT DISTINCT object_code AS code FROM enforcement_case WHERE penal_at >= ?', [now - 60 * DAY]),
      this.database.read<{ code: string }>('SELECT DISTINCT object_code AS code FROM accident WHERE occurred_at >= ? AND deaths > 0 AND counts = 1 AND object_code IS NOT NULL', [now - YEAR]),
      this.database.read<{ code: string }>(`SELECT object_code AS code FROM alarm WHERE received_at >= ? AND gravity >= 3 AND drill = 0 AND object_code IS NOT NULL AND state NOT IN ('dismissed', 'merged') GROUP BY object_code HAVING COUNT(*) >= ?`, [now - limits.alarmDays * DAY, limits.alarms]),
      this.database.read<{ code: string }>(`SELECT object_code AS code FROM object_attribute WHERE name = 'majorSourceClass' AND text_value IN ('1', '2')`),
    ]);
    return [...new Set(rows.flat().map(({ code }) => code))].sort();
  }
}

/** What its attributes and records say of an object that makes it red whatever its units score. */
export const directFacts = (attributes: AttributeValues | undefined, facts: RiskFacts, now: number): DirectRedFacts => {
  const { majorSourceClass, keyProcess } = attributes ?? {};
  return {
    ...(typeof majorSourceClass === 'string' && /^[1-4]$/.test(majorSourceClass) && { majorSourceClass: Number(majorSourceClass) as 1 | 2 | 3 | 4 }),
    keyProcess: keyProcess === true,
    openMajorHazards: facts.majorHazards.filter(({ at, closedAt }) => at <= now && (closedAt === undefined || closedAt > now)).map(({ key }) => key),
    fatalAccidents: facts.fatalAccidents,
  };
};
