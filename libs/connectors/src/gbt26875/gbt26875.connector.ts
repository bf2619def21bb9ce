import { DomainError, inOneLine, type Parsed, type Signal } from '@one-screen/domain';
import { z } from 'zod';
import { defineConnector, type Raw, type Sink } from '../connector.js';
import { offer } from '../offer.js';
import { isPlain } from '../plain-text.js';
import { listen, LISTEN_DEFAULTS, rawOf, type Framer, type Peer, type Talk } from '../tcp/tcp.listener.js';
import { answerTo, COMMANDS, parseHead, parsePacket, type Packet } from './gbt26875.frame.js';
import { gbt26875Framer } from './gbt26875.framer.js';
import { openOrders } from './gbt26875.orders.js';
import { openSession, type Session } from './gbt26875.session.js';
import { signalReader, type Said } from './gbt26875.signals.js';
import { decodeUnit } from './gbt26875.units.js';

/** A door for user information transmission devices 用户信息传输装置 (GB/T 26875.3-2011 over TCP; the device connects). */
export const Gbt26875Options = z.object({
  host: z.string().min(1).max(255).default('0.0.0.0'),
  port: z.number().int().min(1).max(65_535),
  /** A connection that says nothing for so long is closed; devices send a heartbeat every 20 to 30 s. */
  idleSeconds: z.number().int().min(10).max(86_400).default(120),
  /** Put before the device's address to make its device code, where addresses of several networks meet. */
  deviceCodePrefix: z.string().max(32).refine(isPlain, { error: '不能含控制字符 / control characters are not allowed' }).optional(),
  /** Duty checks 查岗: asked `every` so many seconds, to be answered `within` so many minutes. */
  dutyCheck: z.object({ every: z.number().int().max(604_800), within: z.number().int().min(1).max(255) })
    .refine(({ every, within }) => every > within * 60, { path: ['every'], error: '须在上一次查岗结束之后再查 / a check must have ended before the next is asked' }).optional(),
});
export type Gbt26875Options = z.input<typeof Gbt26875Options>;

/** Types of data units whose meaning depends on what was said before: states and operations. All others, and an empty one, stand for themselves. */
const DEPENDS_ON_BEFORE: ReadonlySet<number | undefined> = new Set([1, 2, 4, 21, 24]);

/** Devices behind one connection (a gateway forwards several), and in all, that are sent orders; more are only listened to. */
const MAX_DEVICES = 64;
const MAX_SESSIONS = 20_000;

/**
 * Listens for devices. Data is confirmed only after the sink has it; while the sink cannot take it the device gets no answer and sends
 * again. A wrong sum or length and an unknown command are denied. A data unit that nobody can read is told of and confirmed, so that the device goes on.
 */
const openGbt26875 = async (options: z.output<typeof Gbt26875Options>, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  const reader = signalReader(options.dutyCheck !== undefined);
  const sessions = new Map<string, Session>();
  /** When duty checks are due; survives connections, so that a device that comes and goes is asked all the same. */
  const due = new Map<string, number>();
  const queues = new Map<string, Promise<void>>();

  /** Work about one device runs in the order begun: whether a bit rose depends on what was stored before it. */
  const inOrder = (device: string, work: () => Promise<void>): Promise<void> => {
    const mine = (queues.get(device) ?? Promise.resolve()).then(work, work).finally(() => {
      if (queues.get(device) === mine) queues.delete(device);
    });
    queues.set(device, mine);
    return mine;
  };
  const tell = (device: string, say: () => Said): void => void inOrder(device, async () => {
    const { batch, undo } = say();
    if (batch.length && !await offer(sink, batch, '', abortSignal)) undo();
  });
  const status = (deviceCode: string, name: string, detail?: Record<string, string>): Parsed<Signal> => ({ ok: true, signal: { kind: 'status', deviceCode, status: name, at: Date.now(), ...(detail && { detail }) } });

  /** What a packet with data says; always something, so that a source that speaks is never taken for silent. */
  const hear = (device: string, { unit: bytes, sentAt }: Packet, raw: Raw): Said => {
    if (!bytes.length) return { batch: [status(device, 'heartbeat')], undo: () => undefined };
    const { unit, error } = decodeUnit(bytes);
    const said: Said = unit ? reader.read(unit, { deviceCode: device, at: sentAt ?? Date.now() }) : { batch: [], undo: () => undefined };
    if (!unit) sink.bad(error ?? '没有应用数据单元 / no data unit', raw.excerpt);
    else if (error !== undefined) said.batch.push({ ok: false, faults: [{ path: 'unit', message: error }] });
    else if (unit.type >= 89) sink.bad(`类型 ${unit.type} 的数据单元只能由监控中心下发 / data unit of type ${unit.type}, which only a centre sends`, raw.excerpt);
    if (unit?.type === 24 && said.batch.some((each) => each.ok && each.signal.kind === 'status' && each.signal.status === 'duty-answer')) sessions.get(device)?.dutyAnswered();
    if (!said.batch.some((each) => each.ok)) said.batch.push(status(device, 'heartbeat'));
    return said;
  };

  const welcome = (peer: Peer): Talk => {
    const orders = openOrders((bytes) => peer.send(bytes), peer.gone);
    const mine = new Map<string, Session>();

    const meet = (device: string, { version, source, destination }: Packet): void => {
      if (mine.has(device) || mine.size >= MAX_DEVICES || peer.gone.aborted || (sessions.size >= MAX_SESSIONS && !sessions.has(device))) return;
      sessions.get(device)?.stop();
      const session = openSession({
        line: { version, source: destination, destination: source },
        orders,
        dutyCheck: options.dutyCheck,
        due: {
          get: () => due.get(device),
          set: (at) => {
            due.delete(device);
            due.set(device, at);
            const [oldest] = due.keys();
            if (due.size > MAX_SESSIONS && oldest !== undefined) due.delete(oldest);
          },
        },
        missed: () => tell(device, () => reader.dutyMissed({ deviceCode: device, at: Date.now() })),
        refused: (order, outcome) => tell(device, () => ({ batch: [status(device, `order-${outcome}`, { order })], undo: () => undefined })),
      });
      mine.set(device, session);
      sessions.set(device, session);
    };

    const take = async (device: string, packet: Packet, raw: Raw): Promise<void> => {
      const { batch, undo } = hear(device, packet, raw);
      try {
        await sink.signal(batch, raw);
      } catch (error) {
        undo();
        // Refused for good: sending it again would change nothing. Anything else: the device hears nothing and sends again.
        if (!(error instanceof DomainError) || error.kind === 'unavailable' || error.kind === 'too-many') return;
        sink.bad(inOneLine(error.text), raw.excerpt);
      }
      peer.send(answerTo(packet, COMMANDS.confirm, Date.now()));
    };
    const takeAnswer = async (device: string, packet: Packet, raw: Raw): Promise<void> => {
      const { batch, undo } = hear(device, packet, raw);
      if (!await offer(sink, batch, raw, peer.gone)) undo();
    };

    const cutter = gbt26875Framer();
    const framer: Framer = {
      push(chunk) {
        const cuts = cutter.push(chunk);
        for (const cut of cuts) {
          const head = cut.ok ? undefined : parseHead(cut.bytes);
          if (head && head.command !== COMMANDS.confirm && head.command !== COMMANDS.deny) peer.send(answerTo(head, COMMANDS.deny, Date.now()));
        }
        return cuts;
      },
    };
    return {
      framer,
      async frame(bytes) {
        const parsed = parsePacket(bytes);
        const raw = rawOf(bytes);
        if (!parsed.ok) return sink.bad(parsed.error, raw.excerpt);
        const { packet } = parsed;
        const device = `${options.deviceCodePrefix ?? ''}${packet.source}`;
        if (packet.command === COMMANDS.confirm || packet.command === COMMANDS.deny) return void orders.answered(packet.serial, packet.command);
        if (packet.command === COMMANDS.data || packet.command === COMMANDS.answer) {
          meet(device, packet);
          const work = (): Promise<void> => (packet.command === COMMANDS.data ? take : takeAnswer)(device, packet, raw);
          // A fire does not wait until the temperatures sent before it are stored.
          return DEPENDS_ON_BEFORE.has(packet.unit[0]) ? inOrder(device, work) : work();
        }
        sink.bad(`未知的控制命令 ${packet.command} / unknown command ${packet.command}`, raw.excerpt);
        peer.send(answerTo(packet, COMMANDS.deny, Date.now()));
      },
      closed() {
        for (const [device, session] of mine) {
          session.stop();
          if (sessions.get(device) === session) sessions.delete(device);
        }
      },
    };
  };

  await listen({ ...LISTEN_DEFAULTS, host: options.host, port: options.port, idleMs: options.idleSeconds * 1000 }, sink, abortSignal, welcome);
  while (queues.size) await Promise.all(queues.values());
};

export const gbt26875Connector = defineConnector({ kind: 'gbt26875', options: Gbt26875Options, open: openGbt26875 });
