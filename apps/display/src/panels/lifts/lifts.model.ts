import { named, type Site } from '../../readings/sites.model';

/** A lift or other equipment as the page shows it. Values that are old or invalid are not known. */
export interface Lift {
  site: Site;
  floor?: number;
  running?: boolean;
  doorOpen?: boolean;
  trapped: boolean;
  /** Days to the next inspection; negative when overdue. */
  inspection?: number;
  /** It tells how it runs, not only when it is due. */
  live: boolean;
  silent: boolean;
}

const valueOf = (site: Site, ...names: string[]): number | undefined => {
  const point = named(site.points, ...names)[0];
  return point && !point.age.stale && point.reading.quality !== 'bad' ? point.reading.value : undefined;
};

/** A site of the equipment sector. Pure. */
export const liftOf = (site: Site): Lift => {
  const [floor, running, door, trapped, inspection] = [valueOf(site, 'floor'), valueOf(site, 'running'), valueOf(site, 'door', 'door-open'), valueOf(site, 'trapped'), valueOf(site, 'inspection-days')];
  const told = site.points.filter(({ reading }) => reading.point !== 'inspection-days');
  return {
    site, trapped: trapped !== undefined && trapped > 0, live: told.length > 0, silent: told.length > 0 && told.every(({ age }) => age.stale),
    ...(floor !== undefined && { floor }), ...(running !== undefined && { running: running > 0 }), ...(door !== undefined && { doorOpen: door > 0 }), ...(inspection !== undefined && { inspection }),
  };
};

/** Inspections nearer than this are due soon, days. */
export const DUE_SOON = 30;
export type LiftKey = 'lifts' | 'trapped' | 'silent' | 'soon' | 'overdue';
export const isOf: Record<LiftKey, (lift: Lift) => boolean> = {
  lifts: ({ live }) => live,
  trapped: ({ trapped }) => trapped,
  silent: ({ silent }) => silent,
  soon: ({ inspection }) => inspection !== undefined && inspection >= 0 && inspection < DUE_SOON,
  overdue: ({ inspection }) => inspection !== undefined && inspection < 0,
};

/** Those with a known due date, the most overdue first. Pure. */
export const byDue = (lifts: readonly Lift[]): Lift[] => lifts.filter(({ inspection }) => inspection !== undefined).sort((a, b) => (a.inspection ?? 0) - (b.inspection ?? 0) || (a.site.name < b.site.name ? -1 : 1));

/** People trapped first, then the silent, then by name. Pure. */
export const byNeed = (lifts: readonly Lift[]): Lift[] => [...lifts].sort((a, b) => Number(b.trapped) - Number(a.trapped) || Number(b.silent) - Number(a.silent) || (a.site.name < b.site.name ? -1 : 1));
