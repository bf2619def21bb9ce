import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GridView } from '@one-screen/contracts';
import { EVERYTHING } from '@one-screen/domain';
import { Database } from '../../database/database';
import { AuditRepository } from '../../identity/audit.repository';
import { AuditService } from '../../identity/audit.service';
import type { Identity } from '../../identity/identity';
import { JournalRepository } from '../../journal/journal.repository';
import { GridsRepository } from '../grids.repository';
import { GridKeeper } from './grid-keeper.service';

const CITY = '331082';
const HOUR = 3_600_000;
const leader: Identity = { kind: 'user', name: 'lin', displayName: '林', role: 'leader', scope: EVERYTHING, ip: '127.0.0.1' };
const grid: GridView = { code: CITY, name: '旧', kind: 'city', schematic: false, centre: { lon: 121.1, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] };

describe('a planned change of a grid', () => {
  let dataDir: string;
  let database: Database;
  let grids: GridsRepository;
  let keeper: GridKeeper;
  let now = Date.parse('2026-11-25T08:00:00+08:00');
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'grid-keeper-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    grids = new GridsRepository(database);
    keeper = new GridKeeper(database, grids, new JournalRepository(database), new AuditService(database, new AuditRepository(database), () => now), () => now);
    await database.write((transaction) => grids.put(transaction, [grid], 'admin', now));
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });
  const present = async (): Promise<string | undefined> => (await grids.find(CITY))?.name;
  const versionId = async (): Promise<string> => (await grids.versionsOf([CITY])).find((each) => each.present)?.id ?? '';

  it('takes effect at its hour, once, and leaves a journal entry', async () => {
    await keeper.adjust(leader, CITY, { version: await versionId(), from: new Date(now + HOUR).toISOString(), reason: '重划', name: '新' });
    await keeper.takeEffect();
    expect(await present()).toBe('旧');
    now += HOUR;
    await keeper.takeEffect();
    await keeper.takeEffect();
    expect(await present()).toBe('新');
    expect((await new JournalRepository(database).of('grid', CITY)).map(({ kind }) => kind)).toEqual(['grid.adjusted', 'grid.in-effect']);
  });

  it('ends a grid at its hour', async () => {
    await keeper.close(leader, CITY, { version: await versionId(), until: new Date(now + HOUR).toISOString(), reason: '撤销' });
    expect(await present()).toBe('旧');
    now += HOUR;
    await keeper.takeEffect();
    expect(await present()).toBeUndefined();
  });

  it('is refused with an open outline, beyond the scope, or while objects lie within', async () => {
    const version = await versionId();
    const rings: GridView['rings'] = [[[121, 28], [122, 28], [122, 29], [121, 29]]];
    await expect(keeper.adjust(leader, CITY, { version, reason: '改', rings })).rejects.toMatchObject({ code: 'outline', details: [{ path: 'rings[0]' }] });
    await expect(keeper.adjust({ ...leader, scope: { ...EVERYTHING, gridPrefix: '331083' } }, CITY, { version, reason: '改' })).rejects.toMatchObject({ code: 'no-grid' });
    await database.write((transaction) => transaction.query("INSERT INTO supervised_object (code, name, sector, kind, grid_code, lon, lat, risk) VALUES ('A', 'A', 'fire', '商场', ?, 121, 28, 'blue')", [CITY]));
    await expect(keeper.close(leader, CITY, { version, reason: '撤' })).rejects.toMatchObject({ kind: 'conflict', code: 'objects-within' });
    expect(await grids.versionsOf([CITY])).toHaveLength(1);
  });
});
