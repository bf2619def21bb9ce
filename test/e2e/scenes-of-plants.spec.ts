import { openStage, PATIENCE } from '../support/scene-stage.js';
import { withChromium } from '../support/services.js';

/** Each scene from a clean start: the real field's real protocols, the shipped rules, and the wall. */
withChromium('a scene of the field, of plants and buildings', () => {
  const stage = openStage();
  const { play, alarms, reaches, levelsOf, names, isOver, played, onWall } = stage;

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
    await stage.wall.page.locator(`.takeover[data-alarm-id="${red.id}"]`).waitFor({ timeout: 60_000 });
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
});
