import { z } from 'zod';
import { defineConnector, type Raw, type Sink } from '../connector.js';
import { offer } from '../offer.js';
import { excerptOf } from '../plain-text.js';
import { hexOf, listen, LISTEN_DEFAULTS, type Peer, type Talk } from '../tcp/tcp.listener.js';
import { knowsSm4 } from './hj212.cipher.js';
import { decodeFrame, encodeFrame, encodeSegment, flagOf, itemsOf, versionOf, wantsAnswer, type Hj212Frame } from './hj212.frame.js';
import { hj212Framer } from './hj212.framer.js';
import { hj212Packages, type Packages } from './hj212.packages.js';
import { CN, signalsOf } from './hj212.signals.js';
import { stampOf } from './hj212.time.js';

/** Where the stations of construction sites (ST=39) and others that speak HJ 212 report to. */
export const Hj212Options = z.object({
  host: z.string().min(1).max(255).default('0.0.0.0'),
  port: z.number().int().min(1).max(65_535),
  /** A connection silent for so long is closed, seconds; longer than the stations' intervals (30 to 3600 s). */
  idleSeconds: z.number().int().min(30).max(86_400).default(3_600),
  /** Units this source's stations send in, by factor code or point (`{ PM10: 'mg/m³' }`), where they differ from the usual. */
  units: z.record(z.string().min(1).max(40), z.string().max(20)).default({}),
  /** The SM4 key of the 2025 form, 32 hex digits. */
  key: z.string().regex(/^[0-9A-Fa-f]{32}$/, { error: '应为 32 位十六进制 / expected 32 hex digits' }).refine(() => knowsSm4(), { error: '本机不支持 SM4 / this machine has no SM4' }).optional(),
});
export type Hj212Options = z.input<typeof Hj212Options>;

/** ST of an answer: interaction. */
const INTERACTION = '91';
const UPLOAD = /^(20\d\d|30(1[5-9]|20))$/;
/** Answers of the station to what we sent; nothing follows from them. */
const ANSWER = /^901[1-4]$/;
const POLLUTANT = /^[0-9A-Za-z]{1,20}$/;
/** `offer` released at once offers once: a station that gets no answer sends again by itself (three times, 10 s apart). */
const ONCE = AbortSignal.abort();

/** The answer 9013 or 9014: the same QN, PW and MN, the version bits of the device. */
const answerTo = (frame: Hj212Frame, cn: string): Hj212Frame =>
  ({ ...(frame.qn !== undefined && { qn: frame.qn }), st: INTERACTION, cn, ...(frame.pw !== undefined && { pw: frame.pw }), mn: frame.mn, flag: flagOf(versionOf(frame)), cp: '' });

/** The command 1012 that sets a station's clock, for the instrument it asked for if it named one. */
const clockFor = (frame: Hj212Frame, now: number): Hj212Frame => {
  const asked = itemsOf(frame.cp).flat().find(([name]) => name === 'PolId')?.[1] ?? '';
  const time = `SystemTime=${stampOf(now, 14)}`;
  return { ...answerTo(frame, CN.setClock), qn: stampOf(now, 17), st: frame.st, flag: flagOf(versionOf(frame), { answer: true }), cp: POLLUTANT.test(asked) ? `PolId=${asked};${time}` : time };
};

/** The segment to show, without its password. */
const rawOf = (frame: Hj212Frame): Raw => ({
  get excerpt() {
    return excerptOf(encodeSegment({ ...frame, pw: undefined }));
  },
});

interface Station {
  sink: Sink;
  peer: Peer;
  packages: Packages;
  units: Record<string, string>;
}

/** An upload, whole or a package of one. A package that waits for others is answered when it is kept, since some stations send the next only then; the last is answered when all is stored. */
const takeUpload = async (frame: Hj212Frame, { sink, peer, packages, units }: Station): Promise<void> => {
  const now = Date.now();
  const answer = (): void => {
    if (wantsAnswer(frame)) peer.send(encodeFrame(answerTo(frame, CN.stored)));
  };
  const joined = packages.add(frame, now);
  if (joined.kind === 'part') return answer();
  const raw = rawOf(frame);
  if (joined.kind === 'bad') return sink.bad(joined.error, raw.excerpt);
  const batch = signalsOf(joined.frame, units, now);
  if (batch.length && !(await offer(sink, batch, raw, wantsAnswer(frame) ? ONCE : peer.gone))) return;
  packages.done(frame);
  answer();
};

const take = async (frame: Hj212Frame, bytes: Buffer, station: Station): Promise<void> => {
  const { sink, peer, units } = station;
  if (UPLOAD.test(frame.cn)) return takeUpload(frame, station);
  if (frame.cn === CN.heartbeat) {
    await offer(sink, signalsOf(frame, units, Date.now()), rawOf(frame), ONCE);
    // It asks whether the link lives, which it does even while nothing can be stored.
    peer.send(encodeFrame(answerTo(frame, CN.noticed)));
  } else if (frame.cn === CN.clock) {
    peer.send(Buffer.concat([encodeFrame(answerTo(frame, CN.noticed)), encodeFrame(clockFor(frame, Date.now()))]));
  } else if (!ANSWER.test(frame.cn)) {
    sink.bad(`CN ${frame.cn} 不是上传命令 / CN ${frame.cn} is no upload`, hexOf(bytes));
  }
};

/**
 * Listens for stations. An upload that asks for it (Flag bit A) is answered with 9014 after it is durable, and not at all when it
 * cannot be stored now: the station sends it again. A frame whose CRC is wrong gets no answer (2017 annex A) but is told to `sink.bad`.
 */
export const hj212Connector = defineConnector({
  kind: 'hj212',
  options: Hj212Options,
  open: async ({ host, port, idleSeconds, units, key }, sink, abortSignal) => {
    const secret = key === undefined ? undefined : Buffer.from(key, 'hex');
    const packages = hj212Packages((error) => sink.bad(error, ''));
    await listen({ ...LISTEN_DEFAULTS, host, port, idleMs: idleSeconds * 1_000 }, sink, abortSignal, (peer): Talk => ({
      framer: hj212Framer(),
      frame: async (bytes) => {
        const read = decodeFrame(bytes, secret);
        if (read.ok) await take(read.frame, bytes, { sink, peer, packages, units });
        else sink.bad(read.error, hexOf(bytes));
      },
    }));
  },
});
