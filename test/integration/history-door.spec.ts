import { Aggregator, type Person } from '../support/aggregator.js';
import { throwawayDatabase } from '../support/mysql.js';
import { pastHazard, pastInspection } from '../support/past-lives.js';
import { withMysql } from '../support/services.js';

const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const SHOP = { code: 'SHOP-1', name: '东湖路小吃店', sector: 'fire', kind: '小微餐饮', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'yellow', listedSince: '2023-01-01' };

/** Other systems tell whole lives; the ledger lives them again by its rules before it believes them. */
const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  let admin: Person;
  const tell = async (book: string, lives: unknown, token = aggregator.token()): Promise<{ status: number; body: any }> => { // eslint-disable-line @typescript-eslint/no-explicit-any
    const answer = await aggregator.post(`/api/history/${book}`, lives, { authorization: `Bearer ${token}` });
    return { status: answer.status, body: await answer.json() };
  };
  beforeAll(async () => {
    aggregator = await Aggregator.start({ env: { ...(databaseUrl() && { DATABASE_URL: databaseUrl() }) } });
    admin = await aggregator.signIn('admin');
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    expect((await admin.post('/api/objects', [SHOP])).status).toBe(200);
  }, 400_000);
  afterAll(async () => {
    await aggregator?.close();
  });

  it('takes lives that could have been lived, and the same again changes nothing', async () => {
    const lives = [pastHazard('YH-1', 40, { inspectionId: 'JC-1' }), pastHazard('YH-2', 20)];
    expect(await tell('hazards', lives)).toEqual({ status: 200, body: { inserted: 2, updated: 0, unchanged: 0 } });
    expect(await tell('hazards', lives)).toEqual({ status: 200, body: { inserted: 0, updated: 0, unchanged: 2 } });
    expect(await tell('inspections', [pastInspection('JC-1', 40, {}, ['YH-1'])])).toEqual({ status: 200, body: { inserted: 1, updated: 0, unchanged: 0 } });
    const longer = pastHazard('YH-2', 20, { description: '安全出口堆放杂物、锁闭' });
    expect(await tell('hazards', [longer])).toEqual({ status: 200, body: { inserted: 0, updated: 1, unchanged: 0 } });
    const told = (await admin.get('/api/journal?after=0&limit=500')).body.items as { kind: string; subject: { id: string }; revision: number }[];
    expect(told.filter(({ kind }) => kind === 'hazard.imported').map(({ subject, revision }) => [subject.id, revision])).toEqual([['YH-1', 1], ['YH-2', 1], ['YH-2', 2]]);
  });

  it('refuses all when one could not have been: each fault with the step it is in, nothing written', async () => {
    const own = pastHazard('YH-8', 20);
    (own.steps[6] as { by: string }).by = '店主丁';
    const unsigned = pastHazard('YH-9', 20);
    unsigned.steps.splice(1, 1);
    const ahead = pastHazard('YH-10', 5);
    const answer = await tell('hazards', [pastHazard('YH-7', 20), own, unsigned, ahead, pastHazard('YH-11', 20, { objectCode: 'NOBODY' }), pastHazard('YH-12', 20, { sector: 'road' })]);
    expect(answer).toMatchObject({ status: 422, body: { code: 'ledger-faults' } });
    expect((answer.body.details as { path: string }[]).map(({ path }) => path)).toEqual(['[1].steps[6]', '[2].steps[1].signature', '[3].steps[5].when', '[4].begin.objectCode', '[5].begin.sector']);
    expect(await tell('hazards', [pastHazard('YH-7', 20)])).toMatchObject({ body: { inserted: 1 } });
  });

  it('is for sources that may write the ledger, and for administrators', async () => {
    expect((await tell('hazards', [pastHazard('YH-20', 20)], 'no-such-token')).status).toBe(401);
    expect((await (await aggregator.signIn('officer')).post('/api/history/hazards', [pastHazard('YH-20', 20)])).status).toBe(403);
    expect((await admin.post('/api/history/nothing', [pastHazard('YH-20', 20)])).status).toBe(404);
    expect((await admin.post('/api/history/hazards', [pastHazard('YH-20', 20)])).body).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
  });
};

describe('lives told by other systems, embedded database', () => story(() => ''));

withMysql('lives told by other systems, MySQL', () => {
  let mysql: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    mysql = await throwawayDatabase();
  });
  afterAll(async () => {
    await mysql?.drop();
  });
  story(() => mysql.url);
});
