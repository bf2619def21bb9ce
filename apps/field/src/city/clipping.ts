import clipping from 'polygon-clipping';
import type { Point } from './plane.js';

const outerRings = (polygons: Point[][][]): Point[][] => polygons.map((polygon) => polygon[0]!);

/** The parts of `ring` that lie inside any of `bounds`; closed outer rings, in the unit given. */
export const clip = (ring: Point[], bounds: Point[][]): Point[][] => outerRings(clipping.intersection([ring], bounds.map((bound) => [bound])));

/** Rings joined into whole polygons: each an outer ring, then its holes. */
export const join = (rings: Point[][]): Point[][][] => clipping.union([], ...rings.map((ring) => [ring]));
