import type { Parsed, ReadingSignal, Signal } from '@one-screen/domain';
import fc from 'fast-check';
import { SparkplugHost } from './sparkplug.host.js';
import { SparkplugOptions } from './sparkplug.names.js';
import { DATATYPE, encodePayload, type SparkplugMetric } from './sparkplug.payload.js';
import type { SentMetric } from './sparkplug.simulator.js';

const T = Date.UTC(2026, 2, 1);
const double = (name: string, alias: number | undefined, real: number): SentMetric => ({ name, ...(alias !== undefined && { alias: String(alias) }), datatype: DATATYPE.Double, value: { real } });
const byAlias = (alias: number, real: number, more: SentMetric = {}): SentMetric => ({ alias: String(alias), value: { real }, ...more });

/** A host, and an edge node that counts as it should unless told otherwise. */
const open = (options: object = {}) => {
  const host = new SparkplugHost(SparkplugOptions.parse(options));
  const state = { now: T, seq: 0 };
  const say = (type: string, metrics: SentMetric[], { device, seq, bdSeq, node = 'E1' }: { device?: string; seq?: number | null; bdSeq?: number; node?: string } = {}) => {
    state.now += 1000;
    if (type === 'NBIRTH') state.seq = 0;
    const number = seq === null || type === 'NDEATH' ? undefined : (seq ?? state.seq);
    if (number !== undefined) state.seq = (number + 1) % 256;
    const session = bdSeq === undefined ? [] : [{ name: 'bdSeq', datatype: DATATYPE.Int64, value: { long: BigInt(bdSeq) } }];
    const payload = encodePayload({ timestamp: state.now, ...(number !== undefined && { seq: number }), metrics: [...session, ...metrics].map((metric): SparkplugMetric => ({ historical: false, isNull: false, ...metric })) });
    return host.hear(['spBv1.0', 'G', type, node, ...(device ? [device] : [])].join('/'), payload, state.now);
  };
  return { host, say, state };
};
type Heard = ReturnType<SparkplugHost['hear']>;
const batchOf = (heard: Heard): Parsed<Signal>[] => ('batch' in heard ? heard.batch : []);
const readings = (heard: Heard): Pick<ReadingSignal, 'deviceCode' | 'point' | 'value' | 'quality'>[] =>
  batchOf(heard).flatMap((each) => (each.ok && each.signal.kind === 'reading' ? [{ deviceCode: each.signal.deviceCode, point: each.signal.point, value: each.signal.value, quality: each.signal.quality }] : []));
const statuses = (heard: Heard): string[] => batchOf(heard).flatMap((each) => (each.ok && each.signal.kind === 'status' ? [`${each.signal.deviceCode} ${each.signal.status}`] : []));
const faults = (heard: Heard): string[] => batchOf(heard).flatMap((each) => (each.ok ? [] : each.faults.map(({ path }) => path)));

describe('a Sparkplug host', () => {
  it.each([0, 253_402_300_799_000])('is told of a birth at %d by a clock that was never set: it is online since it was heard', (timestamp) => {
    const { host } = open();
    const heard = host.hear('spBv1.0/G/NBIRTH/E1', encodePayload({ timestamp, seq: 0, metrics: [{ ...double('Level', 1, 50), historical: false, isNull: false }] }), T);
    expect(batchOf(heard)).toMatchObject([{ ok: true, signal: { kind: 'status', status: 'online', at: T } }, { ok: true, signal: { kind: 'reading', value: 50, at: T } }]);
  });

  it('knows metrics by their births and resolves aliases after', () => {
    const { say } = open();
    const birth = say('NBIRTH', [double('Level', 1, 50), { name: 'Node Control/Rebirth', datatype: DATATYPE.Boolean, value: { flag: false } }], { bdSeq: 3 });
    expect([readings(birth), statuses(birth), birth.rebirth]).toEqual([[{ deviceCode: 'E1', point: 'Level', value: 50, quality: 'good' }], ['E1 online'], undefined]);
    expect(readings(say('DBIRTH', [{ name: 'Running', alias: '2', datatype: DATATYPE.Boolean, value: { flag: true } }], { device: 'PLC' }))).toEqual([{ deviceCode: 'E1/PLC', point: 'Running', value: 1, quality: 'good' }]);
    expect(readings(say('NDATA', [byAlias(1, 51)]))).toEqual([{ deviceCode: 'E1', point: 'Level', value: 51, quality: 'good' }]);
    expect(readings(say('DDATA', [{ alias: '2', value: { flag: false } }], { device: 'PLC' }))).toEqual([{ deviceCode: 'E1/PLC', point: 'Running', value: 0, quality: 'good' }]);
  });

  it('calls every metric of the dead bad once, and devices offline; a will of an earlier session changes nothing', () => {
    const { say } = open();
    say('NBIRTH', [double('Level', 1, 50)], { bdSeq: 3 });
    say('DBIRTH', [double('T', 2, 20), double('P', 3, 1)], { device: 'PLC' });
    expect(batchOf(say('NDEATH', [], { bdSeq: 2 }))).toEqual([]);
    const dead = say('NDEATH', [], { bdSeq: 3 });
    expect(readings(dead)).toEqual([{ deviceCode: 'E1', point: 'Level', value: 50, quality: 'bad' }, { deviceCode: 'E1/PLC', point: 'T', value: 20, quality: 'bad' }, { deviceCode: 'E1/PLC', point: 'P', value: 1, quality: 'bad' }]);
    expect(statuses(dead)).toEqual(['E1 offline', 'E1/PLC offline']);
    expect(readings(say('NDEATH', [], { bdSeq: 3 }))).toEqual([]);
    // An alias after death means nothing until the next birth.
    const late = say('DDATA', [byAlias(2, 21)], { device: 'PLC' });
    expect([readings(late), faults(late), late.rebirth]).toEqual([[], ['metrics'], { group: 'G', node: 'E1' }]);
    expect(readings(say('NBIRTH', [double('Level', 9, 55)], { bdSeq: 4 }))).toEqual([{ deviceCode: 'E1', point: 'Level', value: 55, quality: 'good' }]);
  });

  it('one device dies alone', () => {
    const { say } = open();
    say('NBIRTH', [], { bdSeq: 0 });
    say('DBIRTH', [double('T', 2, 20)], { device: 'A' });
    say('DBIRTH', [double('T', 3, 30)], { device: 'B' });
    const dead = say('DDEATH', [], { device: 'A' });
    expect([readings(dead), statuses(dead)]).toEqual([[{ deviceCode: 'E1/A', point: 'T', value: 20, quality: 'bad' }], ['E1/A offline']]);
    expect(readings(say('DDATA', [byAlias(3, 31)], { device: 'B' }))).toEqual([{ deviceCode: 'E1/B', point: 'T', value: 31, quality: 'good' }]);
  });

  it('asks for a rebirth at a gap, not more often than every ten seconds; until then an alias is doubtful, a name is not', () => {
    const { say } = open();
    say('NBIRTH', [double('Level', 1, 50)], { bdSeq: 0 });
    const gap = say('NDATA', [byAlias(1, 60), double('Level', undefined, 61)], { seq: 4 });
    expect([faults(gap), gap.rebirth]).toEqual([['seq'], { group: 'G', node: 'E1' }]);
    expect(readings(gap).map(({ quality }) => quality)).toEqual(['uncertain', 'good']);
    const asked = Array.from({ length: 25 }, () => say('NDATA', [byAlias(1, 61)]).rebirth !== undefined);
    expect(asked.filter(Boolean)).toHaveLength(2);
    say('NBIRTH', [double('Level', 7, 62)], { bdSeq: 0 });
    expect(readings(say('NDATA', [byAlias(7, 63)]))).toEqual([{ deviceCode: 'E1', point: 'Level', value: 63, quality: 'good' }]);
    expect(faults(say('NDATA', [byAlias(1, 64)]))).toEqual(['metrics']);
  });

  it('takes the sequence round from 255 to 0 without a gap', () => {
    const { say } = open();
    say('NBIRTH', [double('Level', 1, 50)], { bdSeq: 0 });
    expect(Array.from({ length: 600 }, (_, index) => faults(say('NDATA', [byAlias(1, index)]))).flat()).toEqual([]);
  });

  it('never heard of a node: takes what is named and typed, and asks for its birth', () => {
    const { say } = open();
    const heard = say('NDATA', [double('Level', 1, 50), byAlias(2, 1)], { seq: 77 });
    expect([readings(heard), faults(heard), heard.rebirth]).toEqual([[{ deviceCode: 'E1', point: 'Level', value: 50, quality: 'good' }], ['metrics'], { group: 'G', node: 'E1' }]);
  });

  it('trusts nothing by alias after our own line was away, and then asks every node', () => {
    const { host, say, state } = open();
    say('NBIRTH', [double('Level', 1, 50)], { bdSeq: 0 });
    host.interrupted();
    expect(host.unsure(state.now)).toEqual([{ group: 'G', node: 'E1' }]);
    expect(host.unsure(state.now)).toEqual([]);
    expect(readings(say('NDATA', [byAlias(1, 51)]))).toMatchObject([{ quality: 'uncertain' }]);
  });

  it('reads quality, null and not-a-number, arrears, units, and texts as what they are', () => {
    const { say } = open({ points: { L: { point: 'tank-level', unit: '%' } }, devices: { 'E1/PLC': 'TANK-7' } });
    say('NBIRTH', [], { bdSeq: 0 });
    say('DBIRTH', [double('L', 1, 50), { name: 'P', alias: '2', datatype: DATATYPE.Float, value: { real: 0.5 }, unit: 'MPa' }, { name: 'Mode', alias: '3', datatype: DATATYPE.String, value: { text: 'auto' } }], { device: 'PLC' });
    const heard = say('DDATA', [byAlias(1, 70, { quality: 500 }), byAlias(1, 71, { quality: 192 }), byAlias(1, 72, { quality: 100 }), { alias: '1', isNull: true }, byAlias(1, NaN), byAlias(1, 40, { historical: true, timestamp: T - 3_600_000 })], { device: 'PLC' });
    expect(readings(heard).map(({ value, quality }) => `${value} ${quality}`)).toEqual(['70 bad', '71 good', '72 uncertain', '72 bad', '72 bad', '40 good']);
    expect(batchOf(heard).at(-1)).toMatchObject({ signal: { historical: true, at: T - 3_600_000, deviceCode: 'TANK-7', point: 'tank-level', unit: '%' } });
    expect(batchOf(say('DDATA', [byAlias(2, 0.25)], { device: 'PLC' }))).toMatchObject([{ signal: { point: 'P', unit: 'MPa', value: 0.25 } }]);
    expect(statuses(say('DDATA', [{ alias: '3', value: { text: 'manual' } }, { alias: '3', value: { text: 'manual' } }], { device: 'PLC' }))).toEqual(['TANK-7 Mode=manual']);
  });

  it('counts what it cannot read at birth, once', () => {
    const { say } = open();
    const birth = say('NBIRTH', [{ name: 'Table', alias: '1', datatype: 16, value: { real: 1 } }, { alias: '5', datatype: DATATYPE.Double, value: { real: 1 } }, { name: 'x'.repeat(70), alias: '2', datatype: DATATYPE.Double, value: { real: 1 } }], { bdSeq: 0 });
    expect(faults(birth)).toEqual(['metrics[1]', 'metrics[2].name', 'metrics[3].name']);
    expect(batchOf(say('NDATA', [byAlias(1, 1), byAlias(2, 1)]))).toEqual([]);
  });

  it('lays to rest what was not born again after its node, and metrics a new birth no longer has', () => {
    const { say, state } = open();
    say('NBIRTH', [double('A', 1, 1), double('B', 2, 2)], { bdSeq: 0 });
    say('DBIRTH', [double('T', 3, 20)], { device: 'PLC' });
    expect(readings(say('NBIRTH', [double('A', 1, 1)], { bdSeq: 1 }))).toEqual([{ deviceCode: 'E1', point: 'A', value: 1, quality: 'good' }, { deviceCode: 'E1', point: 'B', value: 2, quality: 'bad' }]);
    state.now += 20_000;
    const heard = say('NDATA', [byAlias(1, 5)]);
    expect([readings(heard), statuses(heard)]).toEqual([[{ deviceCode: 'E1', point: 'A', value: 5, quality: 'good' }, { deviceCode: 'E1/PLC', point: 'T', value: 20, quality: 'bad' }], ['E1/PLC offline']]);
  });

  it('says nothing of topics that are not an edge node’s, and tells bytes that are no payload', () => {
    const { host } = open();
    for (const topic of ['spBv1.0/STATE/h', 'spBv1.0/G/NCMD/E1', 'other/G/NDATA/E1', 'spBv1.0/G/DDATA/E1', 'spBv1.0/G/NDATA/E1/D']) expect(host.hear(topic, Buffer.from('x'), T)).toEqual({ batch: [] });
    expect(host.hear('spBv1.0/G/NDATA/E1', Buffer.from('not a payload'), T)).toHaveProperty('error');
  });

  it('never throws and never calls good what a dead node last said, whatever comes in whatever order', () => {
    const type = fc.constantFrom('NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH');
    fc.assert(fc.property(fc.array(fc.record({ type, alias: fc.integer({ min: 0, max: 3 }), value: fc.integer(), seq: fc.integer({ min: 0, max: 255 }), named: fc.boolean() }), { maxLength: 40 }), (messages) => {
      const { say } = open();
      const newest = new Map<string, ReadingSignal>();
      for (const { type: kind, alias, value, seq, named } of messages) {
        const heard = say(kind, kind === 'NDEATH' ? [] : [named || kind.endsWith('BIRTH') ? double(`m${alias}`, alias, value) : byAlias(alias, value)], { ...(kind.startsWith('D') && { device: 'D' }), seq });
        for (const each of batchOf(heard)) if (each.ok && each.signal.kind === 'reading') newest.set(`${each.signal.deviceCode}/${each.signal.point}`, each.signal);
        if (kind === 'NDEATH') expect([...newest.values()].filter(({ quality }) => quality !== 'bad')).toEqual([]);
      }
    }), { numRuns: 200 });
  });
});
