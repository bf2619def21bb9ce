import { connect } from 'node:net';
import { encodeFrame, parseFrame, type Jt808Frame, type Jt808Version } from './jt808.frame.js';
import { createJt808Framer } from './jt808.framer.js';
import { encodeLocation, STATUS, type Jt808Location } from './jt808.location.js';
import { encodeAuthentication, encodeBatch, encodeRegistration, MESSAGE, readGeneralAnswer, readRegisterAnswer, type GeneralAnswer } from './jt808.messages.js';
import { splitMessage } from './jt808.packets.js';

export interface Jt808TerminalOptions {
  host: string;
  port: number;
  phone: string;
  plate: string;
  version: Jt808Version;
  /** 0 sends none by itself. */
  heartbeatSeconds?: number;
  /** How long an answer is waited for. */
  answerMs?: number;
  /** A code from an earlier registration: authenticates with it instead of registering. */
  code?: string;
}

/** What a report says; the rest is a located vehicle at rest without alarms, now. Negative degrees set the bits for south and west. */
export type Jt808Report = Partial<Jt808Location> & Pick<Jt808Location, 'lat' | 'lon'>;

/** A vehicle terminal, registered and authenticated. */
export interface Jt808Terminal {
  /** The code it was given. */
  readonly code: string;
  /** One location (0x0200); resolves with the platform's answer, rejects when none comes in time or the connection is over. */
  locate(report: Jt808Report): Promise<GeneralAnswer>;
  /** Several locations (0x0704), split when they are longer than a frame; resolves with the answer to the last piece. */
  batch(reports: readonly Jt808Report[], backfill?: boolean): Promise<GeneralAnswer>;
  heartbeat(): Promise<GeneralAnswer>;
  logout(): Promise<GeneralAnswer>;
  /** Any message, for what a terminal may say besides. */
  send(id: number, body: Buffer): Promise<GeneralAnswer>;
  /** Any bytes, to play a terminal that is out of order. */
  sendRaw(bytes: Uint8Array): void;
  /** Resolves when the connection is over, whoever ended it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const locationOf = (report: Jt808Report): Jt808Location => ({
  alarms: 0, altitudeM: 0, speedKmh: 0, direction: 0, at: Date.now(), items: [], ...report,
  status: ((report.status ?? STATUS.acc | STATUS.located) | (report.lat < 0 ? STATUS.south : 0) | (report.lon < 0 ? STATUS.west : 0)) >>> 0,
});

interface Waiting {
  resolve(body: Buffer): void;
  reject(error: Error): void;
}

/** Connects, registers, authenticates and keeps the connection alive with heartbeats. Rejects when the platform does not take it. */
export const openJt808Terminal = async (options: Jt808TerminalOptions): Promise<Jt808Terminal> => {
  const { host, port, phone, plate, version, heartbeatSeconds = 30, answerMs = 10_000 } = options;
  const socket = connect({ host, port, noDelay: true });
  const framer = createJt808Framer();
  const waiting = new Map<number, Waiting>();
  let serial = 0;

  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      clearInterval(heart);
      for (const one of waiting.values()) one.reject(new Error('the connection is over'));
      waiting.clear();
      resolve();
    });
  });
  socket.on('data', (chunk: Buffer) => {
    for (const cut of framer.push(chunk)) {
      const read = cut.ok ? parseFrame(cut.frame) : undefined;
      if (!read?.ok || read.frame.body.length < 3) continue;
      const { id, body } = read.frame;
      if (id === MESSAGE.platformAnswer || id === MESSAGE.registerAnswer) waiting.get(body.readUInt16BE(0))?.resolve(body);
    }
  });

  /** The body of the answer to the frame's serial. */
  const ask = (frame: Jt808Frame): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed || !socket.writable) return void reject(new Error('the connection is over'));
      const settle = (): void => {
        clearTimeout(impatient);
        waiting.delete(frame.serial);
      };
      const impatient = setTimeout(() => {
        settle();
        reject(new Error(`0x${frame.id.toString(16)} was not answered within ${answerMs} ms`));
      }, answerMs);
      waiting.set(frame.serial, {
        resolve: (body) => {
          settle();
          resolve(body);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      socket.write(encodeFrame(frame));
    });
  const say = async (id: number, body: Buffer): Promise<Buffer> => {
    const frames = splitMessage({ id, version, protocolVersion: version === '2019' ? 1 : 0, phone, serial, encryption: 0, body });
    serial = (serial + frames.length) & 0xffff;
    const answers = await Promise.all(frames.map(ask));
    return answers.at(-1) ?? Buffer.alloc(0);
  };
  const send = async (id: number, body: Buffer): Promise<GeneralAnswer> => {
    const read = readGeneralAnswer(await say(id, body));
    if (!read.ok) throw new Error(read.error);
    return read.value;
  };
  const heartbeat = (): Promise<GeneralAnswer> => send(MESSAGE.heartbeat, Buffer.alloc(0));
  const heart = heartbeatSeconds ? setInterval(() => void heartbeat().catch(() => undefined), heartbeatSeconds * 1000).unref() : undefined;

  const signOn = async (): Promise<string> => {
    let { code } = options;
    if (code === undefined) {
      const registration = { province: 33, city: 1082, maker: 'ONESC', model: 'SIM-808', terminalId: phone.slice(-7), colour: 2, plate };
      const read = readRegisterAnswer(await say(MESSAGE.register, encodeRegistration(registration, version)));
      if (!read.ok || read.value.code === undefined) throw new Error(`registration of ${phone} was refused: ${read.ok ? read.value.result : read.error}`);
      code = read.value.code;
    }
    const { result } = await send(MESSAGE.authenticate, encodeAuthentication({ code }, version));
    if (result !== 0) throw new Error(`authentication of ${phone} was refused with result ${result}`);
    return code;
  };

  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => undefined); // Its close follows.
    const code = await signOn();
    return {
      code, closed, send, heartbeat,
      locate: (report) => send(MESSAGE.location, encodeLocation(locationOf(report))),
      batch: (reports, backfill = false) => send(MESSAGE.batch, encodeBatch(reports.map(locationOf), backfill)),
      logout: () => send(MESSAGE.logout, Buffer.alloc(0)),
      sendRaw: (bytes) => void socket.write(bytes),
      close: () => {
        socket.end();
        socket.resume();
        return closed;
      },
    };
  } catch (error) {
    socket.destroy();
    throw error;
  }
};
