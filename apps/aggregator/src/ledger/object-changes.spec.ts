import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectView } from '@one-screen/contracts';
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

const by = { name: 'officer', ip: '127.0.0.1' };
const NOW = Date.parse('2026-11-25T12:00:00+08:00');
const plant = (over: Partial<ObjectView> = {}): ObjectView => ({ code: 'P-1', name: '示范化工', sector: 'industry', kind: '危化企业', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'yellow', ...over });

describe('the file of a supervised object', () => {
  let dataDir: string;
  let database: Database;
  let ledger: LedgerService;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'objects-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    ledger = new LedgerService(database, new GridsRepository(database), new ObjectsRepository(database), new JournalRepository(database), new AuditService(database, new AuditRepository(database), Date.now), new Tally(new TallyRepository(database)), () => NOW);
    await ledger.putGrids(by, [{ code: '331082001001', name: '文化社区', kind: 'community', schematic: false, centre: { lon: 121.1, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] }]);
    await ledger.putObjects(by, [plant({ scale: 'above', attributes: { medium: '甲醇', keyProcess: true, quantity: 120.5, employees: 48, majorSourceClass: '2', safetyLicenceUntil: '2026-12-20' } })]);
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });
  const file = () => ledger.object(EVERYTHING, 'P-1');

  it('keeps typed attributes, which stay where a list written anew does not name them', async () => {
    expect(await file()).toMatchObject({ revision: 1, scale: 'above', attributes: { medium: '甲醇', keyProcess: true, quantity: 120.5, employees: 48, majorSourceClass: '2', safetyLicenceUntil: '2026-12-20' } });
    await ledger.putObjects(by, [plant({ name: '改名' })]);
    expect(await file()).toMatchObject({ revision: 2, name: '改名', attributes: { medium: '甲醇' } });
    await ledger.putObjects(by, [plant({ attributes: { medium: '苯' } })]);
    expect((await file()).attributes).toEqual({ medium: '苯' });
  });

  it('is not written at all with a faulty attribute, which is named', async () => {
    await expect(ledger.putObjects(by, [plant({ code: 'P-2' }), plant({ code: 'P-3', attributes: { quantity: -1, plate: '浙J' } })])).rejects.toMatchObject({ kind: 'invalid', details: [{ path: '[1].attributes.quantity' }, { path: '[1].attributes.plate' }] });
    await expect(ledger.object(EVERYTHING, 'P-2')).rejects.toMatchObject({ kind: 'missing' });
  });

  it('changes what is given only; null takes a field or an attribute away', async () => {
    const after = await ledger.changeObject(by, EVERYTHING, 'P-1', { revision: 1, address: '东湖路', scale: null, attributes: { medium: null, employees: 52 } } as never);
    expect(after).toMatchObject({ revision: 2, name: '示范化工', address: '东湖路', attributes: { employees: 52, keyProcess: true } });
    expect([after.scale, after.attributes?.medium]).toEqual([undefined, undefined]);
    const [entry] = (await new JournalRepository(database).of('ledger', 'objects')).slice(-1);
    expect(entry).toMatchObject({ kind: 'ledger.objects', actor: 'officer', data: { count: 1, code: 'P-1', fields: ['address', 'scale', 'attributes.medium', 'attributes.employees'] } });
  });

  it('tells the second of two who change it, with what it is now, and changes nothing', async () => {
    await ledger.changeObject(by, EVERYTHING, 'P-1', { revision: 1, name: '先改' } as never);
    await expect(ledger.changeObject(by, EVERYTHING, 'P-1', { revision: 1, name: '后改' } as never)).rejects.toMatchObject({ kind: 'conflict', code: 'stale-revision', details: { object: { name: '先改', revision: 2 } } });
    expect(await file()).toMatchObject({ name: '先改', revision: 2 });
  });

  it('refuses a wrong attribute, an unknown grid and what is out of scope, each by its name', async () => {
    const change = (body: object, scope: object = EVERYTHING) => ledger.changeObject(by, scope as never, 'P-1', { revision: 1, ...body } as never);
    await expect(change({ attributes: { majorSourceClass: '9' } })).rejects.toMatchObject({ kind: 'invalid', details: [{ path: 'attributes.majorSourceClass' }] });
    await expect(change({ gridCode: '999999' })).rejects.toMatchObject({ kind: 'invalid', details: [{ path: 'gridCode' }] });
    await expect(change({ name: 'x' }, { ...EVERYTHING, sectors: ['road'] })).rejects.toMatchObject({ kind: 'missing' });
    expect(await file()).toMatchObject({ revision: 1, name: '示范化工' });
  });

  it('is found by what runs out, the day itself included', async () => {
    const found = async (expiringBy: string) => (await ledger.objectsIn(EVERYTHING, { limit: 10, expiringBy })).items.map(({ code }) => code);
    await ledger.putObjects(by, [plant({ code: 'P-2', inspectionDue: '2026-12-01' }), plant({ code: 'P-3' })]);
    expect([await found('2026-11-30'), await found('2026-12-01'), await found('2026-12-20')]).toEqual([[], ['P-2'], ['P-1', 'P-2']]);
    expect(await ledger.expiring('2026-12-20')).toEqual([{ objectCode: 'P-1', key: 'safetyLicenceUntil', day: '2026-12-20' }]);
    expect(await ledger.expiring('2026-12-19')).toEqual([]);
  });
});
