import * as fc from 'fast-check';
import { toPlane } from '../city/plane.js';
import { along, ROADS, WATERWAYS } from './routes.js';

const apart = (a: { lon: number; lat: number }, b: { lon: number; lat: number }): number => {
  const [ax, ay] = toPlane([a.lon, a.lat]);
  const [bx, by] = toPlane([b.lon, b.lat]);
  return Math.hypot(ax - bx, ay - by);
};
const anyRoute = fc.constantFrom(...ROADS, ...WATERWAYS);

describe('going along a route', () => {
  it('never jumps: a step is no longer than the way made', () => {
    fc.assert(fc.property(anyRoute, fc.double({ min: 0, max: 500, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }), (route, from, step) => {
      expect(apart(along(route, from), along(route, from + step))).toBeLessThanOrEqual(step + 1e-4);
    }));
  });
  it('comes back the way it went, heading the other way', () => {
    fc.assert(fc.property(anyRoute, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (route, share) => {
      const there = along(route, share * route.length);
      const back = along(route, 2 * route.length - share * route.length);
      expect(apart(there, back)).toBeLessThan(1e-4);
      expect(Math.cos(((there.courseDeg - back.courseDeg) * Math.PI) / 180)).toBeCloseTo(-1, 6);
    }));
  });
});
