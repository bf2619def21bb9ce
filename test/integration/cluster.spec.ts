import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { Screen } from '../support/screen.js';
import { withRedis } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const POSTS = 1500;

withRedis('two aggregators on one MariaDB and one Redis, behind a proxy', () => {
  it('one is killed under load: screens go to the other, nothing is lost or doubled, each escalation happens once', async () => {
    const database = await throwawayDatabase();
    const env = { DATABASE_URL: database.url, REDIS_URL: 'redis://127.0.0.1:6379', SIGN_RED: '4', SESSION_SECRET: 'one-secret-for-both-instances-0123456789' };
    const first = await Aggregator.start({ env: { ...env, INSTANCE: 'one' } });
    const second = await Aggregator.start({ env: { ...env, INSTANCE: 'two' }, dataDir: first.dataDir });
    const proxy = await TcpProxy.start([first.port, second.port]);
    const url = `http://127.0.0.1:${proxy.port}`;
    const screens = Array.from({ length: 4 }, () => new Screen(url, first.wallToken()));
    try {
      await until(() => screens.every((screen) => screen.hellos.length > 0));
      const token = first.token();
      const send = (alarm: unknown) => fetch(`${url}/api/intake/alarms`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' }, body: JSON.stringify(alarm) }).catch(() => undefined);
      const promised = new Map<string, string>();
      let next = 0;
      const worker = async () => {
        while (next < POSTS) {
          const number = next++;
          const alarm = nativeAlarm({ key: `cluster-${number}`, level: number % 50 === 0 ? 'red' : 'blue' });
          while (!promised.has(alarm.key)) {
            const answer = await send(alarm);
            if (answer?.status === 202) promised.set(alarm.key, ((await answer.json()) as { results: { id: string }[] }).results[0]?.id ?? '');
            else await delay(20);
          }
        }
      };
      const sending = Promise.all(Array.from({ length: 12 }, worker));
      await until(() => promised.size > POSTS / 3, 60_000, 5);
      await first.kill('SIGKILL');
      await sending;

      const [rows] = (await database.query('SELECT id, alarm_key, level FROM alarm')) as unknown as [{ id: string; alarm_key: string; level: string }[]];
      expect(rows.length).toBe(POSTS);
      expect(new Map(rows.map((row) => [row.alarm_key, row.id]))).toEqual(promised);
      const [sequences] = (await database.query('SELECT COUNT(*) AS n, MAX(sequence) AS top FROM journal')) as unknown as [{ n: number; top: number }[]];
      expect(Number(sequences[0]?.n)).toBe(Number(sequences[0]?.top));

      await until(() => screens.every((screen) => [...promised.values()].every((id) => screen.alarms.has(id))), 45_000);
      for (const screen of screens) expect(new Set(screen.applied).size).toBe(screen.applied.length);

      const reds = rows.filter((row) => row.level === 'red').length;
      await until(async () => {
        const [[found]] = (await database.query("SELECT COUNT(*) AS n FROM alarm WHERE level = 'red' AND escalation = 2")) as unknown as [[{ n: number }]];
        return Number(found.n) === reds;
      }, 90_000, 200);
      await delay(1500);
      const [[escalated]] = (await database.query("SELECT COUNT(*) AS n FROM journal WHERE kind = 'alarm.escalated'")) as unknown as [[{ n: number }]];
      expect(Number(escalated.n)).toBe(reds * 2);
    } finally {
      for (const screen of screens) screen.close();
      await second.kill('SIGTERM');
      await first.close();
      await proxy.close();
      await database.drop();
    }
  }, 400_000);
});
