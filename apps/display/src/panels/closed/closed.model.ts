import type { AlarmView } from '@one-screen/contracts';
import { isOpen } from '@one-screen/domain';

/** Recently ended alarms, newest change first, at most `room`. Pure. */
export const recentlyEnded = (alarms: Iterable<AlarmView>, room: number): AlarmView[] =>
  [...alarms].filter((alarm) => !isOpen(alarm.state)).sort((a, b) => b.sequence - a.sequence).slice(0, Math.max(0, room));
