import type { Location } from '@one-screen/domain';

/** The ellipsoid GCJ-02 is defined upon (Krasovsky 1940): half axis in metres, eccentricity squared. */
const AXIS = 6_378_245;
const ECCENTRICITY = 0.006693421622965943;
/** Close to a millimetre, in degrees. */
const CLOSE_ENOUGH = 1e-8;
const MAX_ROUNDS = 20;

/** GCJ-02 differs from WGS-84 only here. */
const isInside = ({ lon, lat }: Location): boolean => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

const wave = (value: number, ...terms: [height: number, period: number][]): number =>
  terms.reduce((sum, [height, period]) => sum + (height * Math.sin((value * Math.PI) / period) * 2) / 3, 0);

/** WGS-84 to GCJ-02 (火星坐标), degrees; unchanged outside China. */
export const gcj02Of = (wgs: Location): Location => {
  if (!isInside(wgs)) return wgs;
  const [x, y] = [wgs.lon - 105, wgs.lat - 35];
  const fine = wave(x, [20, 1 / 6], [20, 0.5]);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + fine + wave(y, [20, 1], [40, 3], [160, 12], [320, 30]);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + fine + wave(x, [20, 1], [40, 3], [150, 12], [300, 30]);
  const radians = (wgs.lat * Math.PI) / 180;
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  return {
    lat: wgs.lat + (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / magic ** 1.5) * Math.PI),
    lon: wgs.lon + (east * 180) / ((AXIS / Math.sqrt(magic)) * Math.cos(radians) * Math.PI),
  };
};

/** GCJ-02 to WGS-84 by iteration (there is no closed inverse): the offset changes so slowly that a few rounds come to a millimetre. */
export const wgs84Of = (gcj: Location): Location => {
  if (!isInside(gcj)) return gcj;
  let wgs = gcj;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const there = gcj02Of(wgs);
    const [lon, lat] = [there.lon - gcj.lon, there.lat - gcj.lat];
    wgs = { lon: wgs.lon - lon, lat: wgs.lat - lat };
    if (Math.abs(lon) < CLOSE_ENOUGH && Math.abs(lat) < CLOSE_ENOUGH) break;
  }
  return wgs;
};
