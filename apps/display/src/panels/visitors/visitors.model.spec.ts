import type { ObjectView } from '@one-screen/contracts';
import { pointState } from '../../object/object.model';
import { sitesOf } from '../../readings/sites.model';
import { byFill, fullIn, isOf, scenicOf } from './visitors.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const object = (code: string, capacity?: number): [string, ObjectView] => [code, { code, name: code, sector: 'tourism', kind: '东湖', gridCode: '331082001001', location: { lon: 121, lat: 28 }, risk: 'blue', ...(capacity !== undefined && { capacity }) }];
const present = (code: string, value: number, ago = 5_000) => pointState({ deviceCode: `${code}-gate`, objectCode: code, point: 'present', value, unit: '', quality: 'good', at: new Date(NOW - ago).toISOString(), sector: 'tourism', sourceId: 's' }, [], undefined, {}, NOW);
const scenics = sitesOf([present('LAKE', 1700), present('WALL', 3000), present('STREET', 50), present('OLD', 999, 3_600_000)], new Map([object('LAKE', 2000), object('WALL', 3000), object('STREET'), object('OLD', 1000)])).map(scenicOf);

describe('scenic areas', () => {
  it('are as full as people present over capacity, the fullest first', () => {
    expect(byFill(scenics).map(({ site, share }) => [site.code, share])).toEqual([['WALL', 1], ['LAKE', 0.85], ['OLD', undefined], ['STREET', undefined]]);
  });

  it('whose capacity or present count is not known are unknown, not empty', () => {
    expect(scenics.filter(isOf.unknown).map(({ site }) => site.code)).toEqual(['OLD', 'STREET']);
    expect(scenics.filter(isOf.full).map(({ site }) => site.code)).toEqual(['WALL']);
    expect(scenics.filter(isOf.filling).map(({ site }) => site.code)).toEqual(['LAKE']);
  });

  it('are full in so many minutes by their last readings, if that is near enough to tell', () => {
    const climb = (perMinute: number) => Array.from({ length: 20 }, (_each, minute): [number, number] => [NOW + minute * 60_000, 1000 + perMinute * minute]);
    const last = NOW + 19 * 60_000;
    expect(fullIn(climb(20), 1880, last)).toBe(25);
    expect(fullIn(climb(1), 9000, last)).toBeUndefined();
    expect(fullIn(climb(20), undefined, last)).toBeUndefined();
    expect(fullIn([], 1880, last)).toBeUndefined();
  });

  it('count those minutes from now, not from the last reading, and foretell nothing that should have come', () => {
    const climb = Array.from({ length: 20 }, (_each, minute): [number, number] => [NOW + minute * 60_000, 1000 + 20 * minute]);
    const after = (minutes: number): number => NOW + (19 + minutes) * 60_000;
    expect([0, 3, 24, 25, 40].map((minutes) => fullIn(climb, 1880, after(minutes)))).toEqual([25, 22, 1, undefined, undefined]);
    expect(fullIn(climb, 1880, after(-2))).toBe(25);
  });
});
