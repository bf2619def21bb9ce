import type { Location } from '@one-screen/domain';
import type { Ring } from './ledger-shape.js';

/** A point of the local plane, in kilometres east and north of the old town. */
export type Point = [number, number];

const ORIGIN = { lon: 121.12, lat: 28.85 };
const KM_PER_LAT = 110.86;
const KM_PER_LON = 111.32 * Math.cos((ORIGIN.lat * Math.PI) / 180);
const DECIMALS = 1e7;

const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS;

/** Degrees to local kilometres; a plane is good enough for nine kilometres. */
export const toPlane = ([lon, lat]: readonly [number, number]): Point => [(lon - ORIGIN.lon) * KM_PER_LON, (lat - ORIGIN.lat) * KM_PER_LAT];

/** Local kilometres to degrees, rounded to about a centimetre so that shared corners stay shared. */
export const toDegrees = ([x, y]: Point): [number, number] => [rounded(ORIGIN.lon + x / KM_PER_LON), rounded(ORIGIN.lat + y / KM_PER_LAT)];

export const toLocation = (point: Point): Location => {
  const [lon, lat] = toDegrees(point);
  return { lon, lat };
};

/** Signed area of a closed ring, in the square of its unit. */
const signedArea = (ring: readonly (readonly [number, number])[]): number => {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return sum / 2;
};

/** Area of a closed plane ring in km². */
export const planeArea = (ring: readonly Point[]): number => Math.abs(signedArea(ring));

/** Area of outer rings given in degrees, in km². */
export const areaOf = (rings: readonly Ring[]): number => rings.reduce((sum, ring) => sum + planeArea(ring.map(toPlane)), 0);

/** Whether a ring (either unit, same as the point's) holds a point; even-odd rule. */
export const holds = (ring: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean => {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
};

/** Centre of gravity of a closed plane ring. */
export const centroid = (ring: readonly Point[]): Point => {
  const area = signedArea(ring);
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x0, y0] = ring[i]!;
    const [x1, y1] = ring[i + 1]!;
    const cross = x0 * y1 - x1 * y0;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return [x / (6 * area), y / (6 * area)];
};

/** A closed smooth line through the corners (Catmull-Rom), `steps` pieces to a side. */
export const smooth = (corners: readonly Point[], steps: number): Point[] => {
  const count = corners.length;
  const at = (i: number): Point => corners[(i + count) % count]!;
  const line: Point[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const along = (k: 0 | 1): number =>
        0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t);
      line.push([along(0), along(1)]);
    }
  }
  return [...line, line[0]!];
};
