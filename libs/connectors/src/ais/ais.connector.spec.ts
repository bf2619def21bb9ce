import { unavailable, type Parsed, type Signal } from '@one-screen/domain';
import { createServer, type AddressInfo } from 'node:net';
import type { ConnectorState, Sink } from '../connector.js';
import { aisConnector, type AisOptions } from './ais.connector.js';
import { openAisSender, type AisSender } from './ais.simulator.js';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 15_000; !holds(); await pause(10)) if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
};
const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});
const BOAT = 412_345_678;
const place = { lon: 121.5, lat: 28.5 };

describe('the AIS connector', () => {
  let closers: (() => Promise<unknown>)[];
  beforeEach(() => {
    closers = [];
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
  });

  const open = (options: AisOptions, take: (batch: Parsed<Signal>[]) => Promise<void> = () => Promise.resolve()) => {
    const heard = { batches: [] as Signal[][], bad: [] as string[], states: [] as { state: ConnectorState; error?: string }[] };
    const sink: Sink = {
      signal: async (batch) => {
        await take(batch);
        heard.batches.push(batch.flatMap((each) => (each.ok ? [each.signal] : [])));
      },
      state: (state, error) => void heard.states.push({ state, ...(error !== undefined && { error }) }),
      bad: (error) => void heard.bad.push(error),
    };
    const abort = new AbortController();
    const closed = aisConnector.open(options, sink, abort.signal);
    const stop = () => {
      abort.abort();
      return closed;
    };
    closers.push(stop);
    return { heard, stop, signals: () => heard.batches.flat(), state: () => heard.states.at(-1)?.state };
  };
  const send = async (options: Omit<AisOptions, 'idleSeconds'>): Promise<AisSender> => {
    const sender = await openAisSender(options);
    closers.push(() => sender.close());
    return sender;
  };
  /** Opens both ends; a sender to a listener says something first, until the listener is there. */
  const pair = async (transport: AisOptions['transport'], take?: (batch: Parsed<Signal>[]) => Promise<void>) => {
    const options = { transport, host: '127.0.0.1', port: await freePort() } as const;
    const sender = await send(options);
    const connector = open(options, take);
    if (transport === 'tcp-connect') await until('the station is reached', () => connector.state() === 'up');
    else while (connector.state() !== 'up') {
      await sender.sendLine('# hello').catch(() => undefined);
      await pause(20);
    }
    return { sender, options, ...connector };
  };

  it.each(['udp', 'tcp-listen', 'tcp-connect'] as const)('hears ships over %s, is not stopped by garbage, and stops when told', async (transport) => {
    const { sender, heard, signals, stop } = await pair(transport);
    await sender.staticData({ mmsi: BOAT, name: 'ZHE LIN YU 1' });
    await sender.position({ mmsi: BOAT, ...place, speedKn: 10, courseDeg: 90 });
    await sender.sendLine('\u0000\u00ff no sentence');
    await sender.sendLine('!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B');
    await sender.positionB({ mmsi: BOAT + 1, ...place });
    await sender.safetyText(970_000_001, 'SART ACTIVE');
    await until('the alarm comes', () => signals().some(({ kind }) => kind === 'alarm'));
    expect(signals()).toMatchObject([
      { kind: 'status', status: 'static', name: 'ZHE LIN YU 1' },
      { kind: 'position', deviceCode: String(BOAT), name: 'ZHE LIN YU 1', location: place, speedKmh: 18.5, courseDeg: 90 },
      { kind: 'position', deviceCode: String(BOAT + 1) },
      { kind: 'alarm', key: '970000001/sos' },
    ]);
    expect(heard.bad).toEqual(['不是 NMEA 语句 / not an NMEA sentence', '校验和 4B 不符，应为 4A / checksum 4B, should be 4A']);
    await stop();
    expect(heard.states.map(({ state }) => state)).toEqual(['connecting', 'up', 'down']);
  });

  it('hands on the lines of one chunk in one batch', async () => {
    const { sender, heard } = await pair('udp');
    await sender.sendLine(['B52K>;h00Fc>jpUlNV@ikwpUoP06,0*4C', 'B52K>;h00Fc>jpUlNV@ikwpUoP06,0*4C'].map((rest) => `!AIVDM,1,1,,A,${rest}`).join('\r\n'));
    await until('they come', () => heard.batches.length > 0);
    expect(heard.batches.map((batch) => batch.length)).toEqual([2]);
  });

  it('keeps what came while the sink could not take it: the newest position of each ship, every alarm', async () => {
    let away = true;
    const { sender, signals } = await pair('tcp-listen', () => (away ? Promise.reject(unavailable('away', '数据库中断', 'away')) : Promise.resolve()));
    await sender.position({ mmsi: BOAT, ...place, status: 15 });
    await pause(50);
    for (let round = 0; round < 4; round += 1) for (let ship = 0; ship < 600; ship += 1) await sender.positionB({ mmsi: BOAT + ship, ...place, courseDeg: round });
    await sender.safetyText(972_000_001, 'MOB ACTIVE');
    await pause(200);
    away = false;
    await until('the last position comes', () => signals().some((signal) => signal.kind === 'position' && signal.deviceCode === String(BOAT + 599) && signal.courseDeg === 3));
    expect(signals().filter(({ kind }) => kind === 'alarm')).toHaveLength(1);
    expect(signals().length).toBeLessThan(2_000);
  });

  it('says that a station is silent, and goes back to it', async () => {
    const station = await send({ transport: 'tcp-connect', host: '127.0.0.1', port: 0 });
    const { heard } = open({ transport: 'tcp-connect', host: '127.0.0.1', port: station.port, idleSeconds: 1 });
    await until('it is up again', () => heard.states.filter(({ state }) => state === 'up').length === 2);
    expect(heard.states.slice(0, 4)).toMatchObject([{ state: 'connecting' }, { state: 'up' }, { state: 'down', error: expect.stringContaining('1 秒内未收到数据') }, { state: 'up' }]);
  });

  it('says that no datagrams come any more, and that they come again', async () => {
    const options = { transport: 'udp', host: '127.0.0.1', port: await freePort(), idleSeconds: 1 } as const;
    const { heard, state } = open(options);
    const sender = await send(options);
    for (const round of [1, 2]) {
      while (state() !== 'up') {
        await sender.sendLine('# hello');
        await pause(20);
      }
      await until(`it is silent again ${round}`, () => state() === 'connecting');
    }
    expect(heard.states.map((each) => each.state)).toEqual(['connecting', 'up', 'connecting', 'up', 'connecting']);
  });

  it('says that it cannot reach a station or open a port', async () => {
    const port = await freePort();
    const { heard } = open({ transport: 'tcp-connect', host: '127.0.0.1', port });
    await until('it is down', () => heard.states.some(({ state }) => state === 'down'));
    expect(heard.states.find(({ state }) => state === 'down')?.error).toContain('ECONNREFUSED');
    const taken = { transport: 'udp', host: '127.0.0.1', port: await freePort() } as const;
    const first = open(taken);
    await pause(100);
    const second = open(taken);
    await until('the port is found taken', () => second.state() === 'down');
    expect(second.heard.states.at(-1)?.error).toContain('EADDRINUSE');
    expect(first.state()).toBe('connecting');
  });

  it.each([{ transport: 'serial', port: 1 }, { transport: 'udp', port: 0 }, { transport: 'tcp-connect', port: 4001 }])('refuses wrong options: %j', async (options) => {
    await expect(aisConnector.open(options, { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined }, new AbortController().signal)).rejects.toMatchObject({ code: 'connector-options' });
  });
});
