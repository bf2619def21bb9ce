import type { AlarmLoadView } from '@one-screen/contracts';
import { clockOf } from './alarm-clock.model';
import { idleState } from './idle.model';
import { loadChart, loadFigure } from './load.model';
import { miniMap } from './mini-map.model';

const now = Date.parse('2026-11-23T08:00:00.000+08:00');
const after = (ms: number) => new Date(now + ms).toISOString();

describe('the clock of an alarm', () => {
  it('counts down to the signing limit and is overdue past it', () => {
    expect(clockOf({ state: 'raised', level: 'red', dueAt: after(90_000) }, now)).toEqual({ kind: 'sign', left: 90_000, overdue: false, close: false });
    expect(clockOf({ state: 'raised', level: 'red', dueAt: after(30_000) }, now)).toMatchObject({ close: true });
    expect(clockOf({ state: 'raised', level: 'red', dueAt: after(-1) }, now)).toMatchObject({ overdue: true, close: false });
  });

  it('runs a promise once signed and the end of a shelf while shelved, and nothing once closed', () => {
    expect(clockOf({ state: 'handling', level: 'blue', promiseUntil: after(600_000) }, now)?.kind).toBe('promise');
    expect(clockOf({ state: 'shelved', level: 'blue', shelvedUntil: after(1) }, now)?.kind).toBe('shelf');
    expect(clockOf({ state: 'closed', level: 'blue', dueAt: after(1), promiseUntil: after(1) }, now)).toBeUndefined();
  });
});

describe('the idle limit', () => {
  it('warns in the last minute, ends with it, and leaves screens alone', () => {
    expect(idleState(now, now + 839_999, 900).kind).toBe('fresh');
    expect(idleState(now, now + 840_000, 900)).toEqual({ kind: 'warning', left: 60_000 });
    expect(idleState(now, now + 900_000, 900).kind).toBe('over');
    expect(idleState(0, now, undefined).kind).toBe('fresh');
  });
});

describe('the load chart', () => {
  const sample = (minutesAgo: number, perOfficer10: number): AlarmLoadView => ({ at: after(-minutesAgo * 60_000), raised10: perOfficer10, officers: 1, perOfficer10, flood: false, chattering: 0, standing: 0, unsigned: 0 });

  it('has a slot for each of sixty minutes and never draws a missing minute as zero', () => {
    const chart = loadChart([sample(3, 4), sample(0, 12)], now);
    expect(chart.bars).toHaveLength(60);
    expect(chart.bars.at(-1)).toMatchObject({ value: 12, over: true });
    expect(chart.bars.at(-2)).toMatchObject({ value: -1, height: 0, over: false });
    expect(chart.bars.at(-4)?.value).toBe(4);
  });

  it('always holds the flood line, also when quiet, and every bar, also in a flood', () => {
    expect(loadChart([], now).line).toBeLessThan(1);
    const flood = loadChart([sample(0, 80)], now);
    expect(Math.max(...flood.bars.map((bar) => bar.height))).toBe(1);
    expect(loadFigure(2.5) + loadFigure(3)).toBe('2.53');
  });
});

describe('the small map', () => {
  const grid = { code: '331082001001', name: '甲', kind: 'community' as const, schematic: false, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.11, 28.84], [121.13, 28.84], [121.13, 28.86], [121.11, 28.86], [121.11, 28.84]] as [number, number][]] };

  it('keeps the spot inside the box, north up', () => {
    const map = miniMap([grid], grid.code, { lon: 121.12, lat: 28.859 }, 200, 120);
    expect(map?.spot?.x).toBeCloseTo(100, 0);
    expect(map?.spot?.y).toBeLessThan(60);
    expect(map?.spot?.y).toBeGreaterThan(0);
    expect(map?.shapes[0]).toMatchObject({ code: grid.code, here: true });
  });

  it('shows a spot without a grid, and nothing when neither is known', () => {
    expect(miniMap([], undefined, { lon: 121, lat: 28 }, 200, 120)?.spot).toEqual({ x: 100, y: 60 });
    expect(miniMap([grid], '999999', undefined, 200, 120)).toBeUndefined();
  });
});
