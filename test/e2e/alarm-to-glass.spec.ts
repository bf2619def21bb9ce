import type { Browser } from 'playwright-core';
import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { openBrowser, openPage, openWall, signInAt } from '../support/browser.js';
import { withChromium } from '../support/services.js';

withChromium('one alarm, one way', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    browser = await openBrowser();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  const raise = async (patch: Record<string, unknown>) => {
    const alarm = nativeAlarm(patch);
    const { results } = (await (await aggregator.intake(alarm, 'fire')).json()) as { results: { id: string }[] };
    return { id: String(results[0]?.id), alarm };
  };

  it('a posted alarm lights the wall, is signed at the desk by keyboard, and the wall and the history say so', async () => {
    const wall = await openWall(browser, aggregator);
    const desk = await openPage(browser, { width: 1366, height: 768 });
    await signInAt(desk.page, aggregator, 'officer');
    expect(new URL(desk.page.url()).pathname).toBe('/desk');

    const { id } = await raise({ sector: 'fire', level: 'orange', title: '感烟探测器报警 <b>三楼</b>' });
    const row = wall.page.locator(`[data-alarm-id="${id}"]`).first();
    await row.waitFor({ timeout: 90_000 });
    expect(await row.innerText()).toContain('感烟探测器报警 <b>三楼</b>');

    const queued = desk.page.locator(`.queue [data-alarm-id="${id}"]`);
    await queued.click();
    await desk.page.locator('[data-disposition="true"]').click();
    const officer = await aggregator.signIn();
    const signed = await until(async () => {
      const alarm = (await officer.get(`/api/alarms/${id}`)).body;
      return alarm.state === 'acknowledged' && alarm;
    });
    expect(signed).toMatchObject({ acknowledgedBy: 'officer', disposition: 'true' });
    expect(await until(async () => ((await officer.get(`/api/alarms/${id}`)).body.shown as unknown[]).length > 0)).toBe(true);
    await wall.page.locator(`[data-alarm-id="${id}"][data-state="acknowledged"]`).first().waitFor({ timeout: 90_000 });
    expect([...wall.errors, ...desk.errors]).toEqual([]);
    await wall.page.context().close();
    await desk.page.context().close();
  }, 400_000);

  it('a red takes the wall over until it is signed', async () => {
    const { page, errors } = await openWall(browser, aggregator);
    const { id } = await raise({ sector: 'fire', level: 'red', title: '火警确认' });
    const banner = page.locator(`.takeover[data-alarm-id="${id}"]`);
    await banner.waitFor({ timeout: 90_000 });
    expect(await banner.innerText()).toContain('火警确认');
    const officer = await aggregator.signIn();
    await officer.post(`/api/alarms/${id}/acknowledge`, { revision: 1, disposition: 'true' });
    await banner.waitFor({ state: 'detached', timeout: 90_000 });
    expect(errors).toEqual([]);
    await page.context().close();
  }, 400_000);

  it('a wall left alone says within seconds that it lost the server, and heals without a reload, blanking nothing', async () => {
    const { page } = await openWall(browser, aggregator);
    const before = await raise({ sector: 'fire', level: 'yellow', title: '断线之前' });
    await page.locator(`[data-alarm-id="${before.id}"]`).first().waitFor();
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    await aggregator.kill('SIGKILL');
    await page.locator('[data-link="silent"], [data-link="connecting"]').first().waitFor({ timeout: 90_000 });
    expect(await page.locator(`[data-alarm-id="${before.id}"]`).count()).toBeGreaterThan(0);
    aggregator = await Aggregator.start({ dataDir: aggregator.dataDir, port: aggregator.port });
    const after = await raise({ sector: 'fire', level: 'yellow', title: '恢复之后' });
    await page.locator(`[data-alarm-id="${after.id}"]`).first().waitFor({ timeout: 90_000 });
    await page.locator('.link-banner').waitFor({ state: 'detached', timeout: 90_000 });
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    await page.context().close();
  }, 400_000);
});
