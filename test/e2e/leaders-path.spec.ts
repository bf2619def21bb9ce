import type { Browser, Page } from 'playwright-core';
import { Aggregator, type Person } from '../support/aggregator.js';
import { openBrowser, openPage, signInAt } from '../support/browser.js';
import { pastHazard } from '../support/past-lives.js';
import { withChromium } from '../support/services.js';

const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const SHOP = { code: 'SHOP-1', name: '东湖路小吃店', sector: 'fire', kind: '小微餐饮', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'yellow', listedSince: '2023-01-01', responsible: '店主丁', responsiblePhone: '138****0001' };
/** The smallest picture there is: one grey pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCBGSsuZwAAAABJRU5ErkJggg==', 'base64');

/** The weekly meeting: a red number on the wall is opened down to the enterprise, the hazard, its photo and who is responsible. */
withChromium('the leader’s path', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let page: Page;
  let errors: string[] = [];
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    browser = await openBrowser();
    const admin: Person = await aggregator.signIn('admin');
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    expect((await admin.post('/api/objects', [SHOP])).status).toBe(200);
    const stored = await fetch(`${aggregator.url}/api/history/files`, { method: 'POST', body: new Uint8Array(PIXEL), headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent('整改前.png'), authorization: `Bearer ${aggregator.token()}` } });
    expect(stored.status).toBe(201);
    const { id: photo } = (await stored.json()) as { id: string };
    // Its term of fifteen days ran out two minutes ago, so within this month, and nobody has applied for the re-check.
    const late = pastHazard('YH-LATE', 15 + 2 / 1440, { photosBefore: [photo] });
    late.steps = late.steps.slice(0, 5);
    const answer = await aggregator.post('/api/history/hazards', [late], { authorization: `Bearer ${aggregator.token()}` });
    expect([answer.status, await answer.json()]).toEqual([200, { inserted: 1, updated: 0, unchanged: 0 }]);
    ({ page, errors } = await openPage(browser));
    await signInAt(page, aggregator, 'leader');
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  it('leads from a red number on the wall to the hazard, its photo and the person responsible in two clicks; back and a sent link work', async () => {
    await page.goto(`${aggregator.url}/wall`);
    const red = page.locator('.missed [data-rate="on-time"]');
    await red.waitFor();
    await red.click();
    const trace = page.locator('.number-trace');
    const line = trace.locator('[data-record="YH-LATE"]');
    await line.waitFor();
    const traced = page.url();
    await line.locator('a').click();
    await page.waitForURL(/\/ledger\/hazards\/YH-LATE/);
    const sheet = page.locator('article.sheet');
    await sheet.waitFor();
    for (const words of ['东湖路小吃店', '店主丁', '138****0001', '文化社区']) await sheet.getByText(words).first().waitFor();
    await page.waitForFunction("Array.from(document.querySelectorAll('article.sheet img')).some((image) => image.complete && image.naturalWidth > 0)");
    const link = page.url();

    await page.goBack();
    await page.locator('.number-trace [data-record="YH-LATE"]').waitFor();
    expect(page.url()).toBe(traced);

    const other = await openPage(browser, { width: 1366, height: 768 });
    await signInAt(other.page, aggregator, 'officer');
    await other.page.goto(link);
    await other.page.locator('article.sheet').getByText('东湖路小吃店').first().waitFor();
    await other.page.goto(traced);
    await other.page.locator('.number-trace [data-record="YH-LATE"]').waitFor();
    expect([...errors, ...other.errors]).toEqual([]);
  }, 120_000);
});
