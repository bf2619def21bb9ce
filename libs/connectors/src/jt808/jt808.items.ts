import { ADAS_ID, DRIVING_LENGTH, DSM_ID, readAdas, readDsm, writeAdas, writeDsm, type Jt808Adas, type Jt808Dsm } from './jt808.driving.js';

/**
 * Additional items of a location: id BYTE, length BYTE, value. Those that carry one number, by name: its id, its length, and how many
 * of the number make one of its unit. (JT/T 808-2019 clause 8, 位置附加信息项; JT/T 1078-2016 for the video ones.)
 */
const NUMBERS = {
  mileageKm: { id: 0x01, length: 4, per: 10 },
  fuelL: { id: 0x02, length: 2, per: 10 },
  recorderKmh: { id: 0x03, length: 2, per: 10 },
  eventToConfirm: { id: 0x04, length: 2, per: 1 },
  videoAlarms: { id: 0x14, length: 4, per: 1 },
  videoLostChannels: { id: 0x15, length: 4, per: 1 },
  videoOccludedChannels: { id: 0x16, length: 4, per: 1 },
  storageFaults: { id: 0x17, length: 2, per: 1 },
  vehicleSignals: { id: 0x25, length: 4, per: 1 },
  io: { id: 0x2a, length: 2, per: 1 },
  signalStrength: { id: 0x30, length: 1, per: 1 },
  satellites: { id: 0x31, length: 1, per: 1 },
} as const;

type Jt808NumberItem = keyof typeof NUMBERS;

/** One additional item. What is not known, or has not the length its standard gives, is kept as it came. */
export type Jt808Item =
  | { item: Jt808NumberItem; value: number }
  /** 0x11: `area` is 0 none, 1 circle, 2 rectangle, 3 polygon, 4 road segment; the id is absent when 0. */
  | { item: 'overspeed'; area: number; areaId?: number }
  /** 0x12: `direction` 0 in, 1 out. */
  | { item: 'crossing'; area: number; areaId: number; direction: number }
  /** 0x13: `result` 0 too short, 1 too long. */
  | { item: 'segment'; segmentId: number; seconds: number; result: number }
  /** 0x2B */
  | { item: 'analog'; ad0: number; ad1: number }
  /** 0x18: `kinds` bit 0 fatigue, 1 phone, 2 smoking; `fatigue` 0 to 100. */
  | { item: 'abnormalDriving'; kinds: number; fatigue: number }
  | { item: 'adas'; alarm: Jt808Adas }
  | { item: 'dsm'; alarm: Jt808Dsm }
  | { item: 'other'; id: number; value: Buffer };

const BY_ID = new Map<number, { item: Jt808NumberItem; length: number; per: number }>(Object.entries(NUMBERS).map(([item, { id, length, per }]) => [id, { item: item as Jt808NumberItem, length, per }] as const));

const readItem = (id: number, value: Buffer): Jt808Item => {
  const number = BY_ID.get(id);
  if (number?.length === value.length) return { item: number.item, value: value.readUIntBE(0, number.length) / number.per };
  if (id === 0x11 && value.length === 1 && value[0] === 0) return { item: 'overspeed', area: 0 };
  if (id === 0x11 && value.length === 5 && value[0] !== 0) return { item: 'overspeed', area: value.readUInt8(0), areaId: value.readUInt32BE(1) };
  if (id === 0x12 && value.length === 6) return { item: 'crossing', area: value.readUInt8(0), areaId: value.readUInt32BE(1), direction: value.readUInt8(5) };
  if (id === 0x13 && value.length === 7) return { item: 'segment', segmentId: value.readUInt32BE(0), seconds: value.readUInt16BE(4), result: value.readUInt8(6) };
  if (id === 0x2b && value.length === 4) return { item: 'analog', ad0: value.readUInt16BE(2), ad1: value.readUInt16BE(0) };
  if (id === 0x18 && value.length === 3) return { item: 'abnormalDriving', kinds: value.readUInt16BE(0), fatigue: value.readUInt8(2) };
  if (id === ADAS_ID && value.length === DRIVING_LENGTH) return { item: 'adas', alarm: readAdas(value) };
  if (id === DSM_ID && value.length === DRIVING_LENGTH) return { item: 'dsm', alarm: readDsm(value) };
  return { item: 'other', id, value: Buffer.from(value) };
};

const number = (value: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
};

const writeItem = (one: Jt808Item): [id: number, value: Buffer] => {
  switch (one.item) {
    case 'overspeed': return [0x11, one.areaId === undefined ? Buffer.of(0) : Buffer.concat([Buffer.of(one.area), number(one.areaId, 4)])];
    case 'crossing': return [0x12, Buffer.concat([Buffer.of(one.area), number(one.areaId, 4), Buffer.of(one.direction)])];
    case 'segment': return [0x13, Buffer.concat([number(one.segmentId, 4), number(one.seconds, 2), Buffer.of(one.result)])];
    case 'analog': return [0x2b, Buffer.concat([number(one.ad1, 2), number(one.ad0, 2)])];
    case 'abnormalDriving': return [0x18, Buffer.concat([number(one.kinds, 2), Buffer.of(one.fatigue)])];
    case 'adas': return [ADAS_ID, writeAdas(one.alarm)];
    case 'dsm': return [DSM_ID, writeDsm(one.alarm)];
    case 'other': return [one.id, one.value];
    default: {
      const { id, length, per } = NUMBERS[one.item];
      return [id, number(Math.round(one.value * per), length)];
    }
  }
};

/** The items to the end of a location body; `error` when the last is cut off (those before it are good). */
export const readItems = (bytes: Buffer): { items: Jt808Item[]; error?: string } => {
  const items: Jt808Item[] = [];
  for (let at = 0; at < bytes.length;) {
    const [id, length] = [bytes.readUInt8(at), bytes[at + 1]];
    if (length === undefined || at + 2 + length > bytes.length) return { items, error: `附加项 0x${id.toString(16).padStart(2, '0')} 超出消息体 / item 0x${id.toString(16).padStart(2, '0')} is longer than the body` };
    items.push(readItem(id, bytes.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return { items };
};

/** Throws RangeError for numbers that do not fit. */
export const writeItems = (items: readonly Jt808Item[]): Buffer =>
  Buffer.concat(items.flatMap((one) => {
    const [id, value] = writeItem(one);
    return [Buffer.of(id, value.length), value];
  }));
