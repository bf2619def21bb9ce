import type { PositionView } from '@one-screen/contracts';
import { METRES_A_DEGREE } from '../distance';

/** A thing that moves, as drawn: where it is taken to be now. */
export interface Mover {
  deviceCode: string;
  kind: 'vessel' | 'vehicle';
  lon: number;
  lat: number;
  course: number;
  /** Not heard of lately: drawn hollow where it was last, never moved on. */
  stale: boolean;
}

/** Moved on by dead reckoning no further than this after its last word, milliseconds: what is drawn stays near what is known. */
export const GLIDE_AT_MOST = 30_000;

/** Where it is taken to be at `now` (epoch milliseconds): its last place, moved on by its speed and course. Pure. */
export const moverAt = (position: PositionView, now: number): Mover => {
  const { deviceCode, sector, stale, speedKmh, courseDeg } = position;
  const drawn = { deviceCode, kind: sector === 'marine' ? 'vessel' : 'vehicle', lon: position.lon, lat: position.lat, course: courseDeg ?? 0, stale } as const;
  if (stale || !speedKmh || courseDeg === undefined) return drawn;
  const metres = (speedKmh / 3_600) * Math.min(GLIDE_AT_MOST, Math.max(0, now - Date.parse(position.at)));
  const towards = (courseDeg * Math.PI) / 180;
  return {
    ...drawn,
    lat: drawn.lat + (metres * Math.cos(towards)) / METRES_A_DEGREE,
    lon: drawn.lon + (metres * Math.sin(towards)) / (METRES_A_DEGREE * Math.cos((drawn.lat * Math.PI) / 180)),
  };
};
