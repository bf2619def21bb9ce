import { unavailable, type AlarmSignal, type ReadingSignal, type Signal } from '@one-screen/domain';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectorState, Sink } from '../connector.js';
import { opcuaConnector } from './opcua.connector.js';
import type { OpcuaOptions } from './opcua.options.js';
import { openOpcuaSimulator, type OpcuaSimulator } from './opcua.simulator.js';

const HOST = '127.0.0.1';
const LEVEL = { nodeId: 'ns=1;s=level', point: 'tank-level', unit: '%', deviceCode: 'T-1' };
const TRIP = { nodeId: 'ns=1;s=trip', point: 'HH', deviceCode: 'T-1', alarm: { level: 'red' as const, title: '高高液位联锁动作' } };

const listening = async (talk: (socket: Socket) => void): Promise<{ port: number; close(): void }> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return { port: (server.address() as AddressInfo).port, close: () => { server.close(); for (const socket of sockets) socket.destroy(); } };
};

describe('an OPC UA source', () => {
  let server: OpcuaSimulator;
  let abort: AbortController;
  let states: { state: ConnectorState; error?: string }[];
  let heard: Signal[];
  let bad: { error: string; excerpt: string }[];
  let take: () => Promise<void>;
  let over: Promise<void>;

  const sink: Sink = {
    signal: async (batch) => {
      await take();
      heard.push(...batch.flatMap((each) => (each.ok ? [each.signal] : [])));
    },
    state: (state, error) => void states.push({ state, ...(error !== undefined && { error }) }),
    bad: (error, excerpt) => void bad.push({ error, excerpt }),
  };
  const open = (nodes: OpcuaOptions['nodes'], more: Partial<OpcuaOptions> = {}): void => {
    over = opcuaConnector.open({ endpoint: server.endpoint, nodes, publishingInterval: 100, samplingInterval: 50, refresh: 1_000, timeout: 3_000, ...more }, sink, abort.signal);
  };
  const until = async (what: string, met: () => unknown): Promise<void> => {
    for (const end = Date.now() + 90_000; !met(); await pause(20)) if (Date.now() > end) throw new Error(`waited in vain until ${what}: ${JSON.stringify({ states, bad, heard: heard.slice(-5) })}`);
  };
  const readings = (point: string): ReadingSignal[] => heard.filter((signal): signal is ReadingSignal => signal.kind === 'reading' && signal.point === point);
  const alarms = (): AlarmSignal[] => heard.filter((signal): signal is AlarmSignal => signal.kind === 'alarm');
  const state = (): ConnectorState | undefined => states.at(-1)?.state;

  beforeAll(async () => {
    const probe = await listening(() => undefined);
    probe.close();
    server = await openOpcuaSimulator({ port: probe.port });
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    [abort, states, heard, bad, over] = [new AbortController(), [], [], [], Promise.resolve()];
    take = () => Promise.resolve();
  });
  afterEach(async () => {
    server.thaw();
    abort.abort();
    await over;
  });

  it('gives what changes with its source’s time, and confirms what does not', async () => {
    // Older than the change below says of itself: news older than what is known is passed over.
    await server.set(LEVEL.nodeId, { value: 50, sourceTimestamp: Date.now() - 60_000 });
    open([LEVEL]);
    await until('it is read', () => readings('tank-level').length >= 4);
    expect(states).toEqual([{ state: 'connecting' }, { state: 'up' }]);
    expect(readings('tank-level').at(-1)?.at).toBeGreaterThan(readings('tank-level')[0]?.at ?? Infinity);
    const at = Date.now() - 5_000;
    await server.set(LEVEL.nodeId, { value: 97, sourceTimestamp: at });
    await until('the change is told', () => readings('tank-level').some((reading) => reading.value === 97 && reading.at === at));
    abort.abort();
    await over;
    expect(state()).toBe('down');
  });

  it('shows the quality of the status, and raises and clears the alarm of a contact', async () => {
    await server.set(LEVEL.nodeId, { value: 10 });
    await server.set(TRIP.nodeId, { value: false, dataType: 'Boolean' });
    open([LEVEL, TRIP], { deadband: 2 });
    await until('both are known', () => readings('tank-level').length && alarms().length === 1);
    await server.set(TRIP.nodeId, { value: true, dataType: 'Boolean' });
    await until('the alarm is raised', () => alarms().length === 2);
    await server.set(LEVEL.nodeId, { value: 10, status: 'UncertainLastUsableValue' });
    await until('it is uncertain', () => readings('tank-level').at(-1)?.quality === 'uncertain');
    await server.set(LEVEL.nodeId, { value: 10, status: 'BadSensorFailure' });
    await until('it is bad', () => readings('tank-level').at(-1)?.quality === 'bad');
    await server.set(TRIP.nodeId, { value: false, dataType: 'Boolean' });
    await until('the alarm is cleared', () => alarms().length === 3);
    expect(alarms().map(({ key, level, cleared }) => [key, level, cleared])).toEqual([['T-1/HH', 'red', true], ['T-1/HH', 'red', false], ['T-1/HH', 'red', true]]);
  });

  it('finds nodes whose namespace is named, whatever its number, and tells of one whose namespace the server has not', async () => {
    await server.set(LEVEL.nodeId, { value: 61 });
    open([{ ...LEVEL, nodeId: `nsu=${server.namespaceUri};s=level` }, { ...LEVEL, nodeId: 'nsu=urn:somebody:else;s=level', point: 'elsewhere' }]);
    await until('the first is read', () => readings('tank-level').some(({ value }) => value === 61));
    await until('the other is told of', () => bad.length);
    expect(bad.every(({ error }) => error.includes('BadNodeIdUnknown'))).toBe(true);
    expect([state(), readings('elsewhere').filter(({ quality }) => quality !== 'bad')]).toEqual(['up', []]);
  });

  it('goes on where one node is unknown, text or an array, tells of each, and takes a node that comes later', async () => {
    await server.set(LEVEL.nodeId, { value: 50 });
    await server.set('ns=1;s=text', { value: 'full', dataType: 'String' });
    await server.set('ns=1;s=list', { value: [1, 2], array: true });
    const extra = ['text', 'list', 'later'].map((point) => ({ nodeId: `ns=1;s=${point}`, point, deviceCode: 'T-1' }));
    open([LEVEL, ...extra]);
    await until('they are told of', () => bad.length >= 3);
    expect(bad.map(({ error }) => error).sort()).toEqual([expect.stringContaining('BadNodeIdUnknown'), expect.stringContaining('array of Double'), expect.stringContaining('String')]);
    await until('the good one is read', () => readings('tank-level').length >= 3);
    expect([state(), bad.length]).toEqual(['up', 3]);
    await server.set('ns=1;s=later', { value: 7 });
    await until('the late one is read', () => readings('later').at(-1)?.value === 7);
    await server.remove('ns=1;s=later');
    await until('it is bad when it is gone', () => readings('later').at(-1)?.quality === 'bad');
  });

  it('is faulty while the server answers and no node has a value', async () => {
    await server.set('ns=1;s=only', { value: 1, status: 'BadNotConnected' });
    open([{ nodeId: 'ns=1;s=only', point: 'only', deviceCode: 'T-1' }]);
    await until('it is faulty', () => state() === 'faulty');
    await server.set('ns=1;s=only', { value: 1 });
    await until('it is up', () => state() === 'up');
  });

  it('tells a frozen server, though its connections stay open, and finds it again when it thaws', async () => {
    await server.set(LEVEL.nodeId, { value: 50 });
    open([LEVEL], { timeout: 2_000 });
    await until('it is up', () => state() === 'up');
    server.freeze();
    await until('it is down', () => state() === 'down');
    await until('its values are bad', () => readings('tank-level').at(-1)?.quality === 'bad');
    server.thaw();
    await until('it is up again', () => state() === 'up' && readings('tank-level').at(-1)?.quality === 'good');
  });

  it('tells a server that was killed, and finds the next one on its port', async () => {
    await server.set(LEVEL.nodeId, { value: 50 });
    open([LEVEL]);
    await until('it is up', () => state() === 'up');
    await server.close('SIGKILL');
    await until('it is down', () => state() === 'down');
    await until('the refusal is told', () => states.some(({ error }) => error?.includes('ECONNREFUSED')));
    server = await openOpcuaSimulator({ port: server.port });
    await server.set(LEVEL.nodeId, { value: 51 });
    await until('it is up again', () => state() === 'up' && readings('tank-level').at(-1)?.value === 51);
  });

  it('survives garbage in the middle of a session, and takes a stranger for faulty with its bytes kept', async () => {
    await server.set(LEVEL.nodeId, { value: 50 });
    let clients: Socket[] = [];
    let stranger = false;
    const proxy = await listening((socket) => {
      if (stranger) return void socket.once('data', () => socket.write('~~@@ not OPC UA ~~'));
      const upstream = connect(server.port, HOST).on('error', () => undefined);
      socket.pipe(upstream).pipe(socket);
      socket.on('close', () => upstream.destroy());
      clients.push(socket);
    });
    try {
      open([LEVEL], { endpoint: `opc.tcp://${HOST}:${proxy.port}` });
      await until('it is up', () => state() === 'up');
      const headed = Buffer.alloc(64, 0xff);
      headed.write('MSGF', 'latin1');
      headed.writeUInt32LE(64, 4);
      for (const nonsense of [Buffer.from('~~@@ not OPC UA ~~'.repeat(40)), headed, Buffer.alloc(9_000, 0xff)]) {
        const before = states.length;
        for (const socket of clients) if (!socket.destroyed) socket.write(nonsense);
        await until('the link is told to be down', () => states.slice(before).some((each) => each.state === 'down'));
        await until('it is up again', () => state() === 'up');
      }
      stranger = true;
      for (const socket of clients) socket.destroy();
      clients = [];
      await until('it is faulty', () => state() === 'faulty');
      expect(bad.at(-1)?.excerpt).toContain(Buffer.from('~~@@').toString('hex').replace(/..(?=.)/g, '$& '));
      stranger = false;
      await until('it is up at last', () => state() === 'up');
    } finally {
      proxy.close();
    }
  });

  it('loses no change of a contact while nothing can be stored', async () => {
    await server.set(TRIP.nodeId, { value: false, dataType: 'Boolean' });
    open([TRIP]);
    await until('it is known', () => alarms().length === 1);
    let refusals = 0;
    take = () => {
      refusals += 1;
      return Promise.reject(unavailable('database-away', '数据库中断', 'away'));
    };
    for (const value of [true, false, true]) {
      await server.set(TRIP.nodeId, { value, dataType: 'Boolean' });
      await pause(400);
    }
    await until('it was refused', () => refusals > 1);
    take = () => Promise.resolve();
    await until('the last word is heard', () => alarms().at(-1)?.cleared === false && alarms().length > 1);
  });

  it('speaks encrypted, signs in, keeps its own certificate, and refuses a server with another one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'one-screen-pki-'));
    const probe = await listening(() => undefined);
    probe.close();
    const guarded = await openOpcuaSimulator({ port: probe.port, username: 'watch', password: 'Secret-1' });
    const secure = { endpoint: guarded.endpoint, securityMode: 'SignAndEncrypt' as const, username: 'watch', password: 'Secret-1', pki: join(folder, 'own'), timeout: 10_000 };
    try {
      await guarded.set(LEVEL.nodeId, { value: 12 });
      open([LEVEL], { ...secure, serverFingerprint: guarded.fingerprint });
      await until('it is up', () => state() === 'up');
      abort.abort();
      await over;
      const certificate = readFileSync(join(folder, 'own/certificate.pem'), 'utf8');
      expect(statSync(join(folder, 'own/private-key.pem')).mode & 0o777).toBe(0o600);
      abort = new AbortController();
      open([LEVEL], { ...secure, password: 'wrong' });
      await until('the wrong password is refused', () => states.some(({ error }) => error?.includes('BadUserAccessDenied')));
      abort.abort();
      await over;
      abort = new AbortController();
      states = [];
      open([LEVEL], { ...secure, serverFingerprint: '00'.repeat(32) });
      await until('the stranger is refused', () => states.some(({ state: each, error }) => each === 'down' && error));
      expect(states.map((each) => each.state)).not.toContain('up');
      expect(readFileSync(join(folder, 'own/certificate.pem'), 'utf8')).toBe(certificate);
    } finally {
      await guarded.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
