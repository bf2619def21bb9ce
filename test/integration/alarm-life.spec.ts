import { Aggregator, type Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';

let aggregator: Aggregator;
let officer: Person;
beforeAll(async () => {
  aggregator = await Aggregator.start({ env: { SIGN_RED: '2' } });
  officer = await aggregator.signIn();
}, 400_000);
afterAll(() => aggregator.close(), 180_000);

const raise = async (patch: Record<string, unknown> = {}) => {
  const alarm = nativeAlarm(patch);
  const { results } = (await (await aggregator.intake(alarm)).json()) as { results: { id: string }[] };
  return { id: String(results[0]?.id), alarm };
};
const kinds = async (id: string) => (await officer.get(`/api/alarms/${id}`)).body.history.map((entry: { kind: string; actor: string }) => entry.kind);

describe('an alarm at the desk', () => {
  it('is signed, handled, cleared by the source and closed, and its history tells who did what', async () => {
    const { id, alarm } = await raise();
    const signed = await officer.post(`/api/alarms/${id}/acknowledge`, { revision: 1, disposition: 'true', note: '已电话核实' });
    expect(signed).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledgedBy: 'officer', owner: 'officer' } });
    expect((await officer.post(`/api/alarms/${id}/handle`, { revision: 2 })).body.state).toBe('handling');
    await aggregator.intake({ ...alarm, cleared: true, occurredAt: new Date().toISOString() });
    expect((await officer.post(`/api/alarms/${id}/close`, { revision: 4, note: '现场复核完成' })).body.state).toBe('closed');
    const history = (await officer.get(`/api/alarms/${id}`)).body.history;
    expect(history.map((entry: { kind: string; actor: string }) => [entry.kind, entry.actor])).toEqual([
      ['alarm.raised', 'source:demo-city'], ['alarm.acknowledged', 'officer'], ['alarm.handled', 'officer'], ['alarm.cleared', 'source:demo-city'], ['alarm.closed', 'officer'],
    ]);
  });

  it('tells the second officer who was first, with the present state', async () => {
    const { id } = await raise();
    const leader = await aggregator.signIn('leader');
    const both = await Promise.all([officer, leader].map((person) => person.post(`/api/alarms/${id}/acknowledge`, { revision: 1, disposition: 'true' })));
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const refused = both.find((answer) => answer.status === 409);
    expect(refused?.body).toMatchObject({ code: 'stale-revision', details: { alarm: { state: 'acknowledged', revision: 2 } } });
    expect(refused?.body.message).toMatch(/officer|leader/);
  });

  it('is not signed in bulk when red', async () => {
    const red = await raise({ level: 'red' });
    const blue = await raise({ level: 'blue' });
    const answer = await officer.post('/api/alarms/bulk-acknowledge', { items: [{ id: red.id, revision: 1 }, { id: blue.id, revision: 1 }], disposition: 'unverified' });
    expect(answer.body.results).toMatchObject([{ id: red.id, status: 'refused', error: { code: 'red-not-in-bulk' } }, { id: blue.id, status: 'done' }]);
  });

  it('escalates by the clock once a step, also across a restart', async () => {
    const { id } = await raise({ level: 'red' });
    await until(async () => (await kinds(id)).includes('alarm.escalated'), 45_000);
    await aggregator.kill('SIGKILL');
    aggregator = await Aggregator.start({ env: { SIGN_RED: '2' }, dataDir: aggregator.dataDir, port: aggregator.port });
    officer = await aggregator.signIn();
    await until(async () => (await officer.get(`/api/alarms/${id}`)).body.escalation === 2, 45_000);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const escalations = (await kinds(id)).filter((kind: string) => kind === 'alarm.escalated');
    expect(escalations).toHaveLength(2);
  }, 400_000);

  it('is beyond what a wall, an operator or an admin may sign, and every refusal is audited', async () => {
    const { id } = await raise();
    const body = { revision: 1, disposition: 'true' };
    expect((await aggregator.wall().post(`/api/alarms/${id}/acknowledge`, body)).status).toBe(403);
    for (const name of ['operator', 'admin']) expect((await (await aggregator.signIn(name)).post(`/api/alarms/${id}/acknowledge`, body)).status).toBe(403);
    expect((await officer.call('POST', `/api/alarms/${id}/acknowledge`, body, { origin: 'https://elsewhere.example' })).status).toBe(403);
    const audit = (await (await aggregator.signIn('admin')).get('/api/audit?limit=50')).body.items as { actor: string; result: string }[];
    expect(audit.filter((entry) => entry.result === 'refused').map((entry) => entry.actor)).toEqual(expect.arrayContaining(['operator', 'admin']));
  });

  it('is seen only within the data scope', async () => {
    const admin = await aggregator.signIn('admin');
    const made = await admin.post('/api/users', { username: 'fire-officer', displayName: '消防值班', role: 'officer', scope: { sectors: ['fire'], gridPrefix: '' }, password: 'Another-pass-2026' });
    expect(made.status).toBeLessThan(300);
    const { id } = await raise();
    const fire = await aggregator.signIn('fire-officer', 'Another-pass-2026');
    expect((await fire.get(`/api/alarms/${id}`)).status).toBe(404);
    expect((await fire.post(`/api/alarms/${id}/acknowledge`, { revision: 1, disposition: 'true' })).status).toBe(404);
    const page = (await fire.get('/api/alarms?limit=500')).body;
    expect(page.items.every((item: { sector: string }) => item.sector === 'fire')).toBe(true);
  });

  it('records which wall painted it, and when', async () => {
    const { id } = await raise();
    const wall = aggregator.wall();
    expect((await wall.call('PUT', '/api/walls/me/shown', [{ alarmId: id, revision: 1, at: new Date().toISOString() }])).status).toBe(204);
    expect((await officer.get(`/api/alarms/${id}`)).body.shown).toMatchObject([{ revision: 1 }]);
  });
});
