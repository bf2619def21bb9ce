import { Delaunay } from 'd3-delaunay';
import { readCityOutline, readGrids } from './city-data.js';
import { clip } from './clipping.js';
import type { FieldGrid, Ring } from './ledger-shape.js';
import { made } from './people.js';
import { centroid, planeArea, smooth, toDegrees, toLocation, toPlane, type Point } from './plane.js';
import { rng, seedOf } from '../random.js';

/** Area of 古城街道 in km². Its true outline is not public; ours is a believable stand-in of the same size. */
export const STREET_KM2 = 81;

/** Corners of the stand-in outline: 灵江 on the south and west, hills to the north. */
const STREET_CORNERS: [number, number][] = [
  [121.146, 28.834], [121.151, 28.848], [121.149, 28.862], [121.154, 28.88], [121.147, 28.9], [121.151, 28.92], [121.138, 28.935],
  [121.119, 28.93], [121.101, 28.937], [121.084, 28.925], [121.077, 28.906], [121.067, 28.89], [121.072, 28.872], [121.083, 28.86],
  [121.093, 28.853], [121.104, 28.848], [121.111, 28.842], [121.116, 28.835], [121.129, 28.832],
];

const pointOf = (ring: Point[]): FieldGrid['centre'] => toLocation(centroid(ring));

const streetPlane = (): Point[] => {
  const wish = smooth(STREET_CORNERS.map(toPlane), 6);
  const [cx, cy] = centroid(wish);
  const scale = Math.sqrt(STREET_KM2 / planeArea(wish));
  const sized = wish.map(([x, y]): Point => [cx + (x - cx) * scale, cy + (y - cy) * scale]);
  const inCity = clip(sized, readCityOutline().rings.map((ring) => ring.map(toPlane)));
  // On the centimetre grid from here on, so that the cells' corners and the outline's are the same numbers.
  return largest(inCity).map((point) => toPlane(toDegrees(point)));
};

const largest = (rings: Point[][]): Point[] => rings.reduce((best, ring) => (planeArea(ring) > planeArea(best) ? ring : best));

/** The schematic outline of 古城街道 as one grid of kind `street`. */
export const buildStreet = (): FieldGrid => {
  const { code, name } = readGrids();
  const plane = streetPlane();
  return { code, name, kind: 'street', schematic: true, centre: pointOf(plane), rings: [plane.map(toDegrees)] };
};

/** 临海市 as one grid of kind `city`: the simplified real outline with its islands. */
export const buildCityOutline = (): FieldGrid => {
  const { code, name, rings } = readCityOutline();
  return { code, name, kind: 'city', schematic: true, centre: pointOf(rings[0]!.map(toPlane)), rings };
};

/**
 * The 33 grids of 古城街道: Voronoi cells of approximate centres, clipped to the street's outline.
 * They cover the street without overlap or gap; small in the old town, large in the hills.
 */
export const buildGrids = (): FieldGrid[] => {
  const { grids } = readGrids();
  const street = streetPlane();
  const reach = 30;
  const cells = Delaunay.from(grids.map((grid) => toPlane(grid.centre))).voronoi([-reach, -reach, reach, reach]);
  return grids.map((site, index) => {
    const parts = clip(cells.cellPolygon(index), [street]);
    if (parts.length === 0) throw new Error(`grid ${site.code} has its centre outside the street`);
    const chief = made(rng(seedOf('chief', site.code)));
    return {
      code: site.code,
      name: site.name,
      kind: site.kind,
      schematic: true,
      centre: pointOf(largest(parts)),
      rings: parts.map((ring): Ring => ring.map(toDegrees)),
      chief: chief.name,
      chiefPhone: chief.phone,
    };
  });
};
