import { SECTORS, type Sector } from './sector.js';

/** Data scope 数据范围: sectors x grid code prefix. An empty `gridPrefix` is everywhere. */
export interface DataScope {
  sectors: Sector[];
  gridPrefix: string;
}

export const EVERYTHING: DataScope = { sectors: [...SECTORS], gridPrefix: '' };

interface Placed {
  sector: Sector;
  gridCode?: string | undefined;
}

/**
 * Whether a scope covers a thing: one within its grids, one of a wider place around them (a warning for the whole city
 * concerns each street), and one whose grid is not known: better seen twice than by nobody.
 */
export const covers = (scope: DataScope, thing: Placed): boolean =>
  scope.sectors.includes(thing.sector) && (!thing.gridCode || thing.gridCode.startsWith(scope.gridPrefix) || scope.gridPrefix.startsWith(thing.gridCode));

const UNPLACED = '*';

/** All proper prefixes of a grid code, the codes of the places around it. */
export const widerThan = (gridCode: string): string[] => Array.from({ length: Math.max(0, gridCode.length - 1) }, (_, index) => gridCode.slice(0, index + 1));

/** Rooms a screen of this scope listens in. */
export const roomsOf = (scope: DataScope): string[] =>
  scope.sectors.flatMap((sector) => [`${sector}|${scope.gridPrefix}`, `${sector}|${UNPLACED}`, ...widerThan(scope.gridPrefix).map((code) => `${sector}|=${code}`)]);

/** Rooms a thing is told in: one for each prefix of its grid code, so no server needs to know another's scopes. */
export const roomsFor = (thing: Placed): string[] => {
  const { sector, gridCode } = thing;
  if (!gridCode) return [`${sector}|${UNPLACED}`];
  return [`${sector}|`, ...widerThan(gridCode).map((code) => `${sector}|${code}`), `${sector}|${gridCode}`, `${sector}|=${gridCode}`];
};
