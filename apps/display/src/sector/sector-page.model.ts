import type { AlarmView } from '@one-screen/contracts';
import { SECTORS, type Level, type Sector } from '@one-screen/domain';
import { gravestOf } from '../readings/sites.model';

/** A sector in the page's bar: how many of its alarms nobody has signed for, and the gravest of them. */
export interface SectorTab {
  sector: Sector;
  unsigned: number;
  level?: Level;
}

/** The eight in their official order. Pure. */
export const sectorTabs = (unsigned: readonly AlarmView[]): SectorTab[] => SECTORS.map((sector) => {
  const own = unsigned.filter((alarm) => alarm.sector === sector);
  const level = gravestOf(own.map((alarm) => alarm.level));
  return { sector, unsigned: own.length, ...(level && { level }) };
});

/** Unsigned reds of other sectors: nobody may overlook them for looking at one. Pure. */
export const redsElsewhere = (unsigned: readonly AlarmView[], here: Sector): AlarmView[] => unsigned.filter(({ sector, level }) => sector !== here && level === 'red');
