import type { AlarmView } from '@one-screen/contracts';
import type { Browser, Page } from 'playwright-core';
import { Aggregator, type Person } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { openBrowser, openWall } from '../support/browser.js';
import { FieldProgram } from '../support/field.js';
import { withChromium } from '../support/services.js';

/** A rule waits a minute for water to stand; gas and crane have to be calm for a minute and for ten seconds. */
const PATIENCE = 300_000;

interface Told {
  level: string;
  at: number;
}

/** Each scene from a clean start: the real field's real protocols, the shipped rules, and the wall. */
withChromium('a scene of the field', () => {
  let browser: Browser;
  let aggregator: Aggregator;
  let officer: Person;
  let field: FieldProgram;
  let wall: { page: Page; errors: string[] };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
  }, 180_000);
  beforeEach(async () => {
    aggregator = await Aggregator.start();
    officer = await aggregator.signIn();
    wall = await openWall(browser, aggregator);
  }, 2 * PATIENCE);
  afterEach(async () => {
    await field?.stop();
    await wall?.page.context().close();
    await aggregator?.close();
  }, 2 * PATIENCE);

  const play = (name: string, ...more: string[]): void => {
    field = FieldProgram.start(aggregator, ['--scene', name, '--scene-speed', '20', ...more]);
  };
  /** Everything raised but what says that a source is quiet: the everyday field is not running. */
  const alarms = async (): Promise<AlarmView[]> => ((await officer.get('/api/alarms?limit=500')).body.items as AlarmView[]).filter(({ key }) => !key.startsWith('link/'));
  const alarm = async (part: string): Promise<AlarmView | undefined> => (await alarms()).find(({ key }) => key.includes(part));
  const reaches = (part: string, level: string): Promise<AlarmView> => until(async () => {
    if (field.exited !== undefined && field.exited !== 0) throw new Error(`the field ended with ${field.exited}:\n${field.output}`);
    const found = await alarm(part);
    return found?.level === level && found;
  }, 2 * PATIENCE);
  /** The levels an alarm went through, with the journal's numbers to order alarms by. */
  const levelsOf = async ({ id }: AlarmView): Promise<Told[]> => {
    const { history } = (await officer.get(`/api/alarms/${id}`)).body as { history: { kind: string; sequence: number; data?: { level?: string } }[] };
    return history.filter(({ kind }) => kind === 'alarm.raised' || kind === 'alarm.levelRaised').map(({ sequence, data }) => ({ level: data?.level ?? '', at: sequence }));
  };
  const names = (told: readonly Told[]): string[] => told.map(({ level }) => level);
  const isOver = (part: string): Promise<boolean> => until(async () => (await alarm(part))?.conditionActive === false, PATIENCE);
  const played = async (): Promise<void> => {
    await until(() => field.exited !== undefined, PATIENCE);
    expect([field.exited, field.output]).toEqual([0, expect.stringContaining('情景结束')]);
  };
  /** The wall shows this alarm, at its level, with the name of its object. */
  const onWall = async ({ id, level, title, objectName }: AlarmView): Promise<void> => {
    const row = wall.page.locator(`.stream [data-alarm-id="${id}"][data-level="${level}"]`).first();
    await row.waitFor({ timeout: 60_000 });
    expect(await row.innerText()).toContain(title);
    if (objectName) expect(await row.innerText()).toContain(objectName);
    expect(wall.errors).toEqual([]);
  };

  it('gas-leak: one detector yellow then orange, its neighbour after it, then red for two points of one plant', async () => {
    play('gas-leak', '--scene-stay');
    const red = await reaches('gas-several', 'red');
    const [near, far] = [await reaches('-01/combustible-gas', 'orange'), await reaches('-02/combustible-gas', 'orange')];
    expect(await alarms()).toHaveLength(3);
    const [one, two, both] = [await levelsOf(near), await levelsOf(far), await levelsOf(red)];
    expect([names(one), names(two), names(both)]).toEqual([['yellow', 'orange'], ['yellow', 'orange'], ['red']]);
    expect([...one, ...two, ...both].map(({ at }) => at)).toEqual([...one, ...two, ...both].map(({ at }) => at).sort((a, b) => a - b));
    expect(red).toMatchObject({ sector: 'industry', title: '2 个测点同时气体二级报警', objectName: near.objectName, objectCode: expect.stringMatching(/^GC-INDUSTRY-/) });
    expect(near.title).toContain('达到 50%LEL');
    await onWall(red);
    await wall.page.locator(`.takeover[data-alarm-id="${red.id}"]`).waitFor({ timeout: 60_000 });
    await onWall(near);
  }, 2 * PATIENCE);

  it('fire: one smoke point orange and unconfirmed, a second one of the building red; the reset ends all three', async () => {
    play('fire');
    const red = await reaches('several-points', 'red');
    const points = (await alarms()).filter(({ key }) => key.includes('/fire/'));
    expect(await alarms()).toHaveLength(3);
    const told = await Promise.all([...points, red].map(levelsOf));
    expect(told.map(names)).toEqual([['orange'], ['orange'], ['red']]);
    const [last] = told[2] ?? [];
    expect(told.slice(0, 2).flat().every(({ at }) => at < (last?.at ?? 0))).toBe(true);
    expect(red).toMatchObject({ sector: 'fire', title: '同一单位 2 个点位同时火警', objectName: points[0]?.objectName, objectCode: expect.stringMatching(/^GC-FIRE-/) });
    expect(points.map(({ title }) => title).sort()).toEqual([expect.stringContaining('三层306室'), expect.stringContaining('三层东走廊')]);
    await onWall(red);
    await played();
    for (const { key } of [...points, red]) expect(await isOver(key)).toBe(true);
  }, 2 * PATIENCE);

  it('typhoon: the warning rises blue to red on the header, cranes are stopped, water stands yellow, orange, red', async () => {
    play('typhoon', '--scene-stay');
    const header = wall.page.locator('.wall-header .warning.red');
    await header.waitFor({ timeout: PATIENCE });
    expect(await header.innerText()).toContain('台风红色预警');
    const water = await reaches('city.ponding', 'red');
    expect(names(await levelsOf(water))).toEqual(['yellow', 'orange', 'red']);
    const wind = await until(async () => {
      const stopped = (await alarms()).filter(({ key }) => key.includes('crane-wind'));
      return stopped.length === 3 && stopped;
    }, PATIENCE);
    expect(wind.map(({ level }) => level)).toEqual(['orange', 'orange', 'orange']);
    const warnings = (await alarms()).filter(({ sourceId }) => sourceId === 'demo-warnings').sort((a, b) => a.sequence - b.sequence || a.key.localeCompare(b.key));
    expect(warnings.map(({ level, conditionActive }) => [level, conditionActive]).sort()).toEqual([['blue', false], ['orange', false], ['red', true], ['yellow', false]]);
    const raisedAt = await Promise.all(['blue', 'yellow', 'orange', 'red'].map(async (level) => (await levelsOf(warnings.find((each) => each.level === level) as AlarmView))[0]?.at ?? 0));
    expect(raisedAt).toEqual([...raisedAt].sort((a, b) => a - b));
    expect(await alarms()).toHaveLength(1 + 3 + 4);
    await onWall(water);
  }, 2 * PATIENCE);

  it('overload: a crane’s moment yellow, orange, red, and over when the load is down', async () => {
    play('overload');
    const crane = await reaches('crane-moment', 'red');
    expect(names(await levelsOf(crane))).toEqual(['yellow', 'orange', 'red']);
    expect(crane).toMatchObject({ sector: 'construction', title: expect.stringContaining('达到 105%'), objectName: expect.stringContaining('塔机') });
    await onWall(crane);
    await played();
    expect(await isOver('crane-moment')).toBe(true);
    expect(await alarms()).toHaveLength(1);
  }, 2 * PATIENCE);

  it('lift-trapped: red at once, and over when they are let out', async () => {
    play('lift-trapped');
    const lift = await reaches('equipment.trapped', 'red');
    expect(names(await levelsOf(lift))).toEqual(['red']);
    expect(lift).toMatchObject({ sector: 'equipment', title: '电梯困人', objectName: expect.stringContaining('电梯') });
    await onWall(lift);
    await played();
    expect(await isOver('equipment.trapped')).toBe(true);
    expect(await alarms()).toHaveLength(1);
  }, 2 * PATIENCE);

  it('vessel-lost: the beacon is red, where the boat was, under its name; and nothing but people ends it', async () => {
    play('vessel-lost');
    const sos = await reaches('/sos', 'red');
    expect(sos).toMatchObject({ sector: 'marine', key: '970331082/sos', objectName: expect.stringContaining('示范渔') });
    const boat = ((await officer.get('/api/positions')).body.items as { deviceCode: string; objectCode?: string; lon: number; lat: number }[]).find(({ deviceCode }) => deviceCode.startsWith('412'));
    expect(boat?.objectCode).toBe(sos.objectCode);
    expect(Math.hypot((sos.location?.lon ?? 0) - (boat?.lon ?? 0), (sos.location?.lat ?? 0) - (boat?.lat ?? 0))).toBeLessThan(0.01);
    await onWall(sos);
    await played();
    expect(await alarm('/sos')).toMatchObject({ conditionActive: true, state: 'raised' });
    expect(await alarms()).toHaveLength(1);
  }, 2 * PATIENCE);

  it('leaves the devices it plays to it while the everyday field runs, and gives them back', async () => {
    const everyday = FieldProgram.start(aggregator, ['--seed-ledger', '--speed', '1']);
    try {
      const trapped = async () => ((await officer.get('/api/readings?limit=1000')).body.items as { deviceCode: string; point: string; value: number; at: string }[]).find(({ point, deviceCode }) => point === 'trapped' && deviceCode.endsWith('-0001'));
      await until(trapped, PATIENCE);
      play('lift-trapped', '--scene-stay');
      await reaches('equipment.trapped', 'red');
      const since = Date.now();
      // The everyday lift reports twice a minute: had it not given way, it would have said by now that nobody is shut in.
      await until(() => Date.now() - since > 40_000, PATIENCE);
      expect(await alarm('equipment.trapped')).toMatchObject({ conditionActive: true });
      expect(await trapped()).toMatchObject({ value: 1 });
      await field.stop();
      expect(await isOver('equipment.trapped')).toBe(true);
    } finally {
      await everyday.stop();
    }
  }, 2 * PATIENCE);
});
