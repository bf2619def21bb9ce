import fc from 'fast-check';
import { cpOf, type Hj212Frame } from './hj212.frame.js';
import { hj212Packages, splitFrame } from './hj212.packages.js';
import { signalsOf } from './hj212.signals.js';

const frame = (cn: string, cp: string, more: Partial<Hj212Frame> = {}): Hj212Frame => ({ qn: '20260301080005000', st: '39', cn, pw: '123456', mn: 'MN1', flag: 5, cp, ...more });
const AT = Date.parse('2026-03-01T08:00:00+08:00');
const NOW = Date.parse('2026-03-01T08:00:09+08:00');
const TIME = 'DataTime=20260301080000';
const said = (cn: string, cp: string, units: Record<string, string> = {}) => signalsOf(frame(cn, cp), units, NOW);
const reading = (point: string, value: number, unit: string, quality = 'good', at = AT) => ({ ok: true, signal: { kind: 'reading', deviceCode: 'MN1', point, value, unit, quality, at } });

describe('an upload', () => {
  it('of a dust site says one reading per factor', () => {
    expect(said('2011', `${TIME};a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N;a01001-Rtd=-3.5`)).toEqual([
      reading('PM2.5', 36.2, 'µg/m³'), reading('PM10', 81.5, 'µg/m³'), reading('TSP', 130, 'µg/m³'), reading('LA', 62.5, 'dB(A)'), reading('temperature', -3.5, '℃'),
    ]);
  });

  it('in makers\' words means the same', () => {
    expect(said('2011', `${TIME};PM25-Rtd=1;PM10-Rtd=2;TSP-Rtd=3;B03-Rtd=4;ele01-Rtd=5`).map((each) => each.ok && each.signal.kind === 'reading' && each.signal.point)).toEqual(['PM2.5', 'PM10', 'TSP', 'LA', 'ele01']);
  });

  it.each([['2051', 'minute'], ['2061', 'hour'], ['2031', 'day']])('%s says the means of its period, each under a point of its own', (cn, period) => {
    expect(said(cn, `${TIME};a34002-Min=1,a34002-Avg=2,a34002-Max=3,a34002-Flag=N;Leq-Data=55.1;a34004-Max=9`)).toEqual([reading(`PM10-avg-${period}`, 2, 'µg/m³'), reading(`Leq-avg-${period}`, 55.1, 'dB(A)')]);
  });

  it('is trusted as far as its data flag says', () => {
    const flags = ['', 'N', 'n', 'C', 'M', 'S', 'F', 'D', 'B', 'T', 'Z', 'constructor'];
    expect(flags.map((flag) => said('2011', `${TIME};a34002-Rtd=1,a34002-Flag=${flag}`)[0]).map((each) => each?.ok && each.signal.kind === 'reading' && each.signal.quality))
      .toEqual(['good', 'good', 'good', 'uncertain', 'uncertain', 'uncertain', 'bad', 'bad', 'bad', 'bad', 'uncertain', 'uncertain']);
  });

  it('has the units its source is set to', () => {
    expect(said('2011', `${TIME};a34002-Rtd=0.08;a34004-Rtd=0.04;ele01-Rtd=1`, { PM10: 'mg/m³', a34004: 'mg/m³', ele01: 'kW' })).toEqual([reading('PM10', 0.08, 'mg/m³'), reading('PM2.5', 0.04, 'mg/m³'), reading('ele01', 1, 'kW')]);
  });

  it('is timed by the sample, the data, the request or the arrival', () => {
    expect(said('2011', `${TIME};a34002-SampleTime=20260301075900,a34002-Rtd=1`)).toEqual([reading('PM10', 1, 'µg/m³', 'good', AT - 60_000)]);
    expect(said('2011', 'a34002-Rtd=1')).toEqual([reading('PM10', 1, 'µg/m³', 'good', AT + 5_000)]);
    expect(signalsOf(frame('2011', 'a34002-Rtd=1', { qn: undefined }), {}, NOW)).toEqual([reading('PM10', 1, 'µg/m³', 'good', NOW)]);
    expect(said('2011', 'DataTime=20260230000000;a34002-Rtd=1')).toEqual([{ ok: false, faults: [{ path: 'DataTime', message: '不是时间 / not a time' }] }]);
  });

  it('has no reading of what is no number or cannot be', () => {
    const values = ['NaN', 'Infinity', '1e5', '0x1', '-1', '9999999', '--', '1.2.3'];
    for (const value of values) expect(said('2011', `${TIME};a34002-Rtd=${value}`)).toEqual([{ ok: false, faults: [{ path: 'a34002-rtd', message: expect.any(String) as unknown }] }]);
    expect(said('2011', `${TIME};a34002-Rtd=,a34002-Flag=B`)).toEqual([]);
  });

  it('of states, boots and heartbeats says a status', () => {
    expect(said('2021', `${TIME};SB1-RS=1;SB2-RS=0;SB3-RS=77`)).toEqual([{ ok: true, signal: { kind: 'status', deviceCode: 'MN1', status: 'equipment', detail: { SB1: '运行', SB2: '关闭' }, at: AT } }]);
    expect(said('2081', `${TIME};RestartTime=20260301075500`)).toEqual([{ ok: true, signal: { kind: 'status', deviceCode: 'MN1', status: 'booted', at: AT } }]);
    expect(said('9015', '')).toEqual([{ ok: true, signal: { kind: 'status', deviceCode: 'MN1', status: 'heartbeat', at: AT + 5_000 } }]);
  });

  it('of intervals and run times says nothing', () => {
    expect([said('1061', 'RtdInterval=30'), said('2041', `${TIME};SB1-RT=1.1`), said('3020', TIME)]).toEqual([[], [], []]);
  });

  it('of any text never throws', () => {
    fc.assert(fc.property(fc.constantFrom('2011', '2021', '2051', '9015'), fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'a34002-RtdFlagSB1;,=.') })), (cn, cp) => {
      for (const each of said(cn, cp)) if (each.ok && each.signal.kind === 'reading') expect(Number.isFinite(each.signal.value)).toBe(true);
    }));
  });
});

describe('split packages', () => {
  const items = Array.from({ length: 60 }, (_, index) => [[`f${index}-Rtd`, String(index)]] as [string, string][]);
  const whole = frame('2011', cpOf(items));
  const none = (error: string): never => {
    throw new Error(error);
  };

  it('are joined in any order, once all are there', () => {
    const parts = splitFrame(whole, 200);
    expect([parts.length > 3, parts[0]?.flag, splitFrame(frame('2011', 'a-Rtd=1'))]).toEqual([true, 7, [frame('2011', 'a-Rtd=1')]]);
    fc.assert(fc.property(fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }), (shuffled) => {
      const packages = hj212Packages(none);
      const joined = shuffled.flatMap((part) => [packages.add(part, NOW), packages.add(part, NOW)]);
      expect(joined.slice(0, -2).every((each) => each.kind === 'part')).toBe(true);
      const last = joined.at(-1);
      expect(last?.kind === 'whole' && last.frame.cp).toBe(whole.cp);
    }), { numRuns: 20 });
  });

  it('stay until they are dealt with', () => {
    const [first, second] = splitFrame(frame('2011', 'a-Rtd=1;b-Rtd=2'), 8);
    if (!first || !second) throw new Error('not split');
    const packages = hj212Packages(none);
    expect([first, second, second].map((part) => packages.add(part, NOW).kind)).toEqual(['part', 'whole', 'whole']);
    packages.done(second);
    expect(packages.add(second, NOW).kind).toBe('part');
  });

  it('that do not come in time, or begin too often, are dropped and told of', () => {
    const told: string[] = [];
    const packages = hj212Packages((error) => told.push(error));
    const first = (qn: string): Hj212Frame => frame('2011', 'a-Rtd=1', { qn, flag: 7, pnum: 2, pno: 1 });
    packages.add(first('1'), NOW);
    packages.add(first('2'), NOW + 120_001);
    expect(told).toEqual(['2011 1 MN1 共 2 包，只到 1 包，其余未按时到达 / 1 of 2 packages of 2011 1 MN1 came, the rest did not in time']);
    for (let index = 0; index < 300; index += 1) packages.add(first(`3${index}`), NOW + 120_002);
    expect(told.length).toBe(1 + 300 + 1 - 256);
  });

  it('that cannot be are refused', () => {
    const packages = hj212Packages(none);
    for (const [pnum, pno] of [[2, 3], [2, 0], [101, 1]]) expect(packages.add(frame('2011', '', { flag: 7, pnum, pno }), NOW).kind).toBe('bad');
    expect(packages.add(frame('2011', 'x'.repeat(131_073), { flag: 7, pnum: 2, pno: 1 }), NOW).kind).toBe('bad');
  });
});
