import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gravity, type Level, type Sector } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { insertRows } from '../database/sql.js';
import { SectorCountsRepository } from './sector-counts.repository.js';
import { HOUR } from './spark.js';

const START = 480_000 * HOUR;

describe('counts of a sector', () => {
  let dataDir: string;
  let database: Database;
  let counts: SectorCountsRepository;
  let next = 0;

  const alarm = (sector: Sector, level: Level, over: { state?: string; open?: boolean; at?: number; grid?: string; drill?: boolean } = {}) => {
    next += 1;
    const at = over.at ?? START;
    return {
      id: `A${next}`, sequence: next, revision: 1, source_id: 's', alarm_key: `k${next}`, sector, level, gravity: gravity(level), title: 't', state: over.state ?? 'raised', is_open: Number(over.open ?? true),
      condition_active: 1, drill: Number(over.drill ?? false), count: 1, occurred_at: at, received_at: at, last_raised_at: at, last_seen_at: at, skewed: 0, late: 0, grid_code: over.grid ?? null, escalation: 0,
    };
  };
  const store = (...rows: ReturnType<typeof alarm>[]) => database.write((transaction) => insertRows(transaction, 'alarm', Object.keys(rows[0] ?? {}), rows));

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'counts-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    counts = new SectorCountsRepository(database);
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('counts open alarms by level, and those nobody has signed', async () => {
    await store(alarm('fire', 'red'), alarm('fire', 'red', { state: 'handling' }), alarm('fire', 'blue'), alarm('fire', 'orange', { open: false, state: 'closed' }), alarm('road', 'red'));
    expect(await counts.open('fire', '')).toEqual({ open: { red: 2, orange: 0, yellow: 0, blue: 1 }, unsigned: 2 });
  });

  it('counts within a grid prefix, with alarms of no known grid', async () => {
    await store(alarm('fire', 'red', { grid: '331082001001' }), alarm('fire', 'red', { grid: '331082002001' }), alarm('fire', 'red'));
    expect((await counts.open('fire', '331082001')).open.red).toBe(2);
  });

  it('counts alarms by clock hour, between two times, without drills', async () => {
    await store(alarm('fire', 'red', { at: START }), alarm('fire', 'red', { at: START + HOUR - 1 }), alarm('fire', 'red', { at: START + HOUR }), alarm('road', 'red', { at: START + 1 }), alarm('fire', 'red', { at: START + 1, drill: true }));
    const hours = async (after: number, through?: number) => (await counts.hours('', after, through)).map(({ sector, hour, count }) => `${sector} ${(hour - START) / HOUR} ${count}`).sort();
    expect(await hours(START - 1)).toEqual(['fire 0 2', 'fire 1 1', 'road 0 1']);
    expect(await hours(START, START + HOUR - 1)).toEqual(['fire 0 1', 'road 0 1']);
  });

  it('reads an index for each, never the whole table', async () => {
    const read = jest.spyOn(database, 'read');
    await counts.open('fire', '');
    await counts.open('fire', '331');
    await counts.hours('', START);
    await counts.hours('331', START, START + HOUR);
    const asked = read.mock.calls.map(([sql, values]) => [sql, values] as const);
    read.mockRestore();
    expect(asked).toHaveLength(4);
    for (const [sql, values] of asked) expect(JSON.stringify(await database.read(`EXPLAIN QUERY PLAN ${sql}`, values))).toMatch(/SEARCH alarm USING (COVERING )?INDEX/);
  });
});
