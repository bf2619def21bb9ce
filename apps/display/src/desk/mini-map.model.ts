import type { GridView } from '@one-screen/contracts';
import { METRES_A_DEGREE } from '../distance';

type Point = { lon: number; lat: number };

/** A grid outline ready to draw in a box of `width` x `height`. */
export interface MiniShape {
  code: string;
  path: string;
  here: boolean;
}
export interface MiniMap {
  shapes: MiniShape[];
  spot?: { x: number; y: number };
  /** Length of the scale bar in box units, and what it stands for in metres. */
  scale: { length: number; metres: number };
}

const STEPS = [100, 200, 500, 1000, 2000, 5000, 10_000];

/** Ground metres around `centre` at this latitude (good to well under 1 % over a sub-district). */
const flat = (centre: Point) => {
  const squeeze = Math.cos((centre.lat * Math.PI) / 180);
  return (lon: number, lat: number): [number, number] => [(lon - centre.lon) * METRES_A_DEGREE * squeeze, (centre.lat - lat) * METRES_A_DEGREE];
};

/**
 * The place of an alarm among the grids around it: north up, the alarm's grid whole in view, or 1.5 km around the
 * spot when its grid is not known. Undefined when neither place nor grid is known.
 */
export const miniMap = (grids: readonly GridView[], gridCode: string | undefined, spot: Point | undefined, width: number, height: number): MiniMap | undefined => {
  const own = grids.find((grid) => grid.code === gridCode);
  const centre = spot ?? own?.centre;
  if (!centre) return undefined;
  const place = flat(centre);
  const frame = own ? own.rings.flat().map(([lon, lat]) => place(lon, lat)) : [[-750, -750], [750, 750]] as [number, number][];
  if (spot) frame.push(place(spot.lon, spot.lat));
  const xs = frame.map(([x]) => x);
  const ys = frame.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const factor = Math.min((width * 0.8) / Math.max(200, right - left), (height * 0.8) / Math.max(200, bottom - top));
  const draw = (lon: number, lat: number): [number, number] => {
    const [x, y] = place(lon, lat);
    return [width / 2 + (x - (left + right) / 2) * factor, height / 2 + (y - (top + bottom) / 2) * factor];
  };
  const shapes = grids
    .filter((grid) => grid.kind !== 'street' && grid.kind !== 'city')
    .map((grid) => ({ grid, rings: grid.rings.map((ring) => ring.map(([lon, lat]) => draw(lon, lat))) }))
    .filter(({ rings }) => rings.flat().some(([x, y]) => x > -width && x < 2 * width && y > -height && y < 2 * height))
    .map(({ grid, rings }) => ({ code: grid.code, here: grid.code === gridCode, path: rings.map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`).join('') }))
    .sort((a, b) => Number(a.here) - Number(b.here));
  const at = spot && draw(spot.lon, spot.lat);
  const metres = STEPS.filter((step) => step * factor <= width * 0.35).at(-1) ?? STEPS[0] ?? 100;
  return { shapes, ...(at && { spot: { x: at[0], y: at[1] } }), scale: { length: metres * factor, metres } };
};
