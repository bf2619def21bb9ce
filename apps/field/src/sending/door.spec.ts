import { createServer, type Server, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stamped, type NativeMessage } from '../alarms/native-message.js';
import { POST_SIZE, openDoor } from './door.js';
import { retryAfterMs, waitMs, type PostTools } from './patient-post.js';
import { oneToken, tokenIn } from './tokens.js';

interface Reply {
  status: number;
  headers?: Record<string, string>;
}

const body = async (request: IncomingMessage): Promise<NativeMessage[]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as NativeMessage[];
};

/** A throwaway intake: gives the replies in turn, then takes everything. */
const intake = async (replies: Reply[]) => {
  const taken: NativeMessage[][] = [];
  const tokens: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    void body(request).then((messages) => {
      tokens.push(request.headers.authorization);
      const reply = replies.shift() ?? { status: 202 };
      if (reply.status === 202) taken.push(messages);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(JSON.stringify({ results: messages.map(({ key }) => ({ key, status: key === 'again' ? 'repeat' : 'accepted' })) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, tokens, close: () => void (server.close(), server.closeAllConnections()) };
};

const tools = (waits: number[] = [], stop = new AbortController().signal): PostTools => ({
  fetch: globalThis.fetch,
  sleep: (ms) => {
    waits.push(ms);
    return Promise.resolve();
  },
  spread: () => 0,
  log: () => {},
  stop,
});

const message = (key: string, n = 0): NativeMessage => stamped({ key, sector: 'fire', level: 'blue', title: `第 ${n} 条` }, 1_800_000_000_000 + n);

describe('the door', () => {
  it('waits out refusals, honours Retry-After, loses nothing and keeps the order', async () => {
    const there = await intake([{ status: 503, headers: { 'retry-after': '3' } }, { status: 429 }, { status: 202 }, { status: 503 }]);
    const waits: number[] = [];
    const door = openDoor(there.url, oneToken('secret'), tools(waits));
    const sent = Array.from({ length: 120 }, (_, n) => message('k', n));
    sent.forEach((each) => door.send(each));
    await door.drained();
    there.close();
    expect(there.taken.flat()).toEqual(sent);
    expect(there.taken.every((post) => post.length <= POST_SIZE)).toBe(true);
    expect(waits).toEqual([3000, 1000, 500]);
    expect(door.tally).toMatchObject({ sent: 120, accepted: 120, repeats: 0, rejected: 0 });
    expect(new Set(there.tokens)).toEqual(new Set(['Bearer secret']));
  });

  it('tries a dead address again and asks for the token anew', async () => {
    const there = await intake([]);
    const tokens = ['old', 'new'];
    let calls = 0;
    const door = openDoor(there.url, () => Promise.resolve(tokens.shift()!), {
      ...tools(),
      fetch: (...args) => (calls++ === 0 ? Promise.reject(new TypeError('fetch failed')) : globalThis.fetch(...args)),
    });
    door.send(message('k'));
    await door.drained();
    there.close();
    expect(there.tokens).toEqual(['Bearer new']);
    expect(door.tally.accepted).toBe(1);
  });

  it('counts repeats and final refusals, and tells of every answered message', async () => {
    const there = await intake([{ status: 202 }, { status: 422 }]);
    const answered: string[] = [];
    const door = openDoor(there.url, oneToken('t'), tools(), ({ key }) => answered.push(key));
    door.send(message('again'));
    door.send(message('one'));
    await door.drained();
    door.send(message('bad'));
    await door.drained();
    there.close();
    expect(door.tally).toMatchObject({ sent: 3, accepted: 1, repeats: 1, rejected: 1 });
    expect(answered).toEqual(['again', 'one', 'bad']);
  });

  it('stops waiting when the field is stopped', async () => {
    const stop = new AbortController();
    const door = openDoor('http://127.0.0.1:9', oneToken('t'), { ...tools([], stop.signal), fetch: () => (stop.abort(), Promise.reject(new TypeError('fetch failed'))) });
    door.send(message('k'));
    await door.drained();
    expect(door.tally.sent).toBe(0);
  });
});

it('reads Retry-After as seconds or a date', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(retryAfterMs('7', now)).toBe(7000);
  expect(retryAfterMs(new Date(now + 9000).toUTCString(), now)).toBe(9000);
  expect(retryAfterMs(new Date(now - 9000).toUTCString(), now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs(null, now)).toBeUndefined();
});

it('waits longer each time, up to a limit, never less than asked', () => {
  expect([1, 2, 3, 20].map((retry) => waitMs(retry, undefined, 0))).toEqual([500, 1000, 2000, 15_000]);
  expect(waitMs(1, 8000, 0)).toBe(8000);
});

it('picks the demo token of the sector, and says so when there is none', () => {
  const text = JSON.stringify({ sources: [{ id: 'own', kind: 'http', sector: 'fire', token: 'a' }, { id: 'demo-fire', kind: 'http', sector: 'fire', token: 'b' }, { id: 'demo-road', kind: 'mqtt', sector: 'road', token: 'c' }] });
  expect(tokenIn(text, 'fire')).toBe('b');
  expect(() => tokenIn(text, 'road')).toThrow('road');
});
