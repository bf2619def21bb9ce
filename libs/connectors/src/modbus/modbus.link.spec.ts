import fc from 'fast-check';
import { getEventListeners, once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { openLink } from './modbus.link.js';
import type { Block } from './modbus.plan.js';

describe('a link to a Modbus device', () => {
  let server: Server;
  const abort = new AbortController();
  afterEach(() => void server.close());
  afterAll(() => abort.abort());

  it('makes a value of whatever answers, and still understands the next good answer', async () => {
    let reply: (query: Buffer) => Buffer[] = () => [];
    server = createServer({ noDelay: true }, (socket) => socket.on('error', () => undefined).on('data', (query: Buffer) => reply(query).forEach((chunk) => socket.write(chunk)))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const link = await openLink({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, unitId: 1, timeout: 1_000 }, abort.signal);
    const framed = (query: Buffer, body: Uint8Array): Buffer => Buffer.concat([query.subarray(0, 4), Buffer.from([body.length >> 8, body.length & 0xff]), body]);
    const cut = (bytes: Buffer, at: number): Buffer[] => [bytes.subarray(0, at % bytes.length), bytes.subarray(at % bytes.length)].filter((chunk) => chunk.length > 0);
    const block: Block = { register: 'holding', address: 0, length: 2, points: [], bridged: false };
    const good = Buffer.from([1, 3, 4, 0, 1, 0, 2]);
    // A frame's length is trusted (the protocol has nothing to find the next beginning by), so it is right here; all else is random.
    const body = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 260 }), fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })).map(([at, byte]) => Uint8Array.from(good, (old, index) => (index === at ? byte : old))));
    await fc.assert(fc.asyncProperty(body, fc.nat({ max: 300 }), async (bytes, at) => {
      reply = (query) => cut(framed(query, bytes), at);
      const answer = await link.read(block);
      expect(answer.ok ? answer.bytes.length === 4 : answer.error.length > 0).toBe(true);
      reply = (query) => cut(framed(query, good), at);
      expect(await link.read(block)).toEqual({ ok: true, bytes: Buffer.from([0, 1, 0, 2]) });
    }), { numRuns: 200 });
    await link.close();
    expect(link.gone.aborted).toBe(true);
    await expect(link.read(block)).rejects.toThrow();
  });

  it('that cannot be had leaves nothing behind, however often it is tried', async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const stop = new AbortController();
    for (let tries = 0; tries < 5; tries += 1) await expect(openLink({ host: '127.0.0.1', port, unitId: 1, timeout: 100 }, stop.signal)).rejects.toThrow('ECONNREFUSED');
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  });

  it('that cannot be had says why', async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await expect(openLink({ host: '127.0.0.1', port, unitId: 1, timeout: 100 }, abort.signal)).rejects.toThrow('ECONNREFUSED');
    await expect(openLink({ host: '127.0.0.1', port, unitId: 1, timeout: 100 }, AbortSignal.abort())).rejects.toThrow();
  });
});
