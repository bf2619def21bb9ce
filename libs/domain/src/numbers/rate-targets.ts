import type { RateId } from './rates.js';

/** Targets in per cent, as a versioned table: a rate is kept when it is at least this. Rates that have none are shown, not judged. */
export interface RateTargets {
  id: string;
  version: number;
  percent: Partial<Record<RateId, number>>;
}

/** [P]: coverage 全覆盖, major hazards cleared 彻底清零 and overdue ones filed are whole; a penalty rate above its target earns nothing more. */
export const DEFAULT_RATE_TARGETS: RateTargets = {
  id: 'default', version: 1,
  percent: { coverage: 100, rectification: 98, 'major-rectification': 100, 'on-time': 95, penalty: 5, 'overdue-filing': 100 },
};
