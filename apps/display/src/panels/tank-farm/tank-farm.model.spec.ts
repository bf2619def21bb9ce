import type { ReadingView, SourceView } from '@one-screen/contracts';
import { DEFAULT_ALARM_RULES } from '@one-screen/domain';
import { pointState } from '../../object/object.model';
import { barOf, measureOf, shortName, sitesOf } from '../../readings/sites.model';
import { countOf, gasBand, hasActed, plantOf } from './tank-farm.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const state = (point: string, value: number, unit: string, over: Partial<ReadingView> = {}) => pointState(
  { deviceCode: `OBJ-${point}`, objectCode: 'OBJ', point, value, unit, quality: 'good', at: new Date(NOW - 5_000).toISOString(), sector: 'industry', sourceId: 's', ...over },
  DEFAULT_ALARM_RULES, { id: 's', silentAfter: 'PT1M' } as SourceView, {}, NOW,
);
const old = { at: new Date(NOW - 61_000).toISOString() };

describe('a gas detector', () => {
  it('stands in the band of its own limits, toxic and combustible alike', () => {
    expect([3, 10, 25, 50].map((value) => gasBand(state('combustible-gas', value, '%LEL')))).toEqual(['low', 'near', 'first', 'second']);
    expect([12, 100, 200].map((value) => gasBand(state('toxic-gas', value, '%OEL')))).toEqual(['low', 'first', 'second']);
  });

  it('is unknown, never low, when it is silent or its reading is none', () => {
    expect(gasBand(state('combustible-gas', 3, '%LEL', old))).toBe('unknown');
    expect(gasBand(state('combustible-gas', 3, '%LEL', { quality: 'bad' }))).toBe('unknown');
  });
});

describe('a plant', () => {
  const [site] = sitesOf([state('tank-level', 96, '%'), state('tank-level', 40, '%', { deviceCode: 'OBJ-T2' }), state('combustible-gas', 30, '%LEL'), state('interlock', 1, ''), state('toxic-gas', 1, '%OEL', old)], new Map());
  if (!site) throw new Error('no site');
  const plant = plantOf(site);

  it('has its points by what they are, and counts them', () => {
    expect(Object.values(countOf).map((count) => count(plant))).toEqual([2, 1, 1, 1, 1]);
    expect(site.level).toBe('orange');
    expect(plant.interlocks.every(hasActed)).toBe(true);
  });

  it('finds a point wherever its instrument is, but no mean of it', () => {
    const several = [state('combustible-gas#2', 1, '%LEL'), state('combustible-gas-avg-hour', 1, '%LEL')];
    expect(several.map(measureOf)).toEqual(['combustible-gas', 'combustible-gas-avg-hour']);
  });

  it('calls its points by what tells them apart', () => {
    expect(plant.tanks.map((point) => shortName(point, site))).toEqual(['tank-level', 'T2']);
    expect(shortName(state('tank-level', 1, '%', { deviceName: '储罐液位压力变送器 TANK-B-01' }), site)).toBe('TANK-B-01');
  });
});

describe('a bar', () => {
  it('reaches a little beyond the gravest limit, or to a value beyond that', () => {
    expect(barOf(state('tank-level', 50, '%'))).toMatchObject({ share: expect.closeTo(50 / 104.5), marks: [{ level: 'yellow' }, { level: 'orange' }] });
    expect(barOf(state('tank-level', 500, '%'))?.share).toBe(1);
    expect(barOf(state('humidity', -3, '%RH'))?.share).toBe(0);
  });

  it('is none where nothing says how much is much', () => {
    expect(barOf(state('wind', 7, 'm/s'))).toBeUndefined();
  });
});
