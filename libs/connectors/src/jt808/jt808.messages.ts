import type { Jt808Version } from './jt808.frame.js';
import { readText, writeText, type Read } from './jt808.fields.js';
import { encodeLocation, readLocation, type Jt808Location } from './jt808.location.js';

/** Message ids. (JT/T 808-2019 annex B, 消息对照.) */
export const MESSAGE = {
  terminalAnswer: 0x0001, heartbeat: 0x0002, logout: 0x0003, register: 0x0100, authenticate: 0x0102, location: 0x0200, batch: 0x0704,
  platformAnswer: 0x8001, registerAnswer: 0x8100,
} as const;

/** Results of a general answer. */
export const RESULT = { ok: 0, failed: 1, badMessage: 2, unsupported: 3, alarmConfirmed: 4 } as const;

/** 0x0001 of terminals and 0x8001 of platforms: what became of the message with this serial and id. */
export interface GeneralAnswer {
  serial: number;
  id: number;
  result: number;
}

export const readGeneralAnswer = (body: Buffer): Read<GeneralAnswer> =>
  body.length === 5 ? { ok: true, value: { serial: body.readUInt16BE(0), id: body.readUInt16BE(2), result: body.readUInt8(4) } } : { ok: false, error: `通用应答 ${body.length} 字节，应为 5 字节 / a general answer of ${body.length} bytes, 5 expected` };

export const encodeGeneralAnswer = ({ serial, id, result }: GeneralAnswer): Buffer => Buffer.concat([words(serial, id), Buffer.of(result)]);

/** 0x8100: `result` 0 ok, 1 vehicle and 3 terminal already registered, 2 no such vehicle, 4 no such terminal; the code comes with 0 only. */
export interface RegisterAnswer {
  serial: number;
  result: number;
  code?: string;
}

export const readRegisterAnswer = (body: Buffer): Read<RegisterAnswer> => {
  if (body.length < 3) return { ok: false, error: `注册应答 ${body.length} 字节，至少应有 3 字节 / an answer to a registration of ${body.length} bytes, at least 3 expected` };
  const result = body.readUInt8(2);
  return { ok: true, value: { serial: body.readUInt16BE(0), result, ...(result === 0 && { code: readText(body.subarray(3)) }) } };
};

export const encodeRegisterAnswer = ({ serial, result, code }: RegisterAnswer): Buffer => Buffer.concat([words(serial), Buffer.of(result), writeText(result === 0 ? code ?? '' : '')]);

/** 0x0100. Colour 0 means the vehicle has no plate yet and `plate` is its VIN. */
export interface Registration {
  province: number;
  city: number;
  maker: string;
  model: string;
  terminalId: string;
  /** 1 blue, 2 yellow, 3 black, 4 white, 5 green (2019), 9 other. */
  colour: number;
  plate: string;
}

/** Lengths of maker, model and terminal id, with the fixed bytes around them. */
const WIDTHS = { 2011: [5, 8, 7], 2013: [5, 20, 7], 2019: [11, 30, 30] } as const;
const FIXED_2011 = 25;
const FIXED_2013 = 37;
const FIXED_2019 = 76;

/**
 * 2011 and 2013 have the same header and are told apart by length: with a plate a 2011 body is shorter than the fixed part of 2013;
 * with a VIN instead (17 characters after colour 0) it is longer, but then the VIN stands where 2013 has its colour.
 */
const is2011 = (body: Buffer): boolean =>
  body.length < FIXED_2013 || (body.length === FIXED_2011 + 17 && body[FIXED_2011 - 1] === 0 && /^[0-9A-Z]{17}$/.test(body.toString('latin1', FIXED_2011)));

/** 0x0100 to its values. */
export const readRegistration = (body: Buffer, version: Jt808Version): Read<Registration> => {
  const needed = version === '2019' ? FIXED_2019 : FIXED_2011;
  if (body.length < needed) return { ok: false, error: `注册消息 ${body.length} 字节，至少应有 ${needed} 字节 / a registration of ${body.length} bytes, at least ${needed} expected` };
  const [maker, model, id] = WIDTHS[version === '2019' ? 2019 : is2011(body) ? 2011 : 2013];
  const [modelAt, idAt, colourAt] = [4 + maker, 4 + maker + model, 4 + maker + model + id];
  return {
    ok: true,
    value: {
      province: body.readUInt16BE(0), city: body.readUInt16BE(2), maker: readText(body.subarray(4, modelAt)), model: readText(body.subarray(modelAt, idAt)),
      terminalId: readText(body.subarray(idAt, colourAt)), colour: body.readUInt8(colourAt), plate: readText(body.subarray(colourAt + 1)),
    },
  };
};

/** Throws RangeError for text that does not fit its field. */
export const encodeRegistration = (registration: Registration, version: Jt808Version | '2011'): Buffer => {
  const [maker, model, id] = WIDTHS[version];
  const { province, city, colour, plate } = registration;
  return Buffer.concat([words(province, city), writeText(registration.maker, maker), writeText(registration.model, model), writeText(registration.terminalId, id), Buffer.of(colour), writeText(plate)]);
};

/** 0x0102. Before 2019 it is the code alone. */
export interface Authentication {
  code: string;
  imei?: string;
  software?: string;
}

export const readAuthentication = (body: Buffer, version: Jt808Version): Read<Authentication> => {
  if (version !== '2019') return body.length ? { ok: true, value: { code: readText(body) } } : { ok: false, error: '鉴权消息没有鉴权码 / an authentication without a code' };
  const length = body[0];
  if (length === undefined || body.length < 1 + length) return { ok: false, error: '鉴权码不完整 / an authentication whose code is cut off' };
  // Some terminals leave out or lengthen what follows; the code is what is asked for.
  return { ok: true, value: { code: readText(body.subarray(1, 1 + length)), imei: readText(body.subarray(1 + length, 16 + length)), software: readText(body.subarray(16 + length, 36 + length)) } };
};

/** Throws RangeError for text that does not fit its field. */
export const encodeAuthentication = ({ code, imei = '', software = '' }: Authentication, version: Jt808Version): Buffer => {
  const bytes = writeText(code);
  return version === '2019' ? Buffer.concat([Buffer.of(bytes.length), bytes, writeText(imei, 15), writeText(software, 20)]) : bytes;
};

/** 0x0704: several locations at once. `backfill`: they were kept while there was no network, and tell of the past. */
export interface Batch {
  backfill: boolean;
  reports: Read<Jt808Location>[];
}

export const readBatch = (body: Buffer): Read<Batch> => {
  if (body.length < 3) return { ok: false, error: `批量上传 ${body.length} 字节，至少应有 3 字节 / a batch of ${body.length} bytes, at least 3 expected` };
  const [count, type] = [body.readUInt16BE(0), body.readUInt8(2)];
  if (type > 1) return { ok: false, error: `未知的批量上传类型 ${type} / a batch of the unknown type ${type}` };
  const reports: Read<Jt808Location>[] = [];
  let at = 3;
  while (reports.length < count) {
    const length = at + 2 <= body.length ? body.readUInt16BE(at) : Infinity;
    if (at + 2 + length > body.length) {
      reports.push({ ok: false, error: `共 ${count} 条位置，只有 ${reports.length} 条完整 / ${reports.length} of ${count} locations are there, the rest is cut off` });
      break;
    }
    reports.push(readLocation(body.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return { ok: true, value: { backfill: type === 1, reports } };
};

/** The body may be longer than a frame: see `splitMessage`. */
export const encodeBatch = (reports: readonly Jt808Location[], backfill: boolean): Buffer =>
  Buffer.concat([words(reports.length), Buffer.of(backfill ? 1 : 0), ...reports.map(encodeLocation).flatMap((body) => [words(body.length), body])]);

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
};
