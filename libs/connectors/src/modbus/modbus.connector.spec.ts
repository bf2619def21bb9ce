import { unavailable, type AlarmSignal, type ReadingSignal, type Signal } from '@one-screen/domain';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectorState, Sink } from '../connector.js';
import { modbusConnector } from './modbus.connector.js';
import type { ModbusOptions } from './modbus.options.js';
import { openModbusSimulator, type ModbusSimulator } from './modbus.simulator.js';

const level = { address: 0, register: 'holding', type: 'f32', order: 'CDAB', point: 'level', unit: 'm', deviceCode: 'T-1' } as const;
const pressure = { address: 6, register: 'holding', type: 'i16', scale: 0.01, unit: 'MPa', min: 0, max: 1000, point: 'pressure', deviceCode: 'T-1' } as const;
const gas = { address: 3, register: 'input', type: 'u16', unit: '%LEL', point: 'gas', deviceCode: 'G-1' } as const;
const trip = { address: 17, register: 'discrete', type: 'bool', point: 'HH', deviceCode: 'T-1', alarm: { level: 'red', title: '高高液位联锁动作' } } as const;
const pump = { address: 2, register: 'coil', type: 'bool', point: 'pump', deviceCode: 'T-1' } as const;

describe('a Modbus source', () => {
  let abort: AbortController;
  let states: { state: ConnectorState; error?: string }[];
  let batches: Signal[][];
  let bad: string[];
  let excerpts: string[];
  let take: () => Promise<void>;
  let over: Promise<void>;
  let device: ModbusSimulator | undefined;
  let closing: (() => void)[];

  const sink: Sink = {
    signal: async (batch) => {
      await take();
      batches.push(batch.flatMap((each) => (each.ok ? [each.signal] : [])));
    },
    state: (state, error) => void states.push({ state, ...(error !== undefined && { error }) }),
    bad: (error, excerpt) => {
      bad.push(error);
      excerpts.push(excerpt);
    },
  };
  const open = (port: number, points: ModbusOptions['points'], more: Partial<ModbusOptions> = {}): void => {
    over = modbusConnector.open({ host: '127.0.0.1', port, every: 200, timeout: 150, points, ...more }, sink, abort.signal);
  };
  const until = async (met: () => unknown): Promise<void> => {
    while (!met()) await pause(5);
  };
  const readings = (point: string): ReadingSignal[] => batches.flat().filter((signal): signal is ReadingSignal => signal.kind === 'reading' && signal.point === point);
  const alarms = (): AlarmSignal[] => batches.flat().filter((signal): signal is AlarmSignal => signal.kind === 'alarm');
  const state = (): ConnectorState | undefined => states.at(-1)?.state;
  const serving = async (talk: (socket: Socket) => void): Promise<number> => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      talk(socket);
    });
    closing.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  beforeEach(() => {
    [abort, states, batches, bad, excerpts, closing, device, over] = [new AbortController(), [], [], [], [], [], undefined, Promise.resolve()];
    take = () => Promise.resolve();
  });
  afterEach(async () => {
    abort.abort();
    await over;
    await device?.close();
    for (const close of closing) close();
  });

  it('gives the points of all four tables, a beat in one batch, and is up from its first answer', async () => {
    device = await openModbusSimulator();
    device.set(level, 8.25);
    device.set(pressure, 1.6);
    device.set(gas, 12);
    device.set(trip, false);
    device.set(pump, true);
    device.setRaw('holding', 2, [0, 0, 0, 0]);
    open(device.port, [level, pressure, gas, trip, pump]);
    await until(() => batches.length >= 2);
    expect(states).toEqual([{ state: 'connecting' }, { state: 'up' }]);
    expect(batches[1]?.map((signal) => signal.kind === 'reading' && [signal.point, signal.value, signal.unit, signal.quality])).toEqual([['pump', 1, '', 'good'], ['HH', 0, '', 'good'], ['level', 8.25, 'm', 'good'], ['pressure', 1.6, 'MPa', 'good'], ['gas', 12, '%LEL', 'good']]);
    abort.abort();
    await over;
    expect(state()).toBe('down');
  });

  it('raises and clears the alarm of a contact, once for each change', async () => {
    device = await openModbusSimulator();
    device.set(trip, false);
    open(device.port, [trip]);
    await until(() => alarms().length === 1);
    device.set(trip, true);
    await until(() => alarms().length === 2 && readings('HH').length > 5);
    device.set(trip, false);
    await until(() => alarms().length === 3);
    expect(alarms().map(({ key, level: grade, cleared }) => [key, grade, cleared])).toEqual([['T-1/HH', 'red', true], ['T-1/HH', 'red', false], ['T-1/HH', 'red', true]]);
  });

  it('waits for a device that was lost before it calls it down, its points bad at once', async () => {
    device = await openModbusSimulator();
    device.set(gas, 12);
    const { port } = device;
    open(port, [gas], { downAfter: 1_500 });
    await until(() => state() === 'up');
    await device.close();
    await until(() => readings('gas').at(-1)?.quality === 'bad');
    await until(() => state() === 'down');
    const told = states.map((each) => each.state);
    expect(told.slice(0, 3)).toEqual(['connecting', 'up', 'connecting']);
    expect(told.slice(2, -1).every((each) => each === 'connecting')).toBe(true);
    device = await openModbusSimulator({ port });
    device.set(gas, 13);
    await until(() => state() === 'up');
  });

  it('shows a raw value outside its range as bad', async () => {
    device = await openModbusSimulator();
    device.set(pressure, 11);
    open(device.port, [pressure]);
    await until(() => readings('pressure').length);
    expect(readings('pressure')[0]).toMatchObject({ value: 11, quality: 'bad' });
  });

  it('reads exactly what it was told where the device has gaps, and the rest of a block whose one register is missing', async () => {
    device = await openModbusSimulator();
    const words = [0, 1, 2, 3, 8].map((address) => ({ address, register: 'holding', type: 'u16', point: `w${address}`, deviceCode: 'D' }) as const);
    for (const each of words) device.set(each, each.address * 10);
    device.forget('holding', 2);
    open(device.port, words);
    await until(() => batches.length >= 3);
    expect(batches.map((batch) => batch.map((signal) => signal.kind === 'reading' && signal.value))).toEqual(Array(batches.length).fill([0, 10, 30, 80]));
    expect(bad).toEqual(['保持寄存器 holding 2: 异常 2：非法数据地址 / 保持寄存器 holding 2: exception 2: illegal data address']);
    expect(state()).toBe('up');
  });

  it('is down with the exception in words while everything is refused, its points bad, and up again on the same connection', async () => {
    device = await openModbusSimulator();
    device.set(gas, 12);
    open(device.port, [gas]);
    await until(() => readings('gas').length);
    device.refuse(6);
    await until(() => state() === 'down');
    await until(() => readings('gas').at(-1)?.quality === 'bad');
    device.refuse();
    await until(() => readings('gas').at(-1)?.quality === 'good');
    expect(states.slice(1)).toEqual([{ state: 'up' }, { state: 'down', error: '输入寄存器 input 3: 异常 6：设备忙 / 输入寄存器 input 3: exception 6: device busy' }, { state: 'up' }]);
    expect(readings('gas').filter(({ quality }) => quality === 'bad')).toMatchObject([{ value: 12 }]);
    expect(bad).toHaveLength(1);
  });

  it('tells a device that went away, and finds it again', async () => {
    device = await openModbusSimulator();
    device.set(gas, 12);
    open(device.port, [gas]);
    await until(() => state() === 'up');
    const { port } = device;
    await device.close();
    await until(() => state() === 'down' && readings('gas').at(-1)?.quality === 'bad');
    device = await openModbusSimulator({ port });
    device.set(gas, 30);
    await until(() => state() === 'up' && readings('gas').at(-1)?.value === 30);
    expect(states.some(({ error }) => error?.includes('ECONNREFUSED') || error?.includes('断开'))).toBe(true);
    expect(states.filter((each) => each.state === 'up')).toHaveLength(2);
  });

  it('takes a device that accepts and never answers for down after three time-outs, and never for up', async () => {
    const port = await serving((socket) => socket.resume());
    const began = performance.now();
    open(port, [gas], { every: 3_600_000 });
    await until(() => state() === 'down');
    expect(performance.now() - began).toBeGreaterThanOrEqual(3 * 145);
    expect(states.map((each) => each.state)).toEqual(['connecting', 'down']);
    expect(states[1]?.error).toContain('连续 3 次请求无应答');
    expect(bad).toEqual(['输入寄存器 input 3: 150 ms 内无应答 / 输入寄存器 input 3: no answer within 150 ms']);
  });

  it('takes a device whose program hangs for down, and for up when it goes on', async () => {
    device = await openModbusSimulator();
    device.set(gas, 12);
    open(device.port, [gas]);
    await until(() => state() === 'up');
    device.hang(true);
    await until(() => state() === 'down' && readings('gas').at(-1)?.quality === 'bad');
    device.hang(false);
    await until(() => state() === 'up' && readings('gas').at(-1)?.quality === 'good');
  });

  it('takes a frozen process for down, though its connection stays open, and for up when it thaws', async () => {
    const answer = `require('net').createServer((s) => s.on('error', () => 0).on('data', (q) => s.write(Buffer.concat([q.subarray(0, 5), Buffer.from([5]), q.subarray(6, 8), Buffer.from([2, 0, 12])])))).listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;
    const child = spawn(process.execPath, ['-e', answer], { stdio: ['ignore', 'pipe', 'inherit'] });
    closing.push(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data') as [Buffer];
    open(Number(line.toString()), [gas]);
    await until(() => state() === 'up');
    child.kill('SIGSTOP');
    await until(() => state() === 'down');
    child.kill('SIGCONT');
    await until(() => state() === 'up');
    expect(states.map((each) => each.state)).toEqual(['connecting', 'up', 'down', 'up']);
  });

  it('understands an answer that comes byte by byte', async () => {
    const port = await serving((socket) => socket.on('data', async (query: Buffer) => {
      for (const byte of Buffer.concat([query.subarray(0, 5), Buffer.from([5]), query.subarray(6, 8), Buffer.from([2, 0x12, 0x34])])) {
        socket.write(Buffer.from([byte]));
        await pause(2);
      }
    }));
    open(port, [gas], { timeout: 2_000 });
    await until(() => readings('gas').length);
    expect(readings('gas')[0]?.value).toBe(0x1234);
  });

  it('survives garbage, answers to nothing asked and answers of the wrong length, and reads on with a new connection', async () => {
    const garbage = [(query: Buffer) => Buffer.alloc(300, 0xff).fill(query, 0, 4), (query: Buffer) => Buffer.concat([query.subarray(0, 5), Buffer.from([6]), query.subarray(6, 8), Buffer.from([3, 1, 2, 3])]), (query: Buffer) => Buffer.concat([query.subarray(0, 5), Buffer.from([1, 9])])];
    let connections = 0;
    const port = await serving((socket) => {
      const nonsense = garbage[connections];
      connections += 1;
      socket.on('data', (query: Buffer) => void socket.write(nonsense ? nonsense(query) : Buffer.concat([query.subarray(0, 5), Buffer.from([5]), query.subarray(6, 8), Buffer.from([2, 0, 7])])));
    });
    open(port, [gas]);
    await until(() => state() === 'up');
    expect([connections, readings('gas').map(({ value }) => value)[0]]).toEqual([4, 7]);
    expect(bad.length).toBeGreaterThanOrEqual(2);
  });

  it('takes a device that answers in good order but too late for down, not for faulty', async () => {
    const port = await serving((socket) => socket.on('data', async (query: Buffer) => {
      await pause(400);
      if (!socket.destroyed) socket.write(Buffer.concat([query.subarray(0, 5), Buffer.from([5]), query.subarray(6, 8), Buffer.from([2, 0, 7])]));
    }));
    open(port, [gas], { timeout: 250 });
    await until(() => state() === 'down');
    expect(states.map((each) => each.state)).toEqual(['connecting', 'down']);
  });

  it('takes what answers every request with nonsense for faulty, keeps its bytes, and for up when it comes to its senses', async () => {
    let sane = false;
    const port = await serving((socket) => socket.on('data', (query: Buffer) => {
      const answer = Buffer.concat([query.subarray(0, 5), Buffer.from([5]), query.subarray(6, 8), Buffer.from([2, 0, 7])]);
      socket.write(sane ? answer : Buffer.from('~~@@##'));
    }));
    open(port, [gas]);
    await until(() => state() === 'faulty');
    expect(states.at(-1)?.error).toContain('what answers cannot be understood');
    expect(excerpts).toContain('7e 7e 40 40 23 23');
    sane = true;
    await until(() => state() === 'up');
    expect(states.map((each) => each.state)).not.toContain('down');
  });

  it('asks nothing more while its readings cannot be stored, and loses none of them', async () => {
    device = await openModbusSimulator();
    device.set(trip, true);
    let refusals = 0;
    take = () => ((refusals += 1) <= 2 ? Promise.reject(unavailable('database-away', '数据库中断', 'away')) : Promise.resolve());
    open(device.port, [trip]);
    await until(() => refusals === 2);
    device.set(trip, false);
    await until(() => alarms().length === 2);
    expect(alarms().map(({ cleared }) => cleared)).toEqual([false, true]);
  });

  it('skips the beats it is late for', async () => {
    device = await openModbusSimulator();
    device.set(gas, 1);
    take = () => pause(500);
    open(device.port, [gas]);
    await until(() => batches.length === 4);
    const times = readings('gas').map(({ at }) => at);
    // Each takes half a second: the next one begins on the beat after that, 600 ms later, never two at once to make up.
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0)).every((gap) => gap > 550)).toBe(true);
  });

  it('polled rarely calls anew each time and holds no connection meanwhile', async () => {
    device = await openModbusSimulator();
    device.set(gas, 1);
    open(device.port, [gas], { every: 3_600_000 });
    await until(() => batches.length);
    await device.close();
    await pause(50);
    expect(states.map((each) => each.state)).toEqual(['connecting', 'up']);
  });
});

describe('the options of a Modbus source', () => {
  const sink: Sink = { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined };
  const faults = async (points: unknown[], more: object = {}): Promise<unknown> =>
    modbusConnector.open({ host: 'plc', points, ...more }, sink, AbortSignal.abort()).then(() => [], (error: { details: { path: string }[] }) => error.details.map(({ path }) => path));

  it('are taken with their defaults', () => {
    expect(modbusConnector.options.parse({ host: 'plc', points: [{ ...gas }] })).toMatchObject({ port: 502, unitId: 1, every: 1_000, timeout: 2_000, points: [{ order: 'ABCD', scale: 1, offset: 0 }] });
  });

  it('are checked, each fault by its path', async () => {
    expect(await faults([gas], { host: 'a b', port: 0, unitId: 256, every: 100 })).toEqual(['host', 'port', 'unitId', 'every']);
    expect(await faults([])).toEqual(['points']);
    expect(await faults([{ ...pump, type: 'u16' }, { ...gas, type: 'bit' }, { ...level, bit: 3 }, { ...pressure, address: 65_535, type: 'f32' }])).toEqual(['points[0].type', 'points[1].bit', 'points[2].bit', 'points[3].address']);
    expect(await faults([{ ...gas, alarm: { level: 'red', title: 'x' } }, { ...level, min: 2, max: 1 }, { ...trip, scale: 2 }, { ...pressure, scale: 0 }])).toEqual(['points[0].alarm', 'points[1].min', 'points[2].scale', 'points[3].scale']);
    expect(await faults([gas, { ...gas, address: 9 }])).toEqual(['points[1].point']);
  });
});
