import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { Aggregator, writeSourcesFile } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withRedis } from '../support/services.js';

const REDIS = 'redis://127.0.0.1:6379';
const TOKEN = 'token-of-the-lifelines-pits';

withRedis('the newest readings of sister instances, over Redis', () => {
  it('are told as they are taken and heard before they are stored, garbage beside them or not, also after Redis has cut everybody off', async () => {
    const database = await throwawayDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-news-'));
    const sources = [{ id: 'pits', kind: 'http', sector: 'city', name: '生命线', token: TOKEN, silentAfter: 'PT1H', options: { format: 'senml' } }];
    const aggregator = await Aggregator.start({ dataDir, env: { DATABASE_URL: database.url, REDIS_URL: REDIS, SESSION_SECRET: 'one-secret-for-all-instances-0123456789', SOURCES_FILE: writeSourcesFile(dataDir, sources) } });
    const [sister, ear] = [createClient({ url: REDIS }), createClient({ url: REDIS })];
    for (const client of [sister, ear]) client.on('error', () => undefined);
    await Promise.all([sister.connect(), ear.connect()]);
    const heard: { channel: string; rows: { deviceCode: string; value: number }[] }[] = [];
    await ear.pSubscribe('one-screen:*:newest:readings', (text, channel) => void heard.push({ channel, ...(JSON.parse(text) as { rows: [] }) }));
    const told = (deviceCode: string) => heard.find(({ rows }) => rows.some((row) => row.deviceCode === deviceCode));
    const officer = await aggregator.signIn('officer');
    const newest = async (deviceCode: string) => ((await officer.get(`/api/readings?deviceCode=${deviceCode}`)).body.items as { value: number }[]).map(({ value }) => value);
    try {
      // Other installations share this Redis: the channel is known by what came over it.
      const sent = await aggregator.post('/api/intake/signals', [{ bn: 'PIT-NEWS:', n: 'level', u: 'm', v: 1.25 }], { authorization: `Bearer ${TOKEN}` });
      expect(sent.status).toBe(202);
      const code = ((await officer.get('/api/readings')).body.items as { deviceCode: string; value: number }[]).find(({ value }) => value === 1.25)?.deviceCode ?? '';
      await until(() => told(code) !== undefined, 90_000);
      const channel = told(code)?.channel ?? '';

      const row = (deviceCode: string, value: number) => ({ deviceCode, point: 'level', at: Date.now(), value, unit: 'm', quality: 'good', sourceId: 'pits', sector: 'city', receivedAt: Date.now() });
      await sister.publish(channel, '{');
      await sister.publish(channel, JSON.stringify({ from: 'a-sister', rows: [{ ...row('PIT-BAD', 1), value: 'much' }, row('PIT-SISTER', 2.5)] }));
      // Nobody stored it, so it can only have been heard.
      await until(async () => (await newest('PIT-SISTER'))[0] === 2.5, 90_000);
      expect(await newest('PIT-BAD')).toEqual([]);

      await sister.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
      await until(async () => {
        await sister.publish(channel, JSON.stringify({ from: 'a-sister', rows: [row('PIT-SISTER', 3.5)] }));
        return (await newest('PIT-SISTER'))[0] === 3.5;
      }, 90_000, 200);
    } finally {
      for (const client of [sister, ear]) client.destroy();
      await aggregator.close();
      await database.drop();
    }
  }, 400_000);
});
