import { decodeTime, encodeTime, MAX_UNIT_BYTES } from './gbt26875.frame.js';
import { decodeText, encodePadded, encodeText } from './gbt26875.text.js';

/** A fire protection system 建筑消防设施系统 at the device. */
export interface SystemRef {
  sysType: number;
  sysAddr: number;
}
/** A component 部件 of it; its 4-byte address is by convention zone 区号 and position 位号. */
export interface ComponentRef extends SystemRef {
  compType: number;
  zone: number;
  position: number;
}
/** Epoch milliseconds by the device's clock; missing when that says no real time. */
interface Timed {
  at?: number;
}
export type SystemState = SystemRef & Timed & { state: number };
export type ComponentState = ComponentRef & Timed & { state: number; text: string };
/** `raw` counts in the smallest unit of its kind (table 6). */
export type Analogue = ComponentRef & Timed & { kind: number; raw: number };
type Operation = SystemRef & Timed & { ops: number; operator: number };
type DeviceState = Timed & { state: number };
type DeviceOperation = Timed & { ops: number; operator: number };
interface Version {
  major: number;
  minor: number;
}

/** Application data unit 应用数据单元 (clause 8): 1-8 about the systems, 21-28 about the transmission device, 89-91 from the centre. */
export type Unit =
  | { type: 1; objects: SystemState[] }
  | { type: 2; objects: ComponentState[] }
  | { type: 3; objects: Analogue[] }
  | { type: 4; objects: Operation[] }
  | { type: 5; objects: (SystemRef & Version)[] }
  | { type: 6; objects: (SystemRef & { text: string })[] }
  | { type: 7; objects: (ComponentRef & { text: string })[] }
  | { type: 8; objects: (SystemRef & Timed)[] }
  | { type: 21; objects: DeviceState[] }
  | { type: 24; objects: DeviceOperation[] }
  | { type: 25; objects: Version[] }
  | { type: 26; objects: { text: string }[] }
  | { type: 28; objects: Timed[] }
  | { type: 89; objects: Record<string, never>[] }
  | { type: 90; objects: Timed[] }
  | { type: 91; objects: { minutes: number }[] };

type ObjectOf<T extends Unit['type']> = Extract<Unit, { type: T }>['objects'][number];
interface Layout<T> {
  max: number;
  /** Bytes of an object, `text` being the length byte of those that have one. */
  size: number;
  /** Where an object of changing length has its length byte. */
  lengthAt?: number;
  read(bytes: Buffer): T;
  write(object: T): Buffer;
}

const readSystem = (b: Buffer): SystemRef => ({ sysType: b.readUInt8(0), sysAddr: b.readUInt8(1) });
const writeSystem = (o: SystemRef): Buffer => Buffer.from([o.sysType, o.sysAddr]);
const readComponent = (b: Buffer): ComponentRef => ({ ...readSystem(b), compType: b.readUInt8(2), zone: b.readUInt16LE(3), position: b.readUInt16LE(5) });
const writeComponent = (o: ComponentRef): Buffer => Buffer.concat([writeSystem(o), Buffer.from([o.compType]), u16(o.zone), u16(o.position)]);
const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const s16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16LE(value);
  return bytes;
};
const withLength = (text: string, limit: number): Buffer => {
  const bytes = encodeText(text, Math.min(limit, 255));
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
};
const DESCRIPTION = 31;

const LAYOUTS: { [T in Unit['type']]: Layout<ObjectOf<T>> } = {
  1: { max: 102, size: 10, read: (b) => ({ ...readSystem(b), state: b.readUInt16LE(2), at: decodeTime(b, 4) }), write: (o) => Buffer.concat([writeSystem(o), u16(o.state), encodeTime(o.at)]) },
  2: {
    max: 22, size: 46,
    read: (b) => ({ ...readComponent(b), state: b.readUInt16LE(7), text: decodeText(b.subarray(9, 40)), at: decodeTime(b, 40) }),
    write: (o) => Buffer.concat([writeComponent(o), u16(o.state), encodePadded(o.text, DESCRIPTION), encodeTime(o.at)]),
  },
  3: {
    max: 63, size: 16,
    read: (b) => ({ ...readComponent(b), kind: b.readUInt8(7), raw: b.readInt16LE(8), at: decodeTime(b, 10) }),
    write: (o) => Buffer.concat([writeComponent(o), Buffer.from([o.kind]), s16(o.raw), encodeTime(o.at)]),
  },
  4: { max: 102, size: 10, read: (b) => ({ ...readSystem(b), ops: b.readUInt8(2), operator: b.readUInt8(3), at: decodeTime(b, 4) }), write: (o) => Buffer.concat([writeSystem(o), Buffer.from([o.ops, o.operator]), encodeTime(o.at)]) },
  5: { max: 1, size: 4, read: (b) => ({ ...readSystem(b), major: b.readUInt8(2), minor: b.readUInt8(3) }), write: (o) => Buffer.concat([writeSystem(o), Buffer.from([o.major, o.minor])]) },
  6: { max: 3, size: 3, lengthAt: 2, read: (b) => ({ ...readSystem(b), text: decodeText(b.subarray(3)) }), write: (o) => Buffer.concat([writeSystem(o), withLength(o.text, 255)]) },
  7: { max: 26, size: 38, read: (b) => ({ ...readComponent(b), text: decodeText(b.subarray(7)) }), write: (o) => Buffer.concat([writeComponent(o), encodePadded(o.text, DESCRIPTION)]) },
  8: { max: 1, size: 8, read: (b) => ({ ...readSystem(b), at: decodeTime(b, 2) }), write: (o) => Buffer.concat([writeSystem(o), encodeTime(o.at)]) },
  21: { max: 1, size: 7, read: (b) => ({ state: b.readUInt8(0), at: decodeTime(b, 1) }), write: (o) => Buffer.concat([Buffer.from([o.state]), encodeTime(o.at)]) },
  24: { max: 127, size: 8, read: (b) => ({ ops: b.readUInt8(0), operator: b.readUInt8(1), at: decodeTime(b, 2) }), write: (o) => Buffer.concat([Buffer.from([o.ops, o.operator]), encodeTime(o.at)]) },
  25: { max: 1, size: 2, read: (b) => ({ major: b.readUInt8(0), minor: b.readUInt8(1) }), write: (o) => Buffer.from([o.major, o.minor]) },
  26: { max: 1, size: 1, lengthAt: 0, read: (b) => ({ text: decodeText(b.subarray(1)) }), write: (o) => withLength(o.text, 255) },
  28: { max: 1, size: 6, read: (b) => ({ at: decodeTime(b, 0) }), write: (o) => encodeTime(o.at) },
  89: { max: 1, size: 1, read: () => ({}), write: () => Buffer.alloc(1) },
  90: { max: 1, size: 6, read: (b) => ({ at: decodeTime(b, 0) }), write: (o) => encodeTime(o.at) },
  91: { max: 1, size: 1, read: (b) => ({ minutes: b.readUInt8(0) }), write: (o) => Buffer.from([o.minutes]) },
};

const isKnown = (type: number): type is Unit['type'] => Object.hasOwn(LAYOUTS, type);

/** What could be read of a data unit; `error` tells in words what could not, after the objects before it. */
interface ReadUnit {
  unit?: Unit;
  error?: string;
}

/** Reads a data unit. What comes before a fault is kept: a fire must not be lost because something after it is wrong. */
export const decodeUnit = (bytes: Buffer): ReadUnit => {
  const [type, count] = bytes;
  if (type === undefined || count === undefined) return { error: '应用数据单元缺少类型和数目 / data unit without type and count' };
  if (!isKnown(type)) return { error: `未知的数据单元类型 ${type} / data unit of unknown type ${type}` };
  const layout = LAYOUTS[type];
  const objects: unknown[] = [];
  let at = 2;
  let error: string | undefined;
  while (objects.length < Math.min(count, layout.max)) {
    const end = at + layout.size + (layout.lengthAt === undefined ? 0 : bytes[at + layout.lengthAt] ?? 0);
    if (end > bytes.length) {
      error = `共 ${count} 个信息体，第 ${objects.length + 1} 个不完整 / object ${objects.length + 1} of ${count} is cut short`;
      break;
    }
    objects.push(layout.read(bytes.subarray(at, end)));
    at = end;
  }
  if (count === 0) error = '没有信息体 / no objects';
  else if (count > layout.max) error ??= `有 ${count} 个信息体，最多 ${layout.max} 个 / ${count} objects, at most ${layout.max}`;
  else if (at < bytes.length) error ??= `多出 ${bytes.length - at} 字节 / ${bytes.length - at} bytes too many`;
  return { ...(objects.length > 0 && { unit: { type, objects } as Unit }), ...(error !== undefined && { error }) };
};

/** The bytes of a data unit. Throws RangeError for no or too many objects, for more than 1,024 bytes, and for numbers that do not fit. */
export const encodeUnit = (unit: Unit): Buffer => {
  const layout = LAYOUTS[unit.type] as Layout<Unit['objects'][number]>;
  if (unit.objects.length < 1 || unit.objects.length > layout.max) throw new RangeError(`${unit.objects.length} objects of type ${unit.type}, 1 to ${layout.max}`);
  const bytes = Buffer.concat([Buffer.from([unit.type, unit.objects.length]), ...unit.objects.map((object) => layout.write(object))]);
  if (bytes.length > MAX_UNIT_BYTES) throw new RangeError(`data unit of ${bytes.length} bytes, at most ${MAX_UNIT_BYTES}`);
  return bytes;
};
