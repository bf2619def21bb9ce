/** A closed ring of WGS-84 [lon, lat] corners. */
export type OutlineRing = readonly (readonly [number, number])[];

/** A plane that touches the earth at a place, metres east and north of it; true to about 1 in 10,000 over a county. */
export interface TouchingPlane {
  toPlane(place: readonly [number, number]): [number, number];
  toPlace(point: readonly [number, number]): [number, number];
}

/** Metres to a degree at a latitude, of the WGS-84 ellipsoid (the usual series of meridian and parallel arcs). */
export const touchingPlane = (lon: number, lat: number): TouchingPlane => {
  const angle = (lat * Math.PI) / 180;
  const north = 111_132.92 - 559.82 * Math.cos(2 * angle) + 1.175 * Math.cos(4 * angle);
  const east = 111_412.84 * Math.cos(angle) - 93.5 * Math.cos(3 * angle);
  return { toPlane: ([x, y]) => [(x - lon) * east, (y - lat) * north], toPlace: ([x, y]) => [lon + x / east, lat + y / north] };
};

/** Area between the corners of a plane ring, positive when they run anticlockwise; the unit's square. */
export const signedArea = (ring: OutlineRing): number => {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 1) {
    const [x0, y0] = ring[i] ?? [0, 0];
    const [x1, y1] = ring[(i + 1) % ring.length] ?? [0, 0];
    sum += x0 * y1 - x1 * y0;
  }
  return sum / 2;
};

/** Area of an outline in m²: its rings without its holes. */
export const outlineAreaM2 = (rings: readonly OutlineRing[], holes: readonly OutlineRing[] = []): number => {
  const [lon, lat] = rings[0]?.[0] ?? [0, 0];
  const plane = touchingPlane(lon, lat);
  const sum = (all: readonly OutlineRing[]): number => all.reduce((total, ring) => total + Math.abs(signedArea(ring.map(plane.toPlane))), 0);
  return Math.max(0, sum(rings) - sum(holes));
};
