import { crcOf, crcText } from './hj212.crc.js';
import { decipher, encipher, fromCipherText, toCipherText } from './hj212.cipher.js';
import { HEAD_BYTES, TAIL_BYTES } from './hj212.framer.js';

/** Issues of the standard as Flag's version bits tell them; an absent Flag is read as 2005. */
export const VERSIONS = { '2005': 0, '2017': 1, '2025': 2 } as const;
const ANSWER = 1;
const SPLIT = 2;

/** One data segment of HJ 212. Devices of 2005 leave QN, PW and Flag out. `cp` is what stands between its `&&`. */
export interface Hj212Frame {
  qn?: string;
  /** System: 39 construction dust, 22 air, 23 noise, 91 interaction … */
  st: string;
  cn: string;
  pw?: string;
  mn: string;
  flag?: number;
  pnum?: number;
  pno?: number;
  cp: string;
}

/** What a frame was read as, or why it could not be. */
export type Read = { ok: true; frame: Hj212Frame } | { ok: false; error: string };

/** One item of CP is one or several named values: `a34004-Rtd=36.2,a34004-Flag=N`. */
export type Field = readonly [name: string, value: string];

/** Flag: bit 0 A (wants an answer), bit 1 D (has PNUM and PNO), bits 2 to 7 the version. */
export const flagOf = (version: number, { answer = false, split = false } = {}): number => (version << 2) | (split ? SPLIT : 0) | (answer ? ANSWER : 0);
/** Whether the sender waits for an answer, and sends again without one. */
export const wantsAnswer = (frame: Hj212Frame): boolean => ((frame.flag ?? 0) & ANSWER) !== 0;
/** Whether it is one of several packages; devices of 2005 have no Flag to say so. */
export const isSplit = (frame: Hj212Frame): boolean => frame.pnum !== undefined && frame.pno !== undefined && (frame.flag === undefined || (frame.flag & SPLIT) !== 0);
/** The version bits, as in `VERSIONS`. */
export const versionOf = (frame: Hj212Frame): number => (frame.flag ?? 0) >> 2;

/** The items of CP: `;` between items, `,` between an item's fields, `=` within a field. What has no name is left out. */
export const itemsOf = (cp: string): Field[][] =>
  cp.split(';').map((item) => item.split(',').flatMap((field): Field[] => {
    const equals = field.indexOf('=');
    const name = field.slice(0, Math.max(equals, 0)).trim();
    return name ? [[name, field.slice(equals + 1).trim()]] : [];
  })).filter((item) => item.length > 0);

/** The reverse of `itemsOf`. */
export const cpOf = (items: readonly (readonly Field[])[]): string => items.map((item) => item.map(([name, value]) => `${name}=${value}`).join(',')).join(';');

const OPENING = Buffer.from('CP=&&', 'latin1');
const CLOSING = Buffer.from('&&', 'latin1');
/** The fields before CP: their shape, so that what is echoed in an answer or becomes a device code is plain. */
const SHAPES: Record<string, RegExp> = {
  QN: /^\d{1,20}$/, ST: /^[0-9A-Za-z]{1,5}$/, CN: /^\d{4}$/, PW: /^[\x21-\x7e]{0,32}$/, MN: /^[\x21-\x7e]{1,64}$/, Flag: /^\d{1,3}$/, PNUM: /^\d{1,4}$/, PNO: /^\d{1,4}$/,
};

interface Parts {
  head: Buffer;
  content: Buffer;
  closing: Buffer;
}

const partsOf = (segment: Buffer): Parts | undefined => {
  const opening = segment.indexOf(OPENING);
  const from = opening + OPENING.length;
  const to = segment.lastIndexOf(CLOSING);
  return opening < 0 || to < from ? undefined : { head: segment.subarray(0, from), content: segment.subarray(from, to), closing: segment.subarray(to) };
};

/** A data segment to its fields; an error in words when it is none. */
const parseSegment = (segment: Buffer): Read => {
  const parts = partsOf(segment);
  if (!parts) return { ok: false, error: 'no CP=&&…&& in the segment' };
  const fields = new Map<string, string>();
  for (const part of parts.head.toString('utf8', 0, parts.head.length - OPENING.length).split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
    if (!shape) continue;
    const value = part.slice(equals + 1).trim();
    if (!value && name !== 'PW') continue;
    if (!shape.test(value)) return { ok: false, error: `${name} 格式不对 / ${name} is malformed` };
    fields.set(name, value);
  }
  const number = (name: string): number | undefined => (fields.has(name) ? Number(fields.get(name)) : undefined);
  const [st, cn, mn, flag] = [fields.get('ST'), fields.get('CN'), fields.get('MN'), number('Flag')];
  const absent = st === undefined ? 'ST' : cn === undefined ? 'CN' : 'MN';
  if (st === undefined || cn === undefined || mn === undefined) return { ok: false, error: `数据段缺少 ${absent} / no ${absent} in the segment` };
  if (flag !== undefined && flag > 255) return { ok: false, error: 'Flag 格式不对 / Flag is malformed' };
  return {
    ok: true,
    frame: {
      ...(fields.has('QN') && { qn: fields.get('QN') }), st, cn, ...(fields.has('PW') && { pw: fields.get('PW') }), mn,
      ...(flag !== undefined && { flag }), ...(fields.has('PNUM') && { pnum: number('PNUM') }), ...(fields.has('PNO') && { pno: number('PNO') }),
      cp: parts.content.toString('utf8'),
    },
  };
};

/** Ciphertext as text, or bytes no text has. */
const looksEnciphered = (content: Buffer): boolean => fromCipherText(content) !== undefined || content.some((byte) => byte < 0x20);

/**
 * One whole frame (as the framer cuts it) to its fields. The CRC is checked over the data segment; with a key also over the deciphered
 * one, since the 2025 form takes it before enciphering. Ciphertext may come as bytes or as text. A clear frame is taken with a key too.
 */
export const decodeFrame = (bytes: Buffer, key?: Uint8Array): Read => {
  if (bytes.length < HEAD_BYTES + TAIL_BYTES) return { ok: false, error: '报文过短 / too short' };
  const segment = bytes.subarray(HEAD_BYTES, bytes.length - TAIL_BYTES);
  const told = bytes.toString('latin1', bytes.length - TAIL_BYTES, bytes.length - 2).toUpperCase();
  const asSent = crcText(crcOf(segment)) === told;
  const parts = partsOf(segment);
  const enciphered = parts !== undefined && looksEnciphered(parts.content);
  if (asSent && !enciphered) return parseSegment(segment);
  if (parts && key) {
    const clear = Buffer.concat([parts.head, decipher(fromCipherText(parts.content) ?? parts.content, key), parts.closing]);
    if (asSent || crcText(crcOf(clear)) === told) return parseSegment(clear);
  }
  if (enciphered) return { ok: false, error: key ? '加密所用密钥不同，或报文已损坏 / enciphered with another key, or broken' : '报文已加密，未配置密钥 / enciphered, and no key is configured' };
  const computed = crcText(crcOf(segment));
  return { ok: false, error: `CRC 校验不符：报文为 ${told}，算得 ${computed} / CRC is ${told}, computed ${computed}` };
};

/** The segment of a frame, in the order of the standard. */
export const encodeSegment = (frame: Hj212Frame): Buffer => {
  const fields: [string, string | number | undefined][] = [
    ['QN', frame.qn], ['ST', frame.st], ['CN', frame.cn], ['PW', frame.pw], ['MN', frame.mn], ['Flag', frame.flag], ['PNUM', frame.pnum], ['PNO', frame.pno],
  ];
  const head = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value};`])).join('');
  return Buffer.from(`${head}CP=&&${frame.cp}&&`, 'utf8');
};

/**
 * The whole frame as it goes over the wire; with a key its CP is enciphered, as bytes or as text. The length is the clear segment's.
 * Throws a RangeError for a segment of more than 9999 bytes, which the four digits cannot tell of.
 */
export const encodeFrame = (frame: Hj212Frame, cipher?: { key: Uint8Array; form: 'bytes' | 'text' }): Buffer => {
  const segment = encodeSegment(frame);
  if (segment.length > 9_999) throw new RangeError(`a segment of ${segment.length} bytes`);
  const parts = cipher && partsOf(segment);
  const sealed = parts && encipher(parts.content, cipher.key);
  const sent = parts && sealed ? [parts.head, cipher.form === 'text' ? toCipherText(sealed) : sealed, parts.closing] : [segment];
  return Buffer.concat([Buffer.from(`##${String(segment.length).padStart(4, '0')}`, 'latin1'), ...sent, Buffer.from(`${crcText(crcOf(segment))}\r\n`, 'latin1')]);
};
