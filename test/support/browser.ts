import { chromium, type Browser, type Page } from 'playwright-core';
import type { Aggregator } from './aggregator.js';
import { PASSWORD } from './aggregator.js';

/** Headless Chromium of this machine; software rendering, no calls home. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'],
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--autoplay-policy=no-user-gesture-required'],
  });

/** A page whose script errors fail the test that asks for them. */
export const openPage = async (browser: Browser, size = { width: 1920, height: 1080 }): Promise<{ page: Page; errors: string[] }> => {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  // As patient as the rest: a page on two busy cores takes its time.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, errors };
};

export const openWall = async (browser: Browser, aggregator: Aggregator): Promise<{ page: Page; errors: string[] }> => {
  const opened = await openPage(browser);
  await opened.page.goto(`${aggregator.url}/wall#token=${aggregator.wallToken()}`);
  await opened.page.waitForSelector('.panel', { timeout: 90_000 });
  return opened;
};

export const signInAt = async (page: Page, aggregator: Aggregator, username: string): Promise<void> => {
  await page.goto(`${aggregator.url}/login`);
  await page.fill('input[autocomplete="username"]', username);
  await page.fill('input[autocomplete="current-password"]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/login'), { timeout: 90_000 });
};
