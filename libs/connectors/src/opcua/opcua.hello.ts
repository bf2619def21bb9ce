import { inOneLine, withoutBreak } from '@one-screen/domain';
import { connect } from 'node:net';
import { wordsOf } from '../error-words.js';
import { clip, line } from '../plain-text.js';
import { hexOf } from '../tcp/tcp.listener.js';

/** What answers at an endpoint: a server; nobody in time, or one that refuses (`down`); or something that speaks otherwise (`alien`, with its bytes as hex). */
export type Greeting = { kind: 'server' } | { kind: 'down'; error: string } | { kind: 'alien'; error: string; excerpt: string };

const DEFAULT_PORT = 4840;
const BUFFER = 65_536;
/** Longest reason a server may give in words (OPC 10000-6 7.1.2.5). */
const MAX_REASON = 4_096;
const HEAD = 8;

/** Host and port of `opc.tcp://host:port/…`, an IPv6 address without its brackets. */
export const addressOf = (endpoint: string): { host: string; port: number } => {
  const { hostname, port } = new URL(endpoint);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port ? Number(port) : DEFAULT_PORT };
};

/** The Hello message (OPC 10000-6 7.1.2.3): protocol version 0, our buffers, no limit of message size or chunks, the endpoint. */
export const helloOf = (endpoint: string): Buffer => {
  const url = Buffer.from(endpoint, 'utf8');
  const message = Buffer.alloc(HEAD + 24 + url.length);
  message.write('HELF', 'latin1');
  [message.length, 0, BUFFER, BUFFER, 0, 0, url.length].forEach((word, index) => message.writeUInt32LE(word, 4 + index * 4));
  url.copy(message, HEAD + 24);
  return message;
};

/** What the first bytes of an answer mean; undefined while too few have come to tell. */
export const greetingOf = (bytes: Buffer): Greeting | undefined => {
  const type = bytes.toString('latin1', 0, 4);
  if (!'ACKF'.startsWith(type) && !'ERRF'.startsWith(type)) return alien(bytes);
  if (bytes.length < HEAD) return undefined;
  const length = bytes.readUInt32LE(4);
  if (length < HEAD + 8 || length > HEAD + 8 + MAX_REASON) return alien(bytes);
  if (bytes.length < length) return undefined;
  if (type === 'ACKF') return { kind: 'server' };
  const reason = line(bytes.toString('utf8', HEAD + 8, length)).trim();
  const said = `0x${bytes.readUInt32LE(HEAD).toString(16).toUpperCase()} ${withoutBreak(clip(reason, 200))}`.trim();
  return { kind: 'down', error: inOneLine({ zh: `服务器拒绝：${said}`, en: `refused by the server: ${said}` }) };
};

const alien = (bytes: Buffer): Greeting => ({ kind: 'alien', error: '对方不是 OPC UA 服务器 / what answers is not an OPC UA server', excerpt: hexOf(bytes) });

/**
 * Asks whether an OPC UA server answers at the endpoint, on a connection of its own that is closed again: the client library tells a
 * stranger, a frozen server and a refusal apart only by words, and does not keep what was sent. Never rejects.
 */
export const greet = (endpoint: string, timeout: number, abortSignal: AbortSignal): Promise<Greeting> =>
  new Promise((resolve) => {
    const socket = connect({ ...addressOf(endpoint), noDelay: true });
    let heard = Buffer.alloc(0);
    const end = (greeting: Greeting): void => {
      clearTimeout(late);
      abortSignal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(greeting);
    };
    const late = setTimeout(() => end({ kind: 'down', error: `${timeout} ms 内无应答 / no answer within ${timeout} ms` }), timeout);
    const stop = (): void => end({ kind: 'down', error: '已停止 / stopped' });
    abortSignal.addEventListener('abort', stop, { once: true });
    if (abortSignal.aborted) stop();
    socket.once('connect', () => socket.write(helloOf(endpoint)));
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      const greeting = greetingOf(heard);
      if (greeting) end(greeting);
    });
    socket.on('error', (error) => {
      end({ kind: 'down', error: wordsOf(error) });
    });
    socket.once('close', () => end({ kind: 'down', error: '对方断开了连接 / the server closed the connection' }));
  });
