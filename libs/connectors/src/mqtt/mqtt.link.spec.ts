import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ConnectorState, Sink } from '../connector.js';
import { openLink } from './mqtt.link.js';

/** Packets of MQTT 5: accepted (a new session), and told that somebody else has the session now. */
const CONNACK = Buffer.from([0x20, 0x03, 0x00, 0x00, 0x00]);
const TAKEN_OVER = Buffer.from([0xe0, 0x02, 0x8e, 0x00]);
const CONNECT = 0x10;
const SUBSCRIBE = 0x82;
/** Longer than the library waits before it connects again. */
const LONGER_THAN_A_RECONNECT = 2200;

const sink: Sink = { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined };
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a link to a broker', () => {
  let server: Server;
  let sockets: Socket[];
  /** Kinds of packets the broker got, connection by connection. */
  let got: number[][];
  let states: { state: ConnectorState; error?: string }[];
  let abort: AbortController;

  /** A broker that answers the n-th packet it gets with the n-th reply, and nothing more. */
  const brokerSaying = async (...replies: Buffer[]): Promise<string> => {
    server = createServer((socket) => {
      sockets.push(socket);
      const kinds: number[] = [];
      got.push(kinds);
      const left = [...replies];
      socket.on('data', (chunk: Buffer) => {
        kinds.push(chunk[0] ?? 0);
        const reply = left.shift();
        if (reply) socket.write(reply);
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const open = (brokerUrl: string) => openLink({ brokerUrl, clientId: 'link', subscriptions: ['$share/g/t'], sessionExpiry: 60, onState: (state, error) => void states.push({ state, ...(error !== undefined && { error }) }) }, sink, abort.signal);
  const heard = async (connection: number, kind: number): Promise<void> => {
    while (!got[connection]?.includes(kind)) await pause(5);
  };

  beforeEach(() => {
    [sockets, got, states, abort] = [[], [], [], new AbortController()];
  });
  afterEach(async () => {
    abort.abort();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('aborted before the broker has answered is over for good', async () => {
    const closed = open(await brokerSaying());
    await heard(0, CONNECT);
    abort.abort();
    await closed;
    await pause(LONGER_THAN_A_RECONNECT);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toEqual({ state: 'down' });
  });

  it('aborted while its subscription is unanswered still ends', async () => {
    const closed = open(await brokerSaying(CONNACK));
    await heard(0, SUBSCRIBE);
    abort.abort();
    await closed;
    await pause(LONGER_THAN_A_RECONNECT);
    expect(sockets).toHaveLength(1);
  });

  it('whose session somebody else took over ends by itself, saying so, and does not take it back', async () => {
    await open(await brokerSaying(CONNACK, TAKEN_OVER));
    await pause(LONGER_THAN_A_RECONNECT);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toEqual({ state: 'down', error: '会话被另一客户端接管（客户端标识重复） / another client has taken the session over' });
  });

  it('that the broker drops for no such reason connects again', async () => {
    const closed = open(await brokerSaying(CONNACK));
    await heard(0, SUBSCRIBE);
    sockets[0]?.destroy();
    await heard(1, CONNECT);
    abort.abort();
    await closed;
    expect(sockets).toHaveLength(2);
  });
});
