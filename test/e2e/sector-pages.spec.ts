import { until } from '../support/alarms.js';
import { CRANE, openCraneYard } from '../support/crane-yard.js';
import { withChromium } from '../support/services.js';

const SECTORS = ['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city'];

withChromium('the sector pages and the drawer', () => {
  const yard = openCraneYard();
  const { measure } = yard;

  it('show a picture of each sector, or say plainly that nothing is connected and how that is done', async () => {
    for (const sector of SECTORS) {
      await yard.page.goto(`${yard.aggregator.url}/sector/${sector}`);
      await yard.page.locator('.picture .no-source').waitFor({ timeout: 90_000 });
      expect(await yard.page.locator('.tabs .here').count()).toBe(1);
    }
    expect(yard.errors).toEqual([]);
  }, 400_000);

  it('show what is measured as it comes, in a level’s colour only over its limit, and open it in the drawer', async () => {
    await measure(60);
    await yard.page.goto(`${yard.aggregator.url}/sector/construction`);
    const bar = yard.page.locator('.picture .point-bar', { hasText: '力矩' });
    await bar.filter({ hasText: '60' }).waitFor({ timeout: 90_000 });
    expect(await bar.getAttribute('class')).not.toContain('orange');
    await measure(101);
    await yard.page.locator('.picture .point-bar.orange', { hasText: '101' }).waitFor({ timeout: 90_000 });
    await yard.page.locator('.alarms', { hasText: '塔机力矩 101%' }).waitFor({ timeout: 90_000 });

    await bar.click();
    const drawer = yard.page.locator('dialog.object-drawer');
    await drawer.locator('.row', { hasText: '101' }).waitFor({ timeout: 90_000 });
    for (const fact of [CRANE.name, '王某某', '未闭环告警 1 条', 'GB 5144']) await drawer.filter({ hasText: fact }).waitFor({ timeout: 90_000 });
    await drawer.locator('canvas').first().waitFor({ timeout: 90_000 });
    await yard.page.keyboard.press('Escape');
    await until(async () => (await drawer.count()) === 0);
    expect(yard.errors).toEqual([]);
  }, 400_000);

  it('open from the desk by key, for the very device and point of the alarm', async () => {
    const officer = await yard.aggregator.signIn();
    const { items } = (await officer.get('/api/alarms?sector=construction&limit=10')).body as { items: { id: string; key: string }[] };
    const alarm = items.find(({ key }) => key.includes('crane-moment'));
    await yard.page.goto(`${yard.aggregator.url}/desk?alarm=${alarm?.id}`);
    await yard.page.locator('.detail .place .btn', { hasText: '读数与设备' }).waitFor({ timeout: 90_000 });
    await yard.page.keyboard.press('o');
    await yard.page.locator('dialog.object-drawer .chosen', { hasText: '力矩' }).waitFor({ timeout: 90_000 });
    await yard.page.keyboard.press('Escape');
    await until(async () => (await yard.page.locator('dialog.object-drawer').count()) === 0);
    expect(await yard.page.locator('.detail h2').textContent()).toContain('塔机力矩');
  }, 400_000);
});
