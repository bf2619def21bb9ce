import { openMqttSimulator, type MqttSimulator, type NativeAlarm } from '@one-screen/connectors';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, writeSourcesFile } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { BROKER_URL } from '../support/mosquitto-pub.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMqtt, withMysql } from '../support/services.js';

const MESSAGES = 300;
const SLOTS = 4;

/** Both services: withMqtt where MySQL answers too, else whatever withMysql says of its absence. */
const both = process.env['HAS_MYSQL'] ? withMqtt : withMysql;

both('two aggregators on one MariaDB, sharing an MQTT source', () => {
  let topic: string;
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  let simulator: MqttSimulator;
  let first: Aggregator;
  let second: Aggregator;

  /** How many links to the broker an instance holds. */
  const links = async ({ url }: Aggregator): Promise<number> => Number(/^one_screen_mqtt_links (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);
  const stored = async (): Promise<{ alarm_key: string; count: number; revision: number }[]> => {
    const [rows] = (await database.query('SELECT alarm_key, count, revision FROM alarm')) as unknown as [{ alarm_key: string; count: number; revision: number }[]];
    return rows;
  };
  const send = (key: string) => simulator.send(`${topic}/panel`, nativeAlarm({ key, sector: 'fire', level: 'blue' }) as NativeAlarm);
  const expectEachOnce = async (keys: string[], limitMs: number) => {
    await until(async () => (await stored()).length >= keys.length, limitMs, 250);
    const rows = await stored();
    expect(rows.map((row) => row.alarm_key).sort()).toEqual([...keys].sort());
    expect(rows.filter((row) => row.count !== 1 || row.revision !== 1)).toEqual([]);
  };

  beforeEach(async () => {
    topic = `one-screen-test/${randomUUID()}`;
    database = await throwawayDatabase();
    simulator = await openMqttSimulator(BROKER_URL);
    const env = { DATABASE_URL: database.url, MQTT_URL: BROKER_URL, SESSION_SECRET: 'one-secret-for-both-instances-0123456789', INSTANCE: 'one' };
    first = await Aggregator.start({ env });
    const source = { id: 'mqtt-fire', kind: 'mqtt', sector: 'fire', name: '消防物联网', options: { topic: `${topic}/#`, sessionExpiry: 120 } };
    second = await Aggregator.start({ env: { ...env, INSTANCE: 'two', SOURCES_FILE: writeSourcesFile(first.dataDir, [source]) }, dataDir: first.dataDir });
    await until(async () => (await links(first)) === SLOTS / 2 && (await links(second)) === SLOTS / 2, 20_000);
  }, 90_000);
  afterEach(async () => {
    await simulator?.close();
    await second?.kill('SIGTERM');
    await first?.close();
    await database?.drop();
  }, 30_000);

  it('one is killed: the other takes over its links and what waits in their sessions; every message is there, once', async () => {
    const keys = Array.from({ length: MESSAGES }, (_, index) => `takeover-${index}`);
    const sending = (async () => {
      for (const key of keys) {
        await send(key);
        await delay(5);
      }
    })();
    await until(async () => (await stored()).length > MESSAGES / 3, 20_000, 10);
    await second.kill('SIGKILL');
    await sending;
    await expectEachOnce(keys, 20_000);
    await until(async () => (await links(first)) === SLOTS, 20_000);
  }, 120_000);

  it('one is stopped in good order: the other has its links at once, and the stopped one left nothing behind', async () => {
    const keys = Array.from({ length: MESSAGES }, (_, index) => `orderly-${index}`);
    const sending = (async () => {
      for (const key of keys) {
        await send(key);
        await delay(5);
      }
    })();
    await until(async () => (await stored()).length > MESSAGES / 3, 20_000, 10);
    await second.kill('SIGTERM');
    const [leases] = (await database.query('SELECT name, holder FROM lease')) as unknown as [{ name: string; holder: string }[]];
    expect(leases.filter((lease) => lease.holder.startsWith('two#'))).toEqual([]);
    await sending;
    await expectEachOnce(keys, 20_000);
    expect(await links(first)).toBe(SLOTS);
  }, 120_000);
});
