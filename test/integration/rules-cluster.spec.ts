import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, writeSourcesFile, type Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

/** Senders that a load balancer sends now to one aggregator, now to the other: the rules must judge as if there were one. */
const TOKEN = 'token-of-the-tank-farm-gateway';
const SOURCE = {
  id: 'farm', kind: 'http', sector: 'industry', name: '罐区网关', token: TOKEN, silentAfter: 'PT1H',
  options: { mapping: { kind: 'reading', fields: { deviceCode: 'id', point: 'point', value: 'value', unit: 'unit', at: 'at' } } },
};
const FIRE = { id: 'panels', kind: 'http', sector: 'fire', name: '消控室', token: 'token-of-the-fire-panels', silentAfter: 'PT1H', options: {} };

interface Found { key: string; level: string; conditionActive: boolean; count: number; occurredAt: string }

withMysql('two aggregators judge one field', () => {
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  let lead: Aggregator;
  let spare: Aggregator;
  let officer: Person;

  const start = async (instance: string): Promise<Aggregator> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-rules-'));
    return Aggregator.start({ dataDir, env: { DATABASE_URL: database.url, INSTANCE: instance, SESSION_SECRET: 'one-secret-for-both-instances-0123456789', SOURCES_FILE: writeSourcesFile(dataDir, [SOURCE, FIRE]) } });
  };
  const send = async (to: Aggregator, id: string, point: string, value: number, secondsAgo: number, unit = '%'): Promise<void> => {
    const answer = await to.post('/api/intake/signals', { id, point, value, unit, at: Date.now() - secondsAgo * 1000 }, { authorization: `Bearer ${TOKEN}` });
    expect(answer.status).toBe(202);
  };
  const alarmsOf = async (key: string): Promise<Found[]> => ((await officer.get('/api/alarms?limit=500')).body.items as Found[]).filter((alarm) => alarm.key === key);
  const leader = async (): Promise<string> => {
    const [rows] = (await database.query("SELECT holder FROM lease WHERE name = 'field-lead'")) as unknown as [{ holder: string }[]];
    return rows[0]?.holder.split('#')[0] ?? '';
  };

  beforeAll(async () => {
    database = await throwawayDatabase();
    lead = await start('one');
    await until(async () => (await leader()) === 'one');
    spare = await start('two');
    officer = await spare.signIn();
  }, 240_000);
  afterAll(async () => {
    await Promise.all([lead?.close(), spare?.close()]);
    await database?.drop();
  }, 120_000);

  it('a delay that one hears begin and the other hears go on is one delay; the alarm is raised once and clears', async () => {
    const key = 'rule:industry.tank-level/T-1/tank-level';
    // Every other reading elsewhere, each sent when the one before was answered: all of them count, in this order.
    const turns = [spare, lead];
    for (const [index, value] of [90, 91, 92, 91].entries()) await send(turns[index % 2] as Aggregator, 'T-1', 'tank-level', value, 200 - index * 2);
    await until(async () => (await alarmsOf(key)).length > 0);
    // Five seconds after the first reading, by the device's clock; not after the first that the leading one heard itself.
    const [raised] = await alarmsOf(key);
    expect(raised).toMatchObject({ level: 'yellow', conditionActive: true, count: 1 });
    expect(Math.abs(Date.parse(raised?.occurredAt ?? '') - (Date.now() - 195_000))).toBeLessThan(60_000);
    for (const [index, value] of [40, 41, 42].entries()) await send(turns[index % 2] as Aggregator, 'T-1', 'tank-level', value, 150 - index * 35);
    await until(async () => (await alarmsOf(key))[0]?.conditionActive === false);
    expect(await alarmsOf(key)).toHaveLength(1);
  });

  it('what only the other one hears is silence to nobody', async () => {
    const admin = await lead.signIn('admin');
    const { body } = await admin.get('/api/rules');
    const rule = (body.items as { id: string; condition: object }[]).find(({ id }) => id === 'industry.gas-silent');
    const changed = await admin.call('PUT', '/api/rules/industry.gas-silent', { ...rule, condition: { type: 'missing', levels: [{ level: 'blue', afterMs: 6_000 }] } });
    expect(changed.status).toBe(200);
    const key = 'rule:industry.gas-silent/G-1/combustible-gas';
    await send(lead, 'G-1', 'combustible-gas', 1, 0, '%LEL');
    // From now on it is heard by the other one only, twice as long as the rule would wait.
    for (let second = 0; second < 14; second += 1) {
      await send(spare, 'G-1', 'combustible-gas', 1, 0, '%LEL');
      await delay(1_000);
    }
    expect(await alarmsOf(key)).toEqual([]);
    // And its true silence is told, once.
    await until(async () => (await alarmsOf(key)).length > 0, 60_000);
    expect(await alarmsOf(key)).toMatchObject([{ level: 'blue', conditionActive: true }]);
  }, 120_000);

  it('fire alarms at the doors of both are counted together, after they are durable', async () => {
    const fire = async (to: Aggregator, point: string, more: object = {}) => (await to.post('/api/intake/alarms', nativeAlarm({ key: `panel/fire/${point}`, sector: 'fire', level: 'orange', title: '火警', objectCode: 'MALL-1', ...more }), { authorization: `Bearer ${FIRE.token}` })).status;
    expect(await fire(lead, 'a')).toBe(202);
    expect(await fire(spare, 'b')).toBe(202);
    const key = 'rule:fire.several-points/MALL-1/*';
    await until(async () => (await alarmsOf(key))[0]?.conditionActive);
    expect(await alarmsOf(key)).toMatchObject([{ level: 'red', count: 1 }]);
    expect(await fire(spare, 'b', { cleared: true, occurredAt: new Date(Date.now() + 1000).toISOString() })).toBe(202);
    await until(async () => (await alarmsOf(key))[0]?.conditionActive === false);
    // Sent once more, an alarm that is over is not counted again.
    expect(await fire(lead, 'b', { occurredAt: new Date(Date.now() - 60_000).toISOString() })).toBe(202);
    await delay(2_000);
    expect(await alarmsOf(key)).toMatchObject([{ conditionActive: false }]);
  });

  it('the one that leads is killed: what stands goes on standing, what was heard meanwhile is judged, and the end is told', async () => {
    const key = 'rule:industry.tank-level/T-2/tank-level';
    await send(lead, 'T-2', 'tank-level', 96, 300);
    await send(lead, 'T-2', 'tank-level', 97, 290);
    expect(await alarmsOf(key)).toMatchObject([{ level: 'orange', conditionActive: true }]);
    await lead.kill('SIGKILL');
    // Nobody leads for some seconds: this is taken all the same.
    await send(spare, 'T-2', 'tank-level', 50, 200);
    await send(spare, 'T-3', 'tank-level', 90, 200);
    await send(spare, 'T-3', 'tank-level', 90, 190);
    await send(spare, 'T-2', 'tank-level', 50, 100);
    await until(async () => (await leader()) === 'two', 60_000);
    await until(async () => (await alarmsOf(key))[0]?.conditionActive === false, 60_000);
    await until(async () => (await alarmsOf('rule:industry.tank-level/T-3/tank-level'))[0]?.level === 'yellow', 60_000);
    expect(await alarmsOf(key)).toMatchObject([{ count: 1 }]);
  }, 180_000);
});
