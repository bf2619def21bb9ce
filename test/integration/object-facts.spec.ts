import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aggregator, writeSourcesFile, type Person } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const TOKEN = 'a-token-of-the-gates-in-this-test';
const GATES = { id: 'gates', kind: 'http', sector: 'tourism', name: '客流闸机', token: TOKEN, options: { mapping: { kind: 'reading', fields: { deviceCode: 'gate', point: "'present'", value: 'inside' } } } };
const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const AREA = { code: 'LAKE-1', name: '东湖景区一片', sector: 'tourism', kind: '东湖', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'yellow', capacity: 1000 };

/** What the ledger says of an object and its device reaches the rules: 核定承载量 and 设备类型. */
const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  let admin: Person;
  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-facts-'));
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: writeSourcesFile(dataDir, [GATES]), ...(databaseUrl() && { DATABASE_URL: databaseUrl() }) } });
    admin = await aggregator.signIn('admin');
  }, 400_000);
  afterAll(async () => {
    await aggregator?.close();
  });

  const inside = async (gate: string, count: number): Promise<void> => {
    expect((await aggregator.post('/api/intake/signals', [{ gate, inside: count }], { authorization: `Bearer ${TOKEN}` })).status).toBe(202);
  };
  const alarmOf = async (ruleId: string) => ((await admin.get('/api/alarms?sourceId=gates&limit=100')).body.items as { key: string; level: string; title: string; objectName?: string; conditionActive: boolean }[]).find(({ key }) => key.startsWith(`rule:${ruleId}/`));
  const change = async (id: string, patch: (rule: Record<string, any>) => Record<string, unknown>): Promise<void> => { // eslint-disable-line @typescript-eslint/no-explicit-any
    const rule = ((await admin.get('/api/rules')).body.items as { id: string }[]).find((each) => each.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    expect((await admin.call('PUT', `/api/rules/${id}`, patch(rule))).status).toBe(200);
  };

  it('refuses a capacity that is none, and a device list of objects nobody knows, changing nothing', async () => {
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    expect((await admin.post('/api/objects', [{ ...AREA, capacity: 0 }])).status).toBe(422);
    expect((await admin.post('/api/objects', [AREA])).status).toBe(200);
    expect((await admin.get('/api/objects/LAKE-1')).body).toMatchObject({ capacity: 1000 });
    const wrong = await admin.post('/api/devices', [{ code: 'GATE-1', objectCode: 'LAKE-1' }, { code: 'GATE-2', objectCode: 'LAKE-2' }]);
    expect(wrong).toMatchObject({ status: 422, body: { code: 'ledger-faults', details: [{ path: '[1].objectCode' }] } });
    expect((await admin.get('/api/devices')).body.items).toEqual([]);
  });

  it('takes a device list from administrators and from sources that may write the ledger, from nobody else', async () => {
    const list = [{ code: 'GATE-1', objectCode: 'LAKE-1', kind: '客流闸机', name: '东门闸机' }];
    expect((await aggregator.post('/api/devices', list, { authorization: `Bearer ${TOKEN}` })).status).toBe(403);
    expect((await (await aggregator.signIn('officer')).post('/api/devices', list)).status).toBe(403);
    expect(await (await aggregator.post('/api/devices', list, { authorization: `Bearer ${aggregator.token()}` })).json()).toEqual({ count: 1 });
    expect((await admin.get('/api/devices')).body.items).toEqual([{ code: 'GATE-1', sector: 'tourism', name: '东门闸机', kind: '客流闸机', objectCode: 'LAKE-1', objectName: '东湖景区一片' }]);
  });

  it('judges visitors by the capacity of the object: at 80 % yellow, at 90 % orange, below both over', async () => {
    await change('tourism.capacity', (rule) => ({ ...rule, condition: { ...rule['condition'], onDelayMs: 0, offDelayMs: 0 } }));
    await inside('GATE-1', 799);
    expect(await alarmOf('tourism.capacity')).toBeUndefined();
    await inside('GATE-1', 800);
    expect(await alarmOf('tourism.capacity')).toMatchObject({ level: 'yellow', title: '瞬时承载量达 80%（在园 800 人）', objectName: '东湖景区一片' });
    await inside('GATE-1', 905);
    expect(await alarmOf('tourism.capacity')).toMatchObject({ level: 'orange', title: expect.any(String), conditionActive: true });
    await inside('GATE-1', 300);
    expect(await until(async () => (await alarmOf('tourism.capacity'))?.conditionActive === false)).toBe(true);
    // A gate of no object has no capacity: a share of nothing is no alarm.
    await inside('GATE-9', 5_000);
    expect((await admin.get('/api/alarms?sourceId=gates&limit=100')).body.items).toHaveLength(1);
  });

  it('chooses by the kind of the device', async () => {
    await change('tourism.density', (rule) => ({ ...rule, applies: { point: 'present', kind: '客流闸机' }, condition: { type: 'threshold', levels: [{ level: 'orange', above: 100 }], deadband: 0 } }));
    await inside('GATE-9', 200);
    expect(await alarmOf('tourism.density')).toBeUndefined();
    await inside('GATE-1', 200);
    expect(await alarmOf('tourism.density')).toMatchObject({ level: 'orange' });
  });

  it('counts the days to an inspection in the ledger: in its last month blue, past it orange, renewed over; a date that is none changes nothing', async () => {
    const day = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
    const lift = (inspectionDue: string) => ({ code: 'LIFT-1', name: '文化住宅电梯1号梯', sector: 'equipment', kind: '电梯', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'blue', inspectionDue });
    const due = async () => ((await admin.get('/api/alarms?sector=equipment&limit=100')).body.items as { key: string; level: string; title: string; objectName?: string; sourceId: string; conditionActive: boolean; count: number }[]).filter(({ key }) => key.startsWith('rule:equipment.inspection/'));
    for (const wrong of ['2026-02-30', '25.12.2026', '']) expect((await admin.post('/api/objects', [lift(wrong)])).status).toBe(422);
    expect((await admin.post('/api/objects', [lift(day(12))])).status).toBe(200);
    await until(async () => (await due()).length > 0);
    expect(await due()).toMatchObject([{ level: 'blue', objectName: '文化住宅电梯1号梯', sourceId: 'ledger/objects', conditionActive: true }]);
    expect((await admin.get('/api/readings?objectCode=LIFT-1')).body.items).toMatchObject([{ point: 'inspection-days', value: 12, unit: 'd' }]);
    expect((await admin.post('/api/objects', [lift(day(-1))])).status).toBe(200);
    await until(async () => (await due())[0]?.level === 'orange');
    expect((await admin.post('/api/objects', [lift(day(364))])).status).toBe(200);
    await until(async () => (await due())[0]?.conditionActive === false);
    expect(await due()).toHaveLength(1);
  });
};

describe('what the ledger says reaches the rules (embedded)', () => story(() => ''));

withMysql('what the ledger says reaches the rules (MySQL)', () => {
  let mysql: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    mysql = await throwawayDatabase();
  });
  afterAll(async () => {
    await mysql?.drop();
  });
  story(() => mysql.url);
});
