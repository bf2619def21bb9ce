import { toDegrees, toPlane, type Point } from '../city/plane.js';

/** A way to go along, as corners in local kilometres; what moves goes to its end and back. */
export interface Route {
  name: string;
  line: readonly Point[];
  /** Kilometres. */
  length: number;
}

const route = (name: string, corners: readonly (readonly [lon: number, lat: number])[]): Route => {
  const line = corners.map(toPlane);
  return { name, line, length: line.slice(1).reduce((sum, point, index) => sum + distance(line[index] ?? point, point), 0) };
};
const distance = (a: Point, b: Point): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** Roads of the demo: schematic, along where the town's main roads run. */
export const ROADS: readonly Route[] = [
  route('江滨路', [[121.098, 28.842], [121.108, 28.843], [121.118, 28.841], [121.128, 28.842], [121.139, 28.846], [121.149, 28.851]]),
  route('东方大道', [[121.128, 28.842], [121.131, 28.851], [121.135, 28.861], [121.141, 28.872], [121.151, 28.883]]),
  route('台州府路', [[121.104, 28.852], [121.114, 28.853], [121.124, 28.855], [121.135, 28.861], [121.147, 28.864]]),
  route('城西连线', [[121.081, 28.868], [121.092, 28.862], [121.104, 28.852], [121.098, 28.842], [121.089, 28.831]]),
  route('后山连线', [[121.112, 28.889], [121.115, 28.876], [121.114, 28.864], [121.114, 28.853], [121.118, 28.841]]),
];

/** The Lingjiang from the old town down to the bay: schematic. */
export const WATERWAYS: readonly Route[] = [
  route('灵江', [[121.096, 28.835], [121.108, 28.837], [121.121, 28.836], [121.133, 28.838], [121.147, 28.842], [121.163, 28.838], [121.184, 28.826], [121.214, 28.803], [121.251, 28.779], [121.296, 28.758], [121.348, 28.733], [121.402, 28.712]]),
  route('台州湾', [[121.402, 28.712], [121.462, 28.702], [121.531, 28.698], [121.607, 28.704], [121.684, 28.726]]),
];

export interface OnRoute {
  lon: number;
  lat: number;
  /** Degrees clockwise from north. */
  courseDeg: number;
}

/** Where one is after so many kilometres of going to and fro along a route. Pure. */
export const along = ({ line, length }: Route, kilometres: number): OnRoute => {
  const round = ((kilometres % (2 * length)) + 2 * length) % (2 * length);
  const back = round > length;
  let left = back ? 2 * length - round : round;
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [line[index - 1], line[index]];
    if (!from || !to) break;
    const piece = distance(from, to);
    if (left > piece && index < line.length - 1) {
      left -= piece;
      continue;
    }
    const share = piece > 0 ? Math.min(1, left / piece) : 0;
    const [lon, lat] = toDegrees([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
    const heading = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI + (back ? 180 : 0);
    return { lon, lat, courseDeg: ((heading % 360) + 360) % 360 };
  }
  throw new RangeError('a route has at least two corners');
};
