import type { AlarmKind } from './alarm-kind.js';
import { MOVING_KINDS } from './moving-kinds.js';
import { TOWN_KINDS } from './town-kinds.js';
import { WORKS_KINDS } from './works-kinds.js';

/** Every kind of alarm the demo city knows. */
export const ALARM_KINDS: readonly AlarmKind[] = [...MOVING_KINDS, ...TOWN_KINDS, ...WORKS_KINDS];
