import { Aggregator, type Person } from '../support/aggregator.js';
import { GRID, hire, layLedger } from '../support/ledger.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const MINUTE = 60_000;
const at = (ms = 0): string => new Date(Date.now() + ms).toISOString();
const harm = (deaths: number, seriousInjuries = 0, loss = 0) => ({ deaths, seriousInjuries, loss });

const stories = (start: () => Promise<{ aggregator: Aggregator; end: () => Promise<void> }>): void => {
  let aggregator: Aggregator;
  let end: () => Promise<void>;
  let officer: Person;
  let leader: Person;
  const report = (patch: Record<string, unknown> = {}) => officer.post('/api/accidents', {
    sector: 'fire', gridCode: GRID, place: '东湖路 1 号', category: '火灾', summary: '一楼起火', occurredAt: at(-50 * MINUTE), harm: harm(2), ...patch,
  });
  const step = (who: Person, id: string, revision: number, action: string, more: Record<string, unknown> = {}) => who.patch(`/api/accidents/${id}`, { action, revision, ...more });

  beforeAll(async () => {
    ({ aggregator, end } = await start());
    await layLedger(aggregator, [{ code: 'mall' }]);
    officer = await aggregator.signIn();
    leader = await aggregator.signIn('leader');
  }, 400_000);
  afterAll(() => end(), 180_000);

  it('is reported with a clock on each hop, re-graded by a death in hospital, and closed only with its four checks', async () => {
    const first = await report({ objectCode: 'mall' });
    expect(first).toMatchObject({ status: 201, body: { state: 'reported', grade: 'ordinary', objectName: '对象mall', gridName: '东湖社区', may: expect.arrayContaining(['followUp', 'tell', 'changeHarm']) } });
    const { id } = first.body;
    // 50 minutes after: the street's telephone (30 min) is overdue, its paper (60 min) still runs.
    const states = (body: { schemes: { hops: { id: string; state: string }[] }[] }) => Object.fromEntries(body.schemes.flatMap(({ hops }) => hops.map(({ id: hop, state }) => [hop, state])));
    expect(states(first.body)).toEqual({ unit: 'running', county: 'waiting', city: 'waiting', phone: 'overdue', written: 'running' });
    expect(await step(officer, id, 1, 'tell', { hop: 'county', at: at() })).toMatchObject({ status: 422, body: { code: 'hop-before', details: [{ path: 'hop' }] } });
    expect(await step(officer, id, 1, 'tell', { hop: 'unit', at: at(MINUTE) })).toMatchObject({ status: 422, body: { code: 'future-date', details: [{ path: 'at' }] } });
    const told = await step(officer, id, 1, 'tell', { hop: 'phone', at: at(-25 * MINUTE) });
    expect(states(told.body)).toMatchObject({ phone: 'in-time' });
    expect(told.body.told.phone).toMatch(/\+08:00$/);
    expect(await step(officer, id, 2, 'tell', { hop: 'phone', at: at() })).toMatchObject({ status: 409, body: { code: 'told-already' } });
    expect(await step(officer, id, 1, 'followUp', { note: 'x' })).toMatchObject({ status: 409, body: { code: 'stale-revision', details: { record: { revision: 2 } } } });

    expect(await step(officer, id, 2, 'changeHarm', { harm: harm(-1), at: at(), note: '医院通报' })).toMatchObject({ status: 422, body: { code: 'invalid-body', details: [{ path: 'harm.deaths' }] } });
    const worse = await step(officer, id, 2, 'changeHarm', { harm: harm(3), at: at(-MINUTE), note: '医院通报' });
    expect(worse).toMatchObject({ status: 200, body: { grade: 'serious' } });
    expect(states(worse.body)).toMatchObject({ province: 'waiting' });
    expect((await officer.get('/api/accidents?grade=serious')).body.items).toMatchObject([{ id }]);

    expect(await step(officer, id, 3, 'followUp', { note: '火已扑灭' })).toMatchObject({ status: 200, body: { followUps: [{ number: 1 }] } });
    await step(officer, id, 4, 'finalReport', { note: '处置完毕' });
    expect(await step(officer, id, 5, 'investigate', { group: ['lin'] })).toMatchObject({ status: 403, body: { code: 'leader-only' } });
    const investigating = await step(leader, id, 5, 'investigate', { group: ['lin', 'chen'] });
    expect(investigating.body.investigationDueAt).toBeDefined();
    await step(officer, id, 6, 'submit', { document: '调查报告' });
    await step(leader, id, 7, 'approve', { granted: true, document: '临政批〔2026〕1号' });
    expect(await step(leader, id, 8, 'close')).toMatchObject({ status: 422, body: { code: 'closing-checks', details: [{ path: 'checks.cause' }, { path: 'checks.responsible' }, { path: 'checks.measures' }, { path: 'checks.education' }] } });
    let revision = 8;
    for (const check of ['cause', 'responsible', 'measures', 'education']) {
      expect((await step(officer, id, revision, 'check', { check, evidence: ['材料'], note: '已落实' })).status).toBe(200);
      revision += 1;
    }
    expect(await step(leader, id, revision, 'close')).toMatchObject({ status: 200, body: { state: 'closed' } });
  });

  it('is left out of the numbers when it is proved none or counted elsewhere', async () => {
    const [one, two, three] = [(await report()).body, (await report()).body, (await report()).body];
    const counted = async () => ((await officer.get('/api/accidents?counts=1')).body.items as { id: string }[]).map(({ id }) => id);
    expect(await counted()).toEqual(expect.arrayContaining([one.id, two.id, three.id]));
    expect(await step(leader, one.id, 1, 'exclude', { sameAs: 'SG0', note: '重复' })).toMatchObject({ status: 422, body: { details: [{ path: 'sameAs' }] } });
    expect((await step(leader, one.id, 1, 'exclude', { sameAs: two.id, note: '重复' })).status).toBe(200);
    expect((await step(leader, three.id, 1, 'reject', { note: '误报' })).body.state).toBe('rejected');
    const now = await counted();
    expect(now).toContain(two.id);
    expect(now).not.toContain(one.id);
    expect(now).not.toContain(three.id);
  });

  it('names what a report gets wrong, and nobody reports beyond his grids', async () => {
    expect(await report({ gridCode: '331082999999' })).toMatchObject({ status: 422, body: { code: 'unknown-thing', details: [{ path: 'gridCode' }] } });
    expect(await report({ objectCode: 'mall', sector: 'road' })).toMatchObject({ status: 422, body: { details: [{ path: 'sector' }] } });
    expect(await report({ occurredAt: at(MINUTE) })).toMatchObject({ status: 422, body: { code: 'future-date', details: [{ path: 'occurredAt' }] } });
    expect(await report({ harm: { ...harm(1), seriousInjuries: -1 } })).toMatchObject({ status: 422, body: { details: [{ path: 'harm.seriousInjuries' }] } });
    expect(await report({ harm: { ...harm(1), loss: -1 } })).toMatchObject({ status: 422, body: { details: [{ path: 'harm.loss' }] } });
    for (const who of [await aggregator.signIn('operator'), aggregator.wall()]) expect((await who.post('/api/accidents', {})).status).toBe(403);
    const far = await hire(aggregator, `far-${Date.now().toString(36)}`, { scope: { sectors: ['fire'], gridPrefix: '331082001202' } });
    expect(await far.post('/api/accidents', { sector: 'fire', gridCode: GRID, place: 'x', category: 'x', summary: 'x', occurredAt: at(), harm: harm(0) })).toMatchObject({ status: 422, body: { details: [{ path: 'gridCode' }] } });
    expect((await far.get('/api/accidents')).body.items).toEqual([]);
  });
};

describe('an accident on the embedded database', () => stories(async () => {
  const aggregator = await Aggregator.start();
  return { aggregator, end: () => aggregator.close() };
}));

withMysql('an accident on MariaDB', () => stories(async () => {
  const database = await throwawayDatabase();
  const aggregator = await Aggregator.start({ env: { DATABASE_URL: database.url } });
  return { aggregator, end: async () => { await aggregator.close(); await database.drop(); } };
}));
