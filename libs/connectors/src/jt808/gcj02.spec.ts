import fc from 'fast-check';
import { gcj02Of, wgs84Of } from './gcj02.js';

describe('GCJ-02', () => {
  it('is hundreds of metres from WGS-84 in Beijing, as published examples say', () => {
    const there = gcj02Of({ lon: 116.404, lat: 39.915 });
    expect([there.lon, there.lat]).toEqual([expect.closeTo(116.410244, 5), expect.closeTo(39.916404, 5)]);
  });

  it('is undone to a centimetre anywhere in China', () => {
    fc.assert(fc.property(fc.double({ min: 74, max: 135, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }), (lon, lat) => {
      const back = wgs84Of(gcj02Of({ lon, lat }));
      expect(Math.max(Math.abs(back.lon - lon), Math.abs(back.lat - lat))).toBeLessThan(1e-7);
    }));
  });

  it('is the same as WGS-84 elsewhere', () => {
    expect(wgs84Of({ lon: 2.35, lat: 48.85 })).toEqual({ lon: 2.35, lat: 48.85 });
  });
});
