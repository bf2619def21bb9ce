import type { PositionView } from '@one-screen/contracts';

/** Slower than this is standing: what a terminal drifts, km/h. */
export const STANDING = 3;

export type FleetKey = 'online' | 'offline' | 'moving' | 'standing';
/** Which vehicles a figure counts. Offline: not heard of for so long that it may be elsewhere; its speed says nothing then. */
export const isOf: Record<FleetKey, (one: PositionView) => boolean> = {
  online: (one) => !one.stale,
  offline: (one) => one.stale,
  moving: (one) => !one.stale && (one.speedKmh ?? 0) >= STANDING,
  standing: (one) => !one.stale && (one.speedKmh ?? 0) < STANDING,
};

const STEPS = [STANDING, 20, 40, 60, 80, 100] as const;

/** A band of speeds, `from` included, `to` not; the last has no end. */
export interface SpeedBand {
  from: number;
  to?: number;
  count: number;
}

/** How many of those online go how fast. Pure. */
export const speedBands = (fleet: readonly PositionView[]): SpeedBand[] => {
  const speeds = fleet.filter((one) => !one.stale && one.speedKmh !== undefined).map((one) => one.speedKmh ?? 0);
  return [0, ...STEPS].map((from, index) => {
    const to = STEPS[index];
    return { from, ...(to !== undefined && { to }), count: speeds.filter((speed) => speed >= from && (to === undefined || speed < to)).length };
  });
};

export const isIn = (band: Pick<SpeedBand, 'from' | 'to'>, one: PositionView): boolean => !one.stale && one.speedKmh !== undefined && one.speedKmh >= band.from && (band.to === undefined || one.speedKmh < band.to);

/** Those not heard of first, the longest silent at the top; then by name. Pure. */
export const inOrder = (fleet: readonly PositionView[]): PositionView[] =>
  [...fleet].sort((a, b) => Number(b.stale) - Number(a.stale) || (a.stale ? Date.parse(a.at) - Date.parse(b.at) : 0) || ((a.name ?? a.deviceCode) < (b.name ?? b.deviceCode) ? -1 : 1));
