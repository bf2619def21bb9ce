import { invalid, unavailable, type Parsed, type Signal } from '@one-screen/domain';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { Sink } from '../connector.js';
import { gbt26875Connector, type Gbt26875Options } from './gbt26875.connector.js';
import { COMMANDS, parsePacket } from './gbt26875.frame.js';
import { openFireDevice, type FireDevice } from './gbt26875.simulator.js';
import { decodeUnit, type Unit } from './gbt26875.units.js';
import { CONFIRM, FIRE } from './gbt26875.vectors.js';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = async (done: () => unknown): Promise<void> => {
  while (!done()) await pause(5);
};
const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});
const fire = (position: number, state = 2): Unit => ({ type: 2, objects: [{ sysType: 1, sysAddr: 1, compType: 40, zone: 1, position, state, text: '走廊', at: Date.parse('2026-03-01T08:00:00+08:00') }] });

describe('the GB/T 26875.3 connector', () => {
  let port: number;
  let abort: AbortController;
  let ended: Promise<void>;
  let heard: Signal[];
  let bad: string[];
  let states: string[];
  let take: (batch: Parsed<Signal>[]) => Promise<void>;
  let devices: FireDevice[];

  const start = async (options: Partial<Gbt26875Options> = {}): Promise<void> => {
    port = await freePort();
    const sink: Sink = {
      signal: async (batch) => {
        await take(batch);
        heard.push(...batch.flatMap((each) => (each.ok ? [each.signal] : [])));
      },
      state: (state) => void states.push(state),
      bad: (error) => void bad.push(error),
    };
    ended = gbt26875Connector.open({ host: '127.0.0.1', port, ...options }, sink, abort.signal);
  };
  const device = async (address = '889', answerMs = 10_000): Promise<FireDevice> => {
    for (;;) {
      try {
        const made = await openFireDevice({ host: '127.0.0.1', port, address, centre: '88888', answerMs });
        devices.push(made);
        return made;
      } catch {
        await pause(20);
      }
    }
  };

  beforeEach(() => {
    [abort, heard, bad, states, devices] = [new AbortController(), [], [], [], []];
    take = () => Promise.resolve();
  });
  afterEach(async () => {
    await Promise.all(devices.map((each) => each.close()));
    abort.abort();
    await ended;
  });

  it('lets no fire wait for measurements sent before it', async () => {
    let stored = (): void => undefined;
    const measured = new Promise<void>((resolve) => (stored = resolve));
    take = (batch) => (batch.some((each) => each.ok && each.signal.kind === 'reading') ? measured : Promise.resolve());
    await start();
    const one = await device();
    const measurement = one.sendUnit({ type: 3, objects: [{ sysType: 1, sysAddr: 1, compType: 30, zone: 1, position: 1, kind: 3, raw: 215, at: Date.now() }] });
    await one.sendUnit(fire(1));
    const first = heard.map(({ kind }) => kind);
    stored();
    await measurement;
    expect(new Set(first)).toEqual(new Set(['alarm']));
    expect(heard.at(-1)).toMatchObject({ kind: 'reading' });
  });

  it('hears a fire, confirms it, and sets the clock of whoever speaks', async () => {
    await start({ deviceCodePrefix: 'XF-' });
    const one = await device();
    await one.sendUnit(fire(1));
    expect(heard[0]).toMatchObject({ kind: 'alarm', key: 'XF-889/fire/1-1-40-1-1', level: 'orange', deviceCode: 'XF-889' });
    await until(() => one.heard.some(({ command, unit }) => command === COMMANDS.control && decodeUnit(unit).unit?.type === 90));
    expect(one.heard.at(-1)).toMatchObject({ source: '88888', destination: '889' });
    expect(states).toContain('up');
  });

  it('answers the example of the standard byte for byte, but for the time', async () => {
    await start();
    await device();
    const answer = await new Promise<Buffer>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(FIRE));
      let all: Buffer = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        all = Buffer.concat([all, chunk]);
        const at = all.indexOf(Buffer.from([0, 0, 3]), 24);
        if (at < 0 || all.length < at + 6) return;
        socket.destroy();
        resolve(all.subarray(at - 24, at + 6));
      });
    });
    expect(answer.subarray(0, 6)).toEqual(CONFIRM.subarray(0, 6));
    expect(answer.subarray(12, 27)).toEqual(CONFIRM.subarray(12, 27));
  });

  it('takes an empty packet for a heartbeat and confirms it', async () => {
    await start();
    await (await device()).heartbeat();
    expect(heard).toMatchObject([{ kind: 'status', status: 'heartbeat', deviceCode: '889' }]);
  });

  it('does not confirm what could not be stored; the device sends again and nothing is lost', async () => {
    await start();
    let refusals = 2;
    take = () => (refusals-- > 0 ? Promise.reject(unavailable('db', '库', 'down')) : Promise.resolve());
    const one = await device('889', 100);
    await one.sendUnit(fire(1));
    expect(heard.filter((each) => each.kind === 'alarm' && !each.cleared)).toMatchObject([{ key: '889/fire/1-1-40-1-1' }]);
    expect(bad).toEqual([]);
  });

  it('confirms only after the sink resolved', async () => {
    await start();
    let release = (): void => undefined;
    take = () => new Promise((resolve) => { release = resolve; });
    const one = await device();
    let confirmed = false;
    const sent = one.sendUnit(fire(1)).then(() => { confirmed = true; });
    await pause(100);
    expect(confirmed).toBe(false);
    release();
    await sent;
  });

  it('tells of what is refused for good and confirms it', async () => {
    await start();
    take = () => Promise.reject(invalid('no', '不', 'no such thing'));
    await (await device()).sendUnit(fire(1));
    expect(bad).toEqual(['不 / no such thing']);
  });

  it('denies a wrong sum and an unknown command, and goes on', async () => {
    await start();
    const one = await device();
    const wrong = Buffer.from(FIRE);
    wrong[30] = 0x77;
    await one.sendRaw(wrong);
    await until(() => one.heard.some(({ command }) => command === COMMANDS.deny));
    const parsed = parsePacket(FIRE);
    if (!parsed.ok) throw new Error(parsed.error);
    const unknown = Buffer.from(FIRE);
    unknown[26] = 0x63;
    unknown[unknown.length - 3] = (0x46 + 0x61) & 0xff;
    await one.sendRaw(unknown);
    await until(() => one.heard.filter(({ command }) => command === COMMANDS.deny).length === 2);
    await one.sendUnit(fire(1));
    expect(bad).toEqual([expect.stringContaining('sum'), '未知的控制命令 99 / unknown command 99']);
  });

  it('tells of a data unit nobody can read, and confirms it so that the device goes on', async () => {
    await start();
    const one = await device();
    const unit = Buffer.from([200, 1, 7]);
    const bytes = Buffer.concat([FIRE.subarray(0, 24), Buffer.from([unit.length, 0, 2]), unit, Buffer.alloc(1), Buffer.from('##')]);
    bytes[bytes.length - 3] = bytes.subarray(2, -3).reduce((sum, each) => sum + each, 0) & 0xff;
    await one.sendRaw(bytes);
    await until(() => one.heard.some(({ command }) => command === COMMANDS.confirm));
    expect(bad).toEqual(['未知的数据单元类型 200 / data unit of unknown type 200']);
  });

  it('survives garbage and a device that comes back, remembering what stands', async () => {
    await start();
    const one = await device();
    await one.sendRaw(Buffer.from('GET / HTTP/1.1\r\n\r\n@@@@'));
    await one.sendUnit(fire(1));
    one.drop();
    await pause(50);
    await one.sendUnit(fire(1, 1));
    expect(heard.filter((each) => each.kind === 'alarm' && each.key === '889/fire/1-1-40-1-1').map((each) => each.kind === 'alarm' && each.cleared)).toEqual([false, true]);
  });

  it('keeps the order of one device and does not mix devices', async () => {
    await start();
    take = () => pause(Math.random() * 10) as Promise<void>;
    const [one, two] = [await device('1'), await device('2')];
    await Promise.all([one.sendUnit(fire(1)), one.sendUnit(fire(1, 1)), two.sendUnit(fire(1)), one.sendUnit(fire(1))]);
    const of = (code: string) => heard.flatMap((each) => (each.kind === 'alarm' && each.key.startsWith(`${code}/fire`) ? [each.cleared] : []));
    expect(of('1')).toEqual([false, true, false]);
    expect(of('2')).toEqual([false]);
  });

  it('asks for the person on duty, raises an alarm when nobody answers, and ends it with the next answer', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const turned = async (done: () => unknown): Promise<void> => {
      while (!done()) await new Promise((resolve) => setImmediate(resolve));
    };
    try {
      await start({ dutyCheck: { every: 61, within: 1 } });
      let one: FireDevice | undefined;
      while (!one) one = await openFireDevice({ host: '127.0.0.1', port, address: '889' }).catch(() => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))));
      devices.push(one);
      const checks = () => one.heard.filter(({ unit }) => decodeUnit(unit).unit?.type === 91).length;
      const alarms = () => heard.flatMap((each) => (each.kind === 'alarm' ? [`${each.title} ${each.level} ${each.cleared}`] : []));
      await one.heartbeat();
      await jest.advanceTimersByTimeAsync(61_000);
      await turned(() => checks() === 1);
      await jest.advanceTimersByTimeAsync(60_000);
      await turned(() => alarms().length === 1);
      one.answerDuty(3);
      await jest.advanceTimersByTimeAsync(1_000);
      await turned(() => alarms().length === 2);
      await jest.advanceTimersByTimeAsync(60_500);
      expect(alarms()).toEqual(['查岗无应答 yellow false', '查岗无应答 yellow true']);
      expect(heard).toContainEqual(expect.objectContaining({ kind: 'status', status: 'duty-answer', detail: { operation: '查岗应答', operator: 3 } }));
    } finally {
      jest.useRealTimers();
    }
  });

  it('refuses options that make no sense', async () => {
    ended = Promise.resolve();
    const sink: Sink = { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined };
    await expect(gbt26875Connector.open({ port: 5000, dutyCheck: { every: 600, within: 10 } }, sink, abort.signal)).rejects.toMatchObject({ code: 'connector-options' });
  });
});
