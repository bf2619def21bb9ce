import { Aggregator } from '../support/aggregator.js';
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

  it('is adjusted and closed by leaders and administrators with a reason, the second of two being told', async () => {
    const [leader, officer, admin] = [await aggregator.signIn('leader'), await aggregator.signIn('officer'), await aggregator.signIn('admin')];
    const town = { ...grid('街道'), code: '331082001', kind: 'street' };
    expect((await admin.post('/api/grids', [town])).status).toBe(200);
    const versions = async () => (await leader.get(`/api/grids/${CODE}/versions`)).body.items as { id: string; name: string; from?: string; reason: string }[];
    const seen = (await versions()).at(-1)?.id;
    const refused = async (answer: Promise<{ status: number; body: { code: string } }>): Promise<string> => answer.then(({ status, body }) => `${status} ${body.code}`);
    expect(await refused(officer.patch(`/api/grids/${CODE}`, { version: seen, reason: '并村', name: '并村' }))).toBe('403 not-permitted');
    expect(await refused(leader.patch(`/api/grids/${CODE}`, { version: seen, name: '无理由' }))).toBe('422 invalid-body');
    expect(await refused(leader.patch(`/api/grids/${CODE}`, { version: seen, reason: '并村', from: '2020-01-01T00:00:00+08:00' }))).toBe('422 past-change');
    expect(await leader.patch(`/api/grids/${CODE}`, { version: seen, reason: '并村', name: '并村后' })).toMatchObject({ status: 200, body: { name: '并村后' } });
    expect(await refused(admin.patch(`/api/grids/${CODE}`, { version: seen, reason: '也改', name: '也改' }))).toBe('409 grid-stale');
    expect((await leader.get(`/api/grids/${CODE}`)).body.name).toBe('并村后');
    const after = await versions();
    expect(after.map(({ name }) => name)).toEqual(['旧名村', '新名村', '并村后']);
    expect([after[0]?.from, after[2]?.reason]).toEqual([undefined, '并村']);
    const [streetVersion] = (await leader.get('/api/grids/331082001/versions')).body.items as { id: string }[];
    expect(await refused(leader.post('/api/grids/331082001/close', { version: streetVersion?.id, reason: '撤销' }))).toBe('409 children-active');
    expect((await leader.post(`/api/grids/${CODE}/close`, { version: after[2]?.id, reason: '撤村' })).status).toBe(200);
    expect((await leader.get(`/api/grids/${CODE}`)).status).toBe(404);
    expect((await leader.get('/api/journal?after=0&limit=1000')).body.items.filter(({ kind }: { kind: string }) => /^grid\./.test(kind)).map(({ kind }: { kind: string }) => kind)).toEqual(['grid.adjusted', 'grid.closed']);
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
