import type { Browser, Page } from 'playwright-core';
import { Aggregator, type Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { openBrowser, openPage, openWall, signInAt } from '../support/browser.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withChromium } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const withDatabaseToCut = process.env['CHROMIUM'] && process.env['HAS_MYSQL'] ? describe : describe.skip;

const raiseAt = async (aggregator: Aggregator, patch: Record<string, unknown>): Promise<string> => {
  const { results } = (await (await aggregator.intake(nativeAlarm(patch))).json()) as { results: { id: string }[] };
  return String(results[0]?.id);
};

withChromium('the desk', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let officer: Person;
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    officer = await aggregator.signIn();
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1366, height: 768 }));
    await signInAt(page, aggregator, 'officer');
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  const state = async (id: string) => (await officer.get(`/api/alarms/${id}`)).body;

  it('signs by keyboard: J to the alarm, A, then the disposition', async () => {
    const id = await raiseAt(aggregator, { level: 'red', title: '键盘签收' });
    await page.locator(`.queue [data-alarm-id="${id}"]`).waitFor();
    await page.locator('body').click({ position: { x: 700, y: 5 } });
    await until(async () => {
      await page.keyboard.press('j');
      return (await page.locator(`.queue [data-alarm-id="${id}"][aria-current="true"]`).count()) > 0;
    });
    // Nothing can be done before the desk knows it is current: on a slow machine it is "connecting", then "silent", first.
    await page.locator('.banner').waitFor({ state: 'detached', timeout: 60_000 });
    await until(async () => {
      await page.keyboard.press('a');
      return (await page.locator('[data-disposition="true"] .kbd').count()) > 0;
    });
    await page.keyboard.press('1');
    expect(await until(async () => (await state(id)).state === 'acknowledged')).toBe(true);
  });

  it('opens an alarm on the wall by its link, told by name, with the map at its place', async () => {
    const id = await raiseAt(aggregator, { level: 'yellow', title: '看大屏', location: { lon: 121.12, lat: 28.86 } });
    await page.locator(`.queue [data-alarm-id="${id}"]`).click();
    const [wall] = await Promise.all([page.waitForEvent('popup'), page.locator(`a[href*="/wall?alarm=${id}"]`).click()]);
    await wall.locator('.asked', { hasText: '看大屏' }).waitFor({ timeout: 90_000 });
    await wall.locator('.maplibregl-canvas').waitFor({ timeout: 90_000 });
    await wall.locator('.asked button').click();
    await wall.locator('.asked').waitFor({ state: 'detached' });
    expect(new URL(wall.url()).search).toBe('');
    await wall.close();
  });

  it('tells the second officer who was first, and overwrites nothing', async () => {
    const id = await raiseAt(aggregator, { level: 'orange', title: '两人同时' });
    await page.locator(`.queue [data-alarm-id="${id}"]`).click();
    await page.locator('[data-disposition="true"]').waitFor();
    // The leader signs at the same moment: the desk's own request goes out with the revision it saw.
    await page.route(`**/api/alarms/${id}/acknowledge`, async (route) => {
      const leader = await aggregator.signIn('leader');
      await leader.post(`/api/alarms/${id}/acknowledge`, { revision: 1, disposition: 'unverified' });
      await route.continue();
    });
    await page.locator('[data-disposition="false"]').click();
    const told = page.locator('[role="alert"].conflict');
    await told.waitFor({ timeout: 90_000 });
    expect(await state(id)).toMatchObject({ acknowledgedBy: 'leader', disposition: 'unverified', state: 'acknowledged' });
    await page.unroute(`**/api/alarms/${id}/acknowledge`);
  });

  it('signs many at once but leaves the red alone', async () => {
    const red = await raiseAt(aggregator, { level: 'red', title: '批量中的红' });
    const blues = await Promise.all([raiseAt(aggregator, { level: 'blue', title: '批量一' }), raiseAt(aggregator, { level: 'blue', title: '批量二' })]);
    for (const id of [red, ...blues]) {
      const tick = page.locator(`.queue [data-alarm-id="${id}"] input[type="checkbox"]`);
      if ((await tick.count()) > 0) await tick.click();
      else await page.locator(`.queue [data-alarm-id="${id}"]`).waitFor();
    }
    await page.locator('.bulk .choices button:nth-child(5)').first().click();
    for (const id of blues) expect(await until(async () => (await state(id)).state === 'acknowledged')).toBe(true);
    expect((await state(red)).state).toBe('raised');
    expect(errors).toEqual([]);
  });
});

withDatabaseToCut('a database cut under open screens', () => {
  it('shows "数据库中断" on wall and desk, and both heal by themselves', async () => {
    const database = await throwawayDatabase();
    const proxy = await TcpProxy.start([3306]);
    const aggregator = await Aggregator.start({ env: { DATABASE_URL: database.url.replace(':3306', `:${proxy.port}`) } });
    const browser = await openBrowser();
    try {
      const wall = await openWall(browser, aggregator);
      const desk = await openPage(browser, { width: 1366, height: 768 });
      await signInAt(desk.page, aggregator, 'officer');
      const id = await raiseAt(aggregator, { level: 'yellow', title: '中断之前' });
      await wall.page.locator(`[data-alarm-id="${id}"]`).first().waitFor();
      proxy.cut();
      await wall.page.locator('[data-link="database-down"]').waitFor({ timeout: 90_000 });
      expect(await wall.page.locator('[data-link="database-down"]').innerText()).toContain('数据库中断');
      await desk.page.locator('.banner.database-down').waitFor({ timeout: 90_000 });
      expect(await wall.page.locator(`[data-alarm-id="${id}"]`).count()).toBeGreaterThan(0);
      proxy.mend();
      await wall.page.locator('[data-link="database-down"]').waitFor({ state: 'detached', timeout: 90_000 });
      await desk.page.locator('.banner.database-down').waitFor({ state: 'detached', timeout: 90_000 });
      const after = await until(async () => {
        const answer = await aggregator.intake(nativeAlarm({ level: 'orange', title: '恢复之后' }));
        return answer.status === 202 && ((await answer.json()) as { results: { id: string }[] }).results[0]?.id;
      });
      await wall.page.locator(`[data-alarm-id="${after}"]`).first().waitFor({ timeout: 90_000 });
      expect([...wall.errors, ...desk.errors]).toEqual([]);
    } finally {
      await browser.close();
      await aggregator.close();
      await proxy.close();
      await database.drop();
    }
  }, 400_000);
});
