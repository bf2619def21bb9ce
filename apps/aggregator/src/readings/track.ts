import type { Position } from './position.row.js';

/** A place of a track is kept when it is so far from the one kept before: metres, degrees of course, milliseconds. */
const MOVED = 20;
const TURNED = 15;
const PASSED = 60_000;

const METRES_A_DEGREE = 111_320;

type Place = Pick<Position, 'at' | 'lon' | 'lat' | 'courseDeg'>;

/** Metres between two near places, on a plane (exact enough up to some kilometres; beyond, only that it is far matters). */
const metresBetween = (a: Place, b: Place): number => {
  const east = (b.lon - a.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(east, b.lat - a.lat) * METRES_A_DEGREE;
};

/** Degrees between two courses, 0 to 180; none when one is not known. */
const turnBetween = (a: number | undefined, b: number | undefined): number => {
  if (a === undefined || b === undefined) return 0;
  const turn = Math.abs(b - a) % 360;
  return Math.min(turn, 360 - turn);
};

/** Whether a track 轨迹 needs this place beside the one kept before: moved more than 20 m, turned more than 15°, or a minute passed. Pure. */
export const worthKeeping = (kept: Place | undefined, next: Place): boolean =>
  !kept || Math.abs(next.at - kept.at) >= PASSED || metresBetween(kept, next) > MOVED || turnBetween(kept.courseDeg, next.courseDeg) > TURNED;
