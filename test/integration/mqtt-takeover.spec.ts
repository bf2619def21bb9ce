import { openMqttSimulator, type MqttSimulator, type NativeAlarm } from '@one-screen/connectors';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, writeSourcesFile } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { BROKER_URL } from '../support/mosquitto-pub.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMqtt, withMysql } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const MESSAGES = 300;
const SLOTS = 4;

/** Needs both: without MySQL as withMysql has it, else as withMqtt has it. */
const both = process.env['HAS_MYSQL'] ? withMqtt : withMysql;

both('two aggregators on one MariaDB, sharing an MQTT source', () => {
  let topic: string;
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  let simulator: MqttSimulator;
  let first: Aggregator;
  let second: Aggregator;
  /** The second's way to the database. */
  let line: TcpProxy;

  /** How many links to the broker an instance holds. */
  const links = async ({ url }: Aggregator): Promise<number> => Number(/^one_screen_mqtt_links (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);
  const stored = async (): Promise<{ alarm_key: string; count: number; revision: number }[]> => {
    const [rows] = (await database.query('SELECT alarm_key, count, revision FROM alarm')) as unknown as [{ alarm_key: string; count: number; revision: number }[]];
    return rows;
  };
  const send = (key: string) => simulator.send(`${topic}/panel`, nativeAlarm({ key, sector: 'fire', level: 'blue' }) as NativeAlarm);
  /** Publishes as the field does, and resolves when the broker has it all; a third is stored when `started` resolves. */
  const publish = (name: string) => {
    const keys = Array.from({ length: MESSAGES }, (_, index) => `${name}-${index}`);
    const sent = (async () => {
      for (const key of keys) {
        await send(key);
        await delay(5);
      }
    })();
    return { keys, sent, started: until(async () => (await stored()).length > MESSAGES / 3, 90_000, 10) };
  };
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
    line = await TcpProxy.start([3306]);
    const throughLine = database.url.replace(':3306', `:${line.port}`);
    second = await Aggregator.start({ env: { ...env, DATABASE_URL: throughLine, INSTANCE: 'two', SOURCES_FILE: writeSourcesFile(first.dataDir, [source]) }, dataDir: first.dataDir });
    await until(async () => (await links(first)) === SLOTS / 2 && (await links(second)) === SLOTS / 2, 90_000);
  }, 400_000);
  afterEach(async () => {
    await simulator?.close();
    await second?.kill('SIGTERM');
    await first?.close();
    await line?.close();
    await database?.drop();
  }, 400_000);

  it('one is killed: the other takes over its links and what waits in their sessions; every message is there, once', async () => {
    const { keys, sent, started } = publish('killed');
    await started;
    await second.kill('SIGKILL');
    await sent;
    await expectEachOnce(keys, 90_000);
    await until(async () => (await links(first)) === SLOTS, 90_000);
  }, 400_000);

  it('one is stopped in good order: the other has its links at once, and the stopped one left nothing behind', async () => {
    const { keys, sent, started } = publish('orderly');
    await started;
    await second.kill('SIGTERM');
    const [leases] = (await database.query('SELECT name, holder FROM lease')) as unknown as [{ name: string; holder: string }[]];
    expect(leases.filter((lease) => lease.holder.startsWith('two#'))).toEqual([]);
    await sent;
    await expectEachOnce(keys, 90_000);
    expect(await links(first)).toBe(SLOTS);
  }, 400_000);

  it('one is cut off from the database: the other takes over without a fight, and shares again when it is back', async () => {
    const { keys, sent, started } = publish('cut');
    await started;
    line.cut();
    await sent;
    await expectEachOnce(keys, 90_000);
    await until(async () => (await links(first)) === SLOTS && (await links(second)) === 0, 90_000);
    line.mend();
    await until(async () => (await links(first)) === SLOTS / 2 && (await links(second)) === SLOTS / 2, 90_000);
    await send('afterwards');
    await expectEachOnce([...keys, 'afterwards'], 90_000);
  }, 400_000);
});
