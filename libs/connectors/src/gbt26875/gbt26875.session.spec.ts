import { COMMANDS, parsePacket } from './gbt26875.frame.js';
import { openOrders, type Line, type Outcome } from './gbt26875.orders.js';
import { openSession } from './gbt26875.session.js';
import { decodeUnit, type Unit } from './gbt26875.units.js';

const line: Line = { version: { main: 1, user: 1 }, source: '1', destination: '889' };
const MINUTE = 60_000;

describe('orders to a device', () => {
  let sent: Buffer[];
  let gone: AbortController;
  beforeEach(() => {
    jest.useFakeTimers();
    [sent, gone] = [[], new AbortController()];
  });
  afterEach(() => jest.useRealTimers());
  const orders = () => openOrders((bytes) => sent.push(bytes) > 0, gone.signal);

  it('are repeated three times with the same serial when nobody answers', async () => {
    const outcome = orders().send(line, COMMANDS.control, () => undefined);
    await jest.advanceTimersByTimeAsync(40_000);
    expect(await outcome).toBe('unanswered');
    expect(sent.map((bytes) => bytes.readUInt16LE(2))).toEqual([0, 0, 0, 0]);
  });

  it('end with their confirm, are repeated after a denial, and end with the connection', async () => {
    const all = orders();
    const [first, second, third] = [0, 1, 2].map(() => all.send(line, COMMANDS.control, () => undefined));
    expect(all.answered(0, COMMANDS.confirm)).toBe(true);
    expect(await first).toBe('confirmed');
    for (let denied = 0; denied < 4; denied += 1) {
      all.answered(1, COMMANDS.deny);
      await jest.advanceTimersByTimeAsync(0);
    }
    expect(await second).toBe('denied');
    gone.abort();
    expect(await third).toBe('gone');
    expect(all.answered(9, COMMANDS.confirm)).toBe(false);
  });
});

describe('a session with a device', () => {
  const start = () => {
    const asked: Unit[] = [];
    const missed = jest.fn();
    const refused = jest.fn();
    let dueAt: number | undefined;
    let outcome: Outcome = 'confirmed';
    const open = (dutyCheck?: { every: number; within: number }) => openSession({
      line, dutyCheck, missed, refused, due: { get: () => dueAt, set: (at) => { dueAt = at; } },
      orders: { send: (_line, _command, unit) => { const each = unit(); if (each) asked.push(each); return Promise.resolve(outcome); }, answered: () => true },
    });
    return { asked, missed, refused, open, answer: (next: Outcome) => { outcome = next; } };
  };
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sets the clock at once and every day, until stopped', () => {
    const { asked, open } = start();
    const session = open();
    jest.advanceTimersByTime(2 * 86_400_000);
    expect(asked).toMatchObject([{ type: 90 }, { type: 90 }, { type: 90 }]);
    expect(asked[1]).not.toEqual(asked[0]);
    session.stop();
    jest.advanceTimersByTime(2 * 86_400_000);
    expect(asked).toHaveLength(3);
  });

  it('tells when a duty check is not answered in time, and not when it is', () => {
    const { asked, missed, open } = start();
    const session = open({ every: 600, within: 5 });
    jest.advanceTimersByTime(10 * MINUTE);
    expect(asked).toContainEqual({ type: 91, objects: [{ minutes: 5 }] });
    jest.advanceTimersByTime(4 * MINUTE);
    session.dutyAnswered();
    jest.advanceTimersByTime(2 * MINUTE);
    expect(missed).not.toHaveBeenCalled();
    jest.advanceTimersByTime(10 * MINUTE);
    expect(missed).toHaveBeenCalledTimes(1);
    session.stop();
  });

  it('keeps the schedule of duty checks over a new connection', () => {
    const { asked, open } = start();
    open({ every: 600, within: 5 }).stop();
    jest.advanceTimersByTime(9 * MINUTE);
    const session = open({ every: 600, within: 5 });
    jest.advanceTimersByTime(MINUTE);
    expect(asked.filter(({ type }) => type === 91)).toHaveLength(1);
    session.stop();
  });

  it('tells of orders that are not taken', async () => {
    const { refused, open, answer } = start();
    answer('denied');
    open().stop();
    await jest.advanceTimersByTimeAsync(0);
    expect(refused).toHaveBeenCalledWith('同步时钟', 'denied');
  });
});

it('a clock sync is written as in the standard', () => {
  const sent: Buffer[] = [];
  const gone = new AbortController();
  void openOrders((bytes) => sent.push(bytes) > 0, gone.signal).send(line, COMMANDS.control, () => ({ type: 90, objects: [{ at: 0 }] }));
  gone.abort();
  const parsed = sent[0] && parsePacket(sent[0]);
  expect(parsed && parsed.ok && [parsed.packet.unit.length, decodeUnit(parsed.packet.unit).unit?.type]).toEqual([8, 90]);
});
