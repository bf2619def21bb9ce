/** What crosses the wire: one description shared by both sides. */
export * from './alarm.contract.js';
export * from './intake.contract.js';
export * from './people.contract.js';
export * from './source.contract.js';
export * from './ledger.contract.js';
export * from './grid.contract.js';
export * from './push.contract.js';
export * from './trial.contract.js';
export * from './rule.contract.js';
export * from './maintenance.contract.js';
export * from './device.contract.js';
export * from './exchange.contract.js';
export * from './reading.contract.js';
export * from './analysis.contract.js';
export * from './record.contract.js';
export * from './history.contract.js';
export * from './risk.contract.js';
