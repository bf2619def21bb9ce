import { connect, type Socket } from 'node:net';
import { cpOf, decodeFrame, encodeFrame, flagOf, itemsOf, VERSIONS, type Field, type Hj212Frame } from './hj212.frame.js';
import { hj212Framer } from './hj212.framer.js';
import { splitFrame } from './hj212.packages.js';
import { CN } from './hj212.signals.js';
import { readStamp, stampOf } from './hj212.time.js';

export interface Hj212StationOptions {
  host: string;
  port: number;
  /** The station's number, its device code. */
  mn: string;
  version: keyof typeof VERSIONS;
  /** System; construction dust when left out. */
  st?: string;
  pw?: string;
  /** SM4 key of the 2025 form: uploads are enciphered, as bytes or as text. */
  cipher?: { key: Uint8Array; form: 'bytes' | 'text' };
  /** How long an answer is waited for before the frame is sent again, milliseconds; 10 s by the standard. */
  answerMs?: number;
}

/** What a factor shows: a value, with a data flag other than N if given. */
export type Hj212Shown = number | { value: number; flag: string };

/** A dust and noise station in the field. It connects again by itself when the link is lost. */
export interface Hj212Station {
  /**
   * Sends one upload of values by factor code (`{ a34002: 81.5, LA: { value: 62.5, flag: 'D' } }`), real-time unless `cn` says a
   * period; resolves when it is acknowledged. Sent again up to three times, then rejects.
   */
  report(values: Record<string, Hj212Shown>, upload?: { cn?: '2011' | '2031' | '2051' | '2061'; at?: number; packageLimit?: number }): Promise<void>;
  /** Resolves when acknowledged. */
  heartbeat(): Promise<void>;
  /** Asks for the time; resolves with the platform's, epoch milliseconds. */
  clock(): Promise<number>;
  /** Sends any bytes, to play a station that is out of order. */
  sendRaw(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const RESENDS = 3;

/** Connects a station. Rejects when the first connection fails. */
export const openHj212Station = async (options: Hj212StationOptions): Promise<Hj212Station> => {
  const version = VERSIONS[options.version];
  /** Those who wait for an answer; they hear nothing more when the station closes. */
  const waiting = new Set<(frame?: Hj212Frame) => void>();
  let link: Promise<Socket> | undefined;
  let closed = false;
  let lastQn = 0;

  const open = (): Promise<Socket> => new Promise((resolve, reject) => {
    const framer = hj212Framer();
    const socket = connect({ host: options.host, port: options.port, noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.on('data', (chunk: Buffer) => {
      for (const cut of framer.push(chunk)) {
        const read = cut.ok ? decodeFrame(cut.frame) : undefined;
        if (read?.ok) for (const hear of [...waiting]) hear(read.frame);
      }
    });
    socket.on('error', reject); // Once it is connected this changes nothing: its close follows.
    socket.once('close', () => {
      link = undefined;
    });
  });
  /** The link, opened when there is none. */
  const linked = (): Promise<Socket> => (closed ? Promise.reject(new Error('the station is closed')) : (link ??= open()));

  /** The first frame that matches; nothing when the time is over or the station closes. */
  const heard = (matches: (frame: Hj212Frame) => boolean): Promise<Hj212Frame | undefined> => new Promise((resolve) => {
    const hear = (frame?: Hj212Frame): void => {
      if (frame && !matches(frame)) return;
      clearTimeout(late);
      waiting.delete(hear);
      resolve(frame);
    };
    const late = setTimeout(() => hear(), options.answerMs ?? 10_000);
    waiting.add(hear);
  });

  /** Sends until answered. */
  const ask = async (asked: Hj212Frame, matches: (frame: Hj212Frame) => boolean): Promise<Hj212Frame> => {
    const bytes = encodeFrame(asked, asked.cn.startsWith('2') ? options.cipher : undefined);
    let failure = 'no answer';
    for (let attempt = 0; attempt <= RESENDS && !closed; attempt += 1) {
      const answer = heard(matches);
      await linked().then((socket) => socket.write(bytes), (error: unknown) => {
        failure = error instanceof Error ? error.message : String(error);
      });
      const frame = await answer;
      if (frame) return frame;
    }
    throw new Error(`${asked.cn} of ${options.mn}: ${closed ? 'the station is closed' : failure}`);
  };

  const frameOf = (cn: string, cp: string): Hj212Frame => {
    lastQn = Math.max(Date.now(), lastQn + 1); // QN must differ from frame to frame.
    return { qn: stampOf(lastQn, 17), st: options.st ?? '39', cn, pw: options.pw ?? '123456', mn: options.mn, flag: flagOf(version, { answer: true }), cp };
  };
  const acknowledges = (cn: string, qn?: string) => (frame: Hj212Frame): boolean => frame.cn === cn && frame.qn === qn && frame.mn === options.mn;

  await linked();
  return {
    async report(values, { cn = CN.realTime, at = Date.now(), packageLimit } = {}) {
      const suffix = cn === CN.realTime ? 'Rtd' : 'Avg';
      const items = Object.entries(values).map(([code, shown]): Field[] => {
        const { value, flag } = typeof shown === 'number' ? { value: shown, flag: 'N' } : shown;
        return [[`${code}-${suffix}`, String(value)], [`${code}-Flag`, flag]];
      });
      const whole = frameOf(cn, cpOf([[['DataTime', stampOf(at, 14)]], ...items]));
      for (const part of splitFrame(whole, packageLimit)) await ask(part, acknowledges(CN.stored, part.qn));
    },
    async heartbeat() {
      const frame = frameOf(CN.heartbeat, '');
      await ask(frame, acknowledges(CN.noticed, frame.qn));
    },
    async clock() {
      const answer = await ask(frameOf(CN.clock, ''), (frame) => frame.cn === CN.setClock && frame.mn === options.mn);
      const told = itemsOf(answer.cp).flat().find(([name]) => name === 'SystemTime')?.[1] ?? '';
      return readStamp(told) ?? Promise.reject(new Error(`SystemTime is ${told}`));
    },
    async sendRaw(bytes) {
      const socket = await linked();
      await new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));
    },
    async close() {
      closed = true;
      for (const hear of [...waiting]) hear();
      const socket = await link?.catch(() => undefined);
      if (!socket || socket.destroyed) return;
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    },
  };
};
