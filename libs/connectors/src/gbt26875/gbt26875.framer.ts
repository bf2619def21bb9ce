import type { Cut, Framer } from '../tcp/tcp.listener.js';
import { faultOf, lengthAt, START, SUM_IS_WRONG } from './gbt26875.frame.js';

/** Where the next packet that is whole and right begins, looking from `from` on; -1 when there is none. */
const nextWhole = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(START, from); at >= 0; at = bytes.indexOf(START, at + 1)) {
    const length = lengthAt(bytes, at);
    if (length && at + length <= bytes.length && faultOf(bytes.subarray(at, at + length)) === undefined) return at;
  }
  return -1;
};

/**
 * Cuts a connection into packets by their length field; nothing is escaped, so `40 40` may stand inside a packet and is looked for
 * only when length, end or sum fail. A beginning that never gets its rest is given up as soon as a whole, right packet stands behind
 * it. Bad bytes are told of from one broken beginning to the next packet. Holds fewer bytes than the longest packet (1,054).
 */
export const gbt26875Framer = (): Framer => {
  let held: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      const bytes = held.length ? Buffer.concat([held, chunk]) : chunk;
      const cuts: Cut[] = [];
      let bad: { from: number; error: string } | undefined;
      const spoil = (from: number, error: string): void => {
        bad ??= { from, error };
      };
      const flush = (until: number): void => {
        if (bad) cuts.push({ ok: false, error: bad.error, bytes: Buffer.from(bytes.subarray(bad.from, until)) });
        bad = undefined;
      };
      const hold = (from: number): Cut[] => {
        flush(from);
        held = Buffer.from(bytes.subarray(from));
        return cuts;
      };

      for (let at = 0; ;) {
        const start = bytes.indexOf(START, at);
        if (start < 0) {
          const end = bytes.at(-1) === START[0] && bytes.length > at ? bytes.length - 1 : bytes.length;
          if (end > at) spoil(at, '数据包之外的字节 / bytes outside a packet');
          return hold(end);
        }
        if (start > at) spoil(at, '数据包之外的字节 / bytes outside a packet');
        const length = lengthAt(bytes, start);
        if (length === 0 || (length !== undefined && start + length > bytes.length)) {
          const next = nextWhole(bytes, start + 1);
          if (next < 0) return hold(start);
          spoil(start, '数据包没有结束符 / a packet without its end');
          at = next;
          continue;
        }
        const error = length === undefined ? '应用数据单元超过数据包所能容纳 / data unit longer than a packet may carry' : faultOf(bytes.subarray(start, start + length));
        if (length === undefined || error !== undefined) {
          // A packet that is whole but for its sum stands for itself, so that it can be denied.
          if (error?.startsWith(SUM_IS_WRONG)) flush(start);
          spoil(start, error ?? '不是数据包 / no packet');
          at = start + 1;
          continue;
        }
        flush(start);
        cuts.push({ ok: true, frame: Buffer.from(bytes.subarray(start, start + length)) });
        at = start + length;
      }
    },
  };
};
