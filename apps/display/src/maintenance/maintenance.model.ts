import type { AlarmView, MaintenanceView } from '@one-screen/contracts';
import { phaseOf, type MaintenancePhase } from '@one-screen/domain';

export const PHASES = ['pending', 'in-force', 'scheduled', 'past'] as const satisfies readonly MaintenancePhase[];

/** Where a window stands by this screen's clock: time alone moves it, and nobody tells. */
export const phaseNow = (window: MaintenanceView, now: number): MaintenancePhase => phaseOf({ state: window.state, from: Date.parse(window.from), until: Date.parse(window.until) }, now);

/** Whether a maintenance window, and no person, keeps it shelved. */
export const isHeld = (alarm: Pick<AlarmView, 'state' | 'maintenanceId'>): boolean => alarm.state === 'shelved' && alarm.maintenanceId !== undefined;

/** What stands always before people's eyes, since what is held does not call them (ISA-18.2: the shelved list). */
export interface MaintenanceSums {
  pending: number;
  inForce: number;
  held: number;
}
export const sumsOf = (windows: Iterable<MaintenanceView>, alarms: Iterable<AlarmView>, now: number): MaintenanceSums => {
  const sums: MaintenanceSums = { pending: 0, inForce: 0, held: 0 };
  for (const window of windows) {
    const phase = phaseNow(window, now);
    if (phase === 'pending') sums.pending += 1;
    else if (phase === 'in-force') sums.inForce += 1;
  }
  for (const alarm of alarms) if (isHeld(alarm)) sums.held += 1;
  return sums;
};

/** Alarms each window holds, newest first. */
export const heldByWindow = (alarms: Iterable<AlarmView>): Map<string, AlarmView[]> => {
  const held = new Map<string, AlarmView[]>();
  for (const alarm of alarms) {
    if (!isHeld(alarm) || alarm.maintenanceId === undefined) continue;
    held.set(alarm.maintenanceId, [...(held.get(alarm.maintenanceId) ?? []), alarm]);
  }
  for (const list of held.values()) list.sort((a, b) => b.sequence - a.sequence);
  return held;
};

/** The board: what waits for a leader first, then what is in force (the next to end first), what is to come, and what is over (newest first). */
export const groupsOf = (windows: readonly MaintenanceView[], now: number): { phase: MaintenancePhase; windows: MaintenanceView[] }[] => {
  const byEnd = (a: MaintenanceView, b: MaintenanceView): number => Date.parse(a.until) - Date.parse(b.until);
  const byStart = (a: MaintenanceView, b: MaintenanceView): number => Date.parse(a.from) - Date.parse(b.from);
  const over = (window: MaintenanceView): number => Date.parse(window.endedAt ?? window.decidedAt ?? window.until);
  const order = { pending: byStart, 'in-force': byEnd, scheduled: byStart, past: (a: MaintenanceView, b: MaintenanceView) => over(b) - over(a) };
  return PHASES.map((phase) => ({ phase, windows: windows.filter((window) => phaseNow(window, now) === phase).sort(order[phase]) })).filter((group) => group.windows.length > 0);
};

/** What is worked on, in words, widest first: object, device, point, source. */
export const subjectOf = (window: Pick<MaintenanceView, 'objectCode' | 'objectName' | 'deviceCode' | 'deviceName' | 'point' | 'sourceId' | 'sourceName'>): string =>
  [window.objectCode ?? window.deviceCode ? (window.objectName ?? window.objectCode) : undefined, window.deviceName ?? window.deviceCode, window.point, window.sourceName ?? window.sourceId].filter(Boolean).join(' · ');

/** Who may do what with a window. `own`: one's own request, which somebody else must decide on. */
export const possibleOn = (window: MaintenanceView, who: { username: string; leader: boolean; mayHandle: boolean }, now: number): { decide: boolean; own: boolean; end: boolean } => {
  const phase = phaseNow(window, now);
  const own = window.requestedBy === who.username;
  const decidable = phase === 'pending' && who.leader;
  const endable = phase === 'pending' ? own || who.leader : phase === 'in-force' || phase === 'scheduled';
  return { decide: decidable && !own, own: decidable && own, end: endable && who.mayHandle };
};

const OFFSET = 8 * 3_600_000;
/** A moment for a `datetime-local` field, in Beijing time whatever the machine is set to: `2026-11-25T08:30`. */
export const toField = (at: number): string => new Date(at + OFFSET).toISOString().slice(0, 16);
/** And back, as ISO 8601 with offset; undefined when it is not a moment. */
export const fromField = (text: string): string | undefined => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}:00+08:00`)) ? `${text}:00+08:00` : undefined);
