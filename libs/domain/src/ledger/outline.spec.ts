import { isCrowdedPlace } from './grid-people.js';
import { outlineAreaM2, touchingPlane } from './outline.js';

/** A square of so many metres a side, its south-west corner in the old town. */
const square = (side: number, east = 0, north = 0): [number, number][] => {
  const { toPlace } = touchingPlane(121.12, 28.85);
  return [[0, 0], [side, 0], [side, side], [0, side], [0, 0]].map(([x = 0, y = 0]) => toPlace([x + east, y + north]));
};

describe('the area of an outline', () => {
  it('is that of its rings without its enclaves, whichever way they run', () => {
    expect(outlineAreaM2([square(1000)])).toBeCloseTo(1_000_000, 0);
    expect(outlineAreaM2([square(1000).reverse(), square(100, 2000)])).toBeCloseTo(1_010_000, 0);
    expect(outlineAreaM2([square(1000)], [square(200, 300, 300)])).toBeCloseTo(960_000, 0);
    expect(outlineAreaM2([])).toBe(0);
  });
  it('measures as the ellipsoid does: at 30° north a degree is 96,486 m east and 110,852 m north (WGS-84 tables)', () => {
    const [east, north] = touchingPlane(121, 30).toPlane([122, 31]);
    expect([Math.round(east / 10), Math.round(north / 10)]).toEqual([9649, 11085]);
  });
});

describe('a crowded place 人员密集场所', () => {
  it('is one by its kind (消防法 article 73) or its approved number of people', () => {
    expect(['商场', '养老机构', '学校', '客运站'].map((kind) => isCrowdedPlace({ kind }))).toEqual([true, true, true, true]);
    expect(isCrowdedPlace({ kind: '危化企业' })).toBe(false);
    expect(isCrowdedPlace({ kind: '玻璃栈道', capacity: 120 })).toBe(true);
  });
});
