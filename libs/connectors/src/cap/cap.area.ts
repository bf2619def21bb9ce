import type { Area, Location } from '@one-screen/domain';
import { join, type CapFields } from './cap.fields.js';
import type { XmlNode } from './xml.document.js';

/** Mean Earth radius, kilometres (IUGG). */
const EARTH_KM = 6371.0088;
const CIRCLE_SIDES = 32;
const MAX_RADIUS_KM = 10_000;
/** An outline is for looking at: beyond this many vertices in all, every ring is thinned evenly. */
const MAX_VERTICES = 2000;
const MAX_RINGS = 200;

type Point = [number, number];
type Ring = Point[];

const PAIR = /^([+-]?\d{1,3}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)$/;
const rounded = (degrees: number): number => Number(degrees.toFixed(6));

/** CAP's `lat,lon` to lon/lat, or undefined when it is none or off the globe. */
const pointOf = (text: string): Point | undefined => {
  const pair = PAIR.exec(text);
  if (!pair) return undefined;
  const lat = Number(pair[1]);
  const lon = Number(pair[2]);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [rounded(lon), rounded(lat)] : undefined;
};

const polygonOf = (fields: CapFields, path: string, text: string): Ring | undefined => {
  const points = text.split(/\s+/).map(pointOf);
  const ring = points.filter((point): point is Point => point !== undefined);
  if (ring.length !== points.length) return fields.fault(path, '应为 WGS-84 度数的 "纬度,经度 纬度,经度 …" / expected "lat,lon lat,lon …" in WGS-84 degrees');
  const [first] = ring;
  const last = ring.at(-1);
  if (ring.length < 4 || !first || !last || first[0] !== last[0] || first[1] !== last[1]) return fields.fault(path, '多边形至少 4 个点，且首尾相同 / a polygon needs at least 4 points, the first and the last equal');
  return ring;
};

/** A circle on the sphere as a closed ring of 32 sides, counter-clockwise; a radius of 0 is its centre alone. */
export const circleRing = ([lon, lat]: Point, radiusKm: number): Ring => {
  const distance = radiusKm / EARTH_KM;
  const phi = (lat * Math.PI) / 180;
  const ring = Array.from({ length: CIRCLE_SIDES }, (_, side): Point => {
    const bearing = (-2 * Math.PI * side) / CIRCLE_SIDES;
    const sine = Math.sin(phi) * Math.cos(distance) + Math.cos(phi) * Math.sin(distance) * Math.cos(bearing);
    const phi2 = Math.asin(Math.min(1, Math.max(-1, sine)));
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(distance) * Math.cos(phi), Math.cos(distance) - Math.sin(phi) * Math.sin(phi2));
    return [rounded(wrapped(lon + (turn * 180) / Math.PI)), rounded((phi2 * 180) / Math.PI)];
  });
  return [...ring, ...ring.slice(0, 1)];
};

const wrapped = (lon: number): number => ((((lon + 180) % 360) + 360) % 360) - 180;

const circleOf = (fields: CapFields, path: string, text: string): { centre: Point; ring?: Ring } | undefined => {
  const [at = '', radius = '', ...rest] = text.split(/\s+/);
  const centre = pointOf(at);
  const km = /^\+?\d{1,6}(\.\d+)?$/.test(radius) ? Number(radius) : Number.NaN;
  if (!centre || rest.length > 0 || !(km <= MAX_RADIUS_KM)) return fields.fault(path, `应为 "纬度,经度 半径"，半径以千米计，最大 ${MAX_RADIUS_KM} / expected "lat,lon radius" with the radius in km, at most ${MAX_RADIUS_KM}`);
  return km > 0 ? { centre, ring: circleRing(centre, km) } : { centre };
};

/** Area-weighted centroid of a ring; longitudes are unrolled first, so one across the antimeridian keeps its middle. */
const centroidOf = (ring: Ring): { centre: Location; size: number } => {
  const [origin] = ring as [Point];
  const flat = ring.map(([lon, lat]): Point => [origin[0] + wrapped(lon - origin[0]), lat]);
  let twice = 0;
  let x = 0;
  let y = 0;
  flat.forEach(([x1, y1], index) => {
    const [x2, y2] = flat[(index + 1) % flat.length] as Point;
    const cross = (x1 - origin[0]) * (y2 - origin[1]) - (x2 - origin[0]) * (y1 - origin[1]);
    twice += cross;
    x += (x1 + x2 - 2 * origin[0]) * cross;
    y += (y1 + y2 - 2 * origin[1]) * cross;
  });
  const middle: Point = Math.abs(twice) < 1e-12
    ? [flat.reduce((sum, [lon]) => sum + lon, 0) / flat.length, flat.reduce((sum, [, lat]) => sum + lat, 0) / flat.length]
    : [origin[0] + x / (3 * twice), origin[1] + y / (3 * twice)];
  return { centre: { lon: rounded(wrapped(middle[0])), lat: rounded(Math.min(90, Math.max(-90, middle[1]))) }, size: Math.abs(twice) };
};

const thinned = (rings: Ring[]): Ring[] => {
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0);
  const step = Math.ceil(vertices / MAX_VERTICES);
  if (step <= 1) return rings;
  return rings.map((ring) => {
    const stride = Math.max(1, Math.min(step, Math.floor((ring.length - 1) / 3)));
    return [...ring.slice(0, -1).filter((_, index) => index % stride === 0), ...ring.slice(-1)];
  });
};

export interface Place {
  area?: Area;
  location?: Location;
  areaDesc: string[];
  geocodes: { name: string; value: string }[];
}

/** Where a warning holds: the `area` elements of one or several info blocks taken together. */
export const placeOf = (fields: CapFields, areas: readonly { node: XmlNode; path: string }[]): Place => {
  const rings: Ring[] = [];
  const centres: Point[] = [];
  const place: Place = { areaDesc: [], geocodes: [] };
  for (const { node, path } of areas) {
    const desc = fields.text(node, path, 'areaDesc');
    if (desc) place.areaDesc.push(desc);
    fields.all(node, 'polygon').forEach(({ text }, index) => {
      const ring = text ? polygonOf(fields, join(path, `polygon[${index}]`), text) : undefined;
      if (ring) rings.push(ring);
    });
    fields.all(node, 'circle').forEach(({ text }, index) => {
      const circle = text ? circleOf(fields, join(path, `circle[${index}]`), text) : undefined;
      if (circle?.ring) rings.push(circle.ring);
      else if (circle) centres.push(circle.centre);
    });
    for (const geocode of fields.all(node, 'geocode')) {
      place.geocodes.push({ name: fields.text(geocode, path, 'valueName') ?? '', value: fields.text(geocode, path, 'value') ?? geocode.text });
    }
  }
  const sized = rings.map((ring) => ({ ring, ...centroidOf(ring) })).sort((a, b) => b.size - a.size);
  if (sized.length) place.area = thinned(sized.slice(0, MAX_RINGS).map(({ ring }) => ring));
  const [point] = centres;
  const location = sized[0]?.centre ?? (point && { lon: point[0], lat: point[1] });
  if (location) place.location = location;
  return place;
};

/** First two digits of the codes of provinces (GB/T 2260). */
const PROVINCE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])/;

/** 331082001000 is a sub-district, 331082000000 a county: the zeros say "all below". Undefined above a county, or for other lands' codes. */
const significant = (code: string): string | undefined => {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(code) || !PROVINCE.test(code)) return undefined;
  const padded = code.padEnd(12, '0');
  if (padded.slice(4, 6) === '00') return undefined;
  if (!padded.endsWith('000')) return padded;
  return padded.slice(6, 9) === '000' ? padded.slice(0, 6) : padded.slice(0, 9);
};

/**
 * The one grid code (6, 9 or 12 digits) that all administrative codes of a warning share, or nothing: a warning for a whole
 * city or province, or for several counties, belongs to no single grid and must reach everyone.
 */
export const gridCodeOf = (geocodes: Place['geocodes']): string | undefined => {
  const codes = geocodes.filter(({ name }) => !/same|fips|ugc/i.test(name)).flatMap(({ value }) => value.split(/[\s,;，；、]+/)).filter((code) => PROVINCE.test(code));
  const [first, ...others] = codes.map(significant);
  if (first === undefined) return undefined;
  return [12, 9, 6].map((length) => first.slice(0, length)).find((prefix) => others.every((code) => code?.startsWith(prefix)));
};
