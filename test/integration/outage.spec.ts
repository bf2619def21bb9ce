import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { Screen } from '../support/screen.js';
import { withMysql } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';

withMysql('a database that goes away', () => {
  it('is waited for at start; later turns intake into 503 with Retry-After and the screens into "database down"; and all recovers by itself', async () => {
    const database = await throwawayDatabase();
    const proxy = await TcpProxy.start([3306]);
    proxy.cut();
    const starting = Aggregator.start({ env: { DATABASE_URL: database.url.replace(':3306', `:${proxy.port}`) } });
    await until(() => proxy.refused > 0, 90_000);
    proxy.mend();
    const aggregator = await starting;
    const screen = new Screen(aggregator.url, aggregator.wallToken());
    try {
      expect(aggregator.output).toMatch(/暂不可用/);
      expect((await aggregator.intake(nativeAlarm())).status).toBe(202);
      await until(() => screen.hellos.at(-1)?.database === 'up');

      proxy.cut();
      const refused = await until(async () => {
        const answer = await aggregator.intake(nativeAlarm());
        return answer.status === 503 && answer;
      });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'database-away' });
      await until(() => screen.hellos.at(-1)?.database === 'down', 90_000);
      expect((await fetch(`${aggregator.url}/api/health/ready`)).status).toBe(503);
      expect((await fetch(`${aggregator.url}/api/health/live`)).status).toBe(200);

      proxy.mend();
      await until(() => screen.hellos.at(-1)?.database === 'up', 90_000);
      const after = nativeAlarm();
      expect(await until(async () => (await aggregator.intake(after)).status === 202, 90_000)).toBe(true);
      await until(() => [...screen.alarms.values()].some((alarm) => alarm.key === after.key));
    } finally {
      screen.close();
      await aggregator.close();
      await proxy.close();
      await database.drop();
    }
  }, 400_000);
});
