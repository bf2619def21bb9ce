import type { AlarmView } from '@one-screen/contracts';

/** One alarm for the specs, with what matters overridden. */
export const alarmView = (over: Partial<AlarmView> = {}): AlarmView => ({
  id: 'a1', sequence: 1, revision: 1, key: 'k', sourceId: 's', sector: 'fire', level: 'yellow', title: '独立烟感报警', state: 'raised',
  conditionActive: true, drill: false, count: 1, occurredAt: '2026-11-23T00:00:00.000Z', receivedAt: '2026-11-23T00:00:00.000Z',
  lastSeenAt: '2026-11-23T00:00:00.000Z', escalation: 0, ...over,
});
