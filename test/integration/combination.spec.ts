import { Aggregator, type Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';

/** Ready-made alarms at the doors are counted by the rules that count alarms 同单位两点火警. */
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('fire alarms of one place, pushed', () => {
  let aggregator: Aggregator;
  let officer: Person;
  const several = async (object: string) => ((await officer.get('/api/alarms?limit=500')).body.items as { key: string; level: string; conditionActive: boolean; sourceId: string; count: number }[]).filter(({ key }) => key === `rule:fire.several-points/${object}/*`);
  const fire = (object: string, point: string, more: object = {}) => nativeAlarm({ key: `${object}/fire/${point}`, sector: 'fire', level: 'orange', title: '火警', objectCode: object, ...more });
  const push = async (body: unknown, sector = 'fire', headers: Record<string, string> = {}): Promise<void> => expect((await aggregator.intake(body, sector, '/api/intake/alarms', headers)).status).toBe(202);

  beforeAll(async () => {
    aggregator = await Aggregator.start();
    officer = await aggregator.signIn();
  }, 120_000);
  afterAll(() => aggregator?.close());

  it('two points are a red alarm as soon as the second is answered; it clears with the first that does', async () => {
    await push(fire('MALL', 'a'));
    expect(await several('MALL')).toEqual([]);
    await push(fire('MALL', 'b'));
    // Answered, so it is there: no waiting.
    expect(await several('MALL')).toMatchObject([{ level: 'red', conditionActive: true, count: 1 }]);
    await push(fire('MALL', 'a', { cleared: true, occurredAt: later(1_000) }));
    expect(await several('MALL')).toMatchObject([{ conditionActive: false, count: 1 }]);
  });

  it('also in one batch, as CloudEvents, and pushed by a source of another sector', async () => {
    await push([fire('SCHOOL', 'a'), fire('SCHOOL', 'b')]);
    expect(await several('SCHOOL')).toMatchObject([{ level: 'red', conditionActive: true }]);
    const event = (point: string) => ({ specversion: '1.0', id: point, source: '/fire/hotel', type: 'alarm', time: new Date().toISOString(), data: fire('HOTEL', point) });
    await push([event('a'), event('b')], 'city', { 'content-type': 'application/cloudevents-batch+json' });
    expect(await several('HOTEL')).toMatchObject([{ level: 'red', conditionActive: true, sourceId: 'demo-city' }]);
  });

  it('not one point twice, not two places, not drills, nor what is over already', async () => {
    await push(fire('SHOP', 'a'));
    await push(fire('SHOP', 'a', { occurredAt: later(1) }));
    await push(fire('BANK', 'a'));
    await push([fire('BARN', 'a', { drill: true }), fire('BARN', 'b', { drill: true })]);
    await push(fire('DEPOT', 'a', { occurredAt: later(-60_000) }));
    await push(fire('DEPOT', 'a', { cleared: true, occurredAt: later(-30_000) }));
    await push(fire('DEPOT', 'a', { occurredAt: later(-45_000) }));
    await push(fire('DEPOT', 'b'));
    for (const object of ['SHOP', 'BANK', 'BARN', 'DEPOT']) expect([object, await several(object)]).toEqual([object, []]);
  });

  it('are still counted after a restart that came in between', async () => {
    await push(fire('PORT', 'a'));
    await aggregator.kill('SIGKILL');
    aggregator = await Aggregator.start({ dataDir: aggregator.dataDir, port: aggregator.port });
    officer = await aggregator.signIn();
    await push(fire('PORT', 'b'));
    await until(async () => (await several('PORT')).length > 0);
    expect(await several('PORT')).toMatchObject([{ level: 'red', conditionActive: true }]);
  }, 120_000);
});
