import fc from 'fast-check';
import { DATATYPE, decodePayload, encodePayload, numberOf, type RawValue, type SparkplugMetric } from './sparkplug.payload.js';

const metric = (more: Partial<SparkplugMetric>): SparkplugMetric => ({ historical: false, isNull: false, ...more });
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const value: fc.Arbitrary<{ datatype: number; value: RawValue }> = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((int) => ({ datatype: DATATYPE.UInt32, value: { int } })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((long) => ({ datatype: DATATYPE.UInt64, value: { long } })),
  fc.double({ noNaN: true }).map((real) => ({ datatype: DATATYPE.Double, value: { real } })),
  fc.boolean().map((flag) => ({ datatype: DATATYPE.Boolean, value: { flag } })),
  fc.string().map((text) => ({ datatype: DATATYPE.String, value: { text } })),
);
const anyMetric: fc.Arbitrary<SparkplugMetric> = fc.record({
  name: fc.string({ minLength: 1 }), alias: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String), timestamp: time, typed: value, historical: fc.boolean(), isNull: fc.boolean(),
  quality: fc.integer({ min: 0, max: 600 }), unit: fc.string(),
}).map(({ typed, ...rest }) => ({ ...rest, ...typed }));

describe('a Sparkplug B payload', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(time, fc.integer({ min: 0, max: 255 }), fc.array(anyMetric, { maxLength: 5 }), (timestamp, seq, metrics) => {
      expect(decodePayload(encodePayload({ timestamp, seq, metrics }))).toEqual({ timestamp, seq, metrics });
    }));
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = decodePayload(bytes);
      expect('error' in read || Array.isArray(read.metrics)).toBe(true);
    }));
    expect(decodePayload(Buffer.from('{"metrics":[]}'))).toHaveProperty('error');
  });

  it('has the field numbers of the specification', () => {
    // timestamp 1 = 1000; metrics 2 { name 1 "T", alias 2 = 7, datatype 4 = 10, is_historical 5, double_value 13 = 1.5 }; seq 3 = 4
    const bytes = Buffer.from('08e8071212 0a0154 1007 200a 2801 69000000000000f83f 1804'.replace(/ /g, ''), 'hex');
    expect(decodePayload(bytes)).toEqual({ timestamp: 1000, seq: 4, metrics: [metric({ name: 'T', alias: '7', datatype: 10, historical: true, value: { real: 1.5 } })] });
  });

  it.each([
    [DATATYPE.Int8, { int: 0xff }, -1], [DATATYPE.Int8, { int: 0xffff_ffff }, -1], [DATATYPE.Int16, { int: 0x8000 }, -32_768], [DATATYPE.Int32, { int: 0xffff_fffb }, -5], [DATATYPE.Int64, { long: 2n ** 64n - 5n }, -5],
    [DATATYPE.UInt8, { int: 255 }, 255], [DATATYPE.UInt16, { int: 65_535 }, 65_535], [DATATYPE.UInt32, { int: 0xffff_ffff }, 4_294_967_295], [DATATYPE.UInt32, { long: 0xffff_ffffn }, 4_294_967_295], [DATATYPE.UInt64, { long: 2n ** 53n }, 2 ** 53],
    [DATATYPE.Float, { real: 0.5 }, 0.5], [DATATYPE.Double, { real: -2.25 }, -2.25], [DATATYPE.Boolean, { flag: true }, 1], [DATATYPE.Boolean, { flag: false }, 0],
    [DATATYPE.Double, { real: NaN }, undefined], [DATATYPE.Double, { int: 3 }, undefined], [DATATYPE.String, { text: '7' }, undefined], [DATATYPE.DateTime, { long: 5n }, undefined], [16, 'other', undefined],
  ] as const)('of data type %s is %j a number', (datatype, raw, number) => {
    expect(numberOf(raw, datatype)).toBe(number);
  });
});
