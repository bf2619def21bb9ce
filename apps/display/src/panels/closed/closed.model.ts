import type { AlarmView } from '@one-screen/contracts';
import { isOpen } from '@one-screen/domain';

/**
 * Recently ended alarms, newest change first, at most `room`: what this screen saw end, and what had ended before.
 * The newer revision wins, so one reopened since is left out. Pure.
 */
export const recentlyEnded = (live: ReadonlyMap<string, AlarmView>, before: readonly AlarmView[], room: number): AlarmView[] => {
  const all = new Map(before.map((alarm) => [alarm.id, alarm]));
  for (const [id, alarm] of live) if ((all.get(id)?.revision ?? 0) <= alarm.revision) all.set(id, alarm);
  return [...all.values()].filter((alarm) => !isOpen(alarm.state)).sort((a, b) => b.sequence - a.sequence).slice(0, Math.max(0, room));
};
