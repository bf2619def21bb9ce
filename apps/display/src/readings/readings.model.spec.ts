import type { SeriesView } from '@one-screen/contracts';
import { ageOf } from './age.model';
import { partsOf } from './point.model';
import { drawn } from './series.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;

describe('a reading', () => {
  it('is old once its source may not be quiet for so long, and not before', () => {
    const source = { silentAfter: 'PT3M' };
    expect(ageOf({ at: ago(2 * MINUTE), point: 'PM10' }, source, NOW)).toEqual({ ms: 2 * MINUTE, stale: false });
    expect(ageOf({ at: ago(3 * MINUTE + 1), point: 'PM10' }, source, NOW).stale).toBe(true);
  });

  it('of an unknown source is old after five minutes; a clock that runs ahead makes it new, not younger than new', () => {
    expect(ageOf({ at: ago(5 * MINUTE + 1), point: 'x' }, undefined, NOW).stale).toBe(true);
    expect(ageOf({ at: ago(-10_000), point: 'x' }, undefined, NOW)).toEqual({ ms: 0, stale: false });
  });

  it('that is told once a day is not old after an hour', () => {
    expect(ageOf({ at: ago(30 * 60 * MINUTE), point: 'inspection-days' }, { silentAfter: 'PT5M' }, NOW).stale).toBe(false);
    expect(ageOf({ at: ago(49 * 60 * MINUTE), point: 'inspection-days' }, { silentAfter: 'PT5M' }, NOW).stale).toBe(true);
  });

  it('that is the mean of a period is not old before the next one can have come', () => {
    expect([['PM10-avg-hour', 150], ['PM10-avg-hour', 190], ['PM10-avg-day', 40 * 60], ['PM10-avg-minute', 30]].map(([point, age]) => ageOf({ at: ago(Number(age) * MINUTE), point: String(point) }, { silentAfter: 'PT5M' }, NOW).stale)).toEqual([false, true, false, false]);
  });
});

describe('the name of a point', () => {
  it('tells what is measured, of which period it is the mean, and where', () => {
    expect(['PM10', 'residual-current#1-0-5', 'PM10-avg-hour', 'PM2.5-avg-day', 'ele01', '#', ''].map(partsOf)).toEqual([
      { name: 'PM10' }, { name: 'residual-current', place: '1-0-5' }, { name: 'PM10', mean: 'hour' }, { name: 'PM2.5', mean: 'day' }, { name: 'ele01' }, { name: '#' }, { name: '' },
    ]);
  });
});

describe('a series', () => {
  const series = (minutes: readonly number[], over: Partial<SeriesView> = {}): SeriesView => ({
    deviceCode: 'D', point: 'p', unit: '', from: ago(60 * MINUTE), to: ago(0), of: 'readings', items: minutes.map((minute) => ({ at: ago((60 - minute) * MINUTE), value: minute })), ...over,
  });

  it('is broken where nothing was measured for much longer than usual', () => {
    const { line, gaps, band } = drawn(series([0, 1, 2, 3, 4, 20, 21, 22]));
    expect(gaps).toBe(1);
    expect(line.filter(([, value]) => value === null)).toHaveLength(1);
    expect(line.findIndex(([, value]) => value === null)).toBe(5);
    expect(band).toBeUndefined();
  });

  it('with a steady slow rhythm has no gaps, nor has one too short to know its rhythm', () => {
    expect(drawn(series([0, 10, 20, 30, 40, 50])).gaps).toBe(0);
    expect(drawn(series([0, 1, 50])).gaps).toBe(0);
  });

  it('of means carries its band and knows its step', () => {
    const items = [0, 1, 2, 30].map((minute) => ({ at: ago((60 - minute) * MINUTE), value: 5, min: 1, max: 9 }));
    const { line, band, gaps } = drawn(series([], { of: 'means', stepMs: MINUTE, items }));
    expect(gaps).toBe(1);
    expect(band?.low.map(([, value]) => value)).toEqual([1, 1, 1, null, 1]);
    expect(band?.high).toHaveLength(line.length);
  });
});
