import type { Bilingual } from '@one-screen/domain';
import { MAX_BODY, type Jt808Frame } from './jt808.frame.js';

/** Pieces of a message that may be waited for: 64 make a batch of more than a thousand locations. */
const MAX_PIECES = 64;
const MAX_WAITING = 256;
const MAX_BYTES = 8 * 1_048_576;
/** A message whose pieces take longer is given up (the standard's terminals ask again after much less). */
const PATIENCE_MS = 30_000;

/** What a piece led to: the whole message (kept until `forget`, for a last piece that is sent again), more waiting, or nothing. */
type Joined = { state: 'whole'; key: string; body: Buffer } | { state: 'waiting' } | { state: 'refused'; error: string };

export interface PartJoiner {
  push(frame: Jt808Frame, now: number): Joined;
  /** The whole message has been dealt with. */
  forget(key: string): void;
}

interface Waiting {
  since: number;
  total: number;
  bytes: number;
  pieces: Map<number, Buffer>;
}

/**
 * Joins split messages by terminal, message id and the serial of their first piece. Bounded in pieces, messages and bytes (the oldest
 * go first) and in time: 30 s after its first piece a message is given up at the next push. `lost` hears of each one given up.
 */
export const createPartJoiner = (lost: (error: string) => void): PartJoiner => {
  const waiting = new Map<string, Waiting>();
  let bytes = 0;
  const forget = (key: string): void => {
    bytes -= waiting.get(key)?.bytes ?? 0;
    waiting.delete(key);
  };
  const giveUp = (key: string, message: Waiting, why: Bilingual): void => {
    forget(key);
    if (message.pieces.size < message.total) lost(`${key} 共 ${message.total} 个分包，${why.zh} ${message.pieces.size} 个 / ${message.pieces.size} of ${message.total} pieces of ${key} ${why.en}`);
  };
  const makeRoom = (now: number): void => {
    for (const [key, message] of waiting) {
      if (now - message.since > PATIENCE_MS) giveUp(key, message, { zh: `${PATIENCE_MS / 1000} 秒内只到`, en: `came within ${PATIENCE_MS / 1000} s` });
      else if (waiting.size > MAX_WAITING || bytes > MAX_BYTES) giveUp(key, message, { zh: '为新消息让位而弃去已到的', en: 'gave way to newer messages' });
      else return;
    }
  };
  return {
    push(frame, now) {
      makeRoom(now);
      const { part, phone, id, serial, body } = frame;
      if (!part) return { state: 'refused', error: '不是分包消息 / not a piece of a message' };
      if (part.total > MAX_PIECES) return { state: 'refused', error: `消息分为 ${part.total} 包，最多合并 ${MAX_PIECES} 包 / a message in ${part.total} pieces, at most ${MAX_PIECES} are joined` };
      const key = `${phone}/0x${id.toString(16).padStart(4, '0')}/${(serial - part.index + 1) & 0xffff}`;
      let message = waiting.get(key);
      if (message && message.total !== part.total) {
        giveUp(key, message, { zh: '流水号被另一消息占用时只到', en: 'were there when another message took their numbers' });
        message = undefined;
      }
      if (!message) waiting.set(key, (message = { since: now, total: part.total, bytes: 0, pieces: new Map() }));
      const grown = body.length - (message.pieces.get(part.index)?.length ?? 0);
      message.pieces.set(part.index, Buffer.from(body));
      message.bytes += grown;
      bytes += grown;
      makeRoom(now);
      if (message.pieces.size < message.total) return { state: 'waiting' };
      const { pieces } = message;
      return { state: 'whole', key, body: Buffer.concat(Array.from({ length: message.total }, (_, index) => pieces.get(index + 1) ?? Buffer.alloc(0))) };
    },
    forget,
  };
};

/** A message as the frames that carry it, with serials from its own upwards; one frame, unsplit, when its body fits. */
export const splitMessage = (message: Jt808Frame, size = MAX_BODY): Jt808Frame[] => {
  const total = Math.ceil(message.body.length / size);
  if (total <= 1) return [message];
  return Array.from({ length: total }, (_, index) => ({
    ...message, serial: (message.serial + index) & 0xffff, part: { total, index: index + 1 }, body: message.body.subarray(index * size, (index + 1) * size),
  }));
};
