import type { Browser, Page } from 'playwright-core';
import { Aggregator, type Person } from '../support/aggregator.js';
import { openBrowser, openPage, signInAt } from '../support/browser.js';
import { withChromium } from '../support/services.js';

withChromium('hazards on a screen', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let officer: Person;
  let leader: Person;
  const errors: string[][] = [];
  const at = async (username: string, path: string, size = { width: 1366, height: 768 }): Promise<Page> => {
    const opened = await openPage(browser, size);
    errors.push(opened.errors);
    await signInAt(opened.page, aggregator, username);
    await opened.page.goto(`${aggregator.url}${path}`);
    return opened.page;
  };
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    browser = await openBrowser();
    const admin = await aggregator.signIn('admin');
    await admin.post('/api/grids', [{ code: '331082001001', name: '鹿城社区', kind: 'community', schematic: true, centre: { lon: 121.1, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] }]);
    await admin.post('/api/objects', [{ code: 'F-1', name: '鹿城商厦', sector: 'fire', kind: '重点单位', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'yellow', responsible: '王工', responsiblePhone: '138****0000' }]);
    officer = await aggregator.signIn();
    leader = await aggregator.signIn('leader');
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  it('is registered with a photo, graded, refused at the field that is missing, signed off by a leader, and told to who looks on', async () => {
    const page = await at('officer', '/ledger/hazards', { width: 1920, height: 1080 });
    await page.getByRole('button', { name: '登记隐患' }).click();
    const form = page.locator('dialog.card');
    const field = (label: string) => form.getByLabel(label, { exact: true });
    await form.locator('footer .btn.strong').click();
    await form.locator('.wrong small').first().waitFor();
    await field('监管对象').fill('鹿城');
    await form.getByRole('button', { name: '鹿城商厦' }).click();
    await field('来源').selectOption('street');
    await field('类别').selectOption('escape');
    await field('部位').fill('三楼东侧安全出口');
    await field('隐患描述').fill('疏散通道被货物堵塞，防火门常开');
    await form.locator('input[type="file"]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await form.locator('.photo img').waitFor();
    await form.locator('footer .btn.strong').click();
    await page.waitForURL(/\/ledger\/hazards\/YH/);
    const id = page.url().split('/').at(-1) ?? '';
    await page.locator('.pair img').waitFor();
    expect(await page.locator('.pair img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1920);
    expect(await page.locator('dl').first().innerText()).toContain('138****0000');

    const looking = await at('leader', `/ledger/hazards/${id}`);
    await page.getByRole('button', { name: '定级', exact: true }).click();
    await page.getByRole('button', { name: '确认定级' }).click();
    await page.locator('.wrong small', { hasText: '请选择隐患级别' }).waitFor();
    await page.getByLabel('级别', { exact: true }).selectOption('general');
    await page.getByRole('button', { name: '确认定级' }).click();
    await looking.locator('.state', { hasText: '已定级' }).waitFor();
    await looking.getByRole('button', { name: '签字背书' }).click();
    await looking.getByLabel('签名').fill('林某');
    await looking.getByRole('button', { name: '确认签字背书' }).click();
    await page.locator('.state', { hasText: '已背书' }).waitFor();
    expect(errors.flat()).toEqual([]);
  }, 400_000);

  it('shows what is overdue in red with its sign and words, and keeps filters and order in the address', async () => {
    const made = (await officer.post('/api/hazards', { source: 'grid', sector: 'fire', objectCode: 'F-1', gridCode: '331082001001', place: '地下室', description: '灭火器过期', category: 'facility', foundBy: '陈某', foundAt: new Date(Date.now() - 60_000).toISOString() })).body;
    const path = `/api/hazards/${made.id}`;
    await officer.patch(path, { action: 'grade', revision: 1, grade: 'general' });
    await leader.patch(path, { action: 'endorse', revision: 2, signature: '林某' });
    expect((await officer.patch(path, { action: 'assign', revision: 3, to: 'officer', deadline: new Date(Date.now() + 1500).toISOString() })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const page = await at('officer', '/ledger/hazards?overdue=1&sort=deadline');
    await page.locator('.late', { hasText: '▲ 逾期 1 天' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await page.locator('th[aria-sort="ascending"]').innerText()).toContain('整改期限');
    await page.getByRole('link', { name: '清除筛选' }).click();
    await page.waitForURL((url) => !url.search.includes('overdue'));
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
    await page.setViewportSize({ width: 1920, height: 1080 });
    expect(errors.flat()).toEqual([]);
  }, 400_000);
});
