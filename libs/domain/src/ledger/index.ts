/** The ledger 台账: the declared lives of hazards, and the rules their steps obey. Pure; what is stored and shown is other rooms' business. */
export type { FieldFault, LedgerChange, LedgerCommand, Living, Transitions } from './life.js';
export type { WorkingDays } from './deadline.js';
export * from './inspection-kind.js';
export * from './hazard-catalogue.js';
export * from './hazard.js';
export * from './hazard-clock.js';
export * from './hazard-life.js';
export type { SupervisionAction, SupervisionFields } from './hazard-supervision.js';
export * from './inspection.js';
export { DEFAULT_DRAW_RULES, draw as drawDoubleRandom, reproduces, type DrawLog, type DrawObject, type DrawOfficer, type DrawOrder, type DrawRules, type Exclusion } from './double-random.js';
export * from './enforcement.js';
export * from './enforcement-life.js';
export * from './accident-file.js';
export * from './accident-life.js';
export { adjustGrid, closeGrid, GRID_LEVEL_NAMES, GRID_LEVELS, gridAt, gridLevelOf, parentGridOf, withGrid, type GridLevel, type GridVersion } from './grid.js';
export * from './grid-people.js';
export { patrolCompletion, patrolDuties, PATROL_EVERY, type Patrol, type PatrolCompletion, type PatrolDuty, type PatrolledObject } from './patrol.js';
export * from './grid-performance.js';
