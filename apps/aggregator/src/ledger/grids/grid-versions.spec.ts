import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GridView } from '@one-screen/contracts';
import { Database } from '../../database/database';
import { GridsRepository } from '../grids.repository';

const TOWN = '331082001';
const grid = (code: string, over: Partial<GridView> = {}): GridView => ({ code, name: `网格${code}`, kind: 'village', schematic: false, centre: { lon: 121.1234567, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]], ...over });

describe('the stored versions of grids', () => {
  let dataDir: string;
  let database: Database;
  let grids: GridsRepository;
  const open = async (): Promise<void> => {
    database = await Database.open({ databaseUrl: '', dataDir });
    grids = new GridsRepository(database);
  };
  const put = (given: GridView[], at: number): Promise<void> => database.write((transaction) => grids.put(transaction, given, 'admin', at));
  const spans = async (code: string): Promise<unknown[]> => (await grids.versionsOf([code])).map(({ name, from, until, present }) => [name, from, until, present]);

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'grid-versions-'));
    await open();
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('begin with one from always, and gain one only where something differs', async () => {
    await put([grid(TOWN)], 1000);
    await put([grid(TOWN)], 2000);
    expect(await spans(TOWN)).toEqual([[`网格${TOWN}`, 0, undefined, true]]);
    await put([grid(TOWN, { name: '新名' })], 3000);
    expect(await spans(TOWN)).toEqual([[`网格${TOWN}`, 0, 3000, false], ['新名', 3000, undefined, true]]);
    expect((await grids.find(TOWN))?.name).toBe('新名');
    expect([(await grids.underAt(TOWN, 2999))[0]?.name, (await grids.underAt(TOWN, 3000))[0]?.name]).toEqual([`网格${TOWN}`, '新名']);
  });

  it('changed twice within one millisecond are one version', async () => {
    await put([grid(TOWN)], 1000);
    await put([grid(TOWN, { name: '一' })], 3000);
    await put([grid(TOWN, { name: '二' })], 3000);
    expect(await spans(TOWN)).toEqual([[`网格${TOWN}`, 0, 3000, false], ['二', 3000, undefined, true]]);
  });

  it('give back what was put, enclaves as well', async () => {
    const full = grid(TOWN, { holes: [[[121.5, 28.2], [121.6, 28.2], [121.6, 28.3], [121.5, 28.2]]], chief: '张*', chiefPhone: '138****1234', schematic: true });
    await put([full], 1000);
    expect(await grids.find(TOWN)).toEqual(full);
    expect((await grids.versionsOf([TOWN]))[0]?.grid).toEqual(full);
  });

  it('are made from the grids an older release left, valid from always', async () => {
    await put([grid(TOWN), grid('331082001004')], 1000);
    await database.write(async (transaction) => {
      for (const table of ['grid_version', 'grid_person', 'object_warden', 'patrol']) await transaction.query(`DROP TABLE ${table}`);
      await transaction.query("DELETE FROM schema_migration WHERE name LIKE 'GridPeople%'");
    });
    await database.close();
    await open();
    expect(await spans(TOWN)).toEqual([[`网格${TOWN}`, 0, undefined, true]]);
    expect((await grids.versionsOf(['331082001004']))[0]?.grid).toEqual(grid('331082001004'));
    // And a list sent again after the update is still the same list.
    await put([grid(TOWN)], 2000);
    expect(await spans(TOWN)).toHaveLength(1);
  });
});
