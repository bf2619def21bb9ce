import { SECTORS, type Level, type Sector } from '@one-screen/domain';
import { LISTED_SINCE } from '../history/calendar.js';
import { rng, seedOf, type Rng } from '../random.js';
import type { FieldGrid, FieldObject } from './ledger-shape.js';
import { OBJECT_KINDS, type Ground, type ObjectKind } from './object-kinds.js';
import { nameOf } from './object-names.js';
import { made } from './people.js';
import { areaOf, holds, toDegrees, toPlane, type Point } from './plane.js';

/** Four-colour shares 四色: the rest is blue. */
const SHARES: [Level, number][] = [['red', 0.03], ['orange', 0.12], ['yellow', 0.35]];

/** The grids of the grounds that are places rather than kinds of land, by the last digits of their code. */
const GRIDS_OF: Partial<Record<Ground, string[]>> = {
  oldTown: ['001', '002', '003', '004', '006', '010'],
  river: ['002', '003', '005', '013', '014', '207', '219'],
  lake: ['006', '202'],
};

/** How many objects of a kind a grid draws: the town is dense, villages share by area. */
const pull = (grid: FieldGrid, ground: Ground): number => {
  const village = grid.kind !== 'community';
  const places = GRIDS_OF[ground];
  if (places) return places.includes(grid.code.slice(9)) ? 1 : 0;
  if (ground === 'town') return village ? 0.12 : 1;
  if (ground === 'village') return village ? Math.sqrt(areaOf(grid.rings)) : 0.1;
  return village ? 0.6 : 1;
};

/** A point inside the grid, drawn towards its centre as houses are. */
const placeIn = (grid: FieldGrid, draw: Rng): Point => {
  const ring = grid.rings[0]!.map(toPlane);
  const centre = toPlane([grid.centre.lon, grid.centre.lat]);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const corner = draw.pick(ring);
    const share = 0.92 * Math.sqrt(draw.next()) * (0.35 + 0.65 * draw.next());
    const aside = draw.between(-0.25, 0.25);
    const [dx, dy] = [corner[0] - centre[0], corner[1] - centre[1]];
    const point: Point = [centre[0] + dx * share - dy * aside * share, centre[1] + dy * share + dx * aside * share];
    if (holds(grid.rings[0]!, toDegrees(point))) return point;
  }
  throw new Error(`grid ${grid.code} leaves no room for an object`);
};

/** Grades every object so that the shares come out exactly, hazardous kinds first. */
const grade = (kinds: ObjectKind[], draw: Rng): Level[] => {
  const ranked = kinds.map((kind, index) => ({ index, score: kind.hazard + draw.between(0, 0.75) })).sort((a, b) => b.score - a.score);
  const grades = kinds.map((): Level => 'blue');
  let next = 0;
  for (const [level, share] of SHARES) {
    for (let left = Math.round(share * kinds.length); left > 0; left--) grades[ranked[next++]!.index] = level;
  }
  return grades;
};

/** Round as such figures are, from a stream of its own: giving one to a kind moves nothing else. */
const capacityOf = ([from, to]: readonly [number, number], object: string): number => {
  const step = to >= 1000 ? 100 : to >= 100 ? 10 : 2;
  return Math.round(rng(seedOf('capacity', object)).between(from, to) / step) * step;
};

/**
 * The made-up supervised objects of the demo city, always the same for the same grids.
 * Codes are stable: `GC-FIRE-0001` and on, by sector.
 */
export const buildObjects = (grids: FieldGrid[]): FieldObject[] => {
  const draw = rng(seedOf('objects', 331082001));
  const kinds = OBJECT_KINDS.flatMap((kind) => Array.from({ length: kind.count }, () => kind));
  const grades = grade(kinds, draw);
  const numbers = new Map<Sector, number>(SECTORS.map((sector) => [sector, 0]));
  const series = new Map<string, number>();
  let firms = 0;

  return kinds.map((kind, index) => {
    const grid = draw.weighted(grids, (each) => pull(each, kind.ground));
    const number = numbers.get(kind.sector)! + 1;
    numbers.set(kind.sector, number);
    const run = (series.get(kind.kind) ?? 0) + 1;
    series.set(kind.kind, run);
    if (kind.name.includes('{firm}')) firms += 1;
    const [lon, lat] = toDegrees(placeIn(grid, draw));
    const person = made(draw);
    return {
      code: `GC-${kind.sector.toUpperCase()}-${String(number).padStart(4, '0')}`,
      name: nameOf(kind.name, { grid, firm: firms - 1, series: run }),
      sector: kind.sector,
      kind: kind.kind,
      gridCode: grid.code,
      location: { lon, lat },
      risk: grades[index]!,
      address: `古城街道${grid.name}${draw.whole(1, 16)}组${draw.whole(1, 180)}号（演示）`,
      responsible: person.name,
      responsiblePhone: person.phone,
      listedSince: LISTED_SINCE,
      ...(kind.capacity && { capacity: capacityOf(kind.capacity, `${kind.sector}-${number}`) }),
    };
  });
};
