/** Alarm rules 告警规则: data with versions and effective dates, judged by pure functions. */
export * from './rule.js';
export { deviceOfRuleAlarm, isInForce, ruleAlarmKey, rulesInForce, stateKeyOf } from './applies.js';
export { afterAbsence, awaiting, evaluate, nextTickAt, tick as tickRule } from './engine.js';
export { checkRule } from './validate.js';
export { levelReached, limitsAt, type MeasuredPoint, type PointLimit } from './limits.js';
export { unitFit, type UnitFit } from './units.js';
export { minutesUntil } from './trends.js';
export { openRehearsal, rehearse, type OpenRehearsal, type Rehearsal, type RehearsalCount } from './rehearse.js';
export { judgeSample, type SampleJudgement } from './sample.js';
export { DEFAULT_ALARM_RULES } from './defaults.js';
