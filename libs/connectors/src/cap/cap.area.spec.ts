import { circleRing } from './cap.area.js';
import { parseCap } from './cap.parser.js';

const place = (area: string) => {
  const [parsed] = parseCap(`<alert><identifier>a</identifier><sender>s</sender><sent>2026-03-01T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>e</event><urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty><area><areaDesc>d</areaDesc>${area}</area></info></alert>`).signals;
  if (!parsed?.ok) throw new Error(JSON.stringify(parsed));
  return parsed.signal;
};
const kilometres = ([lon1, lat1]: [number, number], [lon2, lat2]: [number, number]): number => {
  const rad = Math.PI / 180;
  const h = Math.sin(((lat2 - lat1) * rad) / 2) ** 2 + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
};

describe('where a warning holds', () => {
  it('turns lat,lon into lon,lat and stands at the centroid', () => {
    const signal = place('<polygon>28,121 28,122 29,122 29,121 28,121</polygon>');
    expect(signal.area).toEqual([[[121, 28], [122, 28], [122, 29], [121, 29], [121, 28]]]);
    expect(signal.location).toEqual({ lon: 121.5, lat: 28.5 });
  });

  it('turns a circle into a closed ring of 32 sides, each corner at its radius', () => {
    const signal = place('<circle>28.85,121.12 15</circle>');
    const [ring = []] = signal.area ?? [];
    expect(ring).toHaveLength(33);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const corner of ring) expect(kilometres([121.12, 28.85], corner)).toBeCloseTo(15, 3);
    expect(signal.location?.lon).toBeCloseTo(121.12, 3);
    expect(signal.location?.lat).toBeCloseTo(28.85, 3);
  });

  it('takes a circle without a radius as a point', () => {
    expect(place('<circle>28.85,121.12 0</circle>')).toMatchObject({ location: { lon: 121.12, lat: 28.85 } });
    expect(place('<circle>28.85,121.12 0</circle>').area).toBeUndefined();
  });

  it('keeps its middle across the antimeridian and stays on the globe at a pole', () => {
    expect(place('<polygon>0,179 0,-179 2,-179 2,179 0,179</polygon>').location).toEqual({ lon: -180, lat: 1 });
    for (const [lon, lat] of circleRing([0, 89.9], 100)) {
      expect(Math.abs(lon)).toBeLessThanOrEqual(180);
      expect(Math.abs(lat)).toBeLessThanOrEqual(90);
    }
  });

  it('stands at the largest of several shapes', () => {
    expect(place('<polygon>0,0 0,1 1,1 1,0 0,0</polygon><polygon>10,10 10,20 20,20 20,10 10,10</polygon>').location).toEqual({ lon: 15, lat: 15 });
  });

  it('thins an outline of very many points, keeping it closed', () => {
    const points = Array.from({ length: 9000 }, (_, index) => `${(28 + Math.sin((index / 9000) * 2 * Math.PI)).toFixed(5)},${(121 + Math.cos((index / 9000) * 2 * Math.PI)).toFixed(5)}`);
    const [ring = []] = place(`<polygon>${[...points, points[0]].join(' ')}</polygon>`).area ?? [];
    expect(ring.length).toBeLessThanOrEqual(2001);
    expect(ring[0]).toEqual(ring.at(-1));
  });
});
