import type { Sector } from '@one-screen/domain';
import type { PanelId } from '../panels';

/** The main picture of each sector's page. */
export const PICTURES: Record<Sector, PanelId> = {
  road: 'fleet', marine: 'vessels', fire: 'fire-units', industry: 'tank-farm', construction: 'sites', tourism: 'visitors', equipment: 'lifts', city: 'lifelines',
};
