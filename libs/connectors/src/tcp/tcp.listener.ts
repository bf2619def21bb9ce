import { createServer, type Server, type Socket } from 'node:net';
import type { ConnectorState, Raw, Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { retrying } from '../retrying.js';

/** What a framer cuts from the bytes of a connection: a whole frame, or bytes that can belong to none, and why. */
export type Cut = { ok: true; frame: Buffer } | { ok: false; error: string; bytes: Buffer };

/** Cuts one connection's bytes into frames. Holds at most one frame's worth of bytes; never throws. */
export interface Framer {
  push(chunk: Buffer): Cut[];
}

/** The other end of one connection, as long as it lasts. */
export interface Peer {
  /** `host:port`, for people. */
  readonly name: string;
  /** Fires when the connection is over or the connector stops: nothing more can be answered here. */
  readonly gone: AbortSignal;
  /** Sends bytes; false when the connection is over. */
  send(bytes: Uint8Array): boolean;
  close(): void;
}

/** How one connection is spoken with. */
export interface Talk {
  framer: Framer;
  /** One whole frame, in the order received. Resolves when it has been dealt with (stored, answered); it need not wait for the ones before it. Never rejects. */
  frame(frame: Buffer): Promise<void>;
  /** The connection is over. */
  closed?(): void;
}

export interface ListenOptions {
  host: string;
  port: number;
  /** A connection that sends nothing for so long is closed, milliseconds. */
  idleMs: number;
  /** Connections taken at most, and at most from one address. */
  maxConnections: number;
  maxPerAddress: number;
  /** Bad bytes in a row, without one good frame between them, after which a connection is closed. */
  maxGarbage: number;
}

export const LISTEN_DEFAULTS = { idleMs: 300_000, maxConnections: 10_000, maxPerAddress: 500, maxGarbage: 1_048_576 } as const;

/** Frames of one connection that may be under way; the socket is not read beyond that, so a sender that outruns us waits in its own buffers. */
const UNDER_WAY = 64;
/** Answers (bytes) that wait for each other at most. */
const TOGETHER = 16_384;
/** Unsent answers (bytes) after which a peer that does not read is let go. */
const UNREAD_LIMIT = 262_144;
const EXCERPT_BYTES = 256;
const FAREWELL_MS = 1_000;

/** Bytes as people inspect them: hex pairs, cut to 256 bytes. */
export const hexOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, EXCERPT_BYTES)).toString('hex').replace(/..(?=.)/g, '$& ');
  return bytes.byteLength > EXCERPT_BYTES ? `${head} … (${bytes.byteLength} bytes)` : head;
};

/** Bytes to show as `hexOf` does, when somebody asks. */
export const rawOf = (bytes: Uint8Array): Raw => ({
  get excerpt() {
    return hexOf(bytes);
  },
});

/**
 * Listens for devices until aborted: opens the port (again and again while it is taken), cuts each connection into frames and hands
 * them to its talk. State: `connecting` while nobody is connected, `up` while somebody is, `down` while the port cannot be opened.
 * Resolves when every frame under way is dealt with and all is closed.
 */
export const listen = async (options: ListenOptions, sink: Sink, abortSignal: AbortSignal, welcome: (peer: Peer) => Talk): Promise<void> => {
  const sockets = new Set<Socket>();
  const perAddress = new Map<string, number>();
  const busy = new Set<Promise<void>>();
  let told: string | undefined;
  const tell = (state: ConnectorState, error?: string): void => {
    const words = `${state} ${error ?? ''}`;
    if (words === told) return;
    told = words;
    sink.state(state, error);
  };

  const take = (socket: Socket): void => {
    const address = socket.remoteAddress ?? '?';
    const known = perAddress.get(address) ?? 0;
    if (known >= options.maxPerAddress || sockets.size >= options.maxConnections) {
      sink.bad(known >= options.maxPerAddress ? `来自 ${address} 的连接超过 ${options.maxPerAddress} 个 / more than ${options.maxPerAddress} connections from ${address}` : `连接超过 ${options.maxConnections} 个 / more than ${options.maxConnections} connections`, '');
      socket.destroy();
      return;
    }
    perAddress.set(address, known + 1);
    sockets.add(socket);
    sink.peer?.(`${address}:${socket.remotePort ?? 0}`);
    tell('up');
    converse(socket, options, sink, welcome, busy);
    socket.once('close', () => {
      sockets.delete(socket);
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
      if (!sockets.size && !abortSignal.aborted) tell('connecting', '设备已断开 / the last device has disconnected');
    });
  };

  tell('connecting');
  await retrying(abortSignal, async () => {
    const server = createServer({ noDelay: true, keepAlive: true }, take);
    await opened(server, options, abortSignal);
    // Not before: a port that stays taken is down, and not connecting again at each attempt.
    tell('connecting');
    await over(server, abortSignal);
    server.close();
  }, (error) => tell('down', error));

  for (const socket of sockets) socket.end();
  const impatient = setTimeout(() => { for (const socket of sockets) socket.destroy(); }, FAREWELL_MS);
  await Promise.all(busy);
  for (const socket of sockets) socket.destroy();
  clearTimeout(impatient);
  sink.state('down');
};

const opened = (server: Server, { host, port }: ListenOptions, abortSignal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    // Not listen's own `signal`: an attempt that fails would stay on its list of listeners for ever.
    const stop = (): void => void server.close(() => resolve());
    const done = (end: () => void): void => {
      abortSignal.removeEventListener('abort', stop);
      server.off('error', failed);
      end();
    };
    const failed = (error: Error): void => done(() => reject(error));
    server.once('error', failed);
    abortSignal.addEventListener('abort', stop, { once: true });
    server.listen({ host, port }, () => {
      done(resolve);
      // Stopped while its address was being looked up, it would go on listening.
      if (abortSignal.aborted) server.close();
    });
    if (abortSignal.aborted) stop();
  });

const over = (server: Server, abortSignal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    if (abortSignal.aborted) resolve();
    else abortSignal.addEventListener('abort', () => resolve(), { once: true });
  });

const converse = (socket: Socket, options: ListenOptions, sink: Sink, welcome: (peer: Peer) => Talk, busy: Set<Promise<void>>): void => {
  const gone = new AbortController();
  let corked = false;
  const uncork = (): void => {
    corked = false;
    socket.uncork();
  };
  const name = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`;
  const peer: Peer = {
    name,
    gone: gone.signal,
    send: (bytes) => {
      if (socket.destroyed || !socket.writable) return false;
      // What shares a commit is answered in one go: one packet and one call of the system for all of it.
      if (!corked) {
        corked = true;
        socket.cork();
        process.nextTick(uncork);
      }
      socket.write(bytes);
      if (socket.writableLength > TOGETHER) uncork();
      if (socket.writableLength > UNREAD_LIMIT) {
        sink.bad(`${name} 不读取应答，已断开 / ${name} does not read its answers`, '');
        socket.destroy();
        return false;
      }
      return true;
    },
    close: () => void socket.end(),
  };
  const talk = welcome(peer);
  let underWay = 0;
  let garbage = 0;
  const done = (): void => {
    underWay -= 1;
    if (underWay < UNDER_WAY && socket.isPaused() && !socket.destroyed) socket.resume();
  };
  socket.setTimeout(options.idleMs, () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    for (const cut of talk.framer.push(chunk)) {
      if (!cut.ok) {
        sink.bad(cut.error, hexOf(cut.bytes));
        garbage += cut.bytes.byteLength;
        continue;
      }
      garbage = 0;
      underWay += 1;
      const work = talk.frame(cut.frame).catch((error: unknown) => sink.bad(wordsOf(error), hexOf(cut.frame))).finally(() => {
        busy.delete(work);
        done();
      });
      busy.add(work);
    }
    if (garbage > options.maxGarbage) socket.destroy();
    else if (underWay >= UNDER_WAY) socket.pause();
  });
  socket.on('error', () => undefined); // Its close follows.
  socket.once('close', () => {
    gone.abort();
    talk.closed?.();
  });
};
