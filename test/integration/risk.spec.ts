import { Aggregator } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const PLANT = { code: 'P-1', name: '示范化工', sector: 'industry', kind: '危化企业', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'blue' };

/** The colour of an object: three orange alarms raise it, an assessment raises it further, and nobody lowers it before it is clean. */
const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  beforeAll(async () => {
    aggregator = await Aggregator.start({ env: { DATABASE_URL: databaseUrl() } });
  });
  afterAll(() => aggregator?.close());

  it('goes up by itself and by assessment, and down only by a review that its record allows', async () => {
    const [admin, officer, leader, operator] = [await aggregator.signIn('admin'), await aggregator.signIn('officer'), await aggregator.signIn('leader'), await aggregator.signIn('operator')];
    const colour = async (): Promise<string> => (await officer.get('/api/objects/P-1')).body.risk;
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    expect((await admin.post('/api/objects', [PLANT])).status).toBe(200);
    await until(async () => (await officer.get('/api/risk/colours?months=1&sector=industry')).body.months[0].blue === 1);
    // Three orange alarms within 30 days.
    const raised = await aggregator.intake(['a', 'b', 'c'].map((key) => ({ key, sector: 'industry', level: 'orange', title: '可燃气体二级报警', occurredAt: new Date().toISOString(), objectCode: PLANT.code })), 'industry');
    expect(raised.status).toBe(202);
    await until(async () => (await colour()) === 'yellow', 30_000);
    expect((await officer.get('/api/objects/P-1/risk')).body).toMatchObject({ colour: 'yellow', declared: false, history: [{ to: 'blue', by: 'ledger' }, { from: 'blue', to: 'yellow', rule: 'repeated-alarms', by: 'clock' }] });

    const unit = { method: 'lec', unit: '罐区', likelihood: 6, exposure: 6, consequence: 15 };
    expect((await operator.post('/api/objects/P-1/risk/assessments', { units: [unit] })).status).toBe(403);
    const faulty = await officer.post('/api/objects/P-1/risk/assessments', { units: [{ ...unit, likelihood: 5 }] });
    expect([faulty.status, faulty.body.details[0].path]).toEqual([422, 'units[0].likelihood']);
    // 6×6×15 = 540: red.
    expect((await officer.post('/api/objects/P-1/risk/assessments', { units: [unit] })).body).toMatchObject({ colour: 'red', assessments: [{ units: [{ score: 540, colour: 'red' }] }] });
    await admin.post('/api/objects', [PLANT]);
    expect(await colour()).toBe('red');

    const review = (await officer.post('/api/objects/P-1/risk/reviews', { reason: '报警已处置' })).body;
    expect((await officer.post('/api/objects/P-1/risk/reviews', { reason: '再申请' })).status).toBe(409);
    const path = `/api/objects/P-1/risk/reviews/${review.id}`;
    expect((await officer.post(`${path}/visit`, { revision: 1, evidence: [] })).status).toBe(422);
    expect((await officer.post(`${path}/visit`, { revision: 1, evidence: ['现场照片 1'] })).body).toMatchObject({ state: 'visited', revision: 2 });
    expect((await officer.post(`${path}/approve`, { revision: 2 })).status).toBe(403);
    const early = await leader.post(`${path}/approve`, { revision: 2 });
    expect([early.status, early.body.code]).toEqual([409, 'below-assessment']);
    expect((await leader.post(`${path}/refuse`, { revision: 2, note: '未满 90 天' })).body).toMatchObject({ state: 'refused', decidedBy: 'leader' });
    expect(await colour()).toBe('red');
    expect((await officer.get('/api/risk/colours?months=2&grid=331082001')).body.months.at(-1)).toMatchObject({ red: 1, yellow: 0, total: 1 });
  });
};

describe('four-colour risk (embedded)', () => story(() => ''));

withMysql('four-colour risk (MySQL)', () => {
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    database = await throwawayDatabase();
  });
  afterAll(() => database.drop());
  story(() => database.url);
});
