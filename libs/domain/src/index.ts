/** The rules of the trade: pure functions and types, depending on nothing. */
export * from './sector.js';
export * from './level.js';
export * from './errors.js';
export * from './bilingual.js';
export * from './role.js';
export * from './scope.js';
export * from './signal.js';
export * from './inspection.js';
export * from './maintenance.js';
export * from './alarm.js';
export * from './alarm-life.js';
export * from './alarm-signals.js';
export * from './alarm-load.js';
export * from './rules/index.js';
export * from './numbers/index.js';
export * from './ledger/index.js';
export * from './reference/index.js';
