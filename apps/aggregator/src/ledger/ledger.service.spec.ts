import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GridView, ObjectView } from '@one-screen/contracts';
import { EVERYTHING } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { AuditRepository } from '../identity/audit.repository.js';
import { AuditService } from '../identity/audit.service.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { GridsRepository } from './grids.repository.js';
import { LedgerService } from './ledger.service.js';
import { ObjectsRepository } from './objects.repository.js';
import { TallyRepository } from './tally/tally.repository.js';
import { Tally } from './tally/tally.js';

const by = { name: 'admin', ip: '127.0.0.1' };
const grid = (code: string): GridView => ({ code, name: `网格${code}`, kind: 'community', schematic: false, centre: { lon: 121.1, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] });
const object = (code: string, over: Partial<ObjectView> = {}): ObjectView => ({ code, name: `对象${code}`, sector: 'fire', kind: '重点单位', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'yellow', ...over });

describe('the ledger', () => {
  let dataDir: string;
  let database: Database;
  const open = () => new LedgerService(database, new GridsRepository(database), new ObjectsRepository(database), new JournalRepository(database), new AuditService(database, new AuditRepository(database), Date.now), new Tally(new TallyRepository(database)), Date.now);
  let ledger: LedgerService;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'ledger-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    ledger = open();
    await ledger.putGrids(by, [grid('331082001001'), grid('331082001202')]);
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('gives the alarm path an object as soon as it is written, and its change', async () => {
    await ledger.putObjects(by, [object('F-1')]);
    expect(ledger.objectOf('F-1')).toMatchObject({ name: '对象F-1', gridCode: '331082001001', lon: 121.1, lat: 28.8 });
    await ledger.putObjects(by, [object('F-1', { name: '改名' })]);
    expect(ledger.objectOf('F-1')?.name).toBe('改名');
    expect(ledger.objectOf('F-2')).toBeUndefined();
  });

  it('sees what another instance wrote when it looks again', async () => {
    const other = open();
    await other.refresh();
    await ledger.putObjects(by, [object('F-1')]);
    expect(other.objectOf('F-1')).toBeUndefined();
    await other.refresh();
    expect(other.objectOf('F-1')?.name).toBe('对象F-1');
  });

  it('writes all or nothing, naming every fault', async () => {
    const wrong = [object('F-1'), object('F-2', { gridCode: '999999' }), object('F-3', { gridCode: '888888' })];
    await expect(ledger.putObjects(by, wrong)).rejects.toMatchObject({ kind: 'invalid', details: [{ path: '[1].gridCode' }, { path: '[2].gridCode' }] });
    await expect(ledger.putObjects(by, [object('F-1'), object('F-1')])).rejects.toMatchObject({ details: [{ path: '[1].code' }] });
    expect((await ledger.objectsIn(EVERYTHING, { limit: 10 })).items).toEqual([]);
  });

  it('refuses an outline that is not closed', async () => {
    await expect(ledger.putGrids(by, [{ ...grid('331082001003'), rings: [[[121, 28], [122, 28], [122, 29], [121, 29]]] }])).rejects.toMatchObject({ details: [{ path: '[0].rings[0]' }] });
  });

  it('reads back grids and objects as they were given', async () => {
    const full = object('F-1', { address: '紫阳街 1 号', responsible: '张*', responsiblePhone: '138****1234', capacity: 350 });
    await ledger.putObjects(by, [full]);
    expect(await ledger.object(EVERYTHING, 'F-1')).toEqual({ ...full, revision: 1, attributes: {} });
    expect(ledger.objectOf('F-1')?.capacity).toBe(350);
    expect(await ledger.grid(EVERYTHING, '331082001001')).toEqual(grid('331082001001'));
  });

  it('shows only what lies in scope', async () => {
    await ledger.putObjects(by, [object('F-1'), object('F-2', { gridCode: '331082001202' }), object('R-1', { sector: 'road' })]);
    const scope = { sectors: ['fire' as const], gridPrefix: '3310820010' };
    expect((await ledger.objectsIn(scope, { limit: 10 })).items.map(({ code }) => code)).toEqual(['F-1']);
    await expect(ledger.object(scope, 'R-1')).rejects.toMatchObject({ kind: 'missing' });
    await expect(ledger.object(scope, 'F-2')).rejects.toMatchObject({ kind: 'missing' });
    expect((await ledger.gridsIn(scope)).map(({ code }) => code)).toEqual(['331082001001']);
    expect([ledger.objectCount('fire'), ledger.objectCount('fire', '3310820010'), ledger.objectCount('road')]).toEqual([2, 1, 1]);
  });

  it('pages through objects without losing or repeating one', async () => {
    await ledger.putObjects(by, Array.from({ length: 25 }, (_, index) => object(`F-${String(index).padStart(3, '0')}`)));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await ledger.objectsIn(EVERYTHING, { limit: 10, after });
      seen.push(...page.items.map(({ code }) => code));
      after = page.nextCursor;
    } while (after !== undefined);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('finds by part of name, code or address, taking signs literally', async () => {
    await ledger.putObjects(by, [object('AB_1', { name: '百分 100% 工厂' }), object('ABX1', { name: '别的', address: '巾山路' })]);
    const find = async (q: string) => (await ledger.objectsIn(EVERYTHING, { limit: 10, q })).items.map(({ code }) => code);
    expect(await find('100%')).toEqual(['AB_1']);
    expect(await find('ab_1')).toEqual(['AB_1']);
    expect(await find('巾山')).toEqual(['ABX1']);
  });

  it('leaves one journal entry and one audit record per writing', async () => {
    const journal = new JournalRepository(database);
    await ledger.putObjects(by, [object('F-1'), object('F-2')]);
    expect((await journal.of('ledger', 'objects')).map(({ kind, actor, data }) => ({ kind, actor, data }))).toEqual([{ kind: 'ledger.objects', actor: 'admin', data: { count: 2 } }]);
    expect((await database.read('SELECT action, result FROM audit ORDER BY sequence'))).toEqual([{ action: 'ledger.grids', result: 'done' }, { action: 'ledger.objects', result: 'done' }]);
  });
});
