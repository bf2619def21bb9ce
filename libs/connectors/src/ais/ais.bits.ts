/**
 * The payload of an AIS sentence: one character holds six bits (IEC 61162-1, ITU-R M.1371-5 annex 8). Positions and lengths are in bits
 * from the start of the message, as in the tables of the standard.
 */
export interface BitReader {
  /** Bits there are. */
  readonly length: number;
  /** Bits beyond the end read as 0. */
  unsigned(start: number, bits: number): number;
  /** Two's complement. */
  signed(start: number, bits: number): number;
  /** Six-bit text: ends at the first `@` or with the payload; spaces around it are dropped. */
  text(start: number, bits: number): string;
}

/** Bits all 0 at first; a value too large for its place is cut to the largest that fits. */
export interface BitWriter {
  unsigned(start: number, bits: number, value: number): void;
  signed(start: number, bits: number, value: number): void;
  /** Upper case; what the six-bit set lacks becomes `?`; the rest of the place is filled with `@`. */
  text(start: number, bits: number, text: string): void;
  /** Characters, and how many bits of the last one are only filling. */
  payload(): { payload: string; fill: number };
}

/** Opens a payload; undefined when a character is none of the 64, or the fill is not 0 to 5. */
export const readBits = (payload: string, fill: number): BitReader | undefined => {
  const sixes = new Uint8Array(payload.length);
  for (let index = 0; index < payload.length; index += 1) {
    const code = payload.charCodeAt(index);
    if (code < 48 || code > 119 || (code > 87 && code < 96)) return undefined;
    sixes[index] = code < 96 ? code - 48 : code - 56;
  }
  const length = sixes.length * 6 - fill;
  if (!Number.isInteger(fill) || fill < 0 || fill > 5 || length < 0) return undefined;

  const unsigned = (start: number, bits: number): number => {
    let value = 0;
    for (let at = start; at < start + bits; at += 1) value = value * 2 + (at < length ? ((sixes[Math.floor(at / 6)] ?? 0) >> (5 - (at % 6))) & 1 : 0);
    return value;
  };
  return {
    length,
    unsigned,
    signed: (start, bits) => {
      const value = unsigned(start, bits);
      return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
    },
    text: (start, bits) => {
      let text = '';
      for (let at = start; at + 6 <= Math.min(start + bits, length); at += 6) {
        const six = unsigned(at, 6);
        if (six === 0) break;
        text += String.fromCharCode(six < 32 ? six + 64 : six);
      }
      return text.trim();
    },
  };
};

/** A message of so many bits to fill in. */
export const openBits = (length: number): BitWriter => {
  const all = new Uint8Array(length);
  const put = (start: number, bits: number, value: number): void => {
    for (let index = 0; index < bits && start + index < length; index += 1) all[start + index] = Math.floor(value / 2 ** (bits - 1 - index)) % 2;
  };
  const unsigned = (start: number, bits: number, value: number): void => put(start, bits, Math.max(0, Math.min(2 ** bits - 1, Math.round(value))));
  return {
    unsigned,
    signed: (start, bits, value) => {
      const whole = Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(value)));
      put(start, bits, whole < 0 ? whole + 2 ** bits : whole);
    },
    text: (start, bits, text) => {
      const upper = text.toUpperCase();
      for (let index = 0; index * 6 + 6 <= bits; index += 1) {
        const code = index < upper.length ? upper.charCodeAt(index) : 64;
        unsigned(start + index * 6, 6, code >= 64 && code < 96 ? code - 64 : code >= 32 && code < 64 ? code : 63);
      }
    },
    payload: () => {
      const characters = Math.ceil(length / 6);
      let payload = '';
      for (let index = 0; index < characters; index += 1) {
        let six = 0;
        for (let bit = 0; bit < 6; bit += 1) six = six * 2 + (all[index * 6 + bit] ?? 0);
        payload += String.fromCharCode(six < 40 ? six + 48 : six + 56);
      }
      return { payload, fill: characters * 6 - length };
    },
  };
};
