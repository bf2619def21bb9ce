export type Place = [lon: number, lat: number];

const isPlace = (value: unknown): value is number[] => Array.isArray(value) && value.length >= 2 && value.every((part) => typeof part === 'number' && Number.isFinite(part));

const ringIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return isPlace(value[0]) ? value : ringIn(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, geometry, features, coordinates } = value as Record<string, unknown>;
  if (type === 'FeatureCollection') return ringIn(Array.isArray(features) ? features[0] : undefined);
  return type === 'Feature' ? ringIn(geometry) : ringIn(coordinates);
};

/** The outer ring in pasted GeoJSON (RFC 7946: a Polygon, a Feature or FeatureCollection of it) or in a bare list of places, closed; undefined when there is none. */
export const ringOf = (text: string): Place[] | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = ringIn(value);
  if (!Array.isArray(found) || !found.every(isPlace)) return undefined;
  return closed(found.map(([lon, lat]): Place => [lon ?? 0, lat ?? 0]));
};

/** With its first place as its last. */
export const closed = (places: readonly Place[]): Place[] => {
  const [first] = places;
  const last = places.at(-1);
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...places, [...first]] : [...places];
};

/** A flat view of a small stretch of the earth: places to pixels of a `width` x `height` sheet and back, north up, true to shape. */
export const sheetOf = (places: readonly Place[], width: number, height: number) => {
  const [west, east] = [Math.min(...places.map(([lon]) => lon)), Math.max(...places.map(([lon]) => lon))];
  const [south, north] = [Math.min(...places.map(([, lat]) => lat)), Math.max(...places.map(([, lat]) => lat))];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(width / Math.max((east - west) * squeeze, 1e-4), height / Math.max(north - south, 1e-4)) * 0.94;
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2];
  return {
    toPixel: ([lon, lat]: Place): [x: number, y: number] => [width / 2 + (lon - midLon) * squeeze * scale, height / 2 - (lat - midLat) * scale],
    toPlace: (x: number, y: number): Place => [Number((midLon + (x - width / 2) / (squeeze * scale)).toFixed(6)), Number((midLat - (y - height / 2) / scale).toFixed(6))],
  };
};
