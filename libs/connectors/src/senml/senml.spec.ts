import type { ReadingSignal } from '@one-screen/domain';
import fc from 'fast-check';
import { encodeSenml, resolveSenml } from './senml.js';

const NOW = Date.UTC(2026, 2, 1);
const readingsOf = (body: unknown) => {
  const resolved = resolveSenml(body, NOW);
  if (!resolved.ok) throw new Error(resolved.error);
  return resolved.readings;
};
const signalsOf = (body: unknown) => readingsOf(body).map((each) => (each.ok ? each.signal : each.faults));
const DEVICE = 'urn:dev:ow:10e2073a01080063';

describe('a SenML pack', () => {
  it('resolves base name, base time, base unit and relative times (RFC 8428 section 5.1.3)', () => {
    const pack = [{ bn: `${DEVICE}:`, bt: 1.276020076001e9, bu: 'A', bver: 5, n: 'voltage', u: 'V', v: 120.1 }, { n: 'current', t: -5, v: 1.2 }, { n: 'current', t: -4, v: 1.3 }, { n: 'current', v: 1.7 }];
    const reading = { kind: 'reading', deviceCode: DEVICE, point: 'current', unit: 'A', quality: 'good' };
    expect(signalsOf(pack)).toEqual([
      { ...reading, point: 'voltage', unit: 'V', value: 120.1, at: 1_276_020_076_001 }, { ...reading, value: 1.2, at: 1_276_020_071_001 }, { ...reading, value: 1.3, at: 1_276_020_072_001 }, { ...reading, value: 1.7, at: 1_276_020_076_001 },
    ]);
  });

  it('takes times below 2**28 seconds as relative to now', () => {
    expect(signalsOf([{ bn: 'd/', n: 'a', v: 1 }, { n: 'a', t: -60, v: 1 }, { n: 'a', t: 5, v: 1 }, { bt: -100, n: 'a', t: -20, v: 1 }])).toMatchObject([{ at: NOW }, { at: NOW - 60_000 }, { at: NOW + 5_000 }, { at: NOW - 120_000 }]);
    expect(signalsOf([{ bn: 'd/', n: 'a', t: 2 ** 28 - 1, v: 1 }])).toMatchObject([{ at: NOW + (2 ** 28 - 1) * 1000 }]);
    // 2**28 seconds is 1978: absolute, and a clock that was never set.
    expect(signalsOf([{ bn: 'd/', n: 'a', t: 2 ** 28, v: 1 }])).toEqual([[{ path: '[0].t', message: '年份须为 2000 至 2100 / the year must be 2000 to 2100' }]]);
  });

  it('names device and point', () => {
    expect(signalsOf([{ n: DEVICE, u: 'Cel', v: 23.1 }])).toMatchObject([{ deviceCode: DEVICE, point: 'value', unit: '℃' }]);
    expect(signalsOf([{ bn: `${DEVICE}_-:/.`, n: 'temp', v: 1 }])).toMatchObject([{ deviceCode: DEVICE, point: 'temp' }]);
    expect(signalsOf([{ bn: DEVICE, v: 1 }])).toMatchObject([{ deviceCode: DEVICE, point: 'value' }]);
  });

  it('adds the base value, reads booleans as 1 and 0, and writes units as the field does', () => {
    expect(signalsOf([{ bn: 'd:', bv: 20, bu: '%RH', n: 'h', v: 1.5 }, { n: 'open', vb: true }, { n: 'p', u: 'Pa', v: 0 }, { n: 'q', u: 'm3/s', v: -20 }, { n: 'c', u: 'count', v: 1 }, { n: 'x', u: 'furlong', v: 1 }])).toMatchObject([
      { value: 21.5, unit: '%RH' }, { value: 1, unit: '' }, { value: 20, unit: 'Pa' }, { value: 0, unit: 'm³/s' }, { value: 21, unit: '' }, { unit: 'furlong' },
    ]);
  });

  it('gives nothing for records of base fields alone', () => {
    expect(signalsOf([{ bn: 'd:', bt: 1_276_020_076.001 }, { n: 'a', v: 1 }])).toMatchObject([{ at: 1_276_020_076_001 }]);
  });

  it.each<[string, object, string]>([
    ['a text', { n: 'a', vs: 'on' }, '[0].vs'], ['data', { n: 'a', vd: 'YQ' }, '[0].vd'], ['no value', { n: 'a' }, '[0].v'], ['a sum alone', { n: 'a', s: 3 }, '[0].v'], ['two values', { n: 'a', v: 1, vb: true }, '[0].vb'],
    ['a newer version', { bver: 11, n: 'a', v: 1 }, '[0].bver'], ['a label that must be understood', { n: 'a', v: 1, ct_: '60' }, '[0].ct_'], ['a name that is none', { n: 'a b', v: 1 }, '[0].n'], ['no name at all', { bn: '', v: 1 }, '[0].n'],
    ['a number as text', { n: 'a', v: '1' }, '[0].v'], ['a name too long', { n: 'a'.repeat(65), v: 1 }, '[0].n'], ['a sum beyond all numbers', { n: 'a', bv: Number.MAX_VALUE, v: Number.MAX_VALUE }, '[0].v'],
  ])('tells of a record with %s by its path and goes on', (_name, record, path) => {
    expect(readingsOf([{ bn: 'd:', ...record }, { bn: 'd:', bv: 0, bver: 10, n: 'ok', v: 1 }])).toMatchObject([{ ok: false, faults: [{ path }] }, { ok: true }]);
  });

  it('is an array of at most 10,000 records', () => {
    expect([{}, 'x', null, 7, undefined].map((body) => resolveSenml(body, NOW).ok)).not.toContain(true);
    expect(resolveSenml(Array.from({ length: 10_001 }, () => ({})), NOW)).toMatchObject({ ok: false });
    expect(readingsOf([null, 7, []]).map(({ ok }) => ok)).toEqual([false, false, false]);
  });

  it('reads back what a device wrote', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9]{1,20}$/);
    const reading = fc.record({
      kind: fc.constant('reading' as const), deviceCode: name, point: name, value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), unit: fc.constantFrom('', '℃', '%RH', 'm³', 'Pa', '%LEL', 'MPa', 'L/s'),
      quality: fc.constant('good' as const), at: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }),
    });
    fc.assert(fc.property(fc.array(reading, { maxLength: 10 }), (readings: ReadingSignal[]) => {
      expect(signalsOf(JSON.parse(JSON.stringify(encodeSenml(readings))))).toEqual(readings);
    }));
  });

  it('never throws, whatever the pack is', () => {
    const field = fc.constantFrom('bn', 'bt', 'bu', 'bv', 'bver', 'n', 'u', 'v', 'vs', 'vb', 'vd', 's', 't', 'ut', 'x', 'x_');
    const record = fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.double(), fc.string(), fc.boolean()));
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.array(record)), (body) => {
      const resolved = resolveSenml(body, NOW);
      if (resolved.ok) for (const each of resolved.readings) if (each.ok) expect(Number.isFinite(each.signal.value) && Number.isFinite(each.signal.at)).toBe(true);
    }));
  });
});
