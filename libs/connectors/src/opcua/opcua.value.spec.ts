import fc from 'fast-check';
import { qualityOf, shownOf, type DataValue } from './opcua.value.js';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const SOURCE = new Date(NOW - 2_000);
const SERVER = new Date(NOW - 1_000);
const GOOD = { value: 0, name: 'Good' };
const value = (dataType: number, held: unknown, more: Partial<DataValue> = {}): DataValue => ({ value: { dataType, arrayType: 0, value: held }, statusCode: GOOD, sourceTimestamp: SOURCE, serverTimestamp: SERVER, ...more });

describe('a DataValue', () => {
  it.each([
    ['Boolean', 1, true, 1], ['SByte', 2, -5, -5], ['UInt32', 7, 4_294_967_295, 4_294_967_295], ['Float', 10, Math.fround(1.2), 1.2], ['Double', 11, 0.1, 0.1],
    ['Int64', 8, [0, 42], 42], ['Int64 below zero', 8, [0xffffffff, 0xfffffffe], -2], ['UInt64', 9, [1, 0], 4_294_967_296],
  ])('of type %s is a number', (_name, dataType, held, number) => {
    expect(shownOf(value(dataType, held), NOW)).toEqual({ ok: true, value: number, quality: 'good', at: SOURCE.getTime(), sourceAt: SOURCE.getTime() });
  });

  it.each([['text', 12, '5'], ['a time', 13, SOURCE], ['NaN', 11, Number.NaN], ['infinity', 10, Infinity], ['more than can be counted', 9, [0xffffffff, 0]], ['nothing', 0, null], ['a structure', 22, {}]])('that is %s shows nothing, and says why', (_name, dataType, held) => {
    expect(shownOf(value(dataType, held), NOW)).toMatchObject({ ok: false, error: expect.any(String) });
  });

  it('that is an array is no reading', () => {
    expect(shownOf({ ...value(11, [1, 2]), value: { dataType: 11, arrayType: 1, value: [1, 2] } }, NOW)).toMatchObject({ ok: false, error: expect.stringContaining('array of Double') });
  });

  it('has its quality in the two highest bits of its status', () => {
    expect([0, 0x00ba0000, 0x40900000, 0x80340000, 0x808c0000, 0xc0000000].map(qualityOf)).toEqual(['good', 'good', 'uncertain', 'bad', 'bad', 'bad']);
    expect(shownOf(value(11, 3, { statusCode: { value: 0x40900000, name: 'UncertainLastUsableValue' } }), NOW)).toMatchObject({ ok: true, value: 3, quality: 'uncertain' });
    expect(shownOf({ statusCode: { value: 0x80340000, name: 'BadNodeIdUnknown' } }, NOW)).toEqual({ ok: false, at: NOW, error: '状态 BadNodeIdUnknown / status BadNodeIdUnknown' });
  });

  it('is dated by its source, else by the server, else by us; what was read just now by the server', () => {
    const at = (more: Partial<DataValue>, confirmed = false): number => shownOf(value(11, 1, more), NOW, confirmed).at;
    expect([at({}), at({ sourceTimestamp: null }), at({ sourceTimestamp: null, serverTimestamp: null }), at({}, true), at({ serverTimestamp: null }, true)]).toEqual([SOURCE, SERVER, NOW, SERVER, NOW].map(Number));
  });

  it('passes over clocks that were never set or run far ahead', () => {
    const year = 366 * 86_400_000;
    for (const absurd of [new Date(Date.UTC(1601, 0, 1)), new Date(0), new Date(NOW + year), new Date(Number.NaN)]) {
      expect(shownOf(value(11, 1, { sourceTimestamp: absurd }), NOW)).toMatchObject({ at: SERVER.getTime() });
      expect(shownOf(value(11, 1, { sourceTimestamp: absurd, serverTimestamp: absurd }), NOW)).toMatchObject({ at: NOW });
    }
    expect(shownOf(value(11, 1, { sourceTimestamp: new Date(NOW - year) }), NOW)).toMatchObject({ at: NOW - year });
  });

  it('whatever it is never gives anything but a finite number', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 2 }), fc.anything(), fc.integer({ min: 0, max: 0xffffffff }), (dataType, arrayType, held, status) => {
      const shown = shownOf({ value: { dataType, arrayType, value: held }, statusCode: { value: status, name: 'x' } }, NOW);
      expect(!shown.ok || Number.isFinite(shown.value)).toBe(true);
      expect(shown.at).toBe(NOW);
    }));
  });
});
