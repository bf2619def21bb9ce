import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { z } from 'zod';
import { defineConnector, type Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { retrying } from '../retrying.js';
import { hexOf, LISTEN_DEFAULTS, listen, type Cut } from '../tcp/tcp.listener.js';
import { openLines } from './ais.lines.js';
import { openReceiver, type AisReceiver } from './ais.receiver.js';

/**
 * A stream of NMEA 0183 lines from a shore station or a forwarding authority. `udp`: datagrams come to host:port (a multicast
 * address is joined). `tcp-listen`: stations connect to host:port. `tcp-connect`: host:port is a station's own server.
 * A link that is silent for `idleSeconds` is taken for dead.
 */
export const AisOptions = z.object({
  transport: z.enum(['udp', 'tcp-listen', 'tcp-connect']),
  host: z.string().min(1).max(255).regex(/^\S+$/, { error: '应为主机名或地址 / expected a host name or an address' }).default('0.0.0.0'),
  port: z.number().int().min(1).max(65_535),
  idleSeconds: z.number().int().min(1).max(86_400).default(300),
}).refine(({ transport, host }) => transport !== 'tcp-connect' || host !== '0.0.0.0', { path: ['host'], error: 'tcp-connect 须填写岸站主机 / tcp-connect needs the host of the station' });
export type AisOptions = z.input<typeof AisOptions>;
type Checked = z.output<typeof AisOptions>;

/** Bytes of datagrams the system keeps for us while we are busy (it may allow less): the standard 200 KiB are a tenth of a second of a large port. */
const KEPT_BYTES = 4 * 1_048_576;

const silence = (seconds: number): string => `${seconds} 秒内未收到数据 / nothing received for ${seconds} s`;

/**
 * Listens to one source of AIS. Nothing is ever acknowledged: what the sink cannot take waits in a bounded backlog. State: `up` while
 * a station is connected (or datagrams come), `connecting` while none is, `down` while the port or the station cannot be reached.
 * Resolves when aborted, closed, and what had been received was offered.
 */
const openAis = async (options: Checked, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  const receiver = openReceiver(sink, abortSignal);
  if (options.transport === 'tcp-listen') await fromStations(options, sink, abortSignal, receiver);
  else {
    const work = options.transport === 'udp' ? datagrams : fromServer;
    const telling = onChange(sink);
    telling.state('connecting');
    await retrying(abortSignal, () => work(options, telling, abortSignal, receiver), (error) => telling.state('down', error));
  }
  await receiver.drained();
  if (options.transport !== 'tcp-listen') sink.state('down');
};

/** The sink, told of changes only: what cannot be reached stays down through all attempts. */
const onChange = (sink: Sink): Sink => {
  let told = '';
  return {
    signal: (batch, raw) => sink.signal(batch, raw), bad: (error, excerpt) => sink.bad(error, excerpt), peer: (name) => sink.peer?.(name),
    state: (state, error) => {
      if (told === `${state} ${error ?? ''}`) return;
      told = `${state} ${error ?? ''}`;
      sink.state(state, error);
    },
  };
};

const fromStations = ({ host, port, idleSeconds }: Checked, sink: Sink, abortSignal: AbortSignal, receiver: AisReceiver): Promise<void> =>
  listen({ ...LISTEN_DEFAULTS, host, port, idleMs: idleSeconds * 1000 }, sink, abortSignal, ({ name }) => {
    const lines = openLines();
    // A line is dealt with while it is cut, so that one without a right checksum counts as garbage.
    return { framer: { push: (chunk) => lines.push(chunk).map((cut) => receiver.hear(cut, name)) }, frame: () => Promise.resolve() };
  });

const hearAll = (cuts: readonly Cut[], scope: string, sink: Sink, receiver: AisReceiver): void => {
  for (const cut of cuts) {
    const heard = receiver.hear(cut, scope);
    if (!heard.ok) sink.bad(heard.error, hexOf(heard.bytes));
  }
};

/** One connection to a station's server; rejects when it ends for any other reason than the abort. */
const fromServer = ({ host, port, idleSeconds }: Checked, sink: Sink, abortSignal: AbortSignal, receiver: AisReceiver): Promise<void> =>
  new Promise((resolve, reject) => {
    const lines = openLines();
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    let error = '对方关闭了连接 / the station closed the connection';
    const stop = (): void => void socket.destroy();
    socket.setTimeout(idleSeconds * 1000, () => socket.destroy(new Error(silence(idleSeconds))));
    socket.on('connect', () => sink.state('up'));
    socket.on('data', (chunk: Buffer) => hearAll(lines.push(chunk), '', sink, receiver));
    socket.on('error', (reason) => {
      error = wordsOf(reason);
    });
    socket.on('close', () => {
      abortSignal.removeEventListener('abort', stop);
      if (abortSignal.aborted) resolve();
      else reject(new Error(error));
    });
    abortSignal.addEventListener('abort', stop, { once: true });
  });

const isMulticast = (host: string): boolean => /^(22[4-9]|23\d)\.|^ff/i.test(host);

/** One bound UDP port; rejects when it cannot be bound or breaks. */
const datagrams = ({ host, port, idleSeconds }: Checked, sink: Sink, abortSignal: AbortSignal, receiver: AisReceiver): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', reuseAddr: isMulticast(host) });
    let up = false;
    const idle = setTimeout(() => {
      if (up) sink.state('connecting', silence(idleSeconds));
      up = false;
    }, idleSeconds * 1000);
    const over = (end: () => void): void => {
      clearTimeout(idle);
      abortSignal.removeEventListener('abort', stop);
      socket.close(end);
    };
    const stop = (): void => over(resolve);
    socket.once('error', (error) => {
      socket.on('error', () => undefined);
      over(() => reject(error));
    });
    socket.on('message', (datagram, { address }) => {
      idle.refresh();
      if (!up) {
        sink.peer?.(address);
        sink.state('up');
      }
      up = true;
      const lines = openLines();
      hearAll([...lines.push(datagram), ...lines.end()], address, sink, receiver);
    });
    socket.bind(port, isMulticast(host) ? undefined : host, () => {
      if (isMulticast(host)) socket.addMembership(host);
      try {
        socket.setRecvBufferSize(KEPT_BYTES);
      } catch {
        // Some systems refuse what they do not allow; then theirs must do.
      }
      if (!up) sink.state('connecting');
    });
    abortSignal.addEventListener('abort', stop, { once: true });
  });

export const aisConnector = defineConnector({ kind: 'ais', options: AisOptions, open: openAis });
