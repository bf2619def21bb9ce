import fc from 'fast-check';
import { parsePacket } from './gbt26875.frame.js';
import { decodeText, encodePadded, encodeText } from './gbt26875.text.js';
import { decodeUnit, encodeUnit, type Unit } from './gbt26875.units.js';
import { CLOCK_SYNC, DUTY_ANSWER, DUTY_CHECK, FIRE, hex, MAINS_FAULT, REAL_FIRE } from './gbt26875.vectors.js';

const read = (bytes: Buffer) => {
  const parsed = parsePacket(bytes);
  return decodeUnit(parsed.ok ? parsed.packet.unit : Buffer.alloc(0));
};
const AT = Date.parse('2012-09-26T09:58:02+08:00');

const byte = fc.integer({ min: 0, max: 255 });
const word = fc.integer({ min: 0, max: 0xffff });
const at = fc.option(fc.integer({ min: Date.UTC(2000, 0, 2) / 1000, max: Date.UTC(2099, 11, 30) / 1000 }).map((seconds) => seconds * 1000), { nil: undefined });
const text = (max: number) => fc.string({ unit: fc.oneof(fc.integer({ min: 0x4e00, max: 0x9fa5 }), fc.integer({ min: 0x21, max: 0x7e })).map((code) => String.fromCodePoint(code)), maxLength: max });
const system = { sysType: byte, sysAddr: byte };
const component = { ...system, compType: byte, zone: word, position: word };
const of = <T>(type: Unit['type'], object: fc.Arbitrary<T>, max: number) => fc.record({ type: fc.constant(type), objects: fc.array(object, { minLength: 1, maxLength: max }) });
const anyUnit = fc.oneof(
  of(1, fc.record({ ...system, state: word, at }), 102), of(2, fc.record({ ...component, state: word, text: text(15), at }), 22),
  of(3, fc.record({ ...component, kind: byte, raw: fc.integer({ min: -32_768, max: 32_767 }), at }), 63), of(4, fc.record({ ...system, ops: byte, operator: byte, at }), 102),
  of(5, fc.record({ ...system, major: byte, minor: byte }), 1), of(6, fc.record({ ...system, text: text(100) }), 3), of(7, fc.record({ ...component, text: text(15) }), 26), of(8, fc.record({ ...system, at }), 1),
  of(21, fc.record({ state: byte, at }), 1), of(24, fc.record({ ops: byte, operator: byte, at }), 127), of(25, fc.record({ major: byte, minor: byte }), 1), of(26, fc.record({ text: text(100) }), 1),
  of(28, fc.record({ at }), 1), of(89, fc.constant({}), 1), of(90, fc.record({ at }), 1), of(91, fc.record({ minutes: byte }), 1),
) as fc.Arbitrary<Unit>;

describe('a data unit', () => {
  it('has the values of the examples', () => {
    expect(read(FIRE)).toEqual({ unit: { type: 2, objects: [{ sysType: 1, sysAddr: 1, compType: 40, zone: 10, position: 2, state: 2, text: '0'.repeat(20), at: AT }] } });
    expect(read(MAINS_FAULT)).toEqual({ unit: { type: 21, objects: [{ state: 8, at: AT }] } });
    expect(read(DUTY_ANSWER)).toEqual({ unit: { type: 24, objects: [{ ops: 0x20, operator: 1, at: AT }] } });
    expect(read(DUTY_CHECK)).toEqual({ unit: { type: 91, objects: [{ minutes: 10 }] } });
    expect(read(CLOCK_SYNC)).toEqual({ unit: { type: 90, objects: [{ at: AT }] } });
    expect(read(REAL_FIRE)).toEqual({ unit: { type: 2, objects: [{ sysType: 1, sysAddr: 3, compType: 0, zone: 217, position: 6, state: 2, text: 'Ａ区１层呷哺走廊', at: Date.parse('2020-08-01T19:18:48+08:00') }] } });
  });

  it('is read as it was written', () => {
    fc.assert(fc.property(anyUnit, (unit) => expect(decodeUnit(encodeUnit(unit))).toEqual({ unit })));
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1024 }), (bytes) => void decodeUnit(Buffer.from(bytes))));
    fc.assert(fc.property(anyUnit, fc.nat(), byte, (unit, where, value) => {
      const bytes = encodeUnit(unit);
      bytes[where % bytes.length] = value;
      decodeUnit(bytes.subarray(0, Math.max(1, where % bytes.length)));
    }));
  });

  it('keeps the objects before a fault', () => {
    const two = encodeUnit({ type: 21, objects: [{ state: 2, at: AT }] });
    expect(decodeUnit(Buffer.concat([two, hex('00')]))).toMatchObject({ unit: { objects: [{ state: 2 }] }, error: '多出 1 字节 / 1 bytes too many' });
    const cut = encodeUnit({ type: 4, objects: [{ sysType: 1, sysAddr: 1, ops: 1, operator: 1, at: AT }, { sysType: 1, sysAddr: 2, ops: 1, operator: 1, at: AT }] }).subarray(0, 15);
    expect(decodeUnit(cut)).toMatchObject({ unit: { objects: [{ sysAddr: 1 }] }, error: '共 2 个信息体，第 2 个不完整 / object 2 of 2 is cut short' });
  });

  it.each([['empty', ''], ['of a reserved type', '09 01 00'], ['without objects', '15 00']])('that is %s is a fault in words', (_name, bytes) => {
    expect(decodeUnit(hex(bytes))).toEqual({ error: expect.any(String) });
  });

  it('is not written with more than it may hold', () => {
    expect(() => encodeUnit({ type: 25, objects: [] })).toThrow(RangeError);
    expect(() => encodeUnit({ type: 25, objects: [{ major: 1, minor: 1 }, { major: 1, minor: 1 }] })).toThrow(RangeError);
  });
});

describe('its text', () => {
  it('ends at the first 00, without blanks, and without half a character', () => {
    expect(decodeText(Buffer.concat([encodeText('消防泵', 31), hex('20 20 00 41')]))).toBe('消防泵');
    expect(decodeText(encodeText('消防泵', 6).subarray(0, 5))).toBe('消防');
    expect(encodePadded('消防泵房', 5)).toEqual(Buffer.concat([encodeText('消防', 4), Buffer.alloc(1)]));
    expect(decodeText(encodeText('𠀀㐀', 31))).toBe('𠀀㐀');
  });
});
