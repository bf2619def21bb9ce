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
 * Whether a scope covers a thing. An alarm whose grid is not known is shown to everyone of its sector:
 * better seen twice than by nobody.
 */
export const covers = (scope: DataScope, thing: Placed): boolean =>
  scope.sectors.includes(thing.sector) && (!thing.gridCode || thing.gridCode.startsWith(scope.gridPrefix));

const UNPLACED = '*';

/** Rooms a screen of this scope listens in. */
export const roomsOf = (scope: DataScope): string[] =>
  scope.sectors.flatMap((sector) => [`${sector}|${scope.gridPrefix}`, `${sector}|${UNPLACED}`]);

/** Rooms a thing is told in: one for each prefix of its grid code, so no server needs to know another's scopes. */
export const roomsFor = (thing: Placed): string[] => {
  if (!thing.gridCode) return [`${thing.sector}|${UNPLACED}`];
  const rooms = [`${thing.sector}|`];
  for (let end = 1; end <= thing.gridCode.length; end += 1) rooms.push(`${thing.sector}|${thing.gridCode.slice(0, end)}`);
  return rooms;
};
