import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createConnection } from 'mysql2/promise';
import {
  BUCKET_KINDS, COUNTERS, isEffective, periodOf, placesAround, rateOf, scopesBelow, type BucketKind, type Counter, type EnforcementCase, type Hazard, type Inspection, type RateId, type RateRecords, type RateScope, type Sector,
} from '@one-screen/domain';
import { Database } from '../../database/database.js';
import { AuditRepository } from '../../identity/audit.repository.js';
import { AuditService } from '../../identity/audit.service.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import type { PushService } from '../../push/push.service.js';
import { GridsRepository } from '../grids.repository.js';
import { LedgerService } from '../ledger.service.js';
import { ObjectsRepository } from '../objects.repository.js';
import { LedgerBooks } from '../records/ledger-books.js';
import { GRIDS, INSTANTS, RandomLedger, STEPS, STREET, type Step } from './random-ledger.fixture.js';
import { RecountRepository } from './recount.repository.js';
import { Recount } from './recount.js';
import { TallyRepository } from './tally.repository.js';
import { Tally } from './tally.js';

const RUNS = 10;
const step: fc.Arbitrary<Step> = fc.record({ what: fc.constantFrom(...STEPS), dice: fc.array(fc.nat(1000), { minLength: 7, maxLength: 23 }) });
const asked = fc.record({ kind: fc.constantFrom(...BUCKET_KINDS), at: fc.constantFrom(...INSTANTS), grid: fc.constantFrom('331082', '331082001', '331082002', '331082001001', '331082001002'), sector: fc.option(fc.constantFrom(...STREET), { nil: undefined }) });
type Asked = { kind: BucketKind; at: number; grid: string; sector: Sector | undefined };

/** Which counters are the two sides of which rate. */
const SIDES: [RateId, Counter, Counter | undefined][] = [
  ['coverage', 'covered', undefined], ['finding', 'finding', 'visits'], ['hazards-per-hundred', 'visit_hazards', 'visits'], ['rectification', 'rectified', 'found'],
  ['major-rectification', 'major_rectified', 'major_found'], ['on-time', 'on_time', 'due'], ['penalty', 'penalties', 'visits'],
];

const open = (database: Database, clock: () => number) => {
  const [journal, audit, tally] = [new JournalRepository(database), new AuditService(database, new AuditRepository(database), clock), new Tally(new TallyRepository(database))];
  const push = { reached: () => undefined, publish: () => undefined } as unknown as PushService;
  return {
    books: new LedgerBooks(database, journal, audit, tally, push, clock),
    ledger: new LedgerService(database, new GridsRepository(database), new ObjectsRepository(database), journal, audit, tally, clock),
    recount: new Recount(database, new RecountRepository(database, new TallyRepository(database)), journal, audit, clock),
  };
};

/** Everything on record, as the formulas ask for it. */
const recordsOf = async (database: Database): Promise<RateRecords> => {
  const bodies = async <T>(table: string): Promise<T[]> => (await database.read<{ body: string }>(`SELECT body FROM ${table}`)).map(({ body }) => JSON.parse(body) as T);
  const spans = await database.read('SELECT * FROM object_span');
  const [hazards, visits, cases] = [await bodies<Hazard>('hazard'), await bodies<Inspection>('inspection'), await bodies<EnforcementCase>('enforcement_case')];
  return {
    objects: spans.map((span) => ({ key: String(span['object_code']), sector: span['sector'] as Sector, gridCode: String(span['grid_code']), from: Number(span['from_at']), ...(span['until_at'] !== null && { until: Number(span['until_at']) }) })),
    visits: visits.map((visit) => ({ key: visit.id, objectKey: visit.objectCode, sector: visit.sector, gridCode: visit.gridCode, at: visit.finishedAt ?? NaN, valid: isEffective(visit) })),
    hazards: hazards.filter(({ state }) => state !== 'dismissed').map((hazard) => ({
      key: hazard.id, sector: hazard.sector, gridCode: hazard.gridCode, foundAt: hazard.foundAt, major: hazard.grade === 'major', dueAt: hazard.deadline ?? Infinity,
      ...(hazard.inspectionId !== undefined && { visitKey: hazard.inspectionId }), ...(hazard.closed && { closedAt: hazard.closed.at }),
    })),
    penalties: cases.filter(({ state, decided }) => state !== 'withdrawn' && decided && decided.kind !== 'none').map((each) => ({ key: each.id, sector: each.sector, gridCode: each.gridCode, at: each.decided?.at ?? NaN })),
  };
};

const countsOf = async (database: Database, kind: BucketKind, from: number, grid: string, sector: Sector | undefined): Promise<Record<Counter, number>> => {
  const [row] = await database.read(`SELECT ${COUNTERS.map((counter) => `SUM(${counter}) AS ${counter}`).join(', ')} FROM rate_bucket WHERE kind = ? AND from_at = ? AND grid = ?${sector ? ' AND sector = ?' : ''}`, [kind, from, grid, ...(sector ? [sector] : [])]);
  return Object.fromEntries(COUNTERS.map((counter) => [counter, Number(row?.[counter] ?? 0)])) as Record<Counter, number>;
};

const agree = async (database: Database, records: RateRecords, { kind, at, grid, sector }: Asked): Promise<void> => {
  const period = periodOf(kind, at);
  const scope: RateScope = { period, asOf: Infinity, gridPrefix: grid, ...(sector && { sector }) };
  const counts = await countsOf(database, kind, period.from, grid, sector);
  const parts = [...new Set(GRIDS.flatMap((code) => placesAround(code)))].filter((code) => code.startsWith(grid) && code.length === grid.length + 3);
  const below = await Promise.all(parts.map((part) => countsOf(database, kind, period.from, part, sector)));
  const own = scopesBelow(scope, parts).at(-1) as RateScope;
  for (const [id, above, under] of SIDES) {
    const whole = rateOf(id, records, scope);
    const rest = rateOf(id, records, own);
    expect([id, counts[above], under && counts[under]]).toEqual([id, whole.numerator, under && whole.denominator]);
    const sum = (counter: Counter) => below.reduce((total, each) => total + each[counter], 0);
    expect([id, sum(above) + rest.numerator, under && sum(under) + rest.denominator]).toEqual([id, counts[above], under && counts[under]]);
  }
};

const TABLES = ['rate_bucket', 'object_span', 'supervised_object', 'hazard', 'inspection', 'enforcement_case', 'case_hazard', 'number_series'];

const story = (connect: () => Promise<{ database: Database; close: () => Promise<void> }>) => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await connect()));
  afterAll(() => close());
  const empty = () => database.write(async (transaction) => {
    for (const table of TABLES) await transaction.query(`DELETE FROM ${table}`);
  });

  it('are what the records say after any history, at every level of the drill', async () => {
    let player: RandomLedger | undefined;
    const { books, ledger, recount } = open(database, () => player?.now ?? 0);
    await ledger.putGrids({ name: 'lin', ip: '' }, GRIDS.map((code) => ({ code, name: code, kind: 'village', schematic: true, centre: { lon: 121, lat: 28 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] })));
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30, size: 'max' }), fc.array(asked, { minLength: 6, maxLength: 6 }), async (steps, questions) => {
      await empty();
      player = new RandomLedger(() => books, () => ledger);
      await player.play(steps);
      expect((await recount.verify()).first).toEqual([]);
      const records = await recordsOf(database);
      for (const question of questions) await agree(database, records, question);
    }), { numRuns: RUNS, seed: 20261125 });
  }, 60_000);

  it('are true at every moment others look at them while records change', async () => {
    await empty();
    const player = new RandomLedger(() => books, () => ledger);
    const { books, ledger, recount } = open(database, () => player.now);
    let playing = true;
    const looked: unknown[] = [];
    const looking = (async () => {
      while (playing) looked.push(...(await recount.verify()).first);
    })();
    await player.play(fc.sample(step, { numRuns: 40, seed: 7 })).finally(() => (playing = false));
    await looking;
    expect(looked).toEqual([]);
  }, 60_000);

  it('that are wrong are told, and put right with an entry in the journal', async () => {
    await empty();
    const player = new RandomLedger(() => books, () => ledger);
    const { books, ledger, recount } = open(database, () => player.now);
    await player.play(fc.sample(step, { numRuns: 60, seed: 4 }));
    expect((await recount.verify()).differing).toBe(0);
    const before = await database.read('SELECT * FROM rate_bucket ORDER BY kind, from_at, grid, sector');
    const one = async (table: string) => String((await database.read(`SELECT MIN(id) AS id FROM ${table}`))[0]?.['id']);
    const [visit, hazard] = [await one('inspection'), await one('hazard')];
    await database.write(async (transaction) => {
      await transaction.query("UPDATE rate_bucket SET found = found + 1 WHERE kind = 'year' AND grid = '331082'");
      await transaction.query("DELETE FROM rate_bucket WHERE kind = 'week'");
      await transaction.query('UPDATE inspection SET hazards = hazards + 1 WHERE id = ?', [visit]);
      await transaction.query('UPDATE hazard SET filed_at = 7 WHERE id = ?', [hazard]);
    });
    const { differing, first } = await recount.verify();
    expect(differing).toBeGreaterThan(20);
    expect(first).toHaveLength(20);
    expect(first.slice(0, 3)).toMatchObject([{ of: 'visit', id: visit }, { of: 'filing', id: hazard, stored: 7 }, { of: 'bucket', kind: 'week', stored: 0 }]);
    const head = await new JournalRepository(database).latest();
    expect((await recount.rebuild()).differing).toBeGreaterThan(20);
    expect((await recount.verify()).differing).toBe(0);
    const kinds = (await new JournalRepository(database).after(head, 100)).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['tally.rebuilt']));
    const nothing = (row: object) => COUNTERS.every((counter) => Number((row as Record<string, unknown>)[counter]) === 0);
    expect(await database.read('SELECT * FROM rate_bucket ORDER BY kind, from_at, grid, sector').then((rows) => rows.filter((row) => !nothing(row)))).toEqual(before.filter((row) => !nothing(row)));
  }, 60_000);
};

describe('counts kept in SQLite', () => story(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tally-'));
  const database = await Database.open({ databaseUrl: '', dataDir });
  return { database, close: async () => { await database.close(); rmSync(dataDir, { recursive: true }); } };
}));

(process.env['HAS_MYSQL'] ? describe : describe.skip)('counts kept in MySQL or MariaDB', () => story(async () => {
  const name = `one_screen_tally_${process.pid}_${Date.now().toString(36)}`;
  const connection = await createConnection({ host: '127.0.0.1', port: 3306, user: 'root', password: '' });
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const database = await Database.open({ databaseUrl: `mysql://root@127.0.0.1:3306/${name}`, dataDir: '' });
  return { database, close: async () => { await database.close(); await connection.query(`DROP DATABASE ${name}`); await connection.end(); } };
}));
