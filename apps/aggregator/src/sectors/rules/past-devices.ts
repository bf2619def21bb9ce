import { stateKeyOf, type PositionSignal, type ReadingSignal, type Rule, type RuleInput } from '@one-screen/domain';
import type { KnownPoint } from './past.repository.js';

/** What rules look at of one device: some of its points, and where it was. */
export interface PastDevice {
  points: KnownPoint[];
  mover?: { deviceCode: string; name?: string; objectCode?: string };
}
type Past = ReadingSignal | PositionSignal;

/** The devices at least one of the rules looks at, and what of each. */
export const concernedBy = (rules: readonly Rule[], points: readonly KnownPoint[], movers: readonly NonNullable<PastDevice['mover']>[], inputOf: (signal: Past) => RuleInput): PastDevice[] => {
  const found = new Map<string, PastDevice>();
  const isConcerned = (signal: Past): boolean => {
    const input = inputOf(signal);
    return rules.some((rule) => stateKeyOf(rule, input) !== undefined);
  };
  const of = (code: string): PastDevice => {
    const device = found.get(code) ?? { points: [] };
    found.set(code, device);
    return device;
  };
  for (const point of points) if (isConcerned({ kind: 'reading', ...point, value: 0, quality: 'good', at: 0 })) of(point.deviceCode).points.push(point);
  for (const mover of movers) if (isConcerned({ kind: 'position', ...mover, location: { lon: 0, lat: 0 }, at: 0 })) of(mover.deviceCode).mover = mover;
  return [...found.values()];
};

/** Reads every series page by page and puts all of it in the order of time; no more than `atMost`, and no further once `isOver`. */
export const gather = async (series: readonly ((after: number) => Promise<Past[]>)[], after: number, page: number, atMost: number, isOver: () => boolean): Promise<Past[]> => {
  const all: Past[] = [];
  for (const read of series) {
    for (let from = after; all.length < atMost && !isOver();) {
      const rows = await read(from);
      for (const row of rows) all.push(row);
      const last = rows.at(-1);
      if (!last || rows.length < page) break;
      from = last.at;
    }
  }
  return series.length > 1 ? all.sort((a, b) => a.at - b.at) : all;
};
