import type { Sector } from '../../sector.js';
import type { Checklist } from './checklist.js';
import { CITY_CHECKLISTS } from './city.js';
import { CONSTRUCTION_CHECKLISTS } from './construction.js';
import { EQUIPMENT_CHECKLISTS } from './equipment.js';
import { FIRE_CHECKLISTS } from './fire.js';
import { INDUSTRY_CHECKLISTS } from './industry.js';
import { MARINE_CHECKLISTS } from './marine.js';
import { ROAD_CHECKLISTS } from './road.js';
import { TOURISM_CHECKLISTS } from './tourism.js';

export { checklistAt, checklistsFor, type Checklist, type ChecklistItem } from './checklist.js';

/** Checklists 检查表 by sector. Clauses are from memory unless their catalogue says otherwise. */
export const CHECKLISTS: Readonly<Record<Sector, readonly Checklist[]>> = {
  road: ROAD_CHECKLISTS, marine: MARINE_CHECKLISTS, fire: FIRE_CHECKLISTS, industry: INDUSTRY_CHECKLISTS,
  construction: CONSTRUCTION_CHECKLISTS, tourism: TOURISM_CHECKLISTS, equipment: EQUIPMENT_CHECKLISTS, city: CITY_CHECKLISTS,
};

/** Every checklist of every sector. */
export const ALL_CHECKLISTS: readonly Checklist[] = Object.values(CHECKLISTS).flat();
