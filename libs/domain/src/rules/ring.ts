import type { GeofenceCondition } from './rule.js';

type Ring = GeofenceCondition['ring'];
type Place = Ring[number];

/** Corners at most: enough for a coast, few enough to check every pair of sides. */
const MAX_CORNERS = 1000;

/** What is wrong with a ring, in words; undefined when it is an area. */
export const faultOfRing = (ring: Ring): string | undefined => {
  if (ring.length < 4) return '围栏至少要有三个顶点，并以第一个顶点收尾';
  if (ring.length > MAX_CORNERS) return `围栏顶点不得超过 ${MAX_CORNERS} 个`;
  if (!ring.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return '围栏坐标须为经度（-180～180）、纬度（-90～90），经度在前';
  const [first, last] = [ring[0] as Place, ring.at(-1) as Place];
  if (!same(first, last)) return '围栏没有闭合：最后一个顶点须与第一个相同';
  const corners = ring.slice(0, -1);
  if (corners.some((corner, index) => same(corner, corners[(index + 1) % corners.length] as Place))) return '围栏有相邻的重复顶点';
  return crossing(corners);
};

const same = (a: Place, b: Place): boolean => a[0] === b[0] && a[1] === b[1];

const crossing = (corners: Ring): string | undefined => {
  const side = (index: number): [Place, Place] => [corners[index % corners.length] as Place, corners[(index + 1) % corners.length] as Place];
  for (let i = 0; i < corners.length; i += 1) {
    const [a, b] = side(i);
    const [, c] = side(i + 1);
    // Neighbours share a corner; they may only not fold back onto each other.
    if (turn(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0) return `围栏在第 ${((i + 1) % corners.length) + 1} 个顶点处折返`;
    for (let j = i + 2; j < corners.length; j += 1) {
      if (i === 0 && j === corners.length - 1) continue;
      const [d, e] = side(j);
      if (meet(a, b, d, e)) return `围栏自相交：第 ${i + 1} 条边与第 ${j + 1} 条边`;
    }
  }
  return undefined;
};

/** Which way one turns at `b` on the way from `a` to `c`: left 1, right -1, not at all 0. */
const turn = (a: Place, b: Place, c: Place): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

const within = (a: Place, b: Place, p: Place): boolean =>
  Math.min(a[0], b[0]) <= p[0] && p[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= p[1] && p[1] <= Math.max(a[1], b[1]);

const meet = (a: Place, b: Place, c: Place, d: Place): boolean => {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (abc === 0 && within(a, b, c)) || (abd === 0 && within(a, b, d)) || (cda === 0 && within(c, d, a)) || (cdb === 0 && within(c, d, b));
};
