import { LEVELS, SECTORS } from '@one-screen/domain';
import { buildCity } from './city.js';
import { join } from './clipping.js';
import { areaOf, holds, planeArea, toPlane } from './plane.js';
import { STREET_KM2 } from './grids.js';
import { OBJECT_KINDS } from './object-kinds.js';

const city = buildCity();

describe('the grids', () => {
  it('are the 33 of 古城街道, with their public codes', () => {
    expect(city.grids).toHaveLength(33);
    expect(new Set(city.grids.map((grid) => grid.code)).size).toBe(33);
    expect(city.grids.every((grid) => /^331082001\d{3}$/.test(grid.code) && grid.schematic)).toBe(true);
    expect(city.grids.filter((grid) => grid.kind === 'community')).toHaveLength(15);
    expect(city.grids.filter((grid) => grid.kind === 'village')).toHaveLength(17);
  });

  it('cover the street: their areas add up to the street’s', () => {
    const street = areaOf(city.street.rings);
    const sum = city.grids.reduce((total, grid) => total + areaOf(grid.rings), 0);
    expect(street / STREET_KM2).toBeCloseTo(1, 5);
    expect(Math.abs(sum - street) / street).toBeLessThan(1e-6);
  });

  it('neither overlap nor leave a hole: joined they are one piece of the same area', () => {
    const rings = city.grids.flatMap((grid) => grid.rings.map((ring) => ring.map(toPlane)));
    const joined = join(rings);
    const area = joined.reduce((total, [outer, ...holes]) => total + planeArea(outer!) - holes.reduce((sum, hole) => sum + planeArea(hole), 0), 0);
    const sum = rings.reduce((total, ring) => total + planeArea(ring), 0);
    expect(joined).toHaveLength(1);
    expect(Math.abs(sum - area) / area).toBeLessThan(1e-6);
    const holes = joined[0]!.slice(1).reduce((total, hole) => total + planeArea(hole), 0);
    expect(holes / area).toBeLessThan(1e-6);
  });

  it('are closed rings that hold their own centre, towns small and villages large', () => {
    for (const grid of city.grids) {
      for (const ring of grid.rings) expect(ring[0]).toEqual(ring[ring.length - 1]);
      expect(grid.rings.some((ring) => holds(ring, [grid.centre.lon, grid.centre.lat]))).toBe(true);
    }
    const mean = (kind: string): number => {
      const of = city.grids.filter((grid) => grid.kind === kind);
      return of.reduce((total, grid) => total + areaOf(grid.rings), 0) / of.length;
    };
    expect(mean('community')).toBeLessThan(1.5);
    expect(mean('village')).toBeGreaterThan(2);
  });

  it('lie inside the outline of 临海', () => {
    const mainland = city.outline.rings[0]!;
    expect(city.street.rings[0]!.every((corner) => holds(mainland, corner))).toBe(true);
  });
});

describe('the supervised objects', () => {
  it('lie in the grid they name', () => {
    const grids = new Map(city.grids.map((grid) => [grid.code, grid]));
    const astray = city.objects.filter(({ gridCode, location }) => !grids.get(gridCode)?.rings.some((ring) => holds(ring, [location.lon, location.lat])));
    expect(astray).toEqual([]);
  });

  it('number 400 in eight sectors, with stable unique codes', () => {
    expect(city.objects).toHaveLength(400);
    expect(new Set(city.objects.map((object) => object.code)).size).toBe(400);
    for (const sector of SECTORS) {
      const codes = city.objects.filter((object) => object.sector === sector).map((object) => object.code);
      expect(codes[0]).toBe(`GC-${sector.toUpperCase()}-0001`);
      expect(codes.length).toBeGreaterThanOrEqual(20);
    }
    expect(OBJECT_KINDS.every((kind) => city.objects.some((object) => object.kind === kind.kind))).toBe(true);
  });

  it('are graded red 3 %, orange 12 %, yellow 35 %, blue 50 %', () => {
    const count = Object.fromEntries(LEVELS.map((level) => [level, city.objects.filter((object) => object.risk === level).length]));
    expect(count).toEqual({ red: 12, orange: 48, yellow: 140, blue: 200 });
  });

  it('say how many a scenic area may hold at once, and a house nothing', () => {
    const scenic = city.objects.filter(({ kind }) => ['府城城墙', '紫阳街', '东湖', '玻璃栈道', '游船码头'].includes(kind));
    expect(scenic.length).toBeGreaterThan(15);
    expect(scenic.filter(({ capacity }) => !Number.isInteger(capacity) || capacity! < 50)).toEqual([]);
    expect(city.objects.filter(({ kind, capacity }) => kind === '高层建筑' && capacity !== undefined)).toEqual([]);
  });

  it('are the same every time', () => {
    expect(buildCity()).toEqual(city);
  });
});

it('shows no whole phone number and no whole name of a person', () => {
  expect(JSON.stringify(city)).not.toMatch(/1[3-9]\d{9}/);
  const phones = [...city.objects.map((object) => object.responsiblePhone), ...city.grids.map((grid) => grid.chiefPhone!)];
  expect(phones.filter((phone) => !/^1\d{2}\*{4}\d{4}$/.test(phone))).toEqual([]);
  const names = [...city.objects.map((object) => object.responsible), ...city.grids.map((grid) => grid.chief!)];
  expect(names.filter((name) => !/^\p{Script=Han}(\*|某某)$/u.test(name))).toEqual([]);
});
