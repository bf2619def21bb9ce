import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Aggregator, writeSourcesFile } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { openBrowser, openPage, signInAt } from '../support/browser.js';
import { withChromium } from '../support/services.js';

const TOKEN = 'a-token-of-the-cranes-on-the-map';
const CRANES = { id: 'cranes', kind: 'http', sector: 'construction', name: '塔机黑匣子', token: TOKEN, options: { mapping: { kind: 'reading', fields: { deviceCode: 'crane', point: 'point', value: 'value', quality: 'quality', unit: "'%'" } } } };
const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const CRANE = { code: 'CRANE-1', name: '文化工地塔机1号', sector: 'construction', kind: '塔机', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'orange', responsible: '王某某' };
const headers = { authorization: `Bearer ${TOKEN}` };

withChromium('gauges on the wall’s map', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-gauges-'));
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

  const measure = async (value: number, quality = 'good'): Promise<void> => {
    expect((await aggregator.post('/api/intake/signals', [{ crane: CRANE.code, point: 'moment', value, quality }], headers)).status).toBe(202);
  };
  const gauge = (of: string) => page.locator(`.map-gauge${of}`, { hasText: '力矩' });

  it('show beside its place what is measured once the map has flown to a red, with nobody’s hand', async () => {
    await measure(60);
    await page.goto(`${aggregator.url}/wall`);
    await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 90_000 });
    expect(await page.locator('.map-gauge').count()).toBe(0);
    const alarm = { key: 'SITE-1', sector: 'construction', level: 'red', title: '塔机倾覆风险', objectCode: CRANE.code, occurredAt: new Date().toISOString() };
    expect((await aggregator.post('/api/intake/alarms', alarm, headers)).status).toBe(202);
    await gauge('.good').filter({ hasText: '60%' }).waitFor({ timeout: 90_000 });
    // Within the limits of the rule in force, and in no colour.
    expect(await page.locator('.map-gauge .limit').count()).toBeGreaterThan(0);
    expect(await gauge('').getAttribute('class')).not.toMatch(/red|orange|yellow|blue/);
  }, 400_000);

  it('take the level of the limit reached, and never lie over the mark of the unsigned red', async () => {
    await measure(101);
    await gauge('.orange').filter({ hasText: '101%' }).waitFor({ timeout: 90_000 });
    await until(async () => {
      const [own, red] = [await gauge('.orange').boundingBox(), await page.locator('.alarm-pulse.red').boundingBox()];
      return own !== null && red !== null && (own.x >= red.x + red.width || own.x + own.width <= red.x || own.y >= red.y + red.height || own.y + own.height <= red.y);
    });
    expect(errors).toEqual([]);
  }, 400_000);

  it('show a value that is no measurement as such, in no colour', async () => {
    await measure(102, 'bad');
    await gauge('.bad').filter({ hasText: '无效' }).waitFor({ timeout: 90_000 });
    expect(await gauge('').getAttribute('class')).not.toMatch(/red|orange|yellow|blue/);
  }, 400_000);

  it('go with the map when the red is signed and it flies home', async () => {
    const officer = await aggregator.signIn();
    const { items } = (await officer.get('/api/alarms?limit=10')).body as { items: { id: string; level: string; revision: number }[] };
    const red = items.find(({ level }) => level === 'red');
    expect((await officer.post(`/api/alarms/${red?.id}/acknowledge`, { revision: red?.revision, disposition: 'true' })).status).toBe(200);
    await until(async () => (await page.locator('.map-gauge').count()) === 0);
    expect(errors).toEqual([]);
  }, 400_000);
});
