import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, isIPv6, type AddressInfo, type Socket } from 'node:net';
import type { AisOptions } from './ais.connector.js';
import type { AisClassA, AisClassB, AisMessage, AisStatic } from './ais.message.js';
import { encodeAisLines } from './ais.reader.js';
import type { AisFraming } from './ais.sentence.js';

/** A shore station: whatever ships it hears it sends as lines. Every send resolves when the line is with the system, and rejects when it cannot be sent. */
export interface AisSender {
  /** The port it sends to; of a server, the one it listens on. */
  readonly port: number;
  /** A position report of class A (message 1). Degrees and knots. */
  position(ship: Omit<AisClassA, 'type'>, framing?: AisFraming): Promise<void>;
  /** A position report of class B (message 18). */
  positionB(ship: Omit<AisClassB, 'type'>, framing?: AisFraming): Promise<void>;
  /** Static data of class A (message 5, two sentences). */
  staticData(ship: Omit<AisStatic, 'type'>, framing?: AisFraming): Promise<void>;
  /** A safety broadcast (message 14). */
  safetyText(mmsi: number, text: string, framing?: AisFraming): Promise<void>;
  /** Any message understood. */
  message(message: AisMessage, framing?: AisFraming): Promise<void>;
  /** Any line, to play a station that is out of order; its end is added. */
  sendLine(raw: string): Promise<void>;
  close(): Promise<void>;
}

/** How bytes leave; `send` rejects when nobody takes them. */
interface Outlet {
  port: number;
  send(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the counterpart of an AIS source with the same options: to `udp` it sends datagrams, to `tcp-listen` it connects (again with
 * the next line when the connection was lost), for `tcp-connect` it is the server (port 0 takes a free one) and sends to all connected.
 * Rejects when a server's port is taken.
 */
export const openAisSender = async ({ transport, host = '127.0.0.1', port }: Omit<AisOptions, 'idleSeconds'>): Promise<AisSender> => {
  const outlet = transport === 'udp' ? toDatagrams(host, port) : transport === 'tcp-listen' ? toListener(host, port) : await asServer(host, port);
  let sequence = 0;
  const sendLine = (raw: string): Promise<void> => outlet.send(Buffer.from(`${raw}\r\n`, 'latin1'));
  const message = async (said: AisMessage, framing: AisFraming = {}): Promise<void> => {
    const lines = encodeAisLines(said, { sequence, ...framing });
    if (lines.length > 1) sequence = (sequence + 1) % 10;
    for (const line of lines) await sendLine(line);
  };
  return {
    port: outlet.port,
    position: (ship, framing) => message({ type: 1, ...ship }, framing),
    positionB: (ship, framing) => message({ type: 18, ...ship }, framing),
    staticData: (ship, framing) => message({ type: 5, ...ship }, framing),
    safetyText: (mmsi, text, framing) => message({ type: 14, mmsi, text }, framing),
    message, sendLine,
    close: () => outlet.close(),
  };
};

const write = (socket: Socket, bytes: Buffer): Promise<void> => new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));

const toDatagrams = (host: string, port: number): Outlet => {
  const socket: UdpSocket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('error', () => undefined); // Told by the send that failed.
  return {
    port,
    send: (bytes) => new Promise((resolve, reject) => socket.send(bytes, port, host, (error) => (error ? reject(error) : resolve()))),
    close: () => new Promise((resolve) => socket.close(resolve)),
  };
};

const toListener = (host: string, port: number): Outlet => {
  let current: Promise<Socket> | undefined;
  const open = (): Promise<Socket> => new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.on('error', reject).on('close', () => {
      current = undefined;
    });
  });
  return {
    port,
    send: async (bytes) => {
      current ??= open();
      await write(await current, bytes);
    },
    close: async () => {
      const socket = await current?.catch(() => undefined);
      socket?.destroy();
    },
  };
};

const asServer = async (host: string, port: number): Promise<Outlet> => {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket)).resume();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    send: async (bytes) => {
      if (!sockets.size) throw new Error('nobody is connected');
      await Promise.all([...sockets].map((socket) => write(socket, bytes)));
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
};
