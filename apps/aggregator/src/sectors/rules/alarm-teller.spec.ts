import { invalid, unavailable, type AlarmSignal } from '@one-screen/domain';
import { AlarmTeller, type TellerSource } from './alarm-teller.js';

const TANKS: TellerSource = { id: 'tanks', sector: 'industry' };
const DUST: TellerSource = { id: 'dust', sector: 'construction' };
const alarm = (key: string, cleared = false): AlarmSignal => ({ kind: 'alarm', key, level: 'orange', title: key, occurredAt: 1_000, cleared });

/** The alarms' room, as slow and as broken as a test wants it. */
const room = (limit?: number) => {
  const told: string[] = [];
  const troubles: string[] = [];
  const held: { signals: readonly AlarmSignal[]; resolve: () => void; reject: (error: Error) => void }[] = [];
  let open = true;
  const teller = new AlarmTeller({
    accept: (_source, signals) => new Promise<void>((resolve, reject) => {
      const take = (): void => {
        told.push(...signals.map(({ key, cleared }) => `${key}${cleared ? '-' : '+'}`));
        resolve();
      };
      if (open) take();
      else held.push({ signals, resolve: take, reject });
    }),
    trouble: (words) => void troubles.push(words),
  }, limit);
  return { teller, told, troubles, held, close: () => { open = false; }, open: () => { open = true; } };
};

describe('alarms of rules on their way to the database', () => {
  it('tells all, in the order decided within a source', async () => {
    const { teller, told } = room();
    teller.add(TANKS, [alarm('a'), alarm('a', true)]);
    teller.add(DUST, [alarm('d')]);
    teller.add(TANKS, [alarm('a2')]);
    await teller.tell();
    expect(told.filter((one) => one.startsWith('a'))).toEqual(['a+', 'a-', 'a2+']);
    expect(told).toContain('d+');
    expect(teller.waiting).toBe(0);
  });

  it('loses no raise when clears have to go while others are being told', async () => {
    const { teller, told, held, close, open, troubles } = room(4);
    close();
    teller.add(TANKS, [alarm('1', true), alarm('2', true), alarm('3')]);
    const telling = teller.tell();
    // Meanwhile more come than may wait: the two clears under way are the oldest, and go from the list.
    teller.add(TANKS, [alarm('4'), alarm('5'), alarm('6')]);
    expect(troubles).toHaveLength(1);
    open();
    held.forEach(({ resolve }) => resolve());
    await telling;
    expect(told).toEqual(['1-', '2-', '3+', '4+', '5+', '6+']);
    expect(teller.waiting).toBe(0);
  });

  it('keeps what could not be told for the next time, and what another source told is not told again', async () => {
    const { teller, told, held, close, open } = room();
    close();
    teller.add(TANKS, [alarm('a')]);
    teller.add(DUST, [alarm('d')]);
    const telling = teller.tell();
    held[0]?.reject(unavailable('database-away', '数据库暂时不可用', 'away'));
    held[1]?.resolve();
    await expect(telling).rejects.toMatchObject({ kind: 'unavailable' });
    expect(teller.waiting).toBe(1);
    open();
    await teller.tell();
    expect(told).toEqual(['d+', 'a+']);
  });

  it('lets go of what is refused for good, and tells what follows', async () => {
    const { teller, told, held, troubles, close, open } = room();
    close();
    teller.add(TANKS, [alarm('wrong')]);
    const telling = teller.tell();
    teller.add(TANKS, [alarm('right')]);
    open();
    held[0]?.reject(invalid('unstorable', '无法保存', 'cannot be stored'));
    await telling;
    expect(told).toEqual(['right+']);
    expect(troubles).toHaveLength(1);
  });

  it.each(Array.from({ length: 12 }, (_, steps) => steps))('tells what is added %d steps after the last was taken', async (steps) => {
    const { teller, told, held, close, open } = room();
    close();
    teller.add(TANKS, [alarm('first')]);
    const telling = teller.tell();
    open();
    held[0]?.resolve();
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    teller.add(TANKS, [alarm('last')]);
    await teller.tell();
    expect(told).toEqual(['first+', 'last+']);
    await telling;
  });

  it('drops the oldest clears above the limit, never a raise', async () => {
    const { teller, told } = room(3);
    teller.add(TANKS, [alarm('1', true), alarm('2'), alarm('3', true), alarm('4'), alarm('5'), alarm('6')]);
    await teller.tell();
    expect(told).toEqual(['2+', '4+', '5+', '6+']);
  });
});
