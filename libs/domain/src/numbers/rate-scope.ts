import { invalid } from '../errors.js';
import type { Sector } from '../sector.js';
import type { Range } from './period.js';

/** What a number is about: a period, a sector (all when absent) and a grid with what lies in it. */
export interface RateScope {
  period: Range;
  /** Epoch ms up to which things are known: the period's end, or now while it runs. Due dates beyond it are not due yet. */
  asOf: number;
  sector?: Sector;
  /** Division code 网格码; a grid holds every code that begins with its own. Empty is everywhere. */
  gridPrefix: string;
  /** Grids within it that are left out: what remains at the level itself when its parts are shown apart. */
  except?: readonly string[];
}

interface Placed {
  sector: Sector;
  gridCode: string;
}

export const inScope = (scope: RateScope, thing: Placed): boolean =>
  (!scope.sector || thing.sector === scope.sector)
  && thing.gridCode.startsWith(scope.gridPrefix)
  && !scope.except?.some((code) => thing.gridCode.startsWith(code));

/** The last moment of the scope that is known, exclusive. */
export const endOf = (scope: RateScope): number => Math.min(scope.period.to, scope.asOf);

/** Within the period, and known. */
export const happenedIn = (scope: RateScope, at: number): boolean => at >= scope.period.from && at < endOf(scope);

/**
 * One step of the drill 市→镇→村→企: a scope for each part, and last one for what is kept at the level itself.
 * Together they hold every record of the whole exactly once, so counts sum to the parent's.
 */
export const scopesBelow = (scope: RateScope, parts: readonly string[]): RateScope[] => {
  for (const part of parts) {
    if (!part.startsWith(scope.gridPrefix) || part === scope.gridPrefix) throw invalid('grid-outside', `网格${part}不在${scope.gridPrefix || '全域'}之内`, `Grid ${part} is not within ${scope.gridPrefix || 'the whole'}`, { grid: part });
    const other = parts.find((candidate, index) => part.startsWith(candidate) && (candidate !== part || parts.indexOf(part) !== index));
    if (other !== undefined) throw invalid('grids-overlap', `网格${part}与${other}重叠`, `Grids ${part} and ${other} overlap`, { grids: [part, other] });
  }
  return [...parts.map((gridPrefix) => ({ ...scope, gridPrefix })), { ...scope, except: [...(scope.except ?? []), ...parts] }];
};
