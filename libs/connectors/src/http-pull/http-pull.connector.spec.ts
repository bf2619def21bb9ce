import { unavailable, type Parsed, type Signal } from '@one-screen/domain';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from '../connector.js';
import { HttpPullOptions, httpPullConnector } from './http-pull.connector.js';
import { pull } from './http-pull.request.js';
import { openHttpPullSimulator, VISITOR_MAPPING, type HttpPullSimulator } from './http-pull.simulator.js';

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (holds()) return;
    await pause(10);
  }
  throw new Error('did not happen');
};

describe('a pulled source', () => {
  let simulator: HttpPullSimulator;
  let abort: AbortController;
  let closed: Promise<void>;
  let heard: Parsed<Signal>[][];
  let states: [string, string | undefined][];
  let bad: string[];
  let alive: number;
  let refuse: number;

  beforeEach(async () => {
    simulator = await openHttpPullSimulator({ area: 'taizhou-fucheng', capacity: 8_000 });
    abort = new AbortController();
    [heard, states, bad, refuse, alive] = [[], [], [], 0, 0];
  });
  afterEach(async () => {
    abort.abort();
    await closed;
    await simulator.close();
  });

  const open = (options: Partial<HttpPullOptions> = {}): void => {
    const sink: Sink = {
      signal: (batch) => {
        refuse -= 1;
        if (refuse >= 0) return Promise.reject(unavailable('database-away', '数据库中断', 'away'));
        heard.push(batch);
        return Promise.resolve();
      },
      state: (state, error) => states.push([state, error]),
      bad: (error) => bad.push(error),
      alive: () => void (alive += 1),
    };
    closed = httpPullConnector.open({ url: simulator.url, every: 1_000, mapping: VISITOR_MAPPING, ...options }, sink, abort.signal);
  };

  it('gives its readings, and new ones only when the content has changed', async () => {
    simulator.set(6_400);
    open({ headers: { 'X-Api-Key': 'k' } });
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject([{ ok: true, signal: { kind: 'reading', deviceCode: 'taizhou-fucheng', point: 'present', value: 6_400, unit: '人' } }, { ok: true, signal: { point: 'load', value: 80, unit: '%' } }]);
    await until(() => simulator.requests >= 3);
    expect(simulator.lastHeaders).toMatchObject({ 'x-api-key': 'k', 'if-none-match': expect.stringMatching(/^"/) as string });
    // Unchanged (304) is a sign of life, not silence.
    expect(alive).toBeGreaterThanOrEqual(1);
    expect([heard.length, states]).toEqual([1, [['connecting', undefined], ['up', undefined]]]);
    simulator.set(8_000);
    await until(() => heard.length === 2);
    expect(heard[1]).toMatchObject([{ signal: { value: 8_000 } }, { signal: { value: 100 } }]);
  });

  it('survives garbage and goes on with the next answer', async () => {
    simulator.answer(Buffer.from([0xff, 0xfe, 0x00]));
    open();
    await until(() => bad.length === 1);
    simulator.answer('{"area":"a","present":null}');
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject([{ ok: false, faults: [{ path: 'mapping[0][0].value' }, { path: 'mapping[0][0].at' }] }, { ok: false }]);
    expect(states.at(-1)).toEqual(['faulty', expect.stringContaining('mapping[0][0].value')]);
    // The same rubbish, said to be unchanged, is rubbish still.
    const { requests } = simulator;
    await until(() => simulator.requests >= requests + 2);
    expect([states.at(-1)?.[0], alive]).toEqual(['faulty', 0]);
    simulator.answer(undefined);
    await until(() => heard.length === 2);
    expect(heard[1]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(states.at(-1)).toEqual(['up', undefined]);
  });

  it('says why it is down, and comes back', async () => {
    simulator.fail(503);
    open();
    await until(() => states.length === 2);
    expect(states[1]).toEqual(['down', 'HTTP 503 对方暂停服务 / HTTP 503 Service Unavailable']);
    simulator.fail(302, { location: simulator.url });
    await until(() => states.length === 3);
    expect(states[2]?.[1]).toContain('redirects are not followed');
    simulator.fail(200);
    await until(() => heard.length === 1);
    expect(states.at(-1)).toEqual(['up', undefined]);
    abort.abort();
    await closed;
    expect(states.at(-1)).toEqual(['down', undefined]);
  });

  it('holds what cannot be stored, and asks no further meanwhile', async () => {
    refuse = 2;
    open();
    await until(() => heard.length === 1);
    expect(simulator.requests).toBe(1);
  });

  it('cuts off an answer that is too large', async () => {
    simulator.answer(Buffer.alloc(4 * 1_048_576 + 1, 0x20));
    open();
    await until(() => states.length === 2);
    expect(states[1]?.[1]).toContain('cut off');
  });

  it('stops at once when aborted while it waits', async () => {
    open({ every: 86_400_000 });
    await until(() => heard.length === 1);
    abort.abort();
    await closed;
  });
});

describe('one request', () => {
  it('is given up when the answer does not come, or the server cannot be reached', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await pull({ url, headers: {}, timeoutMs: 100 }, new AbortController().signal)).toEqual({ kind: 'failed', error: '0.1 秒内未答复 / no answer within 0.1 s' });
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    expect(await pull({ url, headers: {} }, new AbortController().signal)).toMatchObject({ kind: 'failed', error: expect.stringContaining('ECONNREFUSED') as string });
    expect(await pull({ url, headers: {} }, AbortSignal.abort())).toMatchObject({ kind: 'failed' });
  });

  it('hears when the server wants to be left alone, and knows SenML by its media type', async () => {
    const simulator = await openHttpPullSimulator();
    const ask = () => pull({ url: simulator.url, headers: {} }, new AbortController().signal);
    simulator.fail(429, { 'retry-after': '30' });
    expect(await ask()).toEqual({ kind: 'failed', error: 'HTTP 429 请求过于频繁 / HTTP 429 Too Many Requests', retryAfterMs: 30_000 });
    simulator.fail(200, { 'content-type': 'application/senml+json' });
    expect(await ask()).toMatchObject({ kind: 'content', senml: true });
    await simulator.close();
  });
});

describe('the options of a pulled source', () => {
  it('are checked, each fault by its path', () => {
    const wrong = (options: object) => HttpPullOptions.safeParse({ url: 'http://x/', ...options }).error?.issues.map(({ path }) => path.join('.'));
    expect(HttpPullOptions.parse({ url: 'https://x.example/a' })).toMatchObject({ every: 60_000 });
    expect(wrong({ url: 'ftp://x/' })).toEqual(['url']);
    expect(wrong({ url: 'http://user:secret@x/' })).toEqual(['url']);
    expect(wrong({ every: 999 })).toEqual(['every']);
    expect(wrong({ every: 86_400_001 })).toEqual(['every']);
    expect(wrong({ headers: { 'a b': 'x' } })).toEqual(['headers.a b']);
    expect(wrong({ headers: { Host: 'x' } })).toEqual(['headers.Host']);
    expect(wrong({ headers: { a: 'x\r\ny: z' } })).toEqual(['headers.a']);
    expect(wrong({ mapping: { kind: 'reading', fields: { deviceCode: '(', point: "'p'", value: 'v' } } })).toEqual(['mapping.fields.deviceCode']);
  });
});
