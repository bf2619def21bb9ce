/** Reference data of the trade, versioned with effective dates: operators add further versions, none is overwritten. Pure. */
export { HOLIDAY_NOTICES, knownWorkdays } from './holidays.js';
export { HAZARD_CATALOGUE, HAZARD_CATALOGUES } from './hazard-catalogue/index.js';
export { HAZARD_CATEGORIES, hazardCategory, type HazardCategory } from './hazard-categories.js';
export { ALL_CHECKLISTS, checklistAt, CHECKLISTS, checklistsFor, type Checklist, type ChecklistItem } from './checklists/index.js';
export * from './object-attributes/index.js';
