import fc from 'fast-check';
import { ORDERS, TYPES, WORDS, type ValueType } from './modbus.options.js';
import { decodeValue, encodeValue, measure, unscaled } from './modbus.value.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const order = fc.constantFrom(...ORDERS);
const RAW: Record<ValueType, fc.Arbitrary<number>> = {
  u16: fc.integer({ min: 0, max: 0xffff }), i16: fc.integer({ min: -0x8000, max: 0x7fff }), u32: fc.integer({ min: 0, max: 0xffffffff }), i32: fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  f32: fc.float(), f64: fc.double(), bool: fc.integer({ min: 0, max: 1 }), bit: fc.integer({ min: 0, max: 1 }),
};
const shaped = fc.constantFrom(...TYPES).chain((type) => fc.record({ type: fc.constant(type), order, bit: fc.integer({ min: 0, max: 15 }), raw: RAW[type] }));

describe('a value in registers', () => {
  it.each([
    ['u32', 'ABCD', '12 34 56 78', 0x12345678], ['u32', 'CDAB', '56 78 12 34', 0x12345678], ['u32', 'BADC', '34 12 78 56', 0x12345678], ['u32', 'DCBA', '78 56 34 12', 0x12345678],
    ['u16', 'ABCD', '01 02', 0x0102], ['u16', 'CDAB', '01 02', 0x0102], ['u16', 'DCBA', '02 01', 0x0102], ['i16', 'ABCD', 'ff fe', -2], ['i32', 'CDAB', 'ff fe ff ff', -2],
    ['f32', 'ABCD', '42 f6 e9 79', 123.456], ['f32', 'CDAB', 'e9 79 42 f6', 123.456], ['f64', 'ABCD', '3f f8 00 00 00 00 00 00', 1.5], ['f64', 'CDAB', '00 00 00 00 00 00 3f f8', 1.5],
    ['f64', 'DCBA', '00 00 00 00 00 00 f8 3f', 1.5], ['bool', 'ABCD', '00 00', 0], ['bool', 'ABCD', '01 00', 1],
  ] as const)('of type %s in order %s lies as %s', (type, byteOrder, bytes, value) => {
    expect(decodeValue(hex(bytes), { type, order: byteOrder })).toBe(value);
  });

  it('comes back as it was put, in every type and order', () => {
    fc.assert(fc.property(shaped, ({ raw, ...shape }) => {
      const back = decodeValue(encodeValue(raw, shape), shape);
      expect(shape.type === 'f32' ? Math.fround(back) : back).toBe(raw);
    }));
  });

  it('of a single bit leaves the others of its register alone', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 2, maxLength: 2 }), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }), order, fc.boolean(), (before, bit, other, byteOrder, on) => {
      const after = encodeValue(on ? 1 : 0, { type: 'bit', order: byteOrder, bit }, before);
      expect(decodeValue(after, { type: 'bit', order: byteOrder, bit })).toBe(on ? 1 : 0);
      if (other !== bit) expect(decodeValue(after, { type: 'bit', order: byteOrder, bit: other })).toBe(decodeValue(before, { type: 'bit', order: byteOrder, bit: other }));
    }));
  });

  it('from any bytes is measured as a finite number or not at all', () => {
    const bytes = fc.constantFrom(...TYPES).chain((type) => fc.record({ type: fc.constant(type), order, bytes: fc.uint8Array({ minLength: WORDS[type] * 2, maxLength: WORDS[type] * 2 }) }));
    fc.assert(fc.property(bytes, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, noDefaultInfinity: true }), (shape, scale, offset) => {
      const measured = measure(decodeValue(shape.bytes, shape), { scale, offset });
      expect('error' in measured || Number.isFinite(measured.value)).toBe(true);
    }));
  });
});

describe('measuring', () => {
  const plain = { scale: 1, offset: 0 };

  it('scales and shifts without the tail of binary fractions', () => {
    expect(measure(3, { scale: 0.1, offset: 0 })).toEqual({ value: 0.3, quality: 'good' });
    expect(measure(655, { scale: 0.1, offset: -40 })).toEqual({ value: 25.5, quality: 'good' });
    expect(measure(-0, plain)).toEqual({ value: 0, quality: 'good' });
  });

  it('takes a raw value outside its range for bad, at its ends for good', () => {
    const range = { ...plain, min: 4, max: 20 };
    expect([3, 4, 20, 21].map((raw) => measure(raw, range))).toEqual([{ value: 3, quality: 'bad' }, { value: 4, quality: 'good' }, { value: 20, quality: 'good' }, { value: 21, quality: 'bad' }]);
  });

  it.each([NaN, Infinity, -Infinity])('has nothing to say of %p', (raw) => expect(measure(raw, plain)).toHaveProperty('error'));

  it('has nothing to say of what overflows when scaled', () => expect(measure(1e300, { scale: 1e300, offset: 0 })).toHaveProperty('error'));

  it('is undone for the simulator, to whole numbers where the type has no others', () => {
    expect(unscaled(25.5, { type: 'i16', scale: 0.1, offset: -40 })).toBe(655);
    expect(unscaled(2.5, { type: 'f32', scale: 2, offset: 0 })).toBe(1.25);
  });
});
