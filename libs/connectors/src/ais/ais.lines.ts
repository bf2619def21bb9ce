import type { Cut, Framer } from '../tcp/tcp.listener.js';

/** The longest line, in bytes: a tag block and a sentence have 82 characters each at most. */
const MAX_LINE = 256;

export interface LineFramer extends Framer {
  /** What is left when no more comes (the end of a datagram) is a line as well. */
  end(): Cut[];
}

const LINE_ENDS = /[\r\n]/;

/**
 * Cuts bytes into lines at CR, LF or both; empty lines are skipped. Of a line that grows beyond 256 bytes only the last 256 are kept
 * (a sentence after bytes of noise is still found at its end), the rest is told of as bad. Never throws.
 */
export const openLines = (): LineFramer => {
  let left = '';
  const keepTail = (line: string, cuts: Cut[]): string => {
    if (line.length <= MAX_LINE) return line;
    cuts.push({ ok: false, error: `一行超过 ${MAX_LINE} 字节 / a line is longer than ${MAX_LINE} bytes`, bytes: Buffer.from(line.slice(0, -MAX_LINE), 'latin1') });
    return line.slice(-MAX_LINE);
  };
  return {
    push: (chunk) => {
      const cuts: Cut[] = [];
      const lines = (left + chunk.toString('latin1')).split(LINE_ENDS);
      left = keepTail(lines.pop() ?? '', cuts);
      for (const line of lines) if (line) cuts.push({ ok: true, frame: Buffer.from(keepTail(line, cuts), 'latin1') });
      return cuts;
    },
    end: () => {
      const last = left;
      left = '';
      return last ? [{ ok: true, frame: Buffer.from(last, 'latin1') }] : [];
    },
  };
};
