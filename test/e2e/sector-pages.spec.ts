import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Aggregator, writeSourcesFile } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { openBrowser, openPage, signInAt } from '../support/browser.js';
import { withChromium } from '../support/services.js';

const TOKEN = 'a-token-of-the-cranes-in-this-test';
const CRANES = { id: 'cranes', kind: 'http', sector: 'construction', name: '塔机黑匣子', token: TOKEN, options: { mapping: { kind: 'reading', fields: { deviceCode: 'crane', point: 'point', value: 'value', unit: "'%'" } } } };
const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const CRANE = { code: 'CRANE-1', name: '文化工地塔机1号', sector: 'construction', kind: '塔机', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'orange', responsible: '王某某' };
const SECTORS = ['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city'];

withChromium('the sector pages and the drawer', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-sectors-'));
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: writeSourcesFile(dataDir, [CRANES]) } });
    const admin = await aggregator.signIn('admin');
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    expect((await admin.post('/api/objects', [CRANE])).status).toBe(200);
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser));
    await signInAt(page, aggregator, 'officer');
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  const measure = async (value: number): Promise<void> => {
    expect((await aggregator.post('/api/intake/signals', [{ crane: CRANE.code, point: 'moment', value }], { authorization: `Bearer ${TOKEN}` })).status).toBe(202);
  };

  it('show a picture of each sector, or say plainly that nothing is connected and how that is done', async () => {
    for (const sector of SECTORS) {
      await page.goto(`${aggregator.url}/sector/${sector}`);
      await page.locator('.picture .no-source').waitFor({ timeout: 90_000 });
      expect(await page.locator('.tabs .here').count()).toBe(1);
    }
    expect(errors).toEqual([]);
  }, 400_000);

  it('show what is measured as it comes, in a level’s colour only over its limit, and open it in the drawer', async () => {
    await measure(60);
    await page.goto(`${aggregator.url}/sector/construction`);
    const bar = page.locator('.picture .point-bar', { hasText: '力矩' });
    await bar.filter({ hasText: '60' }).waitFor({ timeout: 90_000 });
    expect(await bar.getAttribute('class')).not.toContain('orange');
    await measure(101);
    await page.locator('.picture .point-bar.orange', { hasText: '101' }).waitFor({ timeout: 90_000 });
    await page.locator('.alarms', { hasText: '塔机力矩 101%' }).waitFor({ timeout: 90_000 });

    await bar.click();
    const drawer = page.locator('dialog.object-drawer');
    await drawer.locator('.row', { hasText: '101' }).waitFor({ timeout: 90_000 });
    for (const fact of [CRANE.name, '王某某', '未闭环告警 1 条', 'GB 5144']) await drawer.filter({ hasText: fact }).waitFor({ timeout: 90_000 });
    await drawer.locator('canvas').first().waitFor({ timeout: 90_000 });
    await page.keyboard.press('Escape');
    await until(async () => (await drawer.count()) === 0);
    expect(errors).toEqual([]);
  }, 400_000);

  it('open from the desk by key, for the very device and point of the alarm', async () => {
    const officer = await aggregator.signIn();
    const { items } = (await officer.get('/api/alarms?sector=construction&limit=10')).body as { items: { id: string; key: string }[] };
    const alarm = items.find(({ key }) => key.includes('crane-moment'));
    await page.goto(`${aggregator.url}/desk?alarm=${alarm?.id}`);
    await page.locator('.detail .place .btn', { hasText: '读数与设备' }).waitFor({ timeout: 90_000 });
    await page.keyboard.press('o');
    await page.locator('dialog.object-drawer .chosen', { hasText: '力矩' }).waitFor({ timeout: 90_000 });
    await page.keyboard.press('Escape');
    await until(async () => (await page.locator('dialog.object-drawer').count()) === 0);
    expect(await page.locator('.detail h2').textContent()).toContain('塔机力矩');
  }, 400_000);
});
