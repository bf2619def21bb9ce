import type { Cut, Framer } from '../tcp/tcp.listener.js';
import { crcOf, crcText } from './hj212.crc.js';

/** What is around the data segment: `##` and four digits before it; four hex digits, CR and LF after it. */
export const HEAD_BYTES = 6;
export const TAIL_BYTES = 6;
const HASH = 0x23;
/**
 * The four digits can tell of no more. HJ 212-2017 allows 1024, which devices with many factors exceed; a ciphertext written as
 * text is five times as long as its declared (plain) length, so its end is looked for by its shape, within this limit.
 */
const MAX_SEGMENT = 9_999;
/** A segment begins with one of these; seen behind a head, it shows that a frame begins there whatever the length before it promised. */
const NEXT_HEAD = /##\d{4}(?:QN|ST|CN|PW|MN)=/;
const CIPHER_TEXT = Buffer.from('&&{0x', 'latin1');
const CIPHER_TEXT_END = /&&[0-9A-Fa-f]{4}\r\n/;

type Found = { end: number } | { wait: true } | { error: string };

const isHex = (byte: number | undefined): boolean => byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66));

const endsAt = (bytes: Buffer, end: number): boolean =>
  bytes[end - 2] === 0x0d && bytes[end - 1] === 0x0a && [6, 5, 4, 3].every((back) => isHex(bytes[end - back]));

/** Whether another frame seems to begin inside the one that ends at `end`, whose own CRC is wrong: a length broken on the way can reach to the end of the frame behind. */
const swallowsNext = (bytes: Buffer, end: number): boolean => {
  const inside = bytes.indexOf('##', HEAD_BYTES, 'latin1');
  if (inside < 0 || inside >= end || !NEXT_HEAD.test(bytes.toString('latin1', inside, end))) return false;
  return crcText(crcOf(bytes.subarray(HEAD_BYTES, end - TAIL_BYTES))) !== bytes.toString('latin1', end - TAIL_BYTES, end - 2).toUpperCase();
};

/** Where a frame that begins at 0 with `##` ends. */
const endOf = (bytes: Buffer): Found => {
  for (let index = 2; index < HEAD_BYTES; index += 1) {
    const digit = bytes[index];
    if (digit === undefined) return { wait: true };
    if (digit < 0x30 || digit > 0x39) return { error: '## 之后没有长度 / no length after ##' };
  }
  const end = HEAD_BYTES + Number(bytes.toString('latin1', 2, HEAD_BYTES)) + TAIL_BYTES;
  if (bytes.length >= end && endsAt(bytes, end)) return swallowsNext(bytes, end) ? { error: '本帧未结束，下一帧已开始 / the next frame begins before this one ends' } : { end };
  const cipher = bytes.subarray(HEAD_BYTES, end).indexOf(CIPHER_TEXT);
  if (bytes.length >= end && cipher < 0) return { error: '按长度应在之处没有 CRC 和换行 / no CRC and line end where the length says' };
  const limit = HEAD_BYTES + MAX_SEGMENT + TAIL_BYTES;
  const next = bytes.toString('latin1', HEAD_BYTES, limit).search(NEXT_HEAD);
  if (cipher >= 0) {
    const from = HEAD_BYTES + cipher + CIPHER_TEXT.length;
    const closing = CIPHER_TEXT_END.exec(bytes.toString('latin1', from, next < 0 ? limit : HEAD_BYTES + next));
    if (closing) return { end: from + closing.index + closing[0].length };
  }
  if (next >= 0) return { error: '本帧未结束，下一帧已开始 / the next frame begins before this one ends' };
  return bytes.length < (cipher < 0 ? end : limit) ? { wait: true } : { error: '最大帧长之内没有 CRC 和换行 / no CRC and line end within the largest frame' };
};

/**
 * Cuts HJ 212 frames (`##`, length, segment, CRC, CR LF) out of one connection's bytes. A length that is not borne out by the
 * CRC digits and line end behind it costs only its own `##`: the search goes on right behind, so a good frame inside is found.
 * Bytes that can belong to no frame come as one cut per stretch; line ends between frames pass unnoticed. Holds at most one frame.
 */
export const hj212Framer = (): Framer => {
  let held = Buffer.alloc(0);
  return {
    push(chunk) {
      const bytes = held.length ? Buffer.concat([held, chunk]) : chunk;
      const cuts: Cut[] = [];
      let badFrom = 0;
      let badWhy = '';
      let at = 0;
      const flush = (): void => {
        const bad = bytes.subarray(badFrom, at);
        if (bad.some((byte) => byte !== 0x0d && byte !== 0x0a)) cuts.push({ ok: false, error: badWhy || '帧外的字节 / bytes outside any frame', bytes: Buffer.from(bad) });
        badWhy = '';
      };
      while (at < bytes.length) {
        const start = bytes.indexOf('##', at, 'latin1');
        if (start < 0) {
          // A last # may be the first half of the next head.
          at = bytes[bytes.length - 1] === HASH ? bytes.length - 1 : bytes.length;
          break;
        }
        at = start;
        const found = endOf(bytes.subarray(start));
        if ('wait' in found) break;
        if ('error' in found) {
          badWhy ||= found.error;
          at += bytes[start + 2] === HASH ? 1 : 2;
          continue;
        }
        flush();
        cuts.push({ ok: true, frame: Buffer.from(bytes.subarray(start, start + found.end)) });
        at = start + found.end;
        badFrom = at;
      }
      flush();
      held = Buffer.from(bytes.subarray(at));
      return cuts;
    },
  };
};
