import type { PositionView } from '@one-screen/contracts';
import { inOrder, isIn, isOf, speedBands } from './fleet.model';

const at = (deviceCode: string, over: Partial<PositionView> = {}): PositionView => ({ deviceCode, sector: 'road', lon: 121, lat: 28, at: '2026-11-25T10:00:00+08:00', stale: false, speedKmh: 40, ...over });

describe('a fleet', () => {
  const fleet = [at('a', { speedKmh: 0 }), at('b', { speedKmh: 59.9 }), at('c', { speedKmh: 120 }), at('d', { stale: true, speedKmh: 80 }), at('e', { speedKmh: undefined })];

  it('counts as moving only what was heard of lately', () => {
    const count = (key: keyof typeof isOf): number => fleet.filter(isOf[key]).length;
    expect([count('online'), count('offline'), count('moving'), count('standing')]).toEqual([4, 1, 2, 2]);
  });

  it('has each known present speed in one band', () => {
    expect(speedBands(fleet).map(({ from, count }) => `${from}:${count}`)).toEqual(['0:1', '3:0', '20:0', '40:1', '60:0', '80:0', '100:1']);
    for (const one of fleet.filter((each) => !each.stale && each.speedKmh !== undefined)) expect(speedBands(fleet).filter((band) => isIn(band, one))).toHaveLength(1);
  });

  it('lists the longest silent first', () => {
    expect(inOrder([at('z'), at('y', { stale: true, at: '2026-11-25T09:00:00+08:00' }), at('x', { stale: true, at: '2026-11-25T08:00:00+08:00' }), at('b')]).map(({ deviceCode }) => deviceCode)).toEqual(['x', 'y', 'b', 'z']);
  });
});
