import { openFireDevice, openJt808Terminal, openModbusSimulator } from '@one-screen/connectors';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, freePort, writeSourcesFile, type Person } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { journalSequences } from '../support/sender.js';
import { withMysql } from '../support/services.js';

/** Killed (kill -9) while every kind of device talks: what was answered is there once, and what the rules had begun goes on. */
const HOST = '127.0.0.1';
const TANK = { address: 0, register: 'holding', type: 'u16', scale: 0.1, point: 'tank-level', unit: '%', deviceCode: 'TANK-1' } as const;
const TOKENS = { cranes: 'token-of-the-crane-yard', farm: 'token-of-the-tank-farm' };
const MAPPING = { kind: 'reading', fields: { deviceCode: 'id', point: 'point', value: 'value', unit: "'%'", at: 'at' } };
const ON_DELAY = 30_000;
const KILLS = 2;
const VAN = '13611110000';
const YARD: [number, number][] = [[121.10, 28.80], [121.20, 28.80], [121.20, 28.90], [121.10, 28.90], [121.10, 28.80]];
const FENCE = 'rule:road.hazmat-offline/13611110000/position';

interface Found { id: string; key: string; level: string; count: number; conditionActive: boolean; occurredAt: string; clearedAt?: string }

const story = async (env: Record<string, string>): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-ingest-crash-'));
  const ports = { jt808: await freePort(), fire: await freePort(), modbus: await freePort() };
  const line = (id: string, kind: string, sector: string, options: object, token?: string) => ({ id, kind, sector, name: id, silentAfter: 'PT1H', options, ...(token && { token }) });
  const file = writeSourcesFile(dataDir, [
    line('vans', 'jt808', 'road', { host: HOST, port: ports.jt808 }), line('panels', 'gbt26875', 'fire', { host: HOST, port: ports.fire }),
    line('tanks', 'modbus', 'industry', { host: HOST, port: ports.modbus, every: 300, timeout: 500, points: [TANK] }),
    line('cranes', 'http', 'construction', { mapping: MAPPING }, TOKENS.cranes), line('farm', 'http', 'industry', { mapping: MAPPING }, TOKENS.farm),
  ]);
  const start = (port?: number): Promise<Aggregator> => Aggregator.start({ dataDir, env: { ...env, SOURCES_FILE: file }, ...(port !== undefined && { port }) });
  const tank = await openModbusSimulator({ port: ports.modbus });
  tank.set(TANK, 50);
  let aggregator = await start();
  let officer: Person = await aggregator.signIn();
  let over = false;

  const alarms = async (): Promise<Found[]> => {
    const found: Found[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await officer.get(`/api/alarms?limit=1000${cursor && `&cursor=${cursor}`}`);
      found.push(...(body.items as Found[]));
      if (!body.nextCursor) return found;
      cursor = body.nextCursor as string;
    }
  };
  const alarmsOf = async (key: string) => (await alarms()).filter((alarm) => alarm.key === key);
  const restart = async (): Promise<void> => {
    await aggregator.kill('SIGKILL');
    aggregator = await start(aggregator.port);
    officer = await aggregator.signIn();
  };
  const signal = async (token: string, id: string, point: string, value: number, at: number): Promise<boolean> =>
    (await aggregator.post('/api/intake/signals', { id, point, value, at }, { authorization: `Bearer ${token}` }).catch(() => undefined))?.status === 202;

  /** What was answered: beginnings of alarm keys. */
  const promised = new Set<string>();
  /** Does one thing after another, each again until it is answered. */
  const keepOn = async (one: (index: number) => Promise<string>): Promise<void> => {
    for (let index = 0; !over; ) {
      const key = await one(index).catch(() => undefined);
      if (key === undefined) await delay(50);
      else {
        promised.add(key);
        index += 1;
      }
    }
  };
  const emergency = async (index: number): Promise<string> => {
    const phone = String(13_700_000_000 + index);
    const terminal = await openJt808Terminal({ host: HOST, port: ports.jt808, phone, plate: `浙JT${1000 + index}`, version: '2019', answerMs: 3_000 });
    try {
      await terminal.locate({ lon: 121.131, lat: 28.851, status: 0b11, alarms: 1 });
    } finally {
      await terminal.close();
    }
    return `${phone}/`;
  };
  const fire = async (index: number): Promise<string> => {
    const address = String(20_000 + index);
    const device = await openFireDevice({ host: HOST, port: ports.fire, address, answerMs: 2_000 });
    try {
      await device.sendUnit({ type: 2, objects: [{ sysType: 1, sysAddr: 1, compType: 40, zone: 1, position: 2, state: 0b10, text: '走廊', at: Date.now() }] });
    } finally {
      await device.close();
    }
    return `${address}/`;
  };
  const moment = async (index: number): Promise<string> => {
    const id = `TC-${index}`;
    const at = Date.now();
    for (const [value, ago] of [[96, 4_000], [97, 1_000]] as const) if (!(await signal(TOKENS.cranes, id, 'moment', value, at - ago))) throw new Error('not answered');
    return `rule:construction.crane-moment/${id}/`;
  };
  const locateVan = async (lon: number): Promise<void> => {
    const terminal = await openJt808Terminal({ host: HOST, port: ports.jt808, phone: VAN, plate: '浙J00001', version: '2019' });
    await terminal.locate({ lon, lat: 28.85, status: 0b11 });
    await terminal.close();
  };

  try {
    const admin = await aggregator.signIn('admin');
    const rules = (await admin.get('/api/rules')).body.items as { id: string; condition: object; applies: object }[];
    const change = async (id: string, more: object): Promise<void> => expect((await admin.call('PUT', `/api/rules/${id}`, { ...rules.find((rule) => rule.id === id), ...more })).status).toBe(200);
    await change('road.hazmat-offline', { applies: { deviceCodes: [VAN] }, condition: { type: 'geofence', ring: YARD, alarmWhen: 'outside', level: 'orange', deadbandMetres: 50 }, title: '驶出电子围栏' });
    await change('industry.tank-level', { condition: { type: 'threshold', levels: [{ level: 'yellow', above: 85 }, { level: 'orange', above: 95 }], deadband: 2, onDelayMs: ON_DELAY, offDelayMs: 60_000 } });

    await locateVan(121.15);
    await locateVan(121.30);
    expect(await alarmsOf(FENCE)).toMatchObject([{ level: 'orange', conditionActive: true, count: 1 }]);

    const sending = Promise.all([keepOn(emergency), keepOn(fire), keepOn(moment)]);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = promised.size;
      await until(() => promised.size >= before + 30, 60_000);
      await restart();
    }
    const after = promised.size;
    await until(() => promised.size >= after + 10, 60_000);
    over = true;
    await sending;

    // A delay that had begun: one by a device that is polled, one by a sender that said it once and was answered just before the kill.
    tank.set(TANK, 97);
    const tankFrom = Date.now();
    await until(async () => ((await officer.get('/api/readings?deviceCode=TANK-1')).body.items as { value: number }[]).some(({ value }) => value === 97), 60_000);
    const said = Date.now();
    await until(() => signal(TOKENS.farm, 'P-1', 'tank-level', 97, said));
    const killed = Date.now();
    await restart();
    const [pushed] = await until(async () => {
      const found = await alarmsOf('rule:industry.tank-level/P-1/tank-level');
      return found.length > 0 && found;
    }, 90_000, 200);
    expect(pushed).toMatchObject({ level: 'orange', conditionActive: true, count: 1 });
    expect(Date.parse(pushed?.occurredAt ?? '')).toBe(said + ON_DELAY);
    const [polled] = await until(async () => {
      const found = await alarmsOf('rule:industry.tank-level/TANK-1/tank-level');
      return found.length > 0 && found;
    }, 90_000, 200);
    const began = Date.parse(polled?.occurredAt ?? '') - ON_DELAY;
    expect(began).toBeGreaterThanOrEqual(tankFrom - 1_000);
    expect(began).toBeLessThan(killed);

    // Outside it was and outside it is: no second alarm; back inside, it clears.
    await locateVan(121.31);
    expect(await alarmsOf(FENCE)).toMatchObject([{ conditionActive: true, count: 1 }]);
    await delay(1_100);
    await locateVan(121.15);
    expect(await alarmsOf(FENCE)).toMatchObject([{ conditionActive: false, count: 1 }]);

    const byKey = new Map<string, Found[]>();
    for (const alarm of await alarms()) byKey.set(alarm.key, [...(byKey.get(alarm.key) ?? []), alarm]);
    for (const beginning of promised) {
      const found = [...byKey].filter(([key]) => key.startsWith(beginning)).flatMap(([, each]) => each);
      expect([beginning, found.length]).toEqual([beginning, 1]);
    }
    expect([...byKey].filter(([, found]) => found.length > 1).map(([key]) => key)).toEqual([]);
    const sequences = await journalSequences((path) => officer.get(path));
    expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, index) => index + 1));
  } finally {
    over = true;
    await tank.close();
    await aggregator.close();
  }
};

describe('killed while the field talks', () => {
  it('on SQLite: what was answered is there once, a running delay ends at its own time, a fence goes on where it was', () => story({}), 400_000);
});
withMysql('killed while the field talks', () => {
  it('on MariaDB: what was answered is there once, a running delay ends at its own time, a fence goes on where it was', async () => {
    const database = await throwawayDatabase();
    try {
      await story({ DATABASE_URL: database.url });
    } finally {
      await database.drop();
    }
  }, 400_000);
});
