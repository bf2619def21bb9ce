import { DomainError, type Parsed, type Signal } from '@one-screen/domain';
import type { Raw, Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { clip } from '../plain-text.js';
import { rawOf, type Peer, type Talk } from '../tcp/tcp.listener.js';
import { codeOf, type Fleet, type Terminal } from './jt808.fleet.js';
import type { Read } from './jt808.fields.js';
import { encodeFrame, parseFrame, type Jt808Frame, type Jt808Header } from './jt808.frame.js';
import { createJt808Framer } from './jt808.framer.js';
import { readLocation, type Jt808Location } from './jt808.location.js';
import { encodeGeneralAnswer, encodeRegisterAnswer, MESSAGE, readAuthentication, readBatch, readRegistration, RESULT } from './jt808.messages.js';
import type { PartJoiner } from './jt808.packets.js';
import { NOTHING_KNOWN, signalsOf } from './jt808.signals.js';

/** What the connections of a source have in common. */
export interface Jt808Source {
  sink: Sink;
  fleet: Fleet;
  joiner: PartJoiner;
  coordinates: 'wgs84' | 'gcj02';
  /** km/h by plate or phone number. */
  limitOf(deviceCode: string, plate: string | undefined): number | undefined;
  /** Tells the codes of this source from those of another. */
  salt: string;
}

/** Terminals that speak over one connection: one, or several behind a relay. */
const MAX_SIGNED_ON = 1_000;
/** A plate has 8 characters at most, a VIN 17. */
const MAX_PLATE = 32;

/**
 * Speaks with one connection. A terminal registers, is given a code, and authenticates with it on every connection; its reports are
 * taken only then. A report is answered "ok" when it is durable; when it cannot be stored now it is not answered, so that the
 * terminal sends it again. (JT/T 808-2019 clauses 6 and 8.)
 */
export const talkJt808 = (peer: Peer, source: Jt808Source): Talk => {
  const { sink, fleet, joiner } = source;
  const signedOn = new Set<string>();
  let serial = 0;
  let toldOfStranger = false;

  const answer = (to: Jt808Header, id: number, body: Buffer): void => {
    const { version, protocolVersion, phone } = to;
    peer.send(encodeFrame({ id, version, protocolVersion, phone, serial, encryption: 0, body }));
    serial = (serial + 1) & 0xffff;
  };
  const acknowledge = (to: Jt808Header, result: number): void => answer(to, MESSAGE.platformAnswer, encodeGeneralAnswer({ serial: to.serial, id: to.id, result }));

  /** Says at once that the terminal is there; when that cannot be stored it matters little, and the terminal is not kept waiting. */
  const status = async (header: Jt808Header, name: string, raw: Raw): Promise<void> => {
    const { plate } = fleet.of(header.phone);
    await store(sink, [{ ok: true, signal: { kind: 'status', deviceCode: header.phone, status: name, ...(plate && { name: plate }), at: Date.now() } }], raw);
  };

  const refuse = (header: Jt808Header, result: number, error: string, raw: Raw): void => {
    sink.bad(error, raw.excerpt);
    acknowledge(header, result);
  };

  const register = async (frame: Jt808Frame, raw: Raw): Promise<void> => {
    const read = readRegistration(frame.body, frame.version);
    if (!read.ok) return refuse(frame, RESULT.badMessage, read.error, raw);
    const terminal = fleet.of(frame.phone);
    terminal.registered = true;
    terminal.plate = clip(read.value.plate, MAX_PLATE) || undefined;
    answer(frame, MESSAGE.registerAnswer, encodeRegisterAnswer({ serial: frame.serial, result: 0, code: codeOf(frame.phone, source.salt) }));
    await status(frame, 'registered', raw);
  };

  const authenticate = async (frame: Jt808Frame, raw: Raw): Promise<void> => {
    const read = readAuthentication(frame.body, frame.version);
    if (!read.ok) return refuse(frame, RESULT.badMessage, read.error, raw);
    if (!fleet.hasRegistered(frame.phone) && read.value.code !== codeOf(frame.phone, source.salt)) return refuse(frame, RESULT.failed, `终端 ${frame.phone} 的鉴权码不是所发的 / terminal ${frame.phone} authenticates with a code it was not given`, raw);
    if (signedOn.size >= MAX_SIGNED_ON && !signedOn.has(frame.phone)) return refuse(frame, RESULT.failed, `一个连接上的终端超过 ${MAX_SIGNED_ON} 个 / more than ${MAX_SIGNED_ON} terminals on one connection`, raw);
    signedOn.add(frame.phone);
    acknowledge(frame, RESULT.ok);
    await status(frame, 'signed-on', raw);
  };

  /** True when the reports are durable, or refused for good (then told of and answered "failed"). */
  const report = async (header: Jt808Header, reports: readonly Read<Jt808Location>[], backfill: boolean, raw: Raw): Promise<boolean> => {
    const terminal = fleet.of(header.phone);
    const before = terminal.standing;
    const batch = signalsOfAll(reports, header, terminal, backfill, source);
    const after = terminal.standing;
    const stored = batch.length ? await store(sink, batch, raw) : 'stored';
    if (stored !== 'stored') terminal.standing = terminal.standing === after ? before : NOTHING_KNOWN;
    if (stored !== 'later') acknowledge(header, stored === 'stored' ? RESULT.ok : RESULT.failed);
    return stored !== 'later';
  };

  const locate = async (frame: Jt808Frame, raw: Raw): Promise<boolean> => {
    const read = readLocation(frame.body);
    if (read.ok) return report(frame, [read], false, raw);
    refuse(frame, RESULT.badMessage, read.error, raw);
    return true;
  };

  const locateAll = async (frame: Jt808Frame, raw: Raw): Promise<boolean> => {
    const read = readBatch(frame.body);
    if (read.ok) return report(frame, read.value.reports, read.value.backfill, raw);
    refuse(frame, RESULT.badMessage, read.error, raw);
    return true;
  };

  /** Pieces but the last are answered at once; the last when the whole is durable, and until then it may come again. */
  const whole = async (frame: Jt808Frame, raw: Raw, deal: (frame: Jt808Frame, raw: Raw) => Promise<boolean>): Promise<void> => {
    if (!frame.part) return void (await deal(frame, raw));
    const joined = joiner.push(frame, Date.now());
    if (joined.state === 'refused') return refuse(frame, RESULT.failed, joined.error, raw);
    if (joined.state === 'waiting') return acknowledge(frame, RESULT.ok);
    if (await deal({ ...frame, body: joined.body }, raw)) joiner.forget(joined.key);
  };

  const hear = async (frame: Jt808Frame, raw: Raw): Promise<void> => {
    if (frame.encryption) return refuse(frame, RESULT.unsupported, `消息体已加密，加密方式 ${frame.encryption} / encrypted with method ${frame.encryption}`, raw);
    switch (frame.id) {
      case MESSAGE.terminalAnswer: return;
      case MESSAGE.register: return register(frame, raw);
      case MESSAGE.authenticate: return authenticate(frame, raw);
    }
    if (!signedOn.has(frame.phone)) {
      if (!toldOfStranger) sink.bad(`终端 ${frame.phone}（${peer.name}）未鉴权就上报 / terminal ${frame.phone} at ${peer.name} has not authenticated`, raw.excerpt);
      toldOfStranger = true;
      return acknowledge(frame, RESULT.failed);
    }
    switch (frame.id) {
      case MESSAGE.heartbeat:
        acknowledge(frame, RESULT.ok);
        return status(frame, 'heartbeat', raw);
      case MESSAGE.logout:
        signedOn.delete(frame.phone);
        acknowledge(frame, RESULT.ok);
        return status(frame, 'signed-off', raw);
      case MESSAGE.location: return whole(frame, raw, locate);
      case MESSAGE.batch: return whole(frame, raw, locateAll);
      default: return acknowledge(frame, RESULT.unsupported);
    }
  };

  return {
    framer: createJt808Framer(),
    async frame(bytes) {
      const read = parseFrame(bytes);
      const raw = rawOf(bytes);
      if (read.ok) return hear(read.frame, raw);
      sink.bad(read.error, raw.excerpt);
      if (read.header && read.header.id !== MESSAGE.terminalAnswer) acknowledge(read.header, RESULT.badMessage);
    },
  };
};

/** The reports in the order sent, each judged by what stood after the one before; what stands after the last is remembered. */
const signalsOfAll = (reports: readonly Read<Jt808Location>[], { phone, version }: Jt808Header, terminal: Terminal, backfill: boolean, source: Jt808Source): Parsed<Signal>[] => {
  const { plate } = terminal;
  const reporter = { deviceCode: phone, version, ...(plate && { plate }), coordinates: source.coordinates, speedLimit: source.limitOf(phone, plate) };
  const now = Date.now();
  return reports.flatMap((read, index): Parsed<Signal>[] => {
    if (!read.ok) return [{ ok: false, faults: [{ path: `[${index}]`, message: read.error }] }];
    const { batch, after } = signalsOf(read.value, reporter, terminal.standing, backfill, now);
    terminal.standing = after;
    return batch;
  });
};

/** Never rejects: `later` when the sink cannot take it now, `refused` when it never will (told of as bad). */
const store = async (sink: Sink, batch: Parsed<Signal>[], raw: Raw): Promise<'stored' | 'later' | 'refused'> => {
  try {
    await sink.signal(batch, raw);
    return 'stored';
  } catch (error) {
    if (error instanceof DomainError && (error.kind === 'unavailable' || error.kind === 'too-many')) return 'later';
    sink.bad(wordsOf(error), raw.excerpt);
    return 'refused';
  }
};
