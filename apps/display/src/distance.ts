/** Metres of one degree of latitude. */
export const METRES_A_DEGREE = 111_320;

/** Metres between two places, the earth taken as flat: good to a few per mille over tens of kilometres. */
export const metresBetween = (a: { lon: number; lat: number }, b: { lon: number; lat: number }): number =>
  METRES_A_DEGREE * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180));
