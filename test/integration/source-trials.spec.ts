import { openJt808Terminal, openModbusSimulator } from '@one-screen/connectors';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, freePort, writeSourcesFile, type Person } from '../support/aggregator.js';

/** An administrator looks at sources and tries them out, and nothing of it is taken for the real thing. */
const HOST = '127.0.0.1';
const TANK = { address: 0, register: 'holding', type: 'u16', scale: 0.1, point: 'tank-level', unit: '%', deviceCode: 'TANK-1' } as const;

describe('trying sources out', () => {
  let aggregator: Aggregator;
  let admin: Person;
  let officer: Person;
  let tank: Awaited<ReturnType<typeof openModbusSimulator>>;
  const ports = { buses: 0, tank: 0, gate: 0 };
  const gate = createServer((_request, response) => response.setHeader('content-type', 'application/json').end('[{"zone":"东门","count":"12"},{"zone":"西门","count":"many"}]'));

  const until = async <T>(what: string, ask: () => Promise<T | undefined>, limitMs = 20_000): Promise<T> => {
    for (const end = Date.now() + limitMs; ; await delay(100)) {
      const found = await ask();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    }
  };
  const source = async (id: string) => ((await admin.get('/api/sources')).body.items as Record<string, any>[]).find((one) => one['id'] === id); // eslint-disable-line @typescript-eslint/no-explicit-any
  const audited = async (action: string) => ((await admin.get('/api/audit?limit=100')).body.items as { action: string; object: string; result: string }[]).filter((one) => one.action === action);

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-trials-'));
    Object.assign(ports, { buses: await freePort(), tank: await freePort() });
    tank = await openModbusSimulator({ host: HOST, port: ports.tank });
    tank.set(TANK, 12.5);
    ports.gate = await new Promise<number>((resolve) => gate.listen(0, HOST, () => resolve((gate.address() as { port: number }).port)));
    const line = (id: string, kind: string, options: Record<string, unknown>, silentAfter = 'PT1H') => ({ id, kind, sector: 'city', name: `测试 ${id}`, silentAfter, options });
    writeSourcesFile(dataDir, [
      { ...line('desk', 'http', {}, 'PT1S'), token: 'token-of-the-desk-1' },
      { ...line('cranes', 'http', { mapping: { each: 'cranes', kind: 'reading', fields: { deviceCode: 'id', point: "'moment'", value: 'moment', unit: "'%'", at: '$message.time' } } }), sector: 'construction', token: 'token-of-the-crane-yard' },
      line('buses', 'jt808', { host: HOST, port: ports.buses }),
      line('tank', 'modbus', { host: HOST, port: ports.tank, every: 500, timeout: 500, points: [TANK] }),
      line('gate', 'http-pull', { url: `http://${HOST}:${ports.gate}/`, every: 86_400_000, mapping: { kind: 'reading', fields: { deviceCode: 'zone', point: "'present'", value: 'count' } } }),
      line('nobody', 'http-pull', { url: `http://${HOST}:1/`, every: 60_000 }),
    ]);
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: join(dataDir, 'sources.json') } });
    admin = await aggregator.signIn('admin');
    officer = await aggregator.signIn('officer');
  });
  afterAll(async () => {
    await aggregator?.close();
    await tank?.close();
    gate.close();
  });

  it('a test-send is a drill of its own: it neither repeats nor clears the real alarm, nor wakes a silent source', async () => {
    const sample = { key: 'pump-1', sector: 'city', level: 'yellow', title: '泵温度高', occurredAt: new Date().toISOString() };
    expect((await aggregator.post('/api/intake/alarms', sample, { authorization: 'Bearer token-of-the-desk-1' })).status).toBe(202);
    const before = await until('the desk was heard and is silent', async () => { const one = await source('desk'); return one?.['state'] === 'silent' && one['since'] > (one['lastSeenAt'] ?? '9') ? one : undefined; });
    const sent = await admin.post('/api/sources/desk/test', { door: 'alarms', sample: JSON.stringify({ ...sample, cleared: true, occurredAt: new Date().toISOString() }) });
    expect(sent.body.results).toMatchObject([{ key: 'test/pump-1', status: 'accepted' }]);
    const raised = await admin.post('/api/sources/desk/test', { door: 'alarms', sample: JSON.stringify(sample) });
    expect(raised.status).toBe(200);
    const { items } = (await officer.get('/api/alarms?sourceId=desk&limit=50')).body as { items: { key: string; drill: boolean; title: string; conditionActive: boolean; count: number }[] };
    expect(items.find(({ key }) => key === 'pump-1')).toMatchObject({ drill: false, conditionActive: true, count: 1 });
    expect(items.find(({ key }) => key === 'test/pump-1')).toMatchObject({ drill: true, title: '【试发】泵温度高' });
    expect(await source('desk')).toMatchObject({ state: 'silent', accepted: before['accepted'], lastSeenAt: before['lastSeenAt'] });
    expect(await audited('source.tested')).toMatchObject([{ object: 'source:desk', result: 'done' }, { object: 'source:desk', result: 'done' }]);
  });

  it('a bad sample is answered as its door would, an unfit door and a person without the right are refused, all audited', async () => {
    expect(await admin.post('/api/sources/desk/test', { door: 'alarms', sample: '{"key":"x"}' })).toMatchObject({ status: 422, body: { code: 'invalid-alarm', details: expect.arrayContaining([expect.objectContaining({ path: 'level' })]) as unknown } });
    expect((await admin.post('/api/sources/desk/test', { door: 'alarms', sample: '['.repeat(5000) })).body).toMatchObject({ code: 'bad-json' });
    expect(await admin.post('/api/sources/buses/test', { door: 'alarms', sample: '{}' })).toMatchObject({ status: 403, body: { code: 'wrong-door' } });
    expect((await admin.post('/api/sources/desk/test', { door: 'alarms', sample: 'x'.repeat(70_000) })).status).toBe(422);
    expect((await officer.post('/api/sources/desk/test', { door: 'alarms', sample: '{}' })).status).toBe(403);
    expect((await officer.post('/api/sources/desk/check', {})).status).toBe(403);
    expect((await audited('source.tested')).filter(({ result }) => result === 'refused').length).toBeGreaterThanOrEqual(3);
  });

  it('a test-send of readings goes by the mapping and the rules to a drill, under a test device: no real series, list, rule or counter knows of it', async () => {
    const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString();
    expect((await aggregator.post('/api/intake/signals', { time: at(60), cranes: [{ id: 'TC-1', moment: 40 }] }, { authorization: 'Bearer token-of-the-crane-yard' })).status).toBe(202);
    const before = await source('cranes');
    const test = async (cranes: unknown[]) => admin.post('/api/sources/cranes/test', { door: 'signals', sample: JSON.stringify({ time: at(0), cranes }) });
    const sent = await test([{ id: 'TC-1', moment: 101 }, { id: 'TC-2', moment: 'heavy' }, { id: 'TC-3', moment: 20 }]);
    expect(sent).toMatchObject({ status: 200, body: {
      results: [{ key: 'test/TC-1/moment', status: 'accepted' }, { status: 'rejected', error: { details: [{ path: '[1].value' }] } }, { key: 'test/TC-3/moment', status: 'accepted' }],
      read: { good: 2, bad: 1, elements: [{ ok: true, signal: { deviceCode: 'TC-1', value: 101 } }, { ok: false }, { ok: true }] },
      raised: [{ key: 'test/rule:construction.crane-moment/TC-1/moment', level: 'orange', title: expect.stringMatching(/^【试发】.*101/) as unknown, id: expect.any(String) as unknown }],
    } });
    const alarms = async () => ((await officer.get('/api/alarms?sourceId=cranes&limit=50')).body.items as { key: string; drill: boolean; conditionActive: boolean }[]).map(({ key, drill, conditionActive }) => ({ key, drill, conditionActive }));
    expect(await alarms()).toEqual([{ key: 'test/rule:construction.crane-moment/TC-1/moment', drill: true, conditionActive: true }]);
    expect((await officer.get('/api/readings?deviceCode=TC-1')).body.items).toMatchObject([{ value: 40 }]);
    expect((await officer.get('/api/readings?deviceCode=test/TC-1')).body.items).toMatchObject([{ value: 101 }]);
    expect(((await officer.get('/api/readings?sector=construction')).body.items as { deviceCode: string }[]).map(({ deviceCode }) => deviceCode)).toEqual(['TC-1']);
    expect(((await admin.get('/api/devices?unregistered=1')).body.items as { code: string }[]).filter(({ code }) => code.startsWith('test/') || code === 'TC-3')).toEqual([]);
    expect(await source('cranes')).toMatchObject({ accepted: before?.['accepted'], rejected: before?.['rejected'], lastSeenAt: before?.['lastSeenAt'] });
    const rule = ((await admin.get('/api/rules/all')).body.items as { rule: { id: string } }[]).find((one) => one.rule.id === 'construction.crane-moment')?.rule;
    expect((await admin.post('/api/rules/preview', { rule })).body).toMatchObject({ devices: { concerned: 1 }, proposed: { alarms: 0 } });
    // Back below the limit the drill ends, as the real alarm would.
    expect((await test([{ id: 'TC-1', moment: 50 }])).body).toMatchObject({ raised: [] });
    expect(await alarms()).toMatchObject([{ conditionActive: false }]);
    expect(await admin.post('/api/sources/cranes/test', { door: 'signals', sample: '{"cranes":[{"moment":1}]}' })).toMatchObject({ status: 422, body: { code: 'invalid-signal' } });
    expect(await admin.post('/api/sources/buses/test', { door: 'signals', sample: '{}' })).toMatchObject({ status: 403, body: { code: 'wrong-door' } });
  });

  it('a listening source is checked without touching its line', async () => {
    await until('the port is open', async () => ((await source('buses'))?.['state'] === 'connecting' ? true : undefined));
    const first = await admin.post('/api/sources/buses/check', {});
    expect(first.body).toMatchObject({ well: false, address: { how: 'listens', at: `tcp://${HOST}:${ports.buses}` } });
    expect(first.body.findings).toContainEqual({ well: true, text: { zh: `端口 ${ports.buses} 已打开`, en: `Port ${ports.buses} is open` } });
    expect(await source('buses')).toMatchObject({ state: 'connecting' });
    const terminal = await openJt808Terminal({ host: HOST, port: ports.buses, phone: '13800000001', plate: '浙JT0001', version: '2019' });
    await terminal.locate({ lon: 121.1, lat: 28.8, status: 0b11 });
    const { body } = await admin.post('/api/sources/buses/check', {});
    expect(body.well).toBe(true);
    expect(body.findings.map(({ text }: { text: { zh: string } }) => text.zh).join()).toContain(`最近连接来自 ${HOST}:`);
    await terminal.close();
  });

  it('a polled source is read once beside the running poll, with what came and how it reads; nothing of it is stored', async () => {
    expect((await admin.post('/api/sources/tank/check', {})).body).toMatchObject({ well: true, read: { good: 1, bad: 0, elements: [{ ok: true, signal: { kind: 'reading', deviceCode: 'TANK-1', point: 'tank-level' } }] } });
    await until('the gate was polled', async () => ((await source('gate'))?.['rejected'] === 1 ? true : undefined));
    const { body } = await admin.post('/api/sources/gate/check', {});
    expect(body).toMatchObject({ well: true, read: { good: 1, bad: 1, elements: [{ ok: true }, { ok: false, faults: [{ path: '[1].value' }] }] } });
    expect(body.read.excerpt).toContain('西门');
    expect(await source('gate')).toMatchObject({ accepted: 1, rejected: 1 });
    const nobody = await admin.post('/api/sources/nobody/check', {});
    expect(nobody.body.well).toBe(false);
    expect(nobody.body.findings[0].text.zh).toContain('连接失败');
    expect((await audited('source.checked')).length).toBeGreaterThanOrEqual(5);
  });

  it('the list tells since when, what a minute brings, where it is found, the last messages, and errors in Chinese first', async () => {
    await new Promise<void>((resolve) => { const socket = connect(ports.buses, HOST, () => socket.end(Buffer.from('7e0102030405060708090a0b0c0d0e0f7e', 'hex'), () => resolve())); });
    const buses = await until('the bad frame is counted', async () => { const one = await source('buses'); return one?.['perMinute'].bad > 0 ? one : undefined; });
    expect(buses).toMatchObject({ address: { how: 'listens' }, lastPeer: { name: expect.stringContaining(HOST) as unknown } });
    expect(buses?.['badMessages'][0].error).toMatch(/\p{Script=Han}.* \/ /u);
    expect(buses?.['badMessages'][0].excerpt).toMatch(/^7e|^[0-9a-f]{2}( [0-9a-f]{2})*/);
    expect(buses?.['goodMessages'].length).toBeGreaterThan(0);
    const tanks = await source('tank');
    expect(tanks?.['perMinute'].good).toBeGreaterThan(0);
    const seen = ((await officer.get('/api/sources')).body.items as Record<string, unknown>[]).find((one) => one['id'] === 'buses');
    for (const name of ['options', 'badMessages', 'goodMessages', 'lastPeer', 'address']) expect(seen).not.toHaveProperty(name);
  });

  const tryIt = (kind: string, options: Record<string, unknown>, sample: string) => admin.post('/api/sources/try', { kind, options, sample });

  it('a sample tried becomes signals or faults with their paths, and nothing is stored or counted', async () => {
    // Links of silent sources raise alarms of their own meanwhile.
    const raised = async () => ((await officer.get('/api/alarms?limit=200')).body.items as { key: string }[]).map(({ key }) => key).filter((key) => !key.startsWith('link/'));
    const before = await raised();
    const mapping = { kind: 'reading', fields: { deviceCode: 'id', point: "'level'", value: 'v' } };
    expect(await tryIt('mqtt', { topic: 'x', mapping }, '[{"id":"T1","v":3},{"id":"T2","v":"full"}]')).toMatchObject({ status: 200, body: { good: 1, bad: 1, elements: [{ ok: true, signal: { deviceCode: 'T1' } }, { ok: false, faults: [{ path: '[1].value' }] }] } });
    expect((await tryIt('http', {}, JSON.stringify({ key: 'tried', sector: 'fire', level: 'red', title: '火警', occurredAt: new Date().toISOString() }))).body).toMatchObject({ good: 1 });
    const frame = '##0223QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N&&5CC0';
    expect((await tryIt('hj212', { port: 9003 }, frame)).body).toMatchObject({ bad: 0, elements: expect.arrayContaining([expect.objectContaining({ signal: expect.objectContaining({ point: 'PM10', value: 81.5 }) as unknown })]) as unknown });
    expect(await tryIt('hj212', { port: 'x' }, frame)).toMatchObject({ status: 422, body: { code: 'try-faults', details: [{ path: 'options.port' }] } });
    expect(await tryIt('mqtt', { topic: 'x', mapping: { ...mapping, fields: { ...mapping.fields, value: 'v +' } } }, '{}')).toMatchObject({ status: 422, body: { details: [{ path: expect.stringContaining('options.mapping') as unknown }] } });
    expect(await raised()).toEqual(before);
    expect((await officer.get('/api/readings?deviceCode=T1')).body.items).toEqual([]);
    expect((await officer.post('/api/sources/try', { kind: 'http', options: {}, sample: '{}' })).status).toBe(403);
  });

  it('a hostile sample is answered, and meanwhile alarms go on being taken', async () => {
    const reading = (value: string, each?: string) => ({ topic: 'x', mapping: { ...(each && { each }), kind: 'reading', fields: { deviceCode: "'D'", point: "'p'", value } } });
    const alive = async (): Promise<void> => {
      const key = `alive-${Math.random()}`;
      expect((await aggregator.intake({ key, sector: 'city', level: 'blue', title: '在', occurredAt: new Date().toISOString() })).status).toBe(202);
    };
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const wide = `[${'1,'.repeat(32_000)}1]`;
    const answers = [
      await tryIt('http', {}, deep), await tryIt('mqtt', { topic: 'x' }, deep), await tryIt('mqtt', reading('$'), deep), await tryIt('mqtt', reading('1'), wide),
      await tryIt('mqtt', reading('$contains(t, /(a+)+$/) ? 1 : 0'), JSON.stringify({ t: `${'a'.repeat(40_000)}!` })),
      await tryIt('mqtt', { topic: 'x', mapping: { kind: 'reading', fields: { deviceCode: "'D'", point: "'p'", value: '($f := function($n){$f($n+1)}; $f(1))' } } }, '{}'),
      await tryIt('cap', {}, `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}">]><alert>${'&a;'.repeat(5000)}</alert>`), await tryIt('jt808', { port: 1 }, '7e'.repeat(30_000)), await tryIt('ais', { transport: 'udp', port: 1 }, '!AIVDM,'.repeat(8_000)),
    ];
    for (const { status } of answers) expect([200, 422]).toContain(status);
    await alive();
    const costly = tryIt('mqtt', reading('$sum([1..9999].($sum([1..9999].($ * 2))))', '[1..2000]'), '{}');
    for (let i = 0; i < 5; i += 1) await alive();
    expect([200, 422]).toContain((await costly).status);
    await alive();
  });
});
