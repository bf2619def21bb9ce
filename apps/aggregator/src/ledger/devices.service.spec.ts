import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectView } from '@one-screen/contracts';
import { EVERYTHING } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { AuditRepository } from '../identity/audit.repository.js';
import { AuditService } from '../identity/audit.service.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { DevicesRepository } from './devices.repository.js';
import { DevicesService } from './devices.service.js';
import { GridsRepository } from './grids.repository.js';
import { LedgerService } from './ledger.service.js';
import { ObjectsRepository } from './objects.repository.js';
import { TallyRepository } from './tally/tally.repository.js';
import { Tally } from './tally/tally.js';

const by = { name: 'admin', ip: '127.0.0.1' };
const SOURCE = { id: 'gates', sector: 'tourism' } as const;
const NOON = Date.UTC(2026, 2, 1, 4);
const SEEN = '2026-03-01T12:00:00.000+08:00';
const object = (code: string, over: Partial<ObjectView> = {}): ObjectView => ({ code, name: `对象${code}`, sector: 'tourism', kind: '景区', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'yellow', ...over });

describe('a device list', () => {
  let dataDir: string;
  let database: Database;
  let ledger: LedgerService;
  let devices: DevicesService;
  const open = async (): Promise<DevicesService> => {
    const audit = new AuditService(database, new AuditRepository(database), Date.now);
    ledger = new LedgerService(database, new GridsRepository(database), new ObjectsRepository(database), new JournalRepository(database), audit, new Tally(new TallyRepository(database)), Date.now);
    await ledger.refresh();
    const made = new DevicesService(new DevicesRepository(database), ledger, database, new JournalRepository(database), audit, new Tally(new TallyRepository(database)), Date.now);
    await made.onModuleInit();
    return made;
  };
  const viewOf = (code: string) => devices.list(EVERYTHING, { limit: 100 }).items.find((device) => device.code === code);

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'devices-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    devices = await open();
    await ledger.putGrids(by, [{ code: '331082001001', name: '文化社区', kind: 'community', schematic: false, centre: { lon: 121.1, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] }]);
    await ledger.putObjects(by, [object('T-1', { capacity: 1200 }), object('T-2')]);
  });
  afterEach(async () => {
    await devices.onApplicationShutdown();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('says whose a device is and of what kind before its first word, and never that it was seen', async () => {
    expect(await devices.registerAll(by, [{ code: 'GATE-1', objectCode: 'T-1', kind: '客流闸机', name: '东门闸机' }])).toEqual({ count: 1 });
    expect(viewOf('GATE-1')).toEqual({ code: 'GATE-1', sector: 'tourism', name: '东门闸机', kind: '客流闸机', objectCode: 'T-1', objectName: '对象T-1' });
    expect(devices.factsOf({ deviceCode: 'GATE-1' })).toEqual({ code: 'T-1', name: '对象T-1', kind: '景区', capacity: 1200, deviceKind: '客流闸机' });
  });

  it('is kept over a restart; heard for the first time, it was first seen then', async () => {
    await devices.registerAll(by, [{ code: 'GATE-1', objectCode: 'T-1', kind: '客流闸机' }]);
    devices.seen(SOURCE, new Map([['GATE-1', undefined]]), NOON);
    await devices.onApplicationShutdown();
    devices = await open();
    expect(viewOf('GATE-1')).toMatchObject({ sourceId: 'gates', kind: '客流闸机', objectCode: 'T-1', firstSeenAt: SEEN, lastSeenAt: SEEN });
  });

  it('moves a device that was heard already, and keeps when it was heard', async () => {
    devices.seen(SOURCE, new Map([['GATE-2', '西门']]), NOON);
    expect(devices.factsOf({ deviceCode: 'GATE-2' })).toBeUndefined();
    await devices.registerAll(by, [{ code: 'GATE-2', objectCode: 'T-2' }]);
    expect(viewOf('GATE-2')).toMatchObject({ name: '西门', objectCode: 'T-2', firstSeenAt: SEEN });
    await devices.registerAll(by, [{ code: 'GATE-2', objectCode: 'T-1' }]);
    expect(viewOf('GATE-2')?.objectCode).toBe('T-1');
  });

  it('is written whole or not at all, naming every fault', async () => {
    await expect(devices.registerAll(by, [{ code: 'A', objectCode: 'T-1' }, { code: 'A', objectCode: 'T-1' }, { code: 'B', objectCode: 'NONE' }]))
      .rejects.toMatchObject({ kind: 'invalid', details: [{ path: '[1].code' }, { path: '[2].objectCode' }] });
    expect(devices.list(EVERYTHING, { limit: 100 }).items).toEqual([]);
    expect(await database.read('SELECT code FROM device')).toEqual([]);
  });

  it('gives way to the object a signal names itself', () => {
    expect(devices.factsOf({ deviceCode: 'GATE-9', objectCode: 'T-1' })).toEqual({ code: 'T-1', name: '对象T-1', kind: '景区', capacity: 1200 });
    expect(devices.factsOf({ deviceCode: 'GATE-9', objectCode: 'NONE' })).toBeUndefined();
    expect(devices.factsOf({})).toBeUndefined();
  });

  it('leaves one journal entry and one audit record', async () => {
    await devices.registerAll(by, [{ code: 'A', objectCode: 'T-1' }, { code: 'B', objectCode: 'T-2' }]);
    expect((await new JournalRepository(database).of('ledger', 'devices')).map(({ kind, actor, data }) => ({ kind, actor, data }))).toEqual([{ kind: 'ledger.devices', actor: 'admin', data: { count: 2 } }]);
    expect(await database.read("SELECT object, result FROM audit WHERE action = 'ledger.devices'")).toEqual([{ object: 'ledger:devices', result: 'done' }]);
  });
});
