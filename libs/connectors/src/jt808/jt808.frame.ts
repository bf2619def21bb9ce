/**
 * One frame of JT/T 808 between its flags: header (2011/2013: 12 bytes, 2019: 17, split messages 4 more), body, check byte.
 * All integers are big-endian. (JT/T 808-2019 clause 4, message structure 消息结构.)
 */

/** 2011 and 2013 share their header. */
export type Jt808Version = '2013' | '2019';

export interface Jt808Header {
  id: number;
  version: Jt808Version;
  /** The revision a 2019 terminal says it speaks (1); 0 in 2013, which has no such field. */
  protocolVersion: number;
  /** The terminal's phone number without leading zeros: its name at the platform. */
  phone: string;
  /** 0 to 65535, counted by each side for itself. */
  serial: number;
  /** 0 none, 1 RSA; others are reserved. */
  encryption: number;
  /** Which piece of a split message this is, counted from 1. */
  part?: { total: number; index: number };
}

export interface Jt808Frame extends Jt808Header {
  body: Buffer;
}

/** A whole frame, or why it is none; the header when that much could be read, so that the terminal can be told. */
export type FrameRead = { ok: true; frame: Jt808Frame } | { ok: false; error: string; header?: Jt808Header };

export const FLAG = 0x7e;
const ESCAPE = 0x7d;
const IS_2019 = 0x4000;
const IS_SPLIT = 0x2000;
/** The length field has ten bits. */
export const MAX_BODY = 1023;
/** A frame at its longest: 2019 header of a split message, body, check byte. */
export const MAX_FRAME = 21 + MAX_BODY + 1;

/** The exclusive or of all bytes. */
export const checkOf = (bytes: Uint8Array): number => {
  let check = 0;
  for (let at = 0; at < bytes.length; at += 1) check ^= bytes[at] ?? 0;
  return check;
};

/** 7E becomes 7D 02 and 7D becomes 7D 01, so that a flag is never part of a frame. */
export const escaped = (bytes: Uint8Array): Buffer => {
  const out = Buffer.allocUnsafe(bytes.length * 2);
  let length = 0;
  for (const byte of bytes) {
    const special = byte === FLAG || byte === ESCAPE;
    out[length++] = special ? ESCAPE : byte;
    if (special) out[length++] = byte === FLAG ? 2 : 1;
  }
  return out.subarray(0, length);
};

/** The opposite, always a copy; nothing when an escape is followed by anything but 01 or 02. */
export const unescaped = (bytes: Uint8Array): Buffer | undefined => {
  if (!bytes.includes(ESCAPE)) return Buffer.from(bytes);
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte !== ESCAPE) {
      out[length++] = byte;
      continue;
    }
    index += 1;
    const next = bytes[index];
    if (next !== 1 && next !== 2) return undefined;
    out[length++] = next === 1 ? ESCAPE : FLAG;
  }
  return out.subarray(0, length);
};

/** Header and body (un-escaped, without the check byte) to a frame. Never throws. */
export const parseFrame = (bytes: Buffer): FrameRead => {
  if (bytes.length < 12) return { ok: false, error: `${bytes.length} 字节，不足一个消息头 / ${bytes.length} bytes are too few for a header` };
  const properties = bytes.readUInt16BE(2);
  const version: Jt808Version = properties & IS_2019 ? '2019' : '2013';
  const split = (properties & IS_SPLIT) !== 0;
  const phoneAt = version === '2019' ? 5 : 4;
  const serialAt = phoneAt + (version === '2019' ? 10 : 6);
  const bodyAt = serialAt + 2 + (split ? 4 : 0);
  if (bytes.length < bodyAt) return { ok: false, error: `${bytes.length} 字节，不足 ${bodyAt} 字节的消息头 / ${bytes.length} bytes are too few for a header of ${bodyAt}` };
  const digits = bytes.toString('hex', phoneAt, serialAt);
  if (!/^\d+$/.test(digits)) return { ok: false, error: `终端手机号 ${digits} 不是 BCD 码 / the phone number ${digits} is not BCD` };
  const header: Jt808Header = {
    id: bytes.readUInt16BE(0), version, protocolVersion: version === '2019' ? bytes.readUInt8(4) : 0,
    phone: digits.replace(/^0+(?=.)/, ''), serial: bytes.readUInt16BE(serialAt), encryption: (properties >> 10) & 7,
  };
  if (split) header.part = { total: bytes.readUInt16BE(serialAt + 2), index: bytes.readUInt16BE(serialAt + 4) };
  const { part } = header;
  if (part && (part.index < 1 || part.index > part.total)) return { ok: false, error: `分包序号有误：第 ${part.index} 包（共 ${part.total} 包） / piece ${part.index} of ${part.total}`, header };
  const declared = properties & MAX_BODY;
  if (declared !== bytes.length - bodyAt) return { ok: false, error: `消息体 ${bytes.length - bodyAt} 字节，声明为 ${declared} 字节 / the body is ${bytes.length - bodyAt} bytes long, ${declared} were declared`, header };
  return { ok: true, frame: { ...header, body: bytes.subarray(bodyAt) } };
};

/** A frame as it goes over the wire, flags included. Throws RangeError for a body above `MAX_BODY` or a phone number that does not fit. */
export const encodeFrame = (frame: Jt808Frame): Buffer => {
  const is2019 = frame.version === '2019';
  const digits = is2019 ? 20 : 12;
  if (frame.body.length > MAX_BODY) throw new RangeError(`a body of ${frame.body.length} bytes must be split`);
  if (!/^\d+$/.test(frame.phone) || frame.phone.length > digits) throw new RangeError(`${frame.phone} is not a phone number of at most ${digits} digits`);
  const start = Buffer.alloc(is2019 ? 5 : 4);
  start.writeUInt16BE(frame.id, 0);
  start.writeUInt16BE(frame.body.length | ((frame.encryption & 7) << 10) | (frame.part ? IS_SPLIT : 0) | (is2019 ? IS_2019 : 0), 2);
  if (is2019) start.writeUInt8(frame.protocolVersion, 4);
  const end = Buffer.alloc(frame.part ? 6 : 2);
  end.writeUInt16BE(frame.serial, 0);
  if (frame.part) {
    end.writeUInt16BE(frame.part.total, 2);
    end.writeUInt16BE(frame.part.index, 4);
  }
  const bytes = Buffer.concat([start, Buffer.from(frame.phone.padStart(digits, '0'), 'hex'), end, frame.body]);
  return Buffer.concat([Buffer.of(FLAG), escaped(bytes), escaped(Buffer.of(checkOf(bytes))), Buffer.of(FLAG)]);
};
