import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Aggregator, writeSourcesFile } from '../support/aggregator.js';
import { Alertmanager } from '../support/alertmanager.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { openBrowser, openWall } from '../support/browser.js';
import { BROKER_URL, mosquittoPub } from '../support/mosquitto-pub.js';
import { withAlertmanager, withChromium, withMqtt } from '../support/services.js';

/** The row of the alarm stream that tells of this alarm. */
const rowOf = (page: Page, title: string) => page.locator('.stream [data-alarm-id]', { hasText: title });
/** Still on the wall, since nobody has signed, and said to be over. */
const clearedRowOf = (page: Page, title: string) => rowOf(page, title).filter({ hasText: '已恢复' });

withChromium('real senders light the wall', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  const topic = `one-screen-test/${randomUUID()}`;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-wall-'));
    const source = { id: 'mqtt-fire', kind: 'mqtt', sector: 'fire', name: '消防物联网', options: { topic: `${topic}/#` } };
    const mqtt: Record<string, string> = process.env['HAS_MQTT'] ? { MQTT_URL: BROKER_URL, SOURCES_FILE: writeSourcesFile(dataDir, [source]), INSTANCE: `test-${randomUUID().slice(0, 8)}` } : {};
    aggregator = await Aggregator.start({ dataDir, env: mqtt });
    browser = await openBrowser();
    ({ page, errors } = await openWall(browser, aggregator));
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  withAlertmanager('prometheus-alertmanager', () => {
    it('puts an alarm on the wall, and its resolve clears it there', async () => {
      const alertmanager = await Alertmanager.start({ url: `${aggregator.url}/api/intake/alertmanager`, token: aggregator.token('equipment') });
      try {
        const alert = { labels: { alertname: 'LiftStopped', severity: 'warning', instance: 'lift-12' }, annotations: { summary: '12 号电梯停运' }, startsAt: new Date(Date.now() - 30_000).toISOString() };
        await alertmanager.post(alert);
        await rowOf(page, '12 号电梯停运').waitFor({ timeout: 90_000 });
        expect(await clearedRowOf(page, '12 号电梯停运').count()).toBe(0);
        await alertmanager.post({ ...alert, endsAt: new Date(Date.now() - 1000).toISOString() });
        await clearedRowOf(page, '12 号电梯停运').waitFor({ timeout: 90_000 });
        expect(errors).toEqual([]);
      } finally {
        await alertmanager.stop();
      }
    }, 400_000);
  });

  withMqtt('mosquitto_pub', () => {
    it('puts an alarm on the wall, and its resolve clears it there', async () => {
      const officer = await aggregator.signIn();
      await until(async () => ((await officer.get('/api/sources')).body.items as { id: string; state: string }[]).some(({ id, state }) => id === 'mqtt-fire' && state === 'up'), 45_000);
      const alarm = nativeAlarm({ key: 'smoke-7', sector: 'fire', level: 'orange', title: '二号楼烟感报警' });
      await mosquittoPub(`${topic}/building-2/smoke`, alarm);
      await rowOf(page, '二号楼烟感报警').waitFor({ timeout: 90_000 });
      await mosquittoPub(`${topic}/building-2/smoke`, { ...alarm, cleared: true, occurredAt: new Date().toISOString() });
      await clearedRowOf(page, '二号楼烟感报警').waitFor({ timeout: 90_000 });
      expect(errors).toEqual([]);
    }, 400_000);
  });
});
