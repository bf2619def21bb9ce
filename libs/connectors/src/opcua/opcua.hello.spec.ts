import { createServer, type AddressInfo, type Socket } from 'node:net';
import { addressOf, greet, greetingOf, helloOf } from './opcua.hello.js';

const message = (type: string, ...words: number[]): Buffer => {
  const bytes = Buffer.alloc(8 + words.length * 4);
  bytes.write(type, 'latin1');
  bytes.writeUInt32LE(bytes.length, 4);
  words.forEach((word, index) => bytes.writeUInt32LE(word, 8 + index * 4));
  return bytes;
};

describe('the first words with a server', () => {
  it('say hello with the length, version 0 and the endpoint', () => {
    const hello = helloOf('opc.tcp://plc:4840');
    expect([hello.toString('latin1', 0, 4), hello.readUInt32LE(4), hello.readUInt32LE(8), hello.readUInt32LE(28), hello.toString('latin1', 32)]).toEqual(['HELF', 50, 0, 18, 'opc.tcp://plc:4840']);
  });

  it('are understood however they are cut', () => {
    const answer = message('ACKF', 0, 65536, 65536, 0, 0);
    for (let length = 0; length < answer.length; length += 1) expect(greetingOf(answer.subarray(0, length))).toBeUndefined();
    expect(greetingOf(answer)).toEqual({ kind: 'server' });
  });

  it('may be a refusal with its reason', () => {
    const reason = Buffer.from('too busy');
    const refusal = Buffer.concat([message('ERRF', 0x807d0000, reason.length), reason]);
    refusal.writeUInt32LE(refusal.length, 4);
    expect(greetingOf(refusal)).toMatchObject({ kind: 'down', error: expect.stringMatching(/0x807D0000 too busy$/) });
  });

  it.each([['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n')], ['zeros', Buffer.alloc(16)], ['a message of absurd length', message('ACKF', 0, 0).fill(0xff, 4, 8)]])('of a stranger (%s) are kept as hex', (_name, bytes) => {
    expect(greetingOf(bytes)).toMatchObject({ kind: 'alien', excerpt: expect.stringMatching(/^([0-9a-f]{2} ?)+$/) });
  });

  it.each([['opc.tcp://plc', 'plc', 4840], ['opc.tcp://10.0.0.1:48010/UA/Server', '10.0.0.1', 48010], ['opc.tcp://[fe80::1]:4841', 'fe80::1', 4841]])('go to %s', (endpoint, host, port) => expect(addressOf(endpoint)).toEqual({ host, port }));

  it('end when nobody answers, when nobody is there and when told to', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined).resume()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `opc.tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const never = new AbortController();
    expect(await greet(endpoint, 100, never.signal)).toMatchObject({ kind: 'down', error: expect.stringContaining('100 ms') });
    const stop = new AbortController();
    const asked = greet(endpoint, 60_000, stop.signal);
    stop.abort();
    expect(await asked).toMatchObject({ kind: 'down' });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    expect(await greet(endpoint, 5_000, never.signal)).toMatchObject({ kind: 'down', error: expect.stringContaining('ECONNREFUSED') });
  });
});
