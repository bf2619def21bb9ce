import { DomainError, LEVELS, SECTORS } from '@one-screen/domain';
import fc from 'fast-check';
import { MAX_BATCH, parseNative, type NativeAlarm } from './native.parser.js';

const alarm = (patch: Partial<NativeAlarm> | Record<string, unknown> = {}) => ({ key: 'smoke-1', sector: 'fire', level: 'red', title: '三号楼烟感火警', occurredAt: '2026-03-01T08:00:00+08:00', ...patch });
const faultPaths = (body: unknown) => parseNative(body).map((each) => (each.ok ? [] : each.faults.map((fault) => fault.path)));

describe('the native shape', () => {
  it('becomes a signal with every field kept', () => {
    const parsed = parseNative(alarm({ location: { lon: 121.12, lat: 28.85 }, objectCode: 'OBJ-1', gridCode: '331082001', value: 12.5, drill: true, detail: { zone: 3, text: '二层' }, extra: 1 }));
    expect(parsed).toEqual([{ ok: true, signal: {
      kind: 'alarm', key: 'smoke-1', sector: 'fire', level: 'red', title: '三号楼烟感火警', occurredAt: Date.UTC(2026, 2, 1), cleared: false, drill: true,
      location: { lon: 121.12, lat: 28.85 }, objectCode: 'OBJ-1', gridCode: '331082001', value: 12.5, detail: { zone: 3, text: '二层' },
    } }]);
  });

  it('rejects a bad element of a batch alone, in its place, with its key', () => {
    const parsed = parseNative([alarm(), alarm({ key: 'b', sector: 'space' }), alarm({ key: 'c', cleared: true })]);
    expect(parsed.map((each) => each.ok)).toEqual([true, false, true]);
    expect(parsed[1]).toMatchObject({ ok: false, key: 'b', faults: [{ path: 'sector' }] });
  });

  it.each([
    ['location.lon', { location: { lon: 181, lat: 0 } }],
    ['location.lat', { location: { lon: 0, lat: -90.01 } }],
    ['occurredAt', { occurredAt: '2026-03-01T08:00:00' }],
    ['occurredAt', { occurredAt: '1970-01-01T00:00:00Z' }],
    ['occurredAt', { occurredAt: '2026-02-30T00:00:00Z' }],
    ['level', { level: 'purple' }],
    ['key', { key: 'a\u0000b' }],
    ['key', { key: '\u202eabc' }],
    ['key', { key: 'x'.repeat(192) }],
    ['title', { title: '   ' }],
    ['gridCode', { gridCode: 'abc' }],
    ['detail.deep', { detail: { deep: {} } }],
    ['detail', { detail: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`n${index}`, 'x'.repeat(1000)])) }],
    ['detail', { detail: 7 }],
  ])('tells a fault at %s', (path, patch) => {
    expect(faultPaths(alarm(patch))).toEqual([[path]]);
  });

  it('refuses a number that is not finite', () => {
    expect(faultPaths(alarm({ value: JSON.parse('1e999') as unknown }))).toEqual([['value']]);
  });

  it('replaces control and bidirectional override characters by spaces and keeps HTML as text', () => {
    const [parsed] = parseNative(alarm({ title: 'a\u0007b\u202ec<b>x</b>\nd', detail: 'one\r\ntwo\u0000' }));
    expect(parsed).toMatchObject({ signal: { title: 'a b c<b>x</b> d', detail: 'one\ntwo ' } });
  });

  it('refuses 10,000-deep values as a fault or a DomainError, without running out of stack', () => {
    const nested = (open: string, close: string) => JSON.parse(`${open.repeat(10_000)}1${close.repeat(10_000)}`) as unknown;
    expect(faultPaths(alarm({ detail: nested('{"a":', '}') }))).toEqual([['detail.a']]);
    expect(faultPaths(alarm({ detail: { a: nested('[', ']') } }))).toEqual([['detail.a']]);
    expect(faultPaths(alarm({ extra: nested('[', ']') }))).toEqual([[]]);
    expect(parseNative(nested('[', ']'))[0]?.ok).toBe(false);
  });

  it('refuses a batch beyond the limit and a body that is neither object nor array', () => {
    expect(() => parseNative(Array.from({ length: MAX_BATCH + 1 }, () => 1))).toThrow(expect.objectContaining({ code: 'batch-too-large' }));
    expect(parseNative(Array.from({ length: MAX_BATCH }, () => 1))).toHaveLength(MAX_BATCH);
    for (const body of [null, 'text', 1, true, undefined]) expect(() => parseNative(body)).toThrow(expect.objectContaining({ code: 'intake-shape', kind: 'invalid' }));
  });

  it('never throws anything but a DomainError, whatever the JSON', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.record({ key: fc.jsonValue(), detail: fc.jsonValue(), sector: fc.jsonValue(), location: fc.jsonValue(), title: fc.string() })), (body) => {
      try {
        const parsed = parseNative(body);
        for (const each of parsed) if (!each.ok) expect(each.faults.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }), { numRuns: 500 });
  });

  it('keeps every field of any valid alarm', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9一-龥]{1,40}$/);
    const valid = fc.record({
      key: word, sector: fc.constantFrom(...SECTORS), level: fc.constantFrom(...LEVELS), title: word, cleared: fc.boolean(), drill: fc.boolean(), objectCode: word, value: fc.oneof(word, fc.double({ noNaN: true, noDefaultInfinity: true })),
      occurredAt: fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString()),
      location: fc.record({ lon: fc.double({ min: -180, max: 180, noNaN: true }), lat: fc.double({ min: -90, max: 90, noNaN: true }) }),
      detail: fc.oneof(word, fc.dictionary(word, fc.oneof(word, fc.boolean(), fc.constant(null), fc.integer()), { noNullPrototype: true })),
    }, { requiredKeys: ['key', 'sector', 'level', 'title', 'occurredAt'] });
    fc.assert(fc.property(valid, (sent) => {
      const { occurredAt, cleared, ...rest } = sent;
      expect(parseNative(JSON.parse(JSON.stringify(sent)))).toEqual([{ ok: true, signal: { kind: 'alarm', ...(JSON.parse(JSON.stringify(rest)) as object), occurredAt: Date.parse(occurredAt), cleared: cleared ?? false } }]);
    }));
  });
});
