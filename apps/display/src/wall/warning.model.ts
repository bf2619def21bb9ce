import type { AlarmView, SourceView } from '@one-screen/contracts';
import { byUrgency } from '../live/alarm-store';

/**
 * The weather warning strip: open warnings that came over CAP (their source is a CAP source, or they carry an area),
 * gravest first, then newest. Pure.
 */
export const warningsOf = (open: readonly AlarmView[], sources: readonly SourceView[], now: number): AlarmView[] => {
  const cap = new Set(sources.filter((source) => source.kind === 'cap').map((source) => source.id));
  return open
    .filter((alarm) => alarm.conditionActive && alarm.state !== 'shelved' && (alarm.area !== undefined || cap.has(alarm.sourceId)))
    .filter((alarm) => alarm.expiresAt === undefined || Date.parse(alarm.expiresAt) > now)
    .map((alarm) => ({ ...alarm, state: 'acknowledged' as const }))
    .sort(byUrgency);
};
