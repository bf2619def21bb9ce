import { unavailable, type Parsed, type Signal } from '@one-screen/domain';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from '../connector.js';
import { jt808Connector, type Jt808Options } from './jt808.connector.js';
import { encodeFrame } from './jt808.frame.js';
import { openJt808Terminal, type Jt808Terminal, type Jt808TerminalOptions } from './jt808.simulator.js';

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe('the JT/T 808 connector', () => {
  let port: number;
  let abort: AbortController;
  let ended: Promise<void>;
  let heard: Signal[];
  let faults: Parsed<Signal>[];
  let bad: string[];
  let states: string[];
  let refusing: Error | undefined;
  const terminals: Jt808Terminal[] = [];

  const sink: Sink = {
    signal: async (batch) => {
      await pause(1);
      if (refusing) throw refusing;
      for (const one of batch) if (one.ok) heard.push(one.signal); else faults.push(one);
    },
    state: (state) => void states.push(state),
    bad: (error) => void bad.push(error),
  };
  const open = (options: Partial<Jt808Options> = {}): void => {
    abort = new AbortController();
    ended = jt808Connector.open({ host: '127.0.0.1', port, ...options }, sink, abort.signal);
  };
  const terminal = async (more: Partial<Jt808TerminalOptions> = {}): Promise<Jt808Terminal> => {
    for (let tries = 1; ; tries += 1) {
      try {
        const one = await openJt808Terminal({ host: '127.0.0.1', port, phone: '013900000001', plate: '浙J12345', version: '2019', heartbeatSeconds: 0, ...more });
        terminals.push(one);
        return one;
      } catch (error) {
        if (!String(error).includes('ECONNREFUSED') || tries === 100) throw error;
        await pause(50); // The port is not open yet.
      }
    }
  };
  const alarms = (): string[] => heard.flatMap((one) => (one.kind === 'alarm' ? [`${one.cleared ? '-' : '+'}${one.key} ${one.level}`] : []));
  const raised = (): string[] => alarms().filter((one) => one.startsWith('+'));
  const positions = () => heard.filter((one) => one.kind === 'position');
  const linhai = { lat: 28.85, lon: 121.12 };

  beforeEach(async () => {
    [heard, faults, bad, states, refusing, port] = [[], [], [], [], undefined, await freePort()];
  });
  afterEach(async () => {
    await Promise.all(terminals.splice(0).map((one) => one.close()));
    abort.abort();
    await ended;
    expect(states.at(-1)).toBe('down');
  });

  it.each(['2013', '2019'] as const)('takes a terminal of %s from registration to its alarms, and answers each', async (version) => {
    open();
    const vehicle = await terminal({ version });
    expect(await vehicle.heartbeat()).toMatchObject({ id: 0x0002, result: 0 });
    expect(await vehicle.locate({ ...linhai, speedKmh: 60, direction: 45 })).toMatchObject({ id: 0x0200, result: 0 });
    expect(positions()).toMatchObject([{ deviceCode: '13900000001', name: '浙J12345', location: { lon: 121.12, lat: 28.85 }, speedKmh: 60, courseDeg: 45 }]);
    expect(raised()).toEqual([]);
    heard.length = 0;
    await vehicle.locate({ ...linhai, alarms: 0b101 });
    await vehicle.locate({ ...linhai, alarms: 0b101 });
    await vehicle.locate(linhai);
    expect(alarms()).toEqual(['+13900000001/emergency red', '+13900000001/fatigue orange', '-13900000001/fatigue orange']);
    expect(await vehicle.logout()).toMatchObject({ result: 0 });
    expect(await vehicle.locate(linhai)).toMatchObject({ result: 1 });
    expect(states.slice(0, 2)).toEqual(['connecting', 'up']);
  });

  it('does not answer what cannot be stored now, and tells it again when it can', async () => {
    open();
    const vehicle = await terminal({ answerMs: 1500 });
    await vehicle.locate(linhai);
    refusing = unavailable('database-away', '数据库中断', 'away');
    await expect(vehicle.locate({ ...linhai, alarms: 1 })).rejects.toThrow('was not answered');
    expect(await vehicle.heartbeat()).toMatchObject({ result: 0 });
    refusing = undefined;
    expect(await vehicle.locate({ ...linhai, alarms: 1 })).toMatchObject({ result: 0 });
    expect(raised()).toEqual(['+13900000001/emergency red']);
    expect(bad).toEqual([]);
  });

  it('answers "failed" to what is refused for good, and tells of it', async () => {
    open();
    const vehicle = await terminal();
    await vehicle.locate(linhai);
    refusing = new Error('no such source');
    expect(await vehicle.locate(linhai)).toMatchObject({ result: 1 });
    expect(bad).toEqual(['其他错误：no such source / no such source']);
  });

  it('takes a batch in many pieces, and what it brings of the past', async () => {
    open();
    const vehicle = await terminal();
    const at = Date.parse('2026-03-01T08:00:00+08:00');
    expect(await vehicle.batch(Array.from({ length: 120 }, (_, index) => ({ ...linhai, at: at + index * 1000, alarms: index === 7 ? 3 : 0 })), true)).toMatchObject({ id: 0x0704, result: 0 });
    expect(positions()).toHaveLength(120);
    expect(alarms()).toEqual(['+13900000001/emergency red']);
    expect(await vehicle.batch([])).toMatchObject({ result: 0 });
  });

  it('knows a terminal by its code over a restart, and refuses one that was never given a code', async () => {
    open();
    const { code, close } = await terminal();
    await close();
    abort.abort();
    await ended;
    open({ speedLimits: { default: 80 } });
    expect(await (await terminal({ code })).heartbeat()).toMatchObject({ result: 0 });
    await expect(terminal({ code: 'guessed', phone: '13900000002' })).rejects.toThrow('refused with result 1');
    expect(bad).toEqual(['终端 13900000002 的鉴权码不是所发的 / terminal 13900000002 authenticates with a code it was not given']);
  });

  it('grades overspeeding by the limit of the plate, of the terminal, or of all', async () => {
    open({ speedLimits: { 浙J12345: 60, '0013900000002': 100, default: 50 } });
    for (const [phone, plate] of [['13900000001', '浙J12345'], ['13900000002', '浙J2'], ['13900000003', '浙J3']] as const) await (await terminal({ phone, plate })).locate({ ...linhai, alarms: 2, speedKmh: 75 });
    expect(raised()).toEqual(['+13900000001/overspeed yellow', '+13900000002/overspeed blue', '+13900000003/overspeed orange']);
  });

  it('brings GCJ-02 back to WGS-84 when told to', async () => {
    open({ coordinates: 'gcj02' });
    await (await terminal()).locate({ lat: 39.916404, lon: 116.410244 });
    expect(positions()).toMatchObject([{ location: { lat: expect.closeTo(39.915, 5) as unknown, lon: expect.closeTo(116.404, 5) as unknown } }]);
  });

  it('lives through anything said, answers what it can, and hears the next good report', async () => {
    open();
    const vehicle = await terminal();
    expect(await vehicle.send(0x0702, Buffer.of(1, 2, 3))).toMatchObject({ id: 0x0702, result: 3 });
    expect(await vehicle.send(0x0200, Buffer.alloc(5))).toMatchObject({ result: 2 });
    expect(await vehicle.send(0x0704, Buffer.of(0, 1, 9))).toMatchObject({ result: 2 });
    expect(await vehicle.send(0x0100, Buffer.of(0))).toMatchObject({ result: 2 });
    expect(await vehicle.send(0x0704, Buffer.of(0, 2, 0, 0, 1, 0))).toMatchObject({ result: 0 });
    expect(faults).toHaveLength(2);
    for (let round = 0; round < 50; round += 1) vehicle.sendRaw(Buffer.from(Array.from({ length: 200 }, () => Math.floor(Math.random() * 256))));
    vehicle.sendRaw(encodeFrame({ id: 2, version: '2019', protocolVersion: 1, phone: '13900000001', serial: 9, encryption: 1, body: Buffer.of(1) }));
    expect(await vehicle.locate(linhai)).toMatchObject({ result: 0 });
    expect(bad).toEqual(expect.arrayContaining(['校验码不符 / the check byte is wrong', '消息体已加密，加密方式 1 / encrypted with method 1']));
  });

  it('hears nothing from a terminal that has not authenticated', async () => {
    open();
    const vehicle = await terminal();
    const stranger = (serial: number) => encodeFrame({ id: 0x0002, version: '2013', protocolVersion: 0, phone: '666', serial, encryption: 0, body: Buffer.alloc(0) });
    vehicle.sendRaw(Buffer.concat([stranger(1), stranger(2)]));
    await vehicle.heartbeat();
    expect(bad).toEqual([expect.stringContaining('terminal 666 at 127.0.0.1')]);
    expect(heard.filter((one) => one.deviceCode === '666')).toEqual([]);
  });
});

describe('the options of a JT/T 808 source', () => {
  it('are checked, each fault by its path, and no others are known', async () => {
    const sink: Sink = { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined };
    await expect(jt808Connector.open({ host: '', port: 0, coordinates: 'bd09', speedLimits: { default: -1 }, speed: 1 }, sink, new AbortController().signal))
      .rejects.toMatchObject({ code: 'connector-options', details: ['host', 'port', 'coordinates', 'speedLimits.default', ''].map((path) => expect.objectContaining({ path }) as unknown) });
  });
});
