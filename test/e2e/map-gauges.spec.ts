import { until } from '../support/alarms.js';
import { CRANE, openCraneYard } from '../support/crane-yard.js';
import { withChromium } from '../support/services.js';

withChromium('gauges on the wall’s map', () => {
  const yard = openCraneYard();
  const { measure } = yard;

  const gauge = (of: string) => yard.page.locator(`.map-gauge${of}`, { hasText: '力矩' });

  it('show beside its place what is measured once the map has flown to a red, with nobody’s hand', async () => {
    await measure(60);
    await yard.page.goto(`${yard.aggregator.url}/wall`);
    await yard.page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 90_000 });
    expect(await yard.page.locator('.map-gauge').count()).toBe(0);
    const alarm = { key: 'SITE-1', sector: 'construction', level: 'red', title: '塔机倾覆风险', objectCode: CRANE.code, occurredAt: new Date().toISOString() };
    await yard.send('/api/intake/alarms', alarm);
    await gauge('.good').filter({ hasText: '60%' }).waitFor({ timeout: 90_000 });
    // Within the limits of the rule in force, and in no colour.
    expect(await yard.page.locator('.map-gauge .limit').count()).toBeGreaterThan(0);
    expect(await gauge('').getAttribute('class')).not.toMatch(/red|orange|yellow|blue/);
  }, 400_000);

  it('take the level of the limit reached, and never lie over the mark of the unsigned red', async () => {
    await measure(101);
    await gauge('.orange').filter({ hasText: '101%' }).waitFor({ timeout: 90_000 });
    await until(async () => {
      const [own, red] = [await gauge('.orange').boundingBox(), await yard.page.locator('.alarm-pulse.red').boundingBox()];
      return own !== null && red !== null && (own.x >= red.x + red.width || own.x + own.width <= red.x || own.y >= red.y + red.height || own.y + own.height <= red.y);
    });
    expect(yard.errors).toEqual([]);
  }, 400_000);

  it('show a value that is no measurement as such, in no colour', async () => {
    await measure(102, 'bad');
    await gauge('.bad').filter({ hasText: '无效' }).waitFor({ timeout: 90_000 });
    expect(await gauge('').getAttribute('class')).not.toMatch(/red|orange|yellow|blue/);
  }, 400_000);

  it('go with the map when the red is signed and it flies home', async () => {
    const officer = await yard.aggregator.signIn();
    const { items } = (await officer.get('/api/alarms?limit=10')).body as { items: { id: string; level: string; revision: number }[] };
    const red = items.find(({ level }) => level === 'red');
    expect((await officer.post(`/api/alarms/${red?.id}/acknowledge`, { revision: red?.revision, disposition: 'true' })).status).toBe(200);
    await until(async () => (await yard.page.locator('.map-gauge').count()) === 0);
    expect(yard.errors).toEqual([]);
  }, 400_000);
});
