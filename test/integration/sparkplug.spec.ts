import { openSparkplugNode, real, type SentMetric, type SparkplugNode } from '@one-screen/connectors';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { Aggregator, writeSourcesFile, type Person } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMqtt, withMysql } from '../support/services.js';

const BROKER = process.env['MQTT_URL'] || 'mqtt://127.0.0.1:1883';
const metric = (name: string, alias: number, value: number): SentMetric => ({ name, alias: String(alias), ...real(value) });
const byAlias = (alias: number, value: number): SentMetric => ({ alias: String(alias), value: { real: value } });

/** A group, a host id and a source of its own for each story, for the broker is everybody's. */
const names = () => {
  const id = randomUUID().slice(0, 8);
  const source = { id: `spark-${id}`, kind: 'mqtt', sector: 'industry', name: '工艺边缘网关', silentAfter: 'PT1H', options: { format: 'sparkplug', topic: `spBv1.0/plant-${id}/#`, sparkplug: { points: { Level: { point: 'tank-level', unit: '%' } }, devices: { 'edge/tank': `TANK-${id}` } } } };
  return { id, group: `plant-${id}`, source, tank: `TANK-${id}` };
};
const start = async (source: object, env: Record<string, string> = {}): Promise<Aggregator> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-sparkplug-'));
  return Aggregator.start({ dataDir, env: { SOURCES_FILE: writeSourcesFile(dataDir, [source]), MQTT_URL: BROKER, ...env } });
};
/** Hears our STATE, retained or not. */
const stateOf = async (hostId: string): Promise<{ client: MqttClient; states: { online: boolean; timestamp: number }[] }> => {
  const client = await mqtt.connectAsync(BROKER, { protocolVersion: 5 });
  const states: { online: boolean; timestamp: number }[] = [];
  client.on('message', (_topic, payload) => void states.push(JSON.parse(payload.toString()) as { online: boolean; timestamp: number }));
  await client.subscribeAsync(`spBv1.0/STATE/${hostId}`, { qos: 1 });
  return { client, states };
};
/** An edge node with one tank, whose answer to every rebirth is what it has then. */
const openEdge = async (group: string, level: () => number, bdSeq = 0): Promise<SparkplugNode & { births: number }> => {
  const node = await openSparkplugNode(BROKER, { group, node: 'edge' }, bdSeq);
  const edge = Object.assign(node, { births: 0 });
  const born = async (): Promise<void> => {
    edge.births += 1;
    await node.birth([{ name: 'Node Control/Rebirth', datatype: 11, value: { flag: false } }]);
    await node.deviceBirth('tank', [metric('Level', 7, level())]);
  };
  node.onRebirth(() => void born());
  await born();
  return edge;
};
const readingOf = async (person: Person, deviceCode: string) => ((await person.get(`/api/readings?deviceCode=${deviceCode}`)).body.items as { point: string; value: number; quality: string }[])[0];
const clean = async (hostId: string): Promise<void> => {
  const client = await mqtt.connectAsync(BROKER);
  await client.publishAsync(`spBv1.0/STATE/${hostId}`, '', { retain: true, qos: 1 });
  await client.endAsync();
};

withMqtt('Sparkplug B edge nodes on a real broker', () => {
  it('are known by their births, judged by the rules, missed messages lead to a rebirth, and the dead are not good', async () => {
    const { group, source, tank } = names();
    let level = 50;
    const aggregator = await start(source);
    const watch = await stateOf(source.id);
    const officer = await aggregator.signIn();
    const edge = await openEdge(group, () => level);
    try {
      await until(() => watch.states.at(-1)?.online);
      // Born before we listened, or after: its birth is asked for at its first word.
      await until(async () => {
        await edge.data('tank', [byAlias(7, 51)]);
        return (await readingOf(officer, tank))?.value === 51;
      }, 30_000, 500);
      expect(await readingOf(officer, tank)).toMatchObject({ point: 'tank-level', unit: '%', quality: 'good' });
      // Above the limit of the shipped rule for its five seconds.
      level = 97;
      await edge.data('tank', [byAlias(7, level)]);
      const alarm = async () => ((await officer.get(`/api/alarms?sourceId=${source.id}`)).body.items as { key: string; level: string; conditionActive: boolean }[]).find(({ key }) => key === `rule:industry.tank-level/${tank}/tank-level`);
      await until(async () => (await alarm())?.level === 'orange', 30_000);

      // Two messages lost: what comes by alias is doubtful until the birth that is asked for.
      const births = edge.births;
      edge.lose();
      edge.lose();
      level = 96;
      await until(async () => {
        await edge.data('tank', [byAlias(7, level)]);
        return edge.births > births;
      }, 40_000, 500);
      await until(async () => (await readingOf(officer, tank))?.quality === 'good');

      await edge.die();
      await until(async () => (await readingOf(officer, tank))?.quality === 'bad');
      expect(await readingOf(officer, tank)).toMatchObject({ value: 96 });
      // Lost data is no normal value: the alarm stands.
      expect(await alarm()).toMatchObject({ conditionActive: true });

      const again = await openEdge(group, () => 40, 1);
      await until(async () => (await readingOf(officer, tank))?.value === 40);
      expect(await readingOf(officer, tank)).toMatchObject({ quality: 'good' });
      await again.close();
    } finally {
      await edge.close().catch(() => undefined);
      await aggregator.kill('SIGTERM');
      // Stopped in good order: the broker says for us that we are gone.
      await until(() => watch.states.at(-1)?.online === false);
      await aggregator.close();
      await watch.client.endAsync();
      await clean(source.id);
    }
  }, 180_000);

  it('learn from the broker when we are killed, and give their births to the next life of ours', async () => {
    const { group, source, tank } = names();
    let aggregator = await start(source);
    const watch = await stateOf(source.id);
    const edge = await openEdge(group, () => 60);
    try {
      await until(() => watch.states.at(-1)?.online);
      const first = watch.states.at(-1)?.timestamp;
      await aggregator.kill('SIGKILL');
      await until(() => watch.states.at(-1)?.online === false);
      // The will bears the time of the birth it ends.
      expect(watch.states.at(-1)?.timestamp).toBe(first);
      aggregator = await Aggregator.start({ dataDir: aggregator.dataDir, env: { SOURCES_FILE: join(aggregator.dataDir, 'sources.json'), MQTT_URL: BROKER } });
      await until(() => watch.states.at(-1)?.online);
      const { births } = edge;
      const officer = await aggregator.signIn();
      // A new life knows no aliases: the first word of the edge node brings its birth.
      await until(async () => {
        await edge.data('tank', [byAlias(7, 61)]);
        return edge.births > births && (await readingOf(officer, tank))?.value === 61;
      }, 40_000, 500);
    } finally {
      await edge.close();
      await aggregator.close();
      await watch.client.endAsync();
      await clean(source.id);
    }
  }, 180_000);
});

(process.env['HAS_MQTT'] ? withMysql : describe.skip)('Sparkplug B with two aggregators on one database', () => {
  it('one of them is the host; when it is killed the other is, and hears the births', async () => {
    const { group, source, tank } = names();
    const database = await throwawayDatabase();
    const env = { DATABASE_URL: database.url };
    const [one, other] = [await start(source, { ...env, INSTANCE: 'one' }), await start(source, { ...env, INSTANCE: 'other' })];
    const watch = await stateOf(source.id);
    const edge = await openEdge(group, () => 70);
    try {
      await until(() => watch.states.at(-1)?.online);
      const links = async (aggregator: Aggregator) => Number(/^one_screen_mqtt_links (\d+)/m.exec(await (await fetch(`${aggregator.url}/metrics`)).text())?.[1] ?? 0);
      await until(async () => (await links(one)) + (await links(other)) === 1);
      const [host, spare] = (await links(one)) === 1 ? [one, other] : [other, one];
      await host.kill('SIGKILL');
      const officer = await spare.signIn();
      await until(async () => {
        await edge.data('tank', [byAlias(7, 71)]);
        return (await readingOf(officer, tank))?.value === 71;
      }, 60_000, 500);
      expect(await readingOf(officer, tank)).toMatchObject({ quality: 'good' });
      await until(() => watch.states.at(-1)?.online);
    } finally {
      await edge.close();
      await Promise.all([one.close(), other.close()]);
      await watch.client.endAsync();
      await clean(source.id);
      await database.drop();
    }
  }, 240_000);
});
