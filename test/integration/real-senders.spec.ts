import type { AlarmView, SourceView } from '@one-screen/contracts';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, writeSourcesFile, type Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { Alertmanager } from '../support/alertmanager.js';
import { BROKER_URL, mosquittoPub, PublishingLine } from '../support/mosquitto-pub.js';
import { withAlertmanager, withMqtt } from '../support/services.js';

/** Every alarm there is, newest pages first to last. */
const allAlarms = async (person: Person): Promise<AlarmView[]> => {
  const all: AlarmView[] = [];
  let cursor = '';
  do {
    const page = (await person.get(`/api/alarms?limit=1000${cursor && `&cursor=${cursor}`}`)).body as { items: AlarmView[]; nextCursor?: string };
    all.push(...page.items);
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return all;
};
const alarmOf = async (person: Person, key: string) => (await allAlarms(person)).find((alarm) => alarm.key === key);
const sourceOf = async (person: Person, id: string): Promise<SourceView | undefined> => ((await person.get('/api/sources')).body.items as SourceView[]).find((source) => source.id === id);

withAlertmanager('Debian’s prometheus-alertmanager with our webhook', () => {
  let aggregator: Aggregator;
  let alertmanager: Alertmanager;
  let officer: Person;
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    alertmanager = await Alertmanager.start({ url: `${aggregator.url}/api/intake/alertmanager`, token: aggregator.token('equipment') });
    officer = await aggregator.signIn();
  }, 400_000);
  afterAll(async () => {
    await alertmanager?.stop();
    await aggregator?.close();
  }, 400_000);

  it('puts an alarm on the list under its fingerprint, repeats it without changing it, and clears it when resolved', async () => {
    const labels = { alertname: 'BoilerPressureHigh', severity: 'critical', instance: 'boiler-3' };
    const startsAt = new Date(Date.now() - 60_000).toISOString();
    await alertmanager.post({ labels, annotations: { summary: '3 号锅炉压力超限', description: '1.35 MPa' }, startsAt });
    const key = await alertmanager.fingerprint('BoilerPressureHigh');
    const raised = await until(() => alarmOf(officer, key), 45_000);
    expect(raised).toMatchObject({ title: '3 号锅炉压力超限', level: 'red', sector: 'equipment', sourceId: 'demo-equipment', state: 'raised', conditionActive: true, count: 1, revision: 1 });
    expect(Date.parse(raised.occurredAt)).toBe(Date.parse(startsAt));

    await until(async () => ((await sourceOf(officer, 'demo-equipment'))?.repeats ?? 0) >= 2, 45_000);
    expect(await alarmOf(officer, key)).toMatchObject({ id: raised.id, count: 1, revision: 1 });

    await alertmanager.post({ labels, startsAt, endsAt: new Date(Date.now() - 1000).toISOString() });
    const cleared = await until(async () => (await allAlarms(officer)).find((alarm) => alarm.id === raised.id && !alarm.conditionActive), 45_000);
    expect(cleared.clearedAt).toBeDefined();
    expect((await allAlarms(officer)).filter((alarm) => alarm.key === key)).toHaveLength(1);
  }, 400_000);

  it('takes alerts of several severities and sectors, each by its own labels', async () => {
    await alertmanager.post({ labels: { alertname: 'GasLeak', severity: 'warning', sector: 'city' } });
    await alertmanager.post({ labels: { alertname: 'SensorQuiet', severity: 'info' } });
    const gas = await until(async () => alarmOf(officer, await alertmanager.fingerprint('GasLeak')), 45_000);
    const quiet = await until(async () => alarmOf(officer, await alertmanager.fingerprint('SensorQuiet')), 45_000);
    expect([gas, quiet]).toMatchObject([{ level: 'yellow', sector: 'city', title: 'GasLeak' }, { level: 'blue', sector: 'equipment', title: 'SensorQuiet' }]);
  }, 400_000);
});

withMqtt('mosquitto_pub and a broker', () => {
  let topic: string;
  let env: Record<string, string>;
  let dataDir: string;
  let aggregator: Aggregator;
  beforeEach(async () => {
    const run = randomUUID();
    topic = `one-screen-test/${run}`;
    dataDir = mkdtempSync(join(tmpdir(), 'one-screen-mqtt-'));
    const source = { id: 'mqtt-fire', kind: 'mqtt', sector: 'fire', name: '消防物联网', options: { topic: `${topic}/#`, sessionExpiry: 120 } };
    // The client id at the broker is made of INSTANCE: it must be nobody else's, and the same after a restart.
    env = { MQTT_URL: BROKER_URL, SOURCES_FILE: writeSourcesFile(dataDir, [source]), INSTANCE: `test-${run.slice(0, 8)}` };
    aggregator = await Aggregator.start({ env, dataDir });
    const officer = await aggregator.signIn();
    await until(async () => (await sourceOf(officer, 'mqtt-fire'))?.state === 'up', 45_000);
  }, 400_000);
  afterEach(() => aggregator?.close(), 180_000);

  it('raise an alarm and clear it', async () => {
    const officer = await aggregator.signIn();
    const alarm = nativeAlarm({ key: 'smoke-7', sector: 'fire', level: 'orange', title: '烟感报警' });
    await mosquittoPub(`${topic}/building-2/smoke`, alarm);
    const raised = await until(() => alarmOf(officer, 'smoke-7'), 45_000);
    expect(raised).toMatchObject({ title: '烟感报警', level: 'orange', sector: 'fire', sourceId: 'mqtt-fire', conditionActive: true });
    await mosquittoPub(`${topic}/building-2/smoke`, { ...alarm, cleared: true, occurredAt: new Date().toISOString() });
    const cleared = await until(async () => (await allAlarms(officer)).find(({ id, conditionActive }) => id === raised.id && !conditionActive), 45_000);
    expect(cleared.clearedAt).toBeDefined();
  }, 400_000);

  it('lose nothing when the aggregator is killed while they publish: after the restart all is there, once', async () => {
    const line = new PublishingLine(`${topic}/panel`);
    const keys = Array.from({ length: 600 }, (_, index) => `killed-${index}`);
    const restart = async () => {
      await delay(150);
      await aggregator.kill('SIGKILL');
      // Some of it is published while nobody listens.
      await delay(300);
      aggregator = await Aggregator.start({ env, dataDir });
    };
    const restarted = restart();
    for (const [index, key] of keys.entries()) {
      line.send(nativeAlarm({ key, sector: 'fire', level: 'blue' }));
      if (index % 2) await delay(2);
    }
    await line.end();
    await restarted;
    const officer = await aggregator.signIn();
    const stored = await until(async () => {
      const alarms = await allAlarms(officer);
      return new Set(alarms.map((alarm) => alarm.key)).size >= keys.length && alarms;
    }, 40_000, 250);
    expect(stored.map((alarm) => alarm.key).sort()).toEqual([...keys].sort());
    expect(stored.filter((alarm) => alarm.count !== 1 || alarm.revision !== 1)).toEqual([]);
  }, 400_000);
});
