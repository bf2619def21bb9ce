import type { Cut, Framer } from '../tcp/tcp.listener.js';
import { checkOf, FLAG, MAX_FRAME, unescaped } from './jt808.frame.js';

/** Every byte of a frame may have been escaped. */
const MAX_PIECE = MAX_FRAME * 2;
const NOTHING = Buffer.alloc(0);

/**
 * Cuts the bytes of one connection at each 7E; frames may share a flag, so empty pieces mean nothing. A cut frame is header and body,
 * un-escaped, its check byte proven and taken off. Holds at most one frame (2,090 bytes escaped): what is longer is told of as bad
 * and read away to the next flag.
 */
export const createJt808Framer = (): Framer => {
  let held: Buffer = NOTHING;
  let overlong = false;
  return {
    push(chunk) {
      const cuts: Cut[] = [];
      for (let start = 0; start < chunk.length;) {
        const flag = chunk.indexOf(FLAG, start);
        const end = flag < 0 ? chunk.length : flag;
        const piece = held.length ? Buffer.concat([held, chunk.subarray(start, end)]) : chunk.subarray(start, end);
        held = NOTHING;
        start = end + 1;
        if (overlong || piece.length > MAX_PIECE) {
          if (piece.length) cuts.push({ ok: false, error: `${MAX_PIECE} 字节内没有标识位 / no flag within ${MAX_PIECE} bytes`, bytes: piece });
          overlong = flag < 0;
        } else if (flag < 0) held = Buffer.from(piece);
        else if (piece.length) cuts.push(cutOf(piece));
      }
      return cuts;
    },
  };
};

const cutOf = (piece: Buffer): Cut => {
  const bytes = unescaped(piece);
  if (!bytes) return { ok: false, error: '转义符 7D 之后既非 01 也非 02 / an escape (7D) is followed by neither 01 nor 02', bytes: piece };
  if (checkOf(bytes) !== 0) return { ok: false, error: '校验码不符 / the check byte is wrong', bytes: piece };
  return { ok: true, frame: bytes.subarray(0, -1) };
};
