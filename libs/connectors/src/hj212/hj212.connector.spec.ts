import { unavailable, type Parsed, type Signal } from '@one-screen/domain';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Sink } from '../connector.js';
import { hj212Connector, type Hj212Options } from './hj212.connector.js';
import { encodeFrame } from './hj212.frame.js';
import { openHj212Station, type Hj212Station, type Hj212StationOptions } from './hj212.simulator.js';

const DUST = '##0223QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N&&5CC0\r\n';
const ANSWER = '##0087QN=20160801085857223;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&3240\r\n';
const KEY = '30'.repeat(16);

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});
const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the HJ 212 connector', () => {
  let port: number;
  let signals: Signal[];
  let excerpts: string[];
  let bad: string[];
  let states: string[];
  let refusals: number;
  let abort: AbortController;
  let opened: Promise<void> | undefined;
  let stations: Hj212Station[];
  let sockets: Socket[];

  const sink: Sink = {
    signal: (batch: Parsed<Signal>[], { excerpt }) => {
      if ((refusals -= 1) >= 0) return Promise.reject(unavailable('database-away', '数据库中断', 'away'));
      excerpts.push(excerpt);
      for (const each of batch) if (each.ok) signals.push(each.signal);
      return Promise.resolve();
    },
    state: (state) => void states.push(state),
    bad: (error) => void bad.push(error),
  };
  const open = async (options: Partial<Hj212Options> = {}): Promise<void> => {
    opened = hj212Connector.open({ host: '127.0.0.1', port, ...options }, sink, abort.signal);
    await until(() => states.includes('connecting'));
  };
  const station = async (options: Partial<Hj212StationOptions> = {}): Promise<Hj212Station> => {
    for (;;) {
      const one = await openHj212Station({ host: '127.0.0.1', port, mn: 'MN1', version: '2017', answerMs: 2_000, ...options }).catch(() => undefined);
      if (one) {
        stations.push(one);
        return one;
      }
    }
  };
  /** A bare connection: what it hears, as text. */
  const bare = async (): Promise<{ socket: Socket; heard: () => string }> => {
    const socket = connect({ host: '127.0.0.1', port });
    sockets.push(socket);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    return { socket, heard: () => text };
  };
  const points = () => signals.map((signal) => (signal.kind === 'reading' ? `${signal.point}=${signal.value}` : signal.kind === 'status' ? signal.status : signal.kind));

  beforeEach(async () => {
    [signals, excerpts, bad, states, refusals, stations, sockets, abort, opened] = [[], [], [], [], 0, [], [], new AbortController(), undefined];
    port = await freePort();
  });
  afterEach(async () => {
    await Promise.all(stations.map((each) => each.close()));
    for (const socket of sockets) socket.destroy();
    abort.abort();
    await opened;
  });

  it('stores the dust site\'s upload and answers it as the vector says', async () => {
    await open();
    await station();
    const { socket, heard } = await bare();
    socket.write(DUST);
    await until(() => heard() !== '');
    expect(heard()).toBe(ANSWER);
    expect(points()).toEqual(['PM2.5=36.2', 'PM10=81.5', 'TSP=130', 'LA=62.5']);
    expect(signals[0]).toMatchObject({ deviceCode: '010000A8900016F000169DC0', at: Date.parse('2016-08-01T08:58:57+08:00') });
    expect(excerpts[0]).not.toContain('PW=');
  });

  it.each(['2005', '2017', '2025'] as const)('answers a station of %s', async (version) => {
    await open();
    const one = await station({ version });
    await one.report({ a34002: 81.5, LA: { value: 1, flag: 'D' } });
    await one.heartbeat();
    expect(points()).toEqual(['PM10=81.5', 'LA=1', 'heartbeat']);
    expect(Math.abs((await one.clock()) - Date.now())).toBeLessThan(30_000);
  });

  it.each(['bytes', 'text'] as const)('reads what is enciphered, as %s', async (form) => {
    await open({ key: KEY });
    await (await station({ version: '2025', cipher: { key: Buffer.from(KEY, 'hex'), form } })).report({ a34002: 81.5, a34004: 36.2 });
    expect(points()).toEqual(['PM10=81.5', 'PM2.5=36.2']);
  });

  it('joins packages, and answers each', async () => {
    await open();
    await (await station()).report({ a34002: 81.5, a34004: 36.2, LA: 60 }, { packageLimit: 40 });
    expect(points()).toEqual(['PM10=81.5', 'PM2.5=36.2', 'LA=60']);
  });

  it('does not answer what could not be stored, and stores it when it is sent again', async () => {
    await open();
    refusals = 1;
    const { socket, heard } = await bare();
    socket.write(DUST);
    await until(() => refusals === 0);
    socket.write(DUST);
    await until(() => heard() !== '');
    expect([heard(), points().length]).toEqual([ANSWER, 4]);
  });

  it('holds what nobody would send again until it can be stored', async () => {
    await open();
    refusals = 1;
    const { socket, heard } = await bare();
    socket.write(encodeFrame({ st: '39', cn: '2011', mn: 'MN2', flag: 4, cp: 'DataTime=20260301080000;a34002-Rtd=1' }));
    await until(() => signals.length > 0);
    expect([points(), heard()]).toEqual([['PM10=1'], '']);
  });

  it('drops a wrong CRC without an answer, counts it, and hears the next frame', async () => {
    await open();
    const { socket, heard } = await bare();
    socket.write(`garbage${DUST.replace('5CC0', '5CC1')}##0005${DUST}`);
    await until(() => heard() !== '');
    expect([heard(), signals.length, bad.length]).toEqual([ANSWER, 4, 3]);
    expect(bad).toContain('CRC 校验不符：报文为 5CC1，算得 5CC0 / CRC is 5CC1, computed 5CC0');
  });

  it('tells of commands that are no uploads', async () => {
    await open();
    const one = await station();
    await one.sendRaw(encodeFrame({ st: '39', cn: '1001', mn: 'MN1', flag: 9, cp: '' }));
    await one.sendRaw(encodeFrame({ st: '91', cn: '9012', mn: 'MN1', flag: 8, cp: 'ExeRtn=1' }));
    await one.heartbeat();
    expect(bad).toEqual(['CN 1001 不是上传命令 / CN 1001 is no upload']);
  });

  it('is up while a station is connected, and down when stopped', async () => {
    await open();
    const one = await station();
    await until(() => states.at(-1) === 'up');
    await one.close();
    await until(() => states.at(-1) === 'connecting');
    abort.abort();
    await opened;
    expect(states.at(-1)).toBe('down');
    await expect(one.heartbeat()).rejects.toThrow('closed');
  });

  it('names the faults of its options', async () => {
    await expect(hj212Connector.open({ port: 0, idleSeconds: 1, key: 'xyz' }, sink, abort.signal)).rejects.toMatchObject({ code: 'connector-options', details: ['port', 'idleSeconds', 'key'].map((path) => expect.objectContaining({ path }) as unknown) });
  });
});
