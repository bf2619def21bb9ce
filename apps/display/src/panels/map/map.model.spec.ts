import type { GridView, ObjectView } from '@one-screen/contracts';
import { alarmView } from '../../live/alarm.fixture';
import { PULSES, boxOf, placeAlarms, riskCounts, workingGrids } from './map.model';

const object: ObjectView = { code: 'o1', name: '古城客运站', sector: 'road', kind: 'station', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'orange' };
const grid: GridView = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.2, lat: 28.9 }, rings: [] };
const objects = new Map([[object.code, object]]);
const grids = new Map([[grid.code, grid]]);

describe('alarms on the map', () => {
  it('stand at their own place, else their object’s, else in the middle of their grid, else are counted', () => {
    const placed = placeAlarms([
      alarmView({ id: '1', location: { lon: 1, lat: 2 }, objectCode: 'o1' }),
      alarmView({ id: '2', objectCode: 'o1' }),
      alarmView({ id: '3', gridCode: '331082001001' }),
      alarmView({ id: '4', gridCode: '999999' }),
    ], objects, grids);
    expect(placed.pulsing.map(({ lon, lat, rough }) => [lon, lat, rough])).toEqual([[1, 2, false], [121.1, 28.8, false], [121.2, 28.9, true]]);
    expect(placed.unplaced).toBe(1);
  });

  it('move only while unsigned, and never more than the limit', () => {
    const many = Array.from({ length: PULSES + 5 }, (_, index) => alarmView({ id: `${index}`, gridCode: grid.code }));
    const placed = placeAlarms([...many, alarmView({ id: 's', gridCode: grid.code, state: 'acknowledged' })], objects, grids);
    expect(placed.pulsing).toHaveLength(PULSES);
    expect(placed.still).toHaveLength(6);
  });

  it('finds the box around points, and none around nothing', () => {
    expect(boxOf([[1, 5], [3, 2]])).toEqual([1, 2, 3, 5]);
    expect(boxOf([])).toBeUndefined();
  });

  it('draws communities and villages, and the street or city itself only when nothing finer is known', () => {
    const city: GridView = { ...grid, code: '331082', kind: 'city' };
    expect(workingGrids([city, grid])).toEqual([grid]);
    expect(workingGrids([city])).toEqual([city]);
  });

  it('counts objects by risk grade', () => {
    expect(riskCounts([object, { ...object, risk: 'blue' }])).toEqual({ red: 0, orange: 1, yellow: 0, blue: 1 });
  });
});
