import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aggregator, writeSourcesFile, type Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** What a crane yard's box sends: its own JSON, cranes in a list, the time once for all. */
const CRANES = {
  mapping: [
    { each: 'cranes[$exists(moment)]', kind: 'reading', fields: { deviceCode: 'id', point: "'moment'", value: 'moment', unit: "'%'", at: '$message.time' } },
    { each: 'cranes[$exists(lon)]', kind: 'position', fields: { deviceCode: 'id', lon: 'lon', lat: 'lat', at: '$message.time' } },
    { each: 'cranes[driver]', kind: 'status', fields: { deviceCode: 'id', status: "'driver-' & driver", at: '$message.time' } },
  ],
};
const TOKENS = { cranes: 'token-of-the-crane-yard', pits: 'token-of-the-lifelines-pits', plain: 'token-of-a-plain-source', warnings: 'token-of-the-warning-office' };
const SOURCES = [
  { id: 'cranes', kind: 'http', sector: 'construction', name: '塔机', token: TOKENS.cranes, silentAfter: 'PT1H', options: CRANES },
  { id: 'pits', kind: 'http', sector: 'city', name: '生命线', token: TOKENS.pits, silentAfter: 'PT1H', options: { format: 'senml' } },
  { id: 'plain', kind: 'http', sector: 'city', name: '普通', token: TOKENS.plain, silentAfter: 'PT1H', options: {} },
  { id: 'warnings', kind: 'cap', sector: 'city', name: '预警', token: TOKENS.warnings, silentAfter: 'PT1H', options: {} },
];
type Results = { key: string; status: string; id?: string; error?: { details: { path: string }[] } }[];

const start = async (env: Record<string, string> = {}): Promise<Aggregator> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-signals-'));
  return Aggregator.start({ dataDir, env: { SOURCES_FILE: writeSourcesFile(dataDir, SOURCES), ...env } });
};
const send = (aggregator: Aggregator, body: unknown, token: string = TOKENS.cranes, headers: Record<string, string> = {}) => aggregator.post('/api/intake/signals', body, { authorization: `Bearer ${token}`, ...headers });
const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString();

describe('readings, positions and states pushed over HTTP', () => {
  let aggregator: Aggregator;
  let officer: Person;
  let admin: Person;
  const alarmOf = async (key: string) => ((await officer.get('/api/alarms?limit=500')).body.items as { key: string; level: string; conditionActive: boolean; sourceId: string; count: number }[]).filter((alarm) => alarm.key === key);
  beforeAll(async () => {
    aggregator = await start();
    [officer, admin] = await Promise.all([aggregator.signIn('officer'), aggregator.signIn('admin')]);
  }, 400_000);
  afterAll(() => aggregator?.close());

  it("a crane's own JSON by mapping: stored when answered, an alarm by the shipped rule, and its end", async () => {
    const answer = await send(aggregator, { time: at(40), cranes: [{ id: 'TC-1', moment: 92.5, lon: 121.12, lat: 28.85, driver: 'on' }] });
    expect(answer.status).toBe(202);
    expect(((await answer.json()) as { results: Results }).results).toEqual([{ key: 'TC-1/moment', status: 'accepted' }, { key: 'TC-1', status: 'accepted' }, { key: 'TC-1', status: 'accepted' }]);
    // Answered, so it is there: no waiting.
    expect((await officer.get('/api/readings?deviceCode=TC-1')).body.items).toMatchObject([{ point: 'moment', value: 92.5, unit: '%', quality: 'good', sector: 'construction' }]);
    expect((await officer.get('/api/positions?deviceCode=TC-1')).body.items).toMatchObject([{ lon: 121.12, lat: 28.85 }]);
    expect(((await admin.get('/api/devices?unregistered=1')).body.items as { code: string }[]).map(({ code }) => code)).toContain('TC-1');
    // The rule's two seconds are counted on the device's clock.
    await send(aggregator, { time: at(36), cranes: [{ id: 'TC-1', moment: 93 }] });
    expect(await alarmOf('rule:construction.crane-moment/TC-1/moment')).toMatchObject([{ level: 'yellow', conditionActive: true, sourceId: 'cranes' }]);
    await send(aggregator, { time: at(30), cranes: [{ id: 'TC-1', moment: 60 }] });
    await send(aggregator, { time: at(15), cranes: [{ id: 'TC-1', moment: 61 }] });
    expect(await alarmOf('rule:construction.crane-moment/TC-1/moment')).toMatchObject([{ conditionActive: false, count: 1 }]);
    // Sent again (its answer was lost): taken as good, and nothing changes.
    expect((await send(aggregator, { time: at(40), cranes: [{ id: 'TC-1', moment: 92.5 }] })).status).toBe(202);
    expect(await alarmOf('rule:construction.crane-moment/TC-1/moment')).toMatchObject([{ conditionActive: false, count: 1 }]);
  });

  it('SenML: methane in a manhole raises and clears', async () => {
    const pack = (secondsAgo: number, value: number) => [{ bn: 'urn:dev:mac:0024befffe804ff1/', bt: Date.now() / 1000 - secondsAgo, n: 'methane', u: '%LEL', v: value }, { n: 'level', u: '%RH', v: 80 }];
    const answer = await send(aggregator, pack(200, 31), TOKENS.pits, { 'content-type': 'application/senml+json' });
    expect(answer.status).toBe(202);
    const key = 'rule:city.methane/urn:dev:mac:0024befffe804ff1/methane';
    expect(await alarmOf(key)).toMatchObject([{ level: 'yellow', conditionActive: true }]);
    await send(aggregator, pack(150, 5), TOKENS.pits);
    await send(aggregator, pack(80, 4), TOKENS.pits);
    expect(await alarmOf(key)).toMatchObject([{ conditionActive: false, count: 1 }]);
    // A source without format or mapping takes SenML that is called so, and native alarms.
    expect((await send(aggregator, [{ n: 'PIT-9', u: '%LEL', v: 1 }], TOKENS.plain, { 'content-type': 'application/senml+json' })).status).toBe(202);
    const native = (await (await send(aggregator, nativeAlarm({ key: 'n-1' }), TOKENS.plain)).json()) as { results: Results };
    expect(native.results).toMatchObject([{ key: 'n-1', status: 'accepted', id: expect.any(String) }]);
  });

  it('takes the good elements of a batch and names the path of each fault', async () => {
    const answer = await send(aggregator, { time: at(5), cranes: [{ id: 'TC-2', moment: 'heavy' }, { id: 'TC-3', moment: 10 }, { moment: 11 }] });
    expect(answer.status).toBe(202);
    const { results } = (await answer.json()) as { results: Results };
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'accepted', 'rejected']);
    expect(results.map(({ error }) => error?.details[0]?.path)).toEqual(['mapping[0][0].value', undefined, 'mapping[0][2].deviceCode']);
    expect((await officer.get('/api/readings?deviceCode=TC-3')).body.items).toHaveLength(1);
    const source = ((await admin.get('/api/sources')).body.items as { id: string; rejected: number; badMessages: { error: string; excerpt: string }[] }[]).find(({ id }) => id === 'cranes');
    expect(source).toMatchObject({ rejected: 2 });
    expect(source?.badMessages[0]?.excerpt).toContain('heavy');
  });

  it('refuses: no good element 422, no shape 422, token 401, wrong door 403, too many 413, an empty array is a sign of life', async () => {
    const wrong = await send(aggregator, { time: 'yesterday', cranes: [{ id: 'TC-4', moment: 10 }] });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { code: 'invalid-signal', details: [{ path: 'mapping[0][0].at' }] }]);
    expect((await officer.get('/api/readings?deviceCode=TC-4')).body.items).toEqual([]);
    const shapeless = await send(aggregator, { e: 'no pack' }, TOKENS.pits);
    expect([shapeless.status, await shapeless.json()]).toMatchObject([422, { code: 'intake-shape' }]);
    expect((await send(aggregator, '{"time": ')).status).toBe(400);
    expect((await send(aggregator, {}, 'nobody-knows-this-token')).status).toBe(401);
    const door = await send(aggregator, {}, TOKENS.warnings);
    expect([door.status, await door.json()]).toMatchObject([403, { code: 'wrong-door' }]);
    expect((await send(aggregator, { time: at(1), cranes: Array.from({ length: 5_001 }, (_, index) => ({ id: `T${index}`, moment: 1 })) })).status).toBe(413);
    expect((await send(aggregator, { time: at(1), cranes: 'x'.repeat(1_100_000) })).status).toBe(413);
    const alive = await send(aggregator, [], TOKENS.pits);
    expect([alive.status, await alive.json()]).toEqual([202, { results: [] }]);
    expect(aggregator.exited).toBeUndefined();
  });

  it('checks the options when a source is made: an expression that cannot be read is named', async () => {
    const wrong = await admin.post('/api/sources', { id: 'x', kind: 'http', sector: 'city', name: 'x', options: { mapping: { kind: 'reading', fields: { deviceCode: 'id', point: "'p'", value: '1 +' } } } });
    expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([422, expect.stringContaining('options.mapping.fields.value')]);
    for (const kind of ['http', 'mqtt']) {
      const both = await admin.post('/api/sources', { id: 'x', kind, sector: 'city', name: 'x', options: { ...(kind === 'mqtt' && { topic: 't' }), format: 'senml', mapping: CRANES.mapping } });
      expect([both.status, JSON.stringify(both.body)]).toEqual([422, expect.stringContaining('options.mapping')]);
    }
    const made = await admin.post('/api/sources', { id: 'gates', kind: 'http', sector: 'tourism', name: '闸机', options: { mapping: { kind: 'reading', fields: { deviceCode: 'gate', point: "'present'", value: 'n' } } } });
    expect(made.status).toBe(201);
    expect((await send(aggregator, { gate: 'G1', n: 3 }, made.body.token)).status).toBe(202);
    // A changed mapping holds from the next post on.
    expect((await admin.patch('/api/sources/gates', { options: { mapping: { kind: 'reading', fields: { deviceCode: 'gate', point: "'present'", value: 'n * 10' } } } })).status).toBe(200);
    await send(aggregator, { gate: 'G2', n: 3 }, made.body.token);
    expect((await officer.get('/api/readings?deviceCode=G2')).body.items).toMatchObject([{ value: 30 }]);
  });
});

describe('a source that pushes too fast', () => {
  it('is told 429 with Retry-After, counted by what its mapping found', async () => {
    const aggregator = await start({ INTAKE_RATE: '1', INTAKE_BURST: '20' });
    try {
      const cranes = Array.from({ length: 20 }, (_, index) => ({ id: `TC-${index}`, moment: 1 }));
      const answers = [];
      for (let post = 0; post < 4; post += 1) answers.push(await send(aggregator, { time: at(4 - post), cranes }));
      const limited = answers.find(({ status }) => status === 429);
      expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await aggregator.close();
    }
  }, 400_000);
});

withMysql('signals while the database is away', () => {
  it('are answered 503 with Retry-After, and taken when it is back', async () => {
    const database = await throwawayDatabase();
    const proxy = await TcpProxy.start([3306]);
    const aggregator = await start({ DATABASE_URL: database.url.replace(':3306', `:${proxy.port}`) });
    try {
      const body = { time: at(1), cranes: [{ id: 'TC-1', moment: 50 }] };
      expect((await send(aggregator, body)).status).toBe(202);
      proxy.cut();
      const refused = await until(async () => {
        const answer = await send(aggregator, { ...body, time: new Date().toISOString() });
        return answer.status === 503 && answer;
      });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      proxy.mend();
      const after = { ...body, time: new Date().toISOString(), cranes: [{ id: 'TC-1', moment: 51 }] };
      expect(await until(async () => (await send(aggregator, after)).status === 202, 90_000)).toBe(true);
      const officer = await aggregator.signIn();
      expect((await officer.get('/api/readings?deviceCode=TC-1')).body.items).toMatchObject([{ value: 51 }]);
    } finally {
      await aggregator.close();
      await proxy.close();
      await database.drop();
    }
  }, 400_000);
});
