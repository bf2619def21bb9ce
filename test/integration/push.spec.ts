import type { Socket as TcpSocket } from 'node:net';
import { io } from 'socket.io-client';
import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { Screen } from '../support/screen.js';

let aggregator: Aggregator;
beforeAll(async () => {
  aggregator = await Aggregator.start();
}, 400_000);
afterAll(() => aggregator.close(), 180_000);

const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`${aggregator.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
const wallToken = async (scope: { sectors: string[]; gridPrefix: string }): Promise<string> => {
  const admin = await aggregator.signIn('admin');
  const made = await admin.post('/api/walls', { name: `屏 ${JSON.stringify(scope)}`.slice(0, 60), scope });
  return made.body.token;
};

describe('push', () => {
  it('opens for a session or a wall token only, and from its own site only', async () => {
    const refusal = (options: object) =>
      new Promise<string>((resolve) => {
        const socket = io(aggregator.url, { path: '/socket.io', transports: ['websocket'], reconnection: false, forceNew: true, ...options });
        socket.on('connect_error', (error) => resolve(`${error.message}`));
        socket.on('connect', () => resolve('connected'));
        setTimeout(() => socket.disconnect(), 3000);
      });
    expect(await refusal({})).toBe('sign-in-required');
    expect(await refusal({ auth: { token: 'not-a-token-at-all-000000000' } })).toBe('sign-in-required');
    expect(await refusal({ auth: { token: aggregator.wallToken() } })).toBe('connected');
    expect(await refusal({ auth: { token: aggregator.wallToken() }, extraHeaders: { origin: 'https://elsewhere.example' } })).not.toBe('connected');
  });

  it('tells a screen what its scope covers and nothing else, live and in the journal', async () => {
    const token = await wallToken({ sectors: ['fire'], gridPrefix: '331082001001' });
    const screen = new Screen(aggregator.url, token);
    try {
      await until(() => screen.hellos.length);
      const heard = [nativeAlarm({ sector: 'fire', gridCode: '331082001001' }), nativeAlarm({ sector: 'fire' }), nativeAlarm({ sector: 'fire', gridCode: '331082' })];
      const others = [nativeAlarm({ sector: 'fire', gridCode: '331082001002' }), nativeAlarm({ sector: 'city', gridCode: '331082001001' })];
      await aggregator.intake([...others, ...heard], 'fire');
      await until(() => screen.alarms.size === heard.length);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect([...screen.alarms.values()].map((alarm) => alarm.key).sort()).toEqual(heard.map((alarm) => alarm.key).sort());
    } finally {
      screen.close();
    }
  });

  it('drops the socket of a revoked wall', async () => {
    const admin = await aggregator.signIn('admin');
    const made = (await admin.post('/api/walls', { name: '将被吊销', scope: { sectors: ['fire'], gridPrefix: '' } })).body;
    const screen = new Screen(aggregator.url, made.token);
    try {
      await until(() => screen.socket.connected);
      await admin.call('DELETE', `/api/walls/${made.id}`);
      await until(() => !screen.socket.connected, 45_000);
    } finally {
      screen.close();
    }
  }, 400_000);

  it('does not buffer for a screen that stops reading: it is taken out, and resynchronised when it reads again', async () => {
    const screen = new Screen(aggregator.url, aggregator.wallToken());
    try {
      await until(() => screen.hellos.length);
      const engine = screen.socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } };
      const tcp = engine.transport.ws._socket;
      tcp.pause();
      const detail = 'x'.repeat(1500);
      const keys: string[] = [];
      for (let post = 0; post < 30; post += 1) {
        const batch = Array.from({ length: 400 }, () => nativeAlarm({ level: 'blue', detail }));
        keys.push(...batch.map((alarm) => alarm.key));
        const answer = await aggregator.intake(batch);
        await answer.arrayBuffer();
        expect(answer.status).toBe(202);
      }
      await until(async () => (await metric('one_screen_sockets_lagging')) === 1, 45_000);
      tcp.resume();
      await until(() => {
        const known = new Set([...screen.alarms.values()].map((alarm) => alarm.key));
        return keys.every((key) => known.has(key));
      }, 90_000, 200);
      expect(new Set(screen.applied).size).toBe(screen.applied.length);
      expect(await metric('one_screen_sockets_lagging')).toBe(0);
    } finally {
      screen.close();
    }
  }, 400_000);
});
