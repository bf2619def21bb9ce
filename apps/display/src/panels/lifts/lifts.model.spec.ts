import { pointState } from '../../object/object.model';
import { sitesOf } from '../../readings/sites.model';
import { byDue, byNeed, isOf, liftOf } from './lifts.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const state = (deviceCode: string, point: string, value: number, ago = 5_000) => pointState({ deviceCode, point, value, unit: '', quality: 'good', at: new Date(NOW - ago).toISOString(), sector: 'equipment', sourceId: 's' }, [], undefined, {}, NOW);
const lifts = sitesOf([
  state('A', 'floor', 7), state('A', 'running', 1), state('A', 'door-open', 0), state('A', 'trapped', 0), state('A', 'inspection-days', 12),
  state('B', 'trapped', 1), state('B', 'floor', 3), state('C', 'floor', 1, 3_600_000), state('C', 'trapped', 1, 3_600_000), state('C', 'inspection-days', -4, 3_600_000), state('BOILER', 'inspection-days', 200),
], new Map()).map(liftOf);
const codes = (list: typeof lifts): string[] => list.map(({ site }) => site.code);

describe('lifts', () => {
  it('show what they tell now; what is old is not known', () => {
    expect(lifts.find(({ site }) => site.code === 'A')).toMatchObject({ floor: 7, running: true, doorOpen: false, trapped: false, inspection: 12 });
    expect(lifts.find(({ site }) => site.code === 'C')).toMatchObject({ trapped: false, silent: true, inspection: -4 });
    expect(lifts.find(({ site }) => site.code === 'C')).not.toHaveProperty('floor');
  });

  it('are counted by need', () => {
    expect(Object.values(isOf).map((is) => codes(lifts.filter(is)))).toEqual([['A', 'B', 'C'], ['B'], ['C'], ['A'], ['C']]);
  });

  it('stand in order of need, and of due date', () => {
    expect(codes(byNeed(lifts))).toEqual(['B', 'C', 'A', 'BOILER']);
    expect(codes(byDue(lifts))).toEqual(['C', 'A', 'BOILER']);
  });
});
