import type { LinkState, SourceView } from '@one-screen/contracts';
import { SECTORS, type Sector } from '@one-screen/domain';

/** State of one light: as its sources, or `none` where a sector has no source. */
export type LightState = LinkState | 'none';
export interface SectorLight {
  sector: Sector;
  state: LightState;
  up: number;
  total: number;
  /** Since when it is as it is; ISO. */
  since?: string;
}

/** Worst first: one dead source of a sector must not hide behind nine living ones. */
const WORST: readonly LinkState[] = ['down', 'faulty', 'silent', 'connecting', 'up'];

/** The eight source lights: each shows the worst of its sector's sources in use. Pure. */
export const sectorLights = (sources: readonly SourceView[]): SectorLight[] => SECTORS.map((sector) => {
  const all = sources.filter((source) => source.sector === sector);
  const used = all.filter((source) => source.state !== 'disabled');
  if (!used.length) return { sector, state: all.length ? 'disabled' : 'none', up: 0, total: 0 };
  const state = WORST.find((one) => used.some((source) => source.state === one)) ?? 'connecting';
  const since = used.filter((source) => source.state === state).map((source) => source.since).sort()[0];
  return { sector, state, up: used.filter((source) => source.state === 'up').length, total: used.length, ...(since && { since }) };
});
