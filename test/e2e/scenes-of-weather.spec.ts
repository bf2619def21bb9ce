import type { AlarmView } from '@one-screen/contracts';
import { until } from '../support/alarms.js';
import { FieldProgram } from '../support/field.js';
import { openStage, PATIENCE } from '../support/scene-stage.js';
import { withChromium } from '../support/services.js';

/** Each scene from a clean start: the real field's real protocols, the shipped rules, and the wall. */
withChromium('a scene of the field, of weather and the sea, and beside the everyday field', () => {
  const stage = openStage();
  const { play, alarms, alarm, reaches, levelsOf, names, isOver, played, onWall } = stage;

  it('typhoon: the warning rises blue to red on the header, cranes are stopped, water stands yellow, orange, red', async () => {
    play('typhoon', '--scene-stay');
    const header = stage.wall.page.locator('.wall-header .warning.red');
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

  it('vessel-lost: the beacon is red, where the boat was, under its name; and nothing but people ends it', async () => {
    play('vessel-lost');
    const sos = await reaches('/sos', 'red');
    expect(sos).toMatchObject({ sector: 'marine', key: '970331082/sos', objectName: expect.stringContaining('示范渔') });
    const boat = ((await stage.officer.get('/api/positions')).body.items as { deviceCode: string; objectCode?: string; lon: number; lat: number }[]).find(({ deviceCode }) => deviceCode.startsWith('412'));
    expect(boat?.objectCode).toBe(sos.objectCode);
    expect(Math.hypot((sos.location?.lon ?? 0) - (boat?.lon ?? 0), (sos.location?.lat ?? 0) - (boat?.lat ?? 0))).toBeLessThan(0.01);
    await onWall(sos);
    await played();
    expect(await alarm('/sos')).toMatchObject({ conditionActive: true, state: 'raised' });
    expect(await alarms()).toHaveLength(1);
  }, 2 * PATIENCE);

  it('leaves the devices it plays to it while the everyday field runs, and gives them back', async () => {
    const everyday = FieldProgram.start(stage.aggregator, ['--seed-ledger', '--speed', '1']);
    try {
      const trapped = async () => ((await stage.officer.get('/api/readings?limit=1000')).body.items as { deviceCode: string; point: string; value: number; at: string }[]).find(({ point, deviceCode }) => point === 'trapped' && deviceCode.endsWith('-0001'));
      await until(trapped, PATIENCE);
      play('lift-trapped', '--scene-stay');
      await reaches('equipment.trapped', 'red');
      const since = Date.now();
      // The everyday lift reports twice a minute: had it not given way, it would have said by now that nobody is shut in.
      await until(() => Date.now() - since > 40_000, PATIENCE);
      expect(await alarm('equipment.trapped')).toMatchObject({ conditionActive: true });
      expect(await trapped()).toMatchObject({ value: 1 });
      await stage.field.stop();
      expect(await isOver('equipment.trapped')).toBe(true);
    } finally {
      await everyday.stop();
    }
  }, 2 * PATIENCE);
});
