import type { Browser, Locator, Page } from 'playwright-core';
import { Aggregator, type Person } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { openBrowser, openPage, openWall, signInAt } from '../support/browser.js';
import { withChromium } from '../support/services.js';

/** A crane yard's own JSON, never seen before by the product. */
const MAPPING = { mapping: { each: 'cranes', kind: 'reading', fields: { deviceCode: 'id', point: "'moment'", value: 'load.percent', unit: "'%'", at: '$message.sent' } } };
const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString();
const message = (secondsAgo: number, cranes: Record<string, unknown>): string => JSON.stringify({ sent: at(secondsAgo), cranes: Object.entries(cranes).map(([id, percent]) => ({ id, load: { percent } })) });

withChromium('an administrator, in the browser', () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let page: Page;
  let admin: Person;
  let token = '';
  const errors: string[][] = [];
  const send = async (body: string, status = 202): Promise<void> => {
    expect((await aggregator.post('/api/intake/signals', body, { authorization: `Bearer ${token}` })).status).toBe(status);
  };

  beforeAll(async () => {
    aggregator = await Aggregator.start();
    browser = await openBrowser();
    const opened = await openPage(browser, { width: 1366, height: 768 });
    errors.push(opened.errors);
    page = opened.page;
    admin = await aggregator.signIn('admin');
    await signInAt(page, aggregator, 'admin');
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  it('makes a source of a new JSON without code, sees it live with what it cannot read, and test-sends a drill to the wall', async () => {
    await page.goto(`${aggregator.url}/admin/sources`);
    await page.getByRole('button', { name: '新建数据源' }).click();
    const form = page.locator('dialog');
    await form.getByLabel('名称').fill('文化工地塔机');
    await form.getByLabel('标识').fill('yard-cranes');
    await form.getByLabel('领域').selectOption('construction');
    await form.locator('summary').click();
    await form.getByLabel('映射与其他选项（JSON）').fill(JSON.stringify(MAPPING));
    await form.getByLabel('样例：JSON、SenML 或 CAP').fill(message(0, { 'TC-9': 64, 'TC-8': 'heavy' }));
    await form.getByRole('button', { name: '试一试' }).click();
    await form.locator('.result li', { hasText: 'TC-9 · moment = 64 %' }).waitFor();
    await form.locator('.result li.wrong', { hasText: '[1].value' }).waitFor();
    await form.getByRole('button', { name: '保存' }).click();
    const secret = page.locator('dialog pre').first();
    await secret.waitFor();
    token = (await secret.textContent()) ?? '';
    await page.locator('dialog footer button').click();

    const row = page.locator('tr', { hasText: 'yard-cranes' });
    await row.getByText('0 / 0 / 0').waitFor();
    await send(message(7_200, { 'TC-9': 50 }));
    await row.getByText('1 / 0 / 0').waitFor();
    await row.getByText('正常').waitFor();
    await send(message(7_100, { 'TC-9': 80 }));
    await send(message(7_000, { 'TC-9': 50 }));
    await row.getByText('3 / 0 / 0').waitFor();
    await send(message(1, { 'TC-9': 'ÿÿ%%%' }), 422);
    await row.getByText('3 / 0 / 1').waitFor();
    await row.locator('button.open').click();
    const detail = page.locator('aside.detail');
    await detail.locator('li', { hasText: 'ÿÿ%%%' }).filter({ hasText: '[0].value' }).waitFor();
    await detail.locator('li', { hasText: '"percent":50' }).waitFor();
    await page.keyboard.press('Escape');

    await row.getByRole('button', { name: '试发' }).click();
    const sample = page.locator('dialog').getByLabel('样例');
    // It begins from what the source sent (of a busy one, one message a second is kept).
    expect(JSON.parse(await sample.inputValue())).toMatchObject({ cranes: [{ id: 'TC-9', load: { percent: expect.any(Number) as unknown } }] });
    await sample.fill(message(0, { 'TC-9': 101 }));
    await page.locator('dialog').getByRole('button', { name: '试发（演练）' }).click();
    await page.locator('dialog .answer', { hasText: '【试发】塔机力矩 101%' }).waitFor();
    await page.locator('dialog').getByRole('button', { name: '取消' }).click();
    const wall = await openWall(browser, aggregator);
    errors.push(wall.errors);
    await wall.page.getByText('【试发】塔机力矩 101%').first().waitFor();
    await wall.page.context().close();
    // The real series has only what its sender sent, and the link did not hear of it.
    expect((await admin.get('/api/readings?deviceCode=TC-9')).body.items).toMatchObject([{ value: 50 }]);
    await row.getByText('3 / 0 / 1').waitFor();
    expect(errors.flat()).toEqual([]);
  }, 400_000);

  it('lowers a threshold, having seen what it would have raised; then it does; and of two changes the later is told in words', async () => {
    await page.goto(`${aggregator.url}/admin/rules`);
    await page.getByRole('searchbox').fill('crane-moment');
    const row = page.locator('tr', { hasText: 'construction.crane-moment' });
    const form = page.locator('dialog');
    const change = (): Promise<void> => row.getByRole('button', { name: '修改' }).click();
    const yellow = (): Locator => form.locator('.step').first().getByLabel('达到（含）');
    await change();
    await yellow().fill('75');
    await form.getByRole('button', { name: '预演过去 24 小时' }).click();
    const rehearsed = form.locator('.rehearsed');
    // Alarms; red, orange, yellow, blue; devices; still standing.
    const numbers = (of: string) => rehearsed.locator('tbody tr', { hasText: of }).locator('td').allTextContents();
    await rehearsed.waitFor();
    expect([await numbers('改后'), await numbers('现行第 1 版')]).toEqual([['1', '0', '0', '1', '0', '1', '0'], ['0', '0', '0', '0', '0', '0', '0']]);
    await rehearsed.getByText('% · 1 个测点').waitFor();
    await rehearsed.locator('li', { hasText: '塔机力矩 80%，达到 75%' }).waitFor();
    await form.getByRole('button', { name: '保存' }).click();
    await row.getByText('版本 2').waitFor();

    const alarms = async () => ((await admin.get('/api/alarms?sector=construction&limit=100')).body.items as { key: string; level: string; title: string; drill: boolean }[]).filter(({ key }) => key === 'rule:construction.crane-moment/TC-10/moment');
    const [raised] = await until(async () => {
      await send(message(0, { 'TC-10': 80 }));
      const found = await alarms();
      return found.length > 0 && found;
    }, 90_000, 500);
    expect(raised).toMatchObject({ level: 'yellow', drill: false, title: '塔机力矩 80%，达到 75%' });

    await change();
    await yellow().fill('70');
    const { items } = (await admin.get('/api/rules/all')).body as { items: { rule: { id: string } }[] };
    const present = items.find(({ rule }) => rule.id === 'construction.crane-moment')?.rule;
    expect((await admin.call('PUT', '/api/rules/construction.crane-moment', { ...present, name: '塔机力矩（同事改）' })).status).toBe(200);
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByRole('alert').filter({ hasText: '现行为第 3 版（塔机力矩（同事改））。您的修改未保存。' }).waitFor();
    await form.getByRole('button', { name: '载入现行版本' }).click();
    await form.getByRole('heading', { name: '版本 3' }).waitFor();
    expect(await yellow().inputValue()).toBe('75');
    await yellow().fill('70');
    await form.getByRole('button', { name: '保存' }).click();
    await row.getByText('版本 4').waitFor();
    await row.getByText('塔机力矩（同事改）').waitFor();
    expect(errors.flat()).toEqual([]);
  }, 400_000);
});
