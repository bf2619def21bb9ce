import { Aggregator } from '../support/aggregator';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const CODE = '331082001004';
const grid = (name: string) => ({ code: CODE, name, kind: 'village', schematic: false, centre: { lon: 121.1234567, lat: 28.8 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] });

/** 动态调整: a grid written anew keeps what it was, and the ledger of a day shows what stood that day. */
const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  beforeAll(async () => {
    aggregator = await Aggregator.start({ env: { DATABASE_URL: databaseUrl() } });
  });
  afterAll(() => aggregator.close());

  it('shows the grids as they were at a moment, also after a change', async () => {
    const admin = await aggregator.signIn('admin');
    const write = async (name: string): Promise<void> => expect((await admin.post('/api/grids', [grid(name)])).status).toBe(200);
    const nameAt = async (query: string): Promise<unknown[]> => (await admin.get(`/api/grids${query}`)).body.items.map((item: { name: string }) => item.name);
    await write('旧名村');
    const between = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await write('新名村');
    await write('新名村');
    expect(await nameAt('')).toEqual(['新名村']);
    expect(await nameAt(`?at=${encodeURIComponent(between)}`)).toEqual(['旧名村']);
    // Of a day its last moment counts; the first version stands from always.
    expect(await nameAt('?at=2020-02-29')).toEqual(['旧名村']);
    expect(await nameAt('?at=2099-12-31')).toEqual(['新名村']);
    const wrong = await admin.get('/api/grids?at=2023-02-29');
    expect([wrong.status, wrong.body.details[0].path]).toEqual([422, 'at']);
  });
};

describe('versions of grids (embedded)', () => story(() => ''));

withMysql('versions of grids (MySQL)', () => {
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    database = await throwawayDatabase();
  });
  afterAll(() => database.drop());
  story(() => database.url);
});
