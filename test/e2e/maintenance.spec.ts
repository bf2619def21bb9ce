import type { Browser, Page } from 'playwright-core';
import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm } from '../support/alarms.js';
import { openBrowser, openPage, openWall, signInAt } from '../support/browser.js';
import { withChromium } from '../support/services.js';

withChromium('maintenance at the desk', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  const errors: string[][] = [];
  const atDesk = async (username: string): Promise<Page> => {
    const opened = await openPage(browser, { width: 1366, height: 768 });
    errors.push(opened.errors);
    await signInAt(opened.page, aggregator, username);
    await opened.page.locator('button.maintenance').click();
    await opened.page.locator('dialog.board').waitFor();
    return opened.page;
  };
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    browser = await openBrowser();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  it('is asked for, approved by another, holds an alarm in sight of desk and wall, and gives it back when it is ended', async () => {
    const officer = await atDesk('officer');
    await officer.locator('dialog.board header .btn.strong').click();
    const form = officer.locator('dialog.request');
    const field = (label: string) => form.getByLabel(label, { exact: true });
    // What is missing is said beside its field, and nothing is sent.
    await form.locator('footer .btn.strong').click();
    await form.locator('legend small.bad').waitFor();
    await field('数据源').selectOption('demo-city');
    await field('作业票号').fill('ZY-2026-0311');
    await field('现场负责人').fill('王工');
    await field('作业内容与原因').fill('更换燃气探测器');
    await form.locator('footer .btn.strong').click();
    await officer.locator('article[data-phase="pending"]').waitFor();
    expect(await officer.locator('article[data-phase="pending"] .decision .btn').allTextContents()).toEqual(['撤回']);

    const leader = await atDesk('leader');
    await leader.locator('article[data-phase="pending"] .decision .btn').first().click();
    await leader.locator('.decision form .btn.strong').click();
    await leader.locator('article[data-phase="in-force"]').waitFor();
    await aggregator.intake(nativeAlarm({ level: 'orange', title: '检修时的燃气报警' }));
    await aggregator.intake(nativeAlarm({ level: 'red', title: '真实的燃气泄漏' }));

    await officer.locator('article[data-phase="in-force"] .held button', { hasText: '检修时的燃气报警' }).waitFor();
    expect(await officer.locator('.held li').count()).toBe(1);
    const wall = await openWall(browser, aggregator);
    errors.push(wall.errors);
    await wall.page.locator('button.maintenance', { hasText: '屏蔽 1 条' }).waitFor();
    await wall.page.locator('.takeover-place', { hasText: '真实的燃气泄漏' }).waitFor();

    // The officer looks at what is held, and its facts lead back to the window.
    await officer.locator('.held button').click();
    await officer.locator('.detail h2', { hasText: '检修时的燃气报警' }).waitFor();
    await officer.locator('.facts .link', { hasText: 'ZY-2026-0311' }).click();
    await officer.locator('article.focused .decision .btn').click();
    await officer.locator('.decision .field').fill('提前完工');
    await officer.locator('.decision form .btn.strong').click();
    await officer.locator('article[data-phase="past"]').waitFor();
    await officer.keyboard.press('Escape');
    await officer.locator('[role="tab"]').first().click();
    await officer.locator('.queue .row', { hasText: '检修时的燃气报警' }).waitFor();
    await wall.page.locator('button.maintenance').waitFor({ state: 'detached' });
    expect(errors.flat()).toEqual([]);
  });
});
