import { shortestFloat } from '../shortest-float.js';
import { WORDS, type ModbusPoint, type Order } from './modbus.options.js';

type Shape = Pick<ModbusPoint, 'type' | 'order' | 'bit'>;

/** What a raw value measures: in the point's unit; or why it measures nothing. */
export type Measured = { value: number; quality: 'good' | 'bad' } | { error: string };

/** From a maker's byte order to big-endian or back: each order undoes itself. */
const arranged = (bytes: Uint8Array, order: Order): Buffer => {
  const copy = Buffer.from(bytes);
  if (order === 'BADC') copy.swap16();
  if (order === 'CDAB') copy.reverse().swap16();
  if (order === 'DCBA') copy.reverse();
  return copy;
};

/** The raw value in exactly the registers of a point (2, 4 or 8 bytes as they came): possibly NaN or infinite; a single bit is 0 or 1. */
export const decodeValue = (bytes: Uint8Array, { type, order, bit = 0 }: Shape): number => {
  const big = arranged(bytes, order);
  switch (type) {
    case 'u16': return big.readUInt16BE();
    case 'i16': return big.readInt16BE();
    case 'u32': return big.readUInt32BE();
    case 'i32': return big.readInt32BE();
    case 'f32': return shortestFloat(big.readFloatBE());
    case 'f64': return big.readDoubleBE();
    case 'bool': return big.readUInt16BE() === 0 ? 0 : 1;
    case 'bit': return (big.readUInt16BE() >> bit) & 1;
  }
};

/** A raw value as the registers of a point; of type `bit` the other bits stay as in `before` (0 if not given). Throws RangeError when the type cannot hold it. */
export const encodeValue = (raw: number, { type, order, bit = 0 }: Shape, before?: Uint8Array): Buffer => {
  const big = Buffer.alloc(WORDS[type] * 2);
  switch (type) {
    case 'u16': big.writeUInt16BE(raw); break;
    case 'i16': big.writeInt16BE(raw); break;
    case 'u32': big.writeUInt32BE(raw); break;
    case 'i32': big.writeInt32BE(raw); break;
    case 'f32': big.writeFloatBE(raw); break;
    case 'f64': big.writeDoubleBE(raw); break;
    case 'bool': big.writeUInt16BE(raw ? 1 : 0); break;
    case 'bit': {
      const others = before ? arranged(before, order).readUInt16BE() & ~(1 << bit) : 0;
      big.writeUInt16BE(others | (raw ? 1 << bit : 0));
    }
  }
  return arranged(big, order);
};

/** A raw value in the point's unit: NaN and the infinite measure nothing, outside `min`..`max` (raw) it is bad. */
export const measure = (raw: number, { scale, offset, min = -Infinity, max = Infinity }: Pick<ModbusPoint, 'scale' | 'offset' | 'min' | 'max'>): Measured => {
  if (!Number.isFinite(raw)) return { error: '不是有限数 / not a finite number' };
  // 15 digits are all that a double keeps; the 16th and 17th would show 3 × 0.1 as 0.30000000000000004.
  const value = scale === 1 && offset === 0 ? raw : Number((raw * scale + offset).toPrecision(15));
  if (!Number.isFinite(value)) return { error: '换算后溢出 / overflows when scaled' };
  return { value: value + 0, quality: raw >= min && raw <= max ? 'good' : 'bad' };
};

/** What the device must hold for a point to measure `value`; whole numbers for the integer types. The inverse of `measure`. */
export const unscaled = (value: number, { type, scale, offset }: Pick<ModbusPoint, 'type' | 'scale' | 'offset'>): number => {
  const raw = (value - offset) / scale;
  return type === 'f32' || type === 'f64' ? raw : Math.round(raw);
};
