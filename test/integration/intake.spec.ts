import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const story = (open: () => Promise<{ env: Record<string, string>; drop: () => Promise<void> }>) => {
  let aggregator: Aggregator;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    aggregator = await Aggregator.start({ env: database.env });
  }, 400_000);
  afterAll(async () => {
    await aggregator.close();
    await drop();
  }, 400_000);

  it('answers 202 with the id of each alarm, and the desk finds it with its history', async () => {
    const answer = await aggregator.intake(nativeAlarm({ title: '阀室甲烷 20%LEL', value: 21.5, location: { lon: 121.12, lat: 28.85 }, detail: { gas: 'CH4' } }));
    expect(answer.status).toBe(202);
    const { results } = (await answer.json()) as { results: { id: string; status: string }[] };
    expect(results).toMatchObject([{ status: 'accepted' }]);
    const officer = await aggregator.signIn();
    const alarm = (await officer.get(`/api/alarms/${results[0]?.id}`)).body;
    expect(alarm).toMatchObject({ title: '阀室甲烷 20%LEL', value: '21.5', state: 'raised', conditionActive: true, count: 1, detail: { gas: 'CH4' }, sourceId: 'demo-city' });
    expect(alarm.history).toMatchObject([{ kind: 'alarm.raised', revision: 1, actor: 'source:demo-city' }]);
  });

  it('answers a repeat of what is known as a repeat and changes nothing', async () => {
    const alarm = nativeAlarm();
    const first = (await (await aggregator.intake(alarm)).json()) as { results: { id: string }[] };
    const again = (await (await aggregator.intake(alarm)).json()) as { results: { id: string; status: string }[] };
    expect(again.results).toEqual([{ key: alarm.key, id: first.results[0]?.id, status: 'repeat' }]);
    const officer = await aggregator.signIn();
    expect((await officer.get(`/api/alarms/${first.results[0]?.id}`)).body).toMatchObject({ count: 1, revision: 1 });
  });

  it('recognises the same message twice within one post', async () => {
    const alarm = nativeAlarm();
    const { results } = (await (await aggregator.intake([alarm, alarm])).json()) as { results: { status: string }[] };
    expect(results.map((result) => result.status)).toEqual(['accepted', 'repeat']);
  });

  it('rejects a bad element only, says which, and answers in the order sent', async () => {
    const good = nativeAlarm();
    const answer = await aggregator.intake([nativeAlarm({ level: 'purple', key: 'bad-1' }), good, nativeAlarm({ sector: 'space', key: 'bad-2' })]);
    expect(answer.status).toBe(202);
    const { results } = (await answer.json()) as { results: { key: string; status: string; error?: { details?: { path: string }[] } }[] };
    expect(results.map((result) => [result.key, result.status])).toEqual([['bad-1', 'rejected'], [good.key, 'accepted'], ['bad-2', 'rejected']]);
    expect(JSON.stringify(results[0]?.error)).toContain('level');
    expect(JSON.stringify(results[2]?.error)).toContain('sector');
  });

  it('refuses: wrong token 401, wrong shape 422 with each path, unknown sector 422, bad JSON 400, too large 413, a million elements at once', async () => {
    expect((await aggregator.post('/api/intake/alarms', nativeAlarm(), { authorization: 'Bearer nobody-knows-this-token' })).status).toBe(401);
    expect((await aggregator.post('/api/intake/alarms', nativeAlarm())).status).toBe(401);
    const wrong = await aggregator.intake({ key: '', sector: 'city', level: 'red' });
    expect(wrong.status).toBe(422);
    const body = JSON.stringify(await wrong.json());
    for (const path of ['key', 'title', 'occurredAt']) expect(body).toContain(path);
    expect((await aggregator.intake(nativeAlarm({ sector: 'space' }))).status).toBe(422);
    expect((await aggregator.intake('{"key": ')).status).toBe(400);
    expect((await aggregator.intake(nativeAlarm({ detail: 'x'.repeat(1_100_000) }))).status).toBe(413);
    expect([413, 422]).toContain((await aggregator.intake(`[${'1,'.repeat(400_000)}1]`)).status);
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect([400, 422]).toContain((await aggregator.intake(`{"key":"k","sector":"city","level":"red","title":"t","occurredAt":"2026-01-01T00:00:00Z","detail":${deep}}`)).status);
    expect(aggregator.exited).toBeUndefined();
  });

  it('clears, and a clear older than the raise never clears', async () => {
    const officer = await aggregator.signIn();
    const at = Date.now();
    const raise = nativeAlarm({ occurredAt: new Date(at).toISOString() });
    const { results } = (await (await aggregator.intake(raise)).json()) as { results: { id: string }[] };
    const id = results[0]?.id;
    await aggregator.intake({ ...raise, cleared: true, occurredAt: new Date(at - 1000).toISOString() });
    expect((await officer.get(`/api/alarms/${id}`)).body).toMatchObject({ conditionActive: true });
    await aggregator.intake({ ...raise, cleared: true, occurredAt: new Date(at + 1000).toISOString() });
    const after = (await officer.get(`/api/alarms/${id}`)).body;
    expect(after).toMatchObject({ conditionActive: false, state: 'raised' });
    expect(after.history.map((entry: { kind: string }) => entry.kind)).toEqual(['alarm.raised', 'signal.ignored', 'alarm.cleared']);
  });

  it('takes a clear that overtook its raise', async () => {
    const raise = nativeAlarm({ occurredAt: new Date(Date.now() - 5000).toISOString() });
    await aggregator.intake({ ...raise, cleared: true, occurredAt: new Date().toISOString() });
    const { results } = (await (await aggregator.intake(raise)).json()) as { results: { id: string }[] };
    const officer = await aggregator.signIn();
    expect((await officer.get(`/api/alarms/${results[0]?.id}`)).body).toMatchObject({ conditionActive: false, state: 'raised' });
  });

  it('understands CloudEvents, Alertmanager and CAP', async () => {
    const officer = await aggregator.signIn();
    const event = { specversion: '1.0', id: 'e-1', source: '/pump', type: 'alarm', time: new Date().toISOString(), data: nativeAlarm({ key: 'ce-key' }) };
    expect((await aggregator.intake(event, 'city', '/api/intake/alarms', { 'content-type': 'application/cloudevents+json' })).status).toBe(202);
    expect((await aggregator.intake([event, { ...event, id: 'e-2', data: nativeAlarm({ key: 'ce-2' }) }], 'city', '/api/intake/alarms', { 'content-type': 'application/cloudevents-batch+json' })).status).toBe(202);
    const hook = (status: string, endsAt: string) => ({
      version: '4', groupKey: '{}', truncatedAlerts: 0, status, receiver: 'one-screen', groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://am',
      alerts: [{ status, labels: { alertname: 'PumpDown', severity: 'critical' }, annotations: { summary: '水泵停机' }, startsAt: '2026-11-23T00:00:00Z', endsAt, generatorURL: '', fingerprint: 'f00d' }],
    });
    const fired = (await (await aggregator.intake(hook('firing', '0001-01-01T00:00:00Z'), 'city', '/api/intake/alertmanager')).json()) as { results: { id: string }[] };
    await aggregator.intake(hook('resolved', '2026-11-23T00:05:00Z'), 'city', '/api/intake/alertmanager');
    expect((await officer.get(`/api/alarms/${fired.results[0]?.id}`)).body).toMatchObject({ key: 'f00d', level: 'red', title: '水泵停机', conditionActive: false });
    const cap = `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>WX-1</identifier><sender>met@linhai</sender><sent>2026-11-23T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language><category>Met</category><event>台风</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>2099-01-01T00:00:00+08:00</expires><headline>台风橙色预警</headline><area><areaDesc>临海</areaDesc><polygon>28.8,121.0 28.9,121.0 28.9,121.2 28.8,121.0</polygon></area></info></alert>`;
    const warned = (await (await aggregator.intake(cap, 'city', '/api/intake/cap', { 'content-type': 'application/xml' })).json()) as { results: { id: string }[] };
    expect((await officer.get(`/api/alarms/${warned.results[0]?.id}`)).body).toMatchObject({ level: 'orange', title: '台风橙色预警' });
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;&x;">]><alert>&y;</alert>`;
    expect((await aggregator.intake(bomb, 'city', '/api/intake/cap', { 'content-type': 'application/xml' })).status).toBe(422);
  });

  it('keeps HTML and control characters from acting: text stays text', async () => {
    const { results } = (await (await aggregator.intake(nativeAlarm({ title: '<img src=x onerror=alert(1)>' }))).json()) as { results: { id: string }[] };
    const officer = await aggregator.signIn();
    expect((await officer.get(`/api/alarms/${results[0]?.id}`)).body.title).toBe('<img src=x onerror=alert(1)>');
    expect((await aggregator.intake(nativeAlarm({ key: 'a\u0000b' }))).status).toBe(422);
  });
};

describe('intake on SQLite', () => story(async () => ({ env: {}, drop: async () => undefined })));
withMysql('intake on MariaDB', () =>
  story(async () => {
    const database = await throwawayDatabase();
    return { env: { DATABASE_URL: database.url }, drop: database.drop };
  }),
);

describe('a source that sends too much', () => {
  it('is told to wait, and nothing of that post is taken', async () => {
    const aggregator = await Aggregator.start({ env: { INTAKE_RATE: '5', INTAKE_BURST: '10' } });
    try {
      expect((await aggregator.intake(Array.from({ length: 10 }, () => nativeAlarm()))).status).toBe(202);
      const refused = await aggregator.intake([nativeAlarm({ key: 'over-1' }), nativeAlarm(), nativeAlarm(), nativeAlarm(), nativeAlarm(), nativeAlarm()]);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const officer = await aggregator.signIn();
      const page = (await officer.get('/api/alarms?limit=100')).body;
      expect(page.items.map((item: { key: string }) => item.key)).not.toContain('over-1');
    } finally {
      await aggregator.close();
    }
  }, 400_000);
});
