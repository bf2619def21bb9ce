import type { CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import type { Sector } from '../../sector.js';
import { CITY_CATALOGUE } from './city.js';
import { CONSTRUCTION_CATALOGUE } from './construction.js';
import { EQUIPMENT_CATALOGUE } from './equipment.js';
import { FIRE_CATALOGUE } from './fire.js';
import { INDUSTRY_CATALOGUE } from './industry.js';
import { MARINE_CATALOGUE } from './marine.js';
import { ROAD_CATALOGUE } from './road.js';
import { TOURISM_CATALOGUE } from './tourism.js';

/** Grading rules 判定标准 by sector: gists with document and clause, each document in force between its days. `checkGrading` reads them. */
export const HAZARD_CATALOGUES: Readonly<Record<Sector, readonly CatalogueEntry[]>> = {
  road: ROAD_CATALOGUE, marine: MARINE_CATALOGUE, fire: FIRE_CATALOGUE, industry: INDUSTRY_CATALOGUE,
  construction: CONSTRUCTION_CATALOGUE, tourism: TOURISM_CATALOGUE, equipment: EQUIPMENT_CATALOGUE, city: CITY_CATALOGUE,
};

/** Every entry of every sector; operators' further versions are added with `withEntry`. */
export const HAZARD_CATALOGUE: readonly CatalogueEntry[] = Object.values(HAZARD_CATALOGUES).flat();
