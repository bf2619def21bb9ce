import type { Parsed, Signal } from '@one-screen/domain';
import fc from 'fast-check';
import { compileMapping, tryMapping } from './mapping.js';

const RECEIVED = Date.parse('2026-03-01T08:00:00+08:00');
const reading = { kind: 'reading', fields: { deviceCode: 'id', point: "'wind'", value: 'wind', unit: "'m/s'", at: 'time' } };

const apply = async (options: unknown, body: unknown): Promise<Parsed<Signal>[]> => {
  const mapping = compileMapping(options);
  if (!mapping.ok) throw new Error(JSON.stringify(mapping.faults));
  return mapping.apply(body, RECEIVED);
};
const faultsOf = (options: unknown) => {
  const mapping = compileMapping(options);
  return mapping.ok ? [] : mapping.faults;
};

describe('a mapping', () => {
  it('makes one signal of a message, or of each element of an array', async () => {
    const crane = { id: 'tc-1', wind: 7.5, time: '2026-03-01 07:59:58' };
    const signal = { kind: 'reading', deviceCode: 'tc-1', point: 'wind', value: 7.5, unit: 'm/s', quality: 'good', at: RECEIVED - 2_000 };
    expect(await apply(reading, crane)).toEqual([{ ok: true, signal }]);
    expect(await apply(reading, [crane, { ...crane, id: 12, wind: '8.25', time: 1_772_323_200 }])).toEqual([{ ok: true, signal }, { ok: true, signal: { ...signal, deviceCode: '12', value: 8.25, at: RECEIVED } }]);
  });

  it('finds its elements by `each`, and sees the whole message, the index and the time of receipt', async () => {
    const options = { each: 'data.points', kind: 'reading', fields: { deviceCode: '$message.sn', point: "name & '-' & $string($index)", value: 'v', at: '$receivedAt' } };
    const body = { sn: 'sn-7', data: { points: [{ name: 'a', v: 1 }, { name: 'b', v: 2 }] } };
    expect(await apply(options, body)).toMatchObject([{ signal: { deviceCode: 'sn-7', point: 'a-0', value: 1, at: RECEIVED, unit: '' } }, { signal: { point: 'b-1', value: 2 } }]);
    expect(await apply({ ...options, each: 'data.nothing' }, body)).toEqual([]);
    expect(await apply({ ...options, each: 'data.points[v = 2]' }, body)).toMatchObject([{ signal: { point: 'b-0' } }]);
  });

  it('may be several, one after the other', async () => {
    const alarm = {
      each: '$[wind > 20]', kind: 'alarm',
      fields: { key: "id & '/wind'", sector: "'construction'", level: "wind > 30 ? 'red' : 'orange'", title: "'风速超限 ' & wind & ' m/s'", lon: 'at[0]', lat: 'at[1]', value: 'wind', deviceCode: 'id', detail: "{'site': site, 'wind': wind}" },
    };
    const body = [{ id: 'tc-1', wind: 3, time: RECEIVED }, { id: 'tc-2', wind: 31, time: RECEIVED, at: [121.12, 28.85], site: '一号工地\u202e' }];
    expect(await apply([reading, alarm], body)).toEqual([
      { ok: true, signal: { kind: 'reading', deviceCode: 'tc-1', point: 'wind', value: 3, unit: 'm/s', quality: 'good', at: RECEIVED } },
      { ok: true, signal: { kind: 'reading', deviceCode: 'tc-2', point: 'wind', value: 31, unit: 'm/s', quality: 'good', at: RECEIVED } },
      {
        ok: true,
        signal: {
          kind: 'alarm', key: 'tc-2/wind', sector: 'construction', level: 'red', title: '风速超限 31 m/s', occurredAt: RECEIVED, cleared: false, location: { lon: 121.12, lat: 28.85 }, value: 31, deviceCode: 'tc-2',
          detail: { site: '一号工地 ', wind: 31 },
        },
      },
    ]);
  });

  it('makes positions and states', async () => {
    expect(await apply({ kind: 'position', fields: { deviceCode: 'mmsi', name: 'name', lon: 'x', lat: 'y', speedKmh: 'kn * 1.852', courseDeg: 'cog' } }, { mmsi: 412000001, name: '浙临渔\n1', x: '121.5', y: 28.7, kn: 10, cog: 360 })).toEqual([
      { ok: true, signal: { kind: 'position', deviceCode: '412000001', name: '浙临渔 1', location: { lon: 121.5, lat: 28.7 }, speedKmh: 18.52, courseDeg: 0, at: RECEIVED } },
    ]);
    expect(await apply({ kind: 'status', fields: { deviceCode: 'id', status: "'online'" } }, { id: 'x' })).toEqual([{ ok: true, signal: { kind: 'status', deviceCode: 'x', status: 'online', at: RECEIVED } }]);
  });

  it('tells of each wrong element by its path, and goes on', async () => {
    const good = { id: 'a', wind: 1, time: RECEIVED };
    expect(await apply(reading, [good, { id: 'b', wind: 'strong', time: '2026-02-30 00:00:00' }, { wind: 1, time: 5 }, good])).toMatchObject([
      { ok: true },
      { ok: false, faults: [{ path: '[1].value', message: '应为有限数 / expected a finite number' }, { path: '[1].at' }] },
      { ok: false, faults: [{ path: '[2].deviceCode', message: expect.stringContaining('gives nothing') as string }, { path: '[2].at' }] },
      { ok: true },
    ]);
    expect(await apply([reading, { ...reading, fields: { ...reading.fields, value: '$number(id)' } }], good)).toMatchObject([{ ok: true }, { ok: false, faults: [{ path: 'mapping[1][0].value', message: expect.stringContaining('Unable to cast') as string }] }]);
    const alarm = { kind: 'alarm', fields: { key: 'k', level: 'l', title: 't', lon: 'x', lat: 'y' } };
    expect(await apply(alarm, { k: 'key-1', l: 1, t: 't', x: 1, y: 2 })).toMatchObject([{ ok: false, key: 'key-1', faults: [{ path: '[0].level', message: '应为其中之一：red、orange、yellow、blue / expected one of red, orange, yellow, blue' }] }]);
    expect(await apply(alarm, { k: 'a\u0000b', l: 'red', t: 't' })).toMatchObject([{ ok: false, faults: [{ path: '[0].key' }] }]);
    expect(await apply(alarm, { k: 'a', l: 'red', t: 't', x: 1 })).toMatchObject([{ ok: false, faults: [{ path: '[0].lat' }] }]);
  });

  it('that is wrong says where, with the message of JSONata', () => {
    expect(faultsOf({ kind: 'reading', each: 'a[', fields: { deviceCode: 'id', value: '1 +', wrong: 'x' } })).toEqual([
      { path: 'each', message: expect.stringMatching(/\w/) as string },
      { path: 'fields.value', message: expect.stringMatching(/\w/) as string },
      { path: 'fields.wrong', message: expect.stringContaining('no such field') as string },
      { path: 'fields.point', message: 'reading 必须有此字段 / a reading needs it' },
    ]);
    expect(faultsOf([reading, { kind: 'status', fields: { deviceCode: 'id', status: '"' } }])).toMatchObject([{ path: '[1].fields.status' }]);
    expect(faultsOf({ ...reading, kind: 'message' })).toMatchObject([{ path: 'kind' }]);
    expect(faultsOf({ ...reading, extra: 1 })).toHaveLength(1);
    expect(faultsOf({ ...reading, each: 'a'.repeat(2_001) })).toMatchObject([{ path: 'each' }]);
    expect([undefined, null, 7, 'x', [], {}].map((options) => faultsOf(options).length > 0)).not.toContain(false);
  });

  it('is bounded in time, depth and memory, and what comes after it still works', async () => {
    const fields = (value: string) => ({ ...reading, fields: { ...reading.fields, value } });
    const good = { id: 'a', wind: 1, time: RECEIVED };
    for (const [value, words] of [
      ['($forever := function(){ $forever() }; $forever())', /timeout/i],
      ['($deep := function($n){ 1 + $deep($n + 1) }; $deep(0))', /stack/i],
      ['$count([1..100000])', /sequence/i],
      ['$length($pad("x", 100000000))', /\$pad/],
    ] as const) {
      expect(await apply(fields(value), good)).toEqual([{ ok: false, faults: [{ path: '[0].value', message: expect.stringMatching(words) as string }] }]);
      expect(await apply(reading, good)).toMatchObject([{ ok: true }]);
    }
    expect(faultsOf(fields('$eval("1")'))).toMatchObject([{ path: 'fields.value', message: expect.stringContaining('$eval') as string }]);
    expect(faultsOf(fields('$match(id, /(a+)+b/)'))).toMatchObject([{ path: 'fields.value', message: expect.stringContaining('repeats') as string }]);
    expect(await apply(fields('$number($match(id, /-([0-9]+)/).groups[0])'), { ...good, id: 'tc-42' })).toMatchObject([{ signal: { value: 42 } }]);
    expect(await apply(fields('$number($match(id, /([0-9]+)/).groups[0])'), { ...good, id: '7'.repeat(3_000) })).toMatchObject([{ ok: false, faults: [{ path: '[0].value', message: expect.stringContaining('too long') as string }] }]);
  });

  it('gives a message up that takes too long, and says how much was not read', async () => {
    const forever = { ...reading, fields: { ...reading.fields, value: '($forever := function(){ $forever() }; $forever())' } };
    const results = await apply(forever, Array.from({ length: 500 }, (_, index) => ({ id: index, time: RECEIVED })));
    expect(results).toHaveLength(11);
    expect(results.at(-1)).toEqual({ ok: false, faults: [{ path: '[10]', message: '映射用时过长，已放弃，其余 490 个元素未读 / given up: the mapping takes too long; 490 elements were not read' }] });
  });

  it('takes a message of 10,000 elements and refuses a larger one whole', async () => {
    const tiny = { kind: 'reading', fields: { deviceCode: "'d'", point: "'p'", value: '$' } };
    expect((await apply(tiny, Array.from({ length: 10_000 }, () => 1))).every(({ ok }) => ok)).toBe(true);
    expect(await apply(tiny, Array.from({ length: 10_001 }, () => 1))).toMatchObject([{ ok: false, faults: [{ path: 'each' }] }]);
  });

  it('finds a few elements among 10,000', async () => {
    const body = { points: Array.from({ length: 10_000 }, (_, index) => ({ id: index, wind: index, time: RECEIVED })) };
    expect(await apply({ ...reading, each: 'points[wind >= 9998]' }, body)).toMatchObject([{ signal: { value: 9_998 } }, { signal: { value: 9_999 } }]);
  });

  it('never throws, and gives finite numbers only, whatever the message is', async () => {
    const mapping = compileMapping([reading, { each: '**', kind: 'alarm', fields: { key: '$string($)', level: 'level', title: 'title', detail: '$' } }, { kind: 'position', fields: { deviceCode: 'id', lon: 'wind', lat: 'wind' } }]);
    if (!mapping.ok) throw new Error('wrong');
    const like = fc.record({ id: fc.jsonValue(), wind: fc.oneof(fc.jsonValue(), fc.double()), time: fc.jsonValue(), level: fc.constantFrom('red', 1, null), title: fc.jsonValue() }, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), like, fc.array(like, { maxLength: 4 })), async (body) => {
      for (const result of await mapping.apply(body, RECEIVED)) {
        if (!result.ok) expect(result.faults.length).toBeGreaterThan(0);
        else if (result.signal.kind === 'reading') expect([result.signal.value, result.signal.at].every(Number.isFinite)).toBe(true);
      }
    }), { numRuns: 150 });
  });
});

describe('trying a mapping', () => {
  it('shows what it makes of a sample, given as text or decoded', async () => {
    expect(await tryMapping(reading, '{"id":"a","wind":1,"time":"2026-03-01T00:00:00Z"}', RECEIVED)).toMatchObject({ ok: true, results: [{ ok: true, signal: { value: 1, at: RECEIVED } }] });
    expect(await tryMapping(reading, { id: 'a', wind: null, time: RECEIVED })).toMatchObject({ ok: true, results: [{ ok: false, faults: [{ path: '[0].value' }] }] });
  });

  it('says what is wrong with the mapping or with the sample', async () => {
    expect(await tryMapping({ ...reading, each: '(' }, '{}')).toMatchObject({ ok: false, faults: [{ path: 'each' }] });
    expect(await tryMapping(reading, '{')).toMatchObject({ ok: false, faults: [{ path: 'sample' }] });
  });
});
