import { openBits, readBits } from './ais.bits.js';
import { flag, number, readLayout, text, writeLayout, type Layout, type Values } from './ais.fields.js';

/** Places shared by several messages, ITU-R M.1371-5 annex 8; degrees, knots; n/a is undefined. */
const status = (start: number) => number(start, 4, { none: 15 });
const speed = (start: number) => number(start, 10, { scale: 10, none: 1023 });
const longitude = (start: number, bits: number, scale: number) => number(start, bits, { signed: true, scale, none: 181 * scale, min: -180, max: 180 });
const latitude = (start: number, bits: number, scale: number) => number(start, bits, { signed: true, scale, none: 91 * scale, min: -90, max: 90 });
const course = (start: number) => number(start, 12, { scale: 10, none: 3600, max: 359.9 });
const heading = (start: number) => number(start, 9, { none: 511, max: 359 });
/** Second of the minute (UTC) of the fix; 60 to 63 say that there is none. */
const second = (start: number) => number(start, 6, { none: 60, max: 59 });
/** Metres from the antenna to bow, stern, port and starboard. */
const extent = (bow: number) => ({ toBow: number(bow, 9, { none: 0 }), toStern: number(bow + 9, 9, { none: 0 }), toPort: number(bow + 18, 6, { none: 0 }), toStarboard: number(bow + 24, 6, { none: 0 }) });

/** Messages 1 to 3. `turn` is as sent, -127 to 127. */
const CLASS_A = { status: status(38), turn: number(42, 8, { signed: true, none: -128 }), speedKn: speed(50), accurate: flag(60), lon: longitude(61, 28, 600_000), lat: latitude(89, 27, 600_000), courseDeg: course(116), headingDeg: heading(128), second: second(137) };
/** Message 5. The arrival is in UTC, without a year. */
const STATIC = {
  imo: number(40, 30, { none: 0 }), callsign: text(70, 42), name: text(112, 120), shipType: number(232, 8, { none: 0 }), ...extent(240), epfd: number(270, 4, { none: 0 }),
  etaMonth: number(274, 4, { none: 0, max: 12 }), etaDay: number(278, 5, { none: 0 }), etaHour: number(283, 5, { none: 24, max: 23 }), etaMinute: number(288, 6, { none: 60, max: 59 }),
  draught: number(294, 8, { scale: 10, none: 0 }), destination: text(302, 120),
};
/** Message 14: up to 156 characters. */
const SAFETY = { text: text(40, 936) };
const CLASS_B = { speedKn: speed(46), accurate: flag(56), lon: longitude(57, 28, 600_000), lat: latitude(85, 27, 600_000), courseDeg: course(112), headingDeg: heading(124), second: second(133) };
const CLASS_B_LONG = { ...CLASS_B, name: text(143, 120), shipType: number(263, 8, { none: 0 }), ...extent(271), epfd: number(301, 4, { none: 0 }) };
const PART_A = { name: text(40, 120) };
const PART_B = { shipType: number(40, 8, { none: 0 }), vendor: text(48, 18), callsign: text(90, 42) };
const PART_B_SHIP = { ...PART_B, ...extent(132) };
/** A tender (MMSI 98…) names its mother ship where others give their size. */
const PART_B_TENDER = { ...PART_B, mothership: number(132, 30, { none: 0 }) };
/** Message 27, as satellites hear it: a tenth of a minute, whole knots. */
const LONG_RANGE = { accurate: flag(38), status: status(40), lon: longitude(44, 18, 600), lat: latitude(62, 17, 600), speedKn: number(79, 6, { none: 63 }), courseDeg: number(85, 9, { none: 511, max: 359 }) };

/** A message of class A equipment: where a ship is. */
export type AisClassA = { type: 1 | 2 | 3; mmsi: number } & Values<typeof CLASS_A>;
/** Class B, and its longer form with a name. */
export type AisClassB = { type: 18; mmsi: number } & Values<typeof CLASS_B>;
export type AisClassBLong = { type: 19; mmsi: number } & Values<typeof CLASS_B_LONG>;
export type AisLongRange = { type: 27; mmsi: number } & Values<typeof LONG_RANGE>;
/** Who a ship is and where it goes. */
export type AisStatic = { type: 5; mmsi: number } & Values<typeof STATIC>;
export type AisPartA = { type: 24; part: 'A'; mmsi: number } & Values<typeof PART_A>;
export type AisPartB = { type: 24; part: 'B'; mmsi: number } & Values<typeof PART_B_SHIP> & Values<typeof PART_B_TENDER>;
/** A safety-related broadcast. */
export type AisSafetyText = { type: 14; mmsi: number } & Values<typeof SAFETY>;

/** The messages understood. `mmsi` is 1 to 999999999; what is not available is undefined. */
export type AisMessage = AisClassA | AisClassB | AisClassBLong | AisLongRange | AisStatic | AisPartA | AisPartB | AisSafetyText;

/** A message, one of a type that says nothing of interest here, or why it cannot be understood. */
export type AisDecoded = { kind: 'message'; message: AisMessage } | { kind: 'other'; type: number } | { kind: 'bad'; error: string };

interface Shape {
  fields: Layout;
  /** Bits of the whole message, and how few are still taken (old transponders leave the last spare ones out). */
  bits: number;
  least: number;
}

const shapeOf = (type: number, part: number, mmsi: number): Shape | undefined => {
  if (type >= 1 && type <= 3) return { fields: CLASS_A, bits: 168, least: 168 };
  if (type === 5) return { fields: STATIC, bits: 424, least: 420 };
  if (type === 14) return { fields: SAFETY, bits: 976, least: 40 };
  if (type === 18) return { fields: CLASS_B, bits: 168, least: 168 };
  if (type === 19) return { fields: CLASS_B_LONG, bits: 312, least: 312 };
  if (type === 27) return { fields: LONG_RANGE, bits: 96, least: 96 };
  if (type === 24 && part === 0) return { fields: PART_A, bits: 168, least: 160 };
  if (type === 24 && part === 1) return { fields: Math.floor(mmsi / 10_000_000) === 98 ? PART_B_TENDER : PART_B_SHIP, bits: 168, least: 162 };
  return undefined;
};

/** Understands the payload of one message (all its sentences joined). Never throws. */
export const decodeAis = (payload: string, fill: number): AisDecoded => {
  const bits = readBits(payload, fill);
  if (!bits) return { kind: 'bad', error: '载荷含有六位编码之外的字符 / the payload holds characters that are not six-bit' };
  if (bits.length < 40) return { kind: 'bad', error: `${bits.length} 位，不足一条消息 / ${bits.length} bits are too few for a message` };
  const type = bits.unsigned(0, 6);
  const mmsi = bits.unsigned(8, 30);
  const part = bits.unsigned(38, 2);
  const shape = shapeOf(type, part, mmsi);
  if (!shape) return { kind: 'other', type };
  if (mmsi < 1 || mmsi > 999_999_999) return { kind: 'bad', error: `${mmsi} 不是 MMSI / ${mmsi} is no MMSI` };
  if (bits.length < shape.least) return { kind: 'bad', error: `${type} 类消息有 ${bits.length} 位，应为 ${shape.bits} 位 / message ${type} has ${bits.length} bits, not ${shape.bits}` };
  const head = type === 24 ? { type, part: part === 0 ? 'A' : 'B', mmsi } : { type, mmsi };
  return { kind: 'message', message: { ...head, ...readLayout(shape.fields, bits) } as AisMessage };
};

/** The payload of a message, to be cut into sentences; values outside their range are sent as "not available". */
export const encodeAis = (message: AisMessage): { payload: string; fill: number } => {
  const part = message.type === 24 && message.part === 'B' ? 1 : 0;
  const shape = shapeOf(message.type, part, message.mmsi);
  if (!shape) throw new RangeError('no such message');
  const words = message.type === 14 ? Math.min(156, message.text?.length ?? 0) : 0;
  const bits = openBits(message.type === 14 ? 40 + words * 6 : shape.bits);
  bits.unsigned(0, 6, message.type);
  bits.unsigned(8, 30, message.mmsi);
  writeLayout(shape.fields, bits, { ...message });
  if (message.type === 24) bits.unsigned(38, 2, part);
  return bits.payload();
};
