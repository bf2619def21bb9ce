import type { AlarmView, SectorView } from '@one-screen/contracts';
import { LEVELS, SECTORS, type Level, type Sector } from '@one-screen/domain';

/** One tile of the eight sectors. Counts are of the very alarms this screen holds, so every figure opens. */
export interface SectorTile {
  sector: Sector;
  counts: Record<Level, number>;
  open: number;
  unsigned: number;
  /** Gravest level with an unsigned alarm, then gravest open; none when quiet. */
  level?: Level;
  /** Level of the gravest unsigned alarm. */
  calling?: Level;
  objects?: number;
  spark: readonly number[];
  freshAt?: string;
  sources: { up: number; total: number };
}

const none = (): Record<Level, number> => ({ red: 0, orange: 0, yellow: 0, blue: 0 });

/** The eight tiles in official order. `views` may lag or lack a sector: then only what is known is told. Pure. */
export const sectorTiles = (open: readonly AlarmView[], views: readonly SectorView[]): SectorTile[] => {
  const tiles = new Map<Sector, SectorTile>();
  for (const sector of SECTORS) {
    const view = views.find((one) => one.sector === sector);
    const used = view ? Object.entries(view.sources).filter(([state]) => state !== 'disabled') : [];
    tiles.set(sector, {
      sector, counts: none(), open: 0, unsigned: 0, spark: view?.spark ?? [],
      sources: { up: view?.sources.up ?? 0, total: used.reduce((sum, [, count]) => sum + count, 0) },
      ...(view && { objects: view.objects }), ...(view?.freshAt && { freshAt: view.freshAt }),
    });
  }
  const calling = new Map<Sector, Record<Level, number>>();
  for (const alarm of open) {
    const tile = tiles.get(alarm.sector);
    if (!tile) continue;
    tile.counts[alarm.level] += 1;
    tile.open += 1;
    if (alarm.state !== 'raised') continue;
    tile.unsigned += 1;
    const calls = calling.get(alarm.sector) ?? none();
    calls[alarm.level] += 1;
    calling.set(alarm.sector, calls);
  }
  for (const tile of tiles.values()) {
    const gravest = LEVELS.find((level) => tile.counts[level] > 0);
    const calls = calling.get(tile.sector);
    const call = calls && LEVELS.find((level) => calls[level] > 0);
    if (gravest) tile.level = gravest;
    if (call) tile.calling = call;
  }
  return [...tiles.values()];
};

/**
 * Whether a sector's figures may be old: it has sources and none of them is up. How long a source may be quiet is the
 * source's own setting, so a sector where simply nothing happens is not called stale. Pure.
 */
export const isStale = (tile: SectorTile): boolean => tile.sources.total > 0 && tile.sources.up === 0;
