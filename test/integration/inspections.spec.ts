import { drawDoubleRandom as draw, reproduces } from '@one-screen/domain';
import { Aggregator, type Person } from '../support/aggregator.js';
import { FAR_GRID, GRID, hire, layLedger } from '../support/ledger.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms = 0): string => new Date(Date.now() + ms).toISOString();

const stories = (start: () => Promise<{ aggregator: Aggregator; end: () => Promise<void> }>): void => {
  let aggregator: Aggregator;
  let end: () => Promise<void>;
  let officer: Person;
  let leader: Person;
  const objects = Array.from({ length: 12 }, (_, n) => ({ code: `S-${String(n).padStart(2, '0')}`, risk: (['red', 'orange', 'yellow', 'blue'] as const)[n % 4] }));
  const plan = (patch: Record<string, unknown> = {}) => officer.post('/api/inspections', { kind: 'street', objectCode: 'mall', plannedFor: at(HOUR), officers: ['officer', 'leader'], ...patch });
  const step = (who: Person, id: string, revision: number, action: string, more: Record<string, unknown> = {}) => who.patch(`/api/inspections/${id}`, { action, revision, ...more });

  beforeAll(async () => {
    ({ aggregator, end } = await start());
    await layLedger(aggregator, [{ code: 'mall' }, { code: 'shop' }, { code: 'inn' }, { code: 'farm', gridCode: FAR_GRID }, { code: 'bus', sector: 'road', kind: '客运企业' }, ...objects.map((each) => ({ ...each, sector: 'tourism', kind: 'A级景区' })), ...objects.map((each) => ({ code: `L-${each.code}`, sector: 'equipment', kind: '电梯' }))]);
    officer = await aggregator.signIn();
    leader = await aggregator.signIn('leader');
  }, 400_000);
  afterAll(() => end(), 180_000);

  it('is planned with the checklist of its object, held by its officers and covers its object', async () => {
    const before = (await officer.get('/api/inspections/coverage?sector=fire')).body;
    const planned = await plan();
    expect(planned).toMatchObject({ status: 201, body: { state: 'planned', revision: 1, sector: 'fire', gridCode: GRID, objectName: '对象mall', gridName: '东湖社区', may: ['start', 'note'] } });
    const { id, checklist, checklistItems } = planned.body;
    expect(checklist).toContain('FU-01');
    expect(checklistItems[0]).toMatchObject({ code: 'FU-01', clause: '消防法第28条' });
    expect(id).toMatch(/^JC\d{8}-\d{4,}$/);

    expect(await step(officer, id, 1, 'start', { at: at(HOUR) })).toMatchObject({ status: 422, body: { code: 'future-date', details: [{ path: 'at' }] } });
    const started = await step(officer, id, 1, 'start', { at: at(-HOUR) });
    expect(started).toMatchObject({ status: 200, body: { state: 'started', revision: 2 } });
    expect(started.body.startedAt).toMatch(/\+08:00$/);
    expect(await step(leader, id, 1, 'note', { note: '晚了' })).toMatchObject({ status: 409, body: { code: 'stale-revision', details: { record: { id, revision: 2, state: 'started' } } } });
    expect(await step(officer, id, 2, 'start')).toMatchObject({ status: 409, body: { code: 'not-allowed' } });
    expect(await step(officer, id, 2, 'record', { items: [{ code: 'FU-01', verdict: 'fail', hazardId: 'YH19990101-0001' }] })).toMatchObject({ status: 422, body: { code: 'hazard-unknown', details: [{ path: 'items.0.hazardId' }] } });
    expect(await step(officer, id, 2, 'record', { items: [{ code: 'none', verdict: 'pass' }] })).toMatchObject({ status: 422, body: { code: 'item-unknown', details: [{ path: 'items.0.code' }] } });
    expect(await step(officer, id, 2, 'record', { reached: true })).toMatchObject({ status: 422, body: { code: 'invalid-body' } });
    expect((await step(officer, id, 2, 'finish', { reached: true })).body.details).toHaveLength(checklist.length);
    // A failed item needs its hazard, and one that this inspection found.
    const failing = (hazardId?: string) => ({ reached: true, items: checklist.map((code: string) => (code === 'FU-01' ? { code, verdict: 'fail', ...(hazardId && { hazardId }) } : { code, verdict: 'pass' })) });
    expect(await step(officer, id, 2, 'finish', failing())).toMatchObject({ status: 422, body: { code: 'items-incomplete', details: [{ path: 'items.FU-01.hazardId' }] } });
    const hazard = (more: Record<string, unknown>) => officer.post('/api/hazards', { source: 'street', sector: 'fire', gridCode: GRID, objectCode: 'mall', foundBy: 'officer', place: '一楼', description: '安全出口锁闭', category: '疏散设施', foundAt: at(-HOUR), ...more });
    const elsewhere = await hazard({});
    expect(await step(officer, id, 2, 'finish', failing(elsewhere.body.id))).toMatchObject({ status: 422, body: { code: 'hazard-unknown', details: [{}] } });
    const found = await hazard({ inspectionId: id });
    expect(found).toMatchObject({ status: 201 });
    const done = await step(officer, id, 2, 'finish', failing(found.body.id));
    expect(done).toMatchObject({ status: 200, body: { state: 'finished', reached: true, items: expect.arrayContaining([{ code: 'FU-01', verdict: 'fail', hazardId: found.body.id }]) } });
    expect(await officer.post('/api/cases', { objectCode: 'mall', facts: '安全出口锁闭', foundAt: at(-HOUR), hazardIds: [found.body.id], inspectionId: id })).toMatchObject({ status: 201, body: { hazardIds: [found.body.id] } });
    expect(await officer.post('/api/cases', { objectCode: 'shop', facts: 'x', foundAt: at(-HOUR), hazardIds: [found.body.id], inspectionId: id })).toMatchObject({ status: 422, body: { details: [{ path: 'hazardIds.0' }, { path: 'inspectionId' }] } });
    expect(done.body.history.map(({ kind }: { kind: string }) => kind)).toEqual(['inspection.registered', 'inspection.started', 'inspection.finished']);

    const after = (await officer.get('/api/inspections/coverage?sector=fire')).body;
    expect([after.listed, after.covered]).toEqual([before.listed, before.covered + 1]);
    expect(before.lacking.map(({ code }: { code: string }) => code)).toContain('mall');
    expect(after.lacking.map(({ code }: { code: string }) => code)).not.toContain('mall');
    expect((await officer.get('/api/inspections?state=finished&object=mall')).body.items).toMatchObject([{ id }]);
    expect(await step(officer, id, 3, 'void', { note: '误录' })).toMatchObject({ status: 403, body: { code: 'leader-only' } });
    expect((await leader.get(`/api/inspections/${id}`)).body.may).toEqual(['void', 'note']);
    expect(await step(leader, id, 3, 'void', { note: '误录' })).toMatchObject({ status: 200, body: { state: 'void' } });
    expect((await officer.get('/api/inspections/coverage?sector=fire')).body.covered).toBe(before.covered);
  });

  it('names what a plan gets wrong, and nobody without the permission plans', async () => {
    expect(await plan({ objectCode: 'nowhere' })).toMatchObject({ status: 422, body: { code: 'unknown-thing', details: [{ path: 'objectCode' }] } });
    expect(await plan({ sector: 'road', gridCode: FAR_GRID })).toMatchObject({ status: 422, body: { details: [{ path: 'sector' }, { path: 'gridCode' }] } });
    expect(await plan({ officers: ['officer'] })).toMatchObject({ status: 422, body: { code: 'officers-required', details: [{ path: 'officers' }] } });
    expect(await plan({ officers: ['张三', '李四'] })).toMatchObject({ status: 422, body: { code: 'officers-unknown' } });
    expect(await plan({ checklist: ['FU-01', 'XX-99'] })).toMatchObject({ status: 422, body: { code: 'item-unknown', details: [{ path: 'checklist.1' }] } });
    expect(await plan({ plannedFor: 'tomorrow', typo: 1 })).toMatchObject({ status: 422, body: { code: 'invalid-body', details: [{ path: 'plannedFor' }, {}] } });
    for (const who of [await aggregator.signIn('operator'), await aggregator.signIn('admin'), aggregator.wall()]) {
      expect((await who.post('/api/inspections', {})).status).toBe(403);
      expect((await who.get('/api/inspections')).status).toBe(200);
    }
    expect((await officer.get('/api/inspections/JC0')).status).toBe(404);
    expect((await officer.get('/api/inspections?state=lost')).status).toBe(422);
  });

  it('is not shown, planned or changed outside the reader’s grids', async () => {
    const { id } = (await plan({ objectCode: 'farm' })).body;
    const near = await hire(aggregator, `near-${Date.now().toString(36)}`, { scope: { sectors: ['fire'], gridPrefix: GRID } });
    expect((await near.get(`/api/inspections/${id}`)).status).toBe(404);
    expect((await step(near, id, 1, 'note', { note: 'x' })).status).toBe(404);
    expect(await near.post('/api/inspections', { kind: 'street', objectCode: 'farm', plannedFor: at(), officers: ['officer', 'leader'] })).toMatchObject({ status: 422, body: { details: [{ path: 'objectCode' }] } });
    expect((await near.get('/api/inspections?grid=331082')).body.items.every(({ gridCode }: { gridCode: string }) => gridCode.startsWith(GRID))).toBe(true);
    expect(await near.post('/api/inspections/draws', { count: 1, plannedFor: at(), grid: FAR_GRID })).toMatchObject({ status: 422, body: { code: 'out-of-scope', details: [{ path: 'grid' }] } });
  });

  it('is planned from a list all or none, each object once, and pages through it', async () => {
    const list = (objectCodes: string[]) => officer.post('/api/inspections/plans', { kind: 'street', objectCodes, plannedFor: at(DAY), officers: ['officer', 'leader'] });
    expect(await list(['shop', 'nowhere'])).toMatchObject({ status: 422, body: { details: [{ path: 'objectCodes.1' }] } });
    expect((await officer.get('/api/inspections?object=shop')).body.items).toEqual([]);
    const made = await list(['shop', 'inn', 'shop']);
    expect(made).toMatchObject({ status: 201, body: { items: [{ objectCode: 'shop' }, { objectCode: 'inn' }] } });
    const first = (await officer.get('/api/inspections?sector=fire&limit=1')).body;
    const second = (await officer.get(`/api/inspections?sector=fire&limit=1&cursor=${encodeURIComponent(first.nextCursor)}`)).body;
    expect(new Set([first.items[0].id, second.items[0].id])).toEqual(new Set(made.body.items.map(({ id }: { id: string }) => id)));
    expect((await officer.get('/api/inspections/coverage?sector=fire')).body.lacking.find(({ code }: { code: string }) => code === 'shop')).toMatchObject({ planned: 1 });
  });

  it('is drawn at random from a seed, logged whole, planned at once, and repeated from its log by anybody', async () => {
    const draws = (patch: Record<string, unknown> = {}) => officer.post('/api/inspections/draws', { sector: 'tourism', count: 5, plannedFor: at(DAY), seed: '2026-W48', ...patch });
    const made = await draws({ officers: [{ name: 'officer', avoids: ['S-00'] }, { name: 'leader' }] });
    expect(made).toMatchObject({ status: 201, body: { seed: '2026-W48', wanted: 5, drawn: 5, candidates: 12, reproduces: true, log: { excluded: [{ code: 'S-00', reason: 'officers' }] } } });
    const { id, log } = made.body;
    for (const { officers } of log.drawn) expect([...officers].sort()).toEqual(['leader', 'officer']);
    expect(log.drawn.map(({ code }: { code: string }) => code)).not.toContain('S-00');
    const kept = (await leader.get(`/api/inspections/draws/${id}`)).body;
    expect(kept).toEqual({ ...made.body });
    expect(kept.inspections.map(({ objectCode }: { objectCode: string }) => objectCode).sort()).toEqual(log.drawn.map(({ code }: { code: string }) => code).sort());
    // Repeated here, without the server, from what it tells.
    const order = { ...log, at: Date.parse(log.at) };
    expect(draw(order).drawn).toEqual(log.drawn);
    expect(reproduces({ ...order, drawn: [...order.drawn].reverse() })).toBe(false);

    // The five are planned now, so a second draw takes none of them.
    const again = await draws({ count: 12, seed: undefined });
    expect(again.body.drawn).toBe(7);
    expect(again.body.seed).toMatch(/^[0-9a-f]{32}$/);
    expect(again.body.log.excluded.map(({ reason }: { reason: string }) => reason)).toEqual(Array(5).fill('planned'));
    expect(await draws()).toMatchObject({ status: 422, body: { code: 'nothing-drawn', details: [{ path: 'excluded.planned', message: '12' }] } });
    expect(await draws({ officers: [{ name: 'nobody' }] })).toMatchObject({ status: 422, body: { code: 'officers-unknown', details: [{ path: 'officers.0.name' }] } });
    expect((await draws({ count: 0 })).status).toBe(422);
    expect((await draws({ team: 1 })).status).toBe(422);
    expect((await officer.get('/api/inspections/draws')).body.items.map((each: { id: string }) => each.id)).toEqual([again.body.id, id]);
    expect((await officer.get('/api/inspections/draws/CQ0')).status).toBe(404);
  });

  it('is never planned twice by draws held at the same time: the later one is told, or draws others', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => officer.post('/api/inspections/draws', { sector: 'equipment', count: 3, plannedFor: at(DAY), seed: 'same' })));
    expect(answers.map(({ status }) => status)).toContain(201);
    for (const { status, body } of answers) if (status !== 201) expect({ status, body }).toMatchObject({ status: 409, body: { code: 'draw-overtaken' } });
    const planned = ((await officer.get('/api/inspections?sector=equipment&limit=500')).body.items as { objectCode: string }[]).map(({ objectCode }) => objectCode);
    expect(planned).toHaveLength(3 * answers.filter(({ status }) => status === 201).length);
    expect(new Set(planned).size).toBe(planned.length);
    // A refused draw leaves no log behind.
    expect((await officer.get('/api/inspections/draws')).body.items.filter(({ sector }: { sector: string }) => sector === 'equipment')).toHaveLength(planned.length / 3);
  });
};

describe('an inspection on the embedded database', () => stories(async () => {
  const aggregator = await Aggregator.start();
  return { aggregator, end: () => aggregator.close() };
}));

withMysql('an inspection on MariaDB', () => stories(async () => {
  const database = await throwawayDatabase();
  const aggregator = await Aggregator.start({ env: { DATABASE_URL: database.url } });
  return { aggregator, end: async () => { await aggregator.close(); await database.drop(); } };
}));
