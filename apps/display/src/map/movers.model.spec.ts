import type { PositionView } from '@one-screen/contracts';
import * as fc from 'fast-check';
import { GLIDE_AT_MOST, moverAt } from './movers.model';

const AT = Date.UTC(2026, 10, 25, 0, 0);
const position = (over: Partial<PositionView> = {}): PositionView => ({ deviceCode: '412000001', sector: 'marine', lon: 121.12, lat: 28.84, speedKmh: 36, courseDeg: 90, at: new Date(AT).toISOString(), stale: false, ...over });

describe('a thing that moves, drawn between two reports', () => {
  it('is moved on by its speed and course', () => {
    const { lon, lat, kind } = moverAt(position(), AT + 10_000);
    expect(kind).toBe('vessel');
    expect(lat).toBeCloseTo(28.84, 6);
    // 36 km/h for 10 s is 100 m to the east.
    expect((lon - 121.12) * 111_320 * Math.cos((28.84 * Math.PI) / 180)).toBeCloseTo(100, 3);
  });
  it('stays where it was last when nobody has heard of it, and stands when it says so', () => {
    expect(moverAt(position({ stale: true }), AT + 10_000)).toMatchObject({ lon: 121.12, lat: 28.84, stale: true });
    expect(moverAt(position({ speedKmh: 0 }), AT + 10_000)).toMatchObject({ lon: 121.12, lat: 28.84 });
  });
  it('never leaves what is known by more than the glide allows, whatever the clocks say', () => {
    fc.assert(fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), fc.double({ min: 0, max: 200, noNaN: true }), fc.double({ min: 0, max: 360, noNaN: true }), (later, speedKmh, courseDeg) => {
      const { lon, lat } = moverAt(position({ speedKmh, courseDeg }), AT + later);
      const metres = Math.hypot((lat - 28.84) * 111_320, (lon - 121.12) * 111_320 * Math.cos((28.84 * Math.PI) / 180));
      expect(metres).toBeLessThanOrEqual((speedKmh / 3_600) * GLIDE_AT_MOST + 0.001);
    }));
  });
});
