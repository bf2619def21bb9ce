import type { AlarmView, MaintenanceView } from '@one-screen/contracts';
import { alarmView } from '../live/alarm.fixture';
import { fromField, groupsOf, heldByWindow, possibleOn, subjectOf, sumsOf, toField } from './maintenance.model';

const NOW = Date.parse('2026-11-25T08:00:00+08:00');
const HOUR = 3_600_000;
const aWindow = (id: string, patch: Partial<MaintenanceView> = {}): MaintenanceView => ({
  id, revision: 1, state: 'approved', phase: 'pending', sector: 'industry', objectCode: 'plant-1', objectName: '一号罐区', from: new Date(NOW - HOUR).toISOString(), until: new Date(NOW + HOUR).toISOString(),
  reason: '更换', permit: 'ZY-1', responsible: '王工', requestedBy: 'chen', requestedAt: new Date(NOW - 2 * HOUR).toISOString(), includesRed: false, held: 0, ...patch,
});
const after = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
const alarm = (id: string, patch: Partial<AlarmView>): AlarmView => alarmView({ id, ...patch });

describe('the board of maintenance windows', () => {
  it('moves a window on by time alone, whatever the server said of it', () => {
    const windows = [aWindow('past', { until: after(-0.5) }), aWindow('later', { from: after(0.5) }), aWindow('soon-over', { until: after(0.2) }), aWindow('now'), aWindow('asked', { state: 'requested' }), aWindow('refused', { state: 'refused' })];
    expect(groupsOf(windows, NOW).map(({ phase, windows: list }) => [phase, list.map(({ id }) => id)])).toEqual([
      ['pending', ['asked']], ['in-force', ['soon-over', 'now']], ['scheduled', ['later']], ['past', ['refused', 'past']],
    ]);
    expect(groupsOf(windows, NOW + HOUR).map(({ phase }) => phase)).toEqual(['past']);
  });

  it('counts what is in force and what is held, and no shelf a person set', () => {
    const alarms = [alarm('a', { state: 'shelved', maintenanceId: 'w' }), alarm('b', { state: 'shelved' }), alarm('c', { state: 'raised', level: 'red', maintenanceId: 'w' }), alarm('d', { state: 'shelved', maintenanceId: 'w', sequence: 99 })];
    expect(sumsOf([aWindow('w'), aWindow('x', { state: 'requested' })], alarms, NOW)).toEqual({ pending: 1, inForce: 1, held: 2 });
    expect(heldByWindow(alarms).get('w')?.map(({ id }) => id)).toEqual(['d', 'a']);
  });

  it('offers the decision to a leader who did not ask, and the end to whoever handles alarms', () => {
    const asked = aWindow('w', { state: 'requested' });
    const leader = { username: 'lin', leader: true, mayHandle: true };
    expect(possibleOn(asked, leader, NOW)).toEqual({ decide: true, own: false, end: true });
    expect(possibleOn({ ...asked, requestedBy: 'lin' }, leader, NOW)).toEqual({ decide: false, own: true, end: true });
    expect(possibleOn(asked, { username: 'zhao', leader: false, mayHandle: true }, NOW)).toEqual({ decide: false, own: false, end: false });
    expect(possibleOn(aWindow('w'), { username: 'zhao', leader: false, mayHandle: true }, NOW).end).toBe(true);
    expect(possibleOn(aWindow('w'), { username: 'op', leader: false, mayHandle: false }, NOW).end).toBe(false);
    expect(possibleOn(aWindow('w'), leader, NOW + HOUR).end).toBe(false);
  });

  it('names what is worked on', () => {
    expect(subjectOf(aWindow('w', { deviceCode: 'T1', point: 'level', sourceId: 'gds', sourceName: 'GDS 主机' }))).toBe('一号罐区 · T1 · level · GDS 主机');
    expect(subjectOf(aWindow('w', { objectCode: undefined, objectName: undefined, sourceId: 'gds' }))).toBe('gds');
  });

  it('writes times of the field in Beijing time', () => {
    expect(toField(NOW)).toBe('2026-11-25T08:00');
    expect(Date.parse(fromField(toField(NOW)) ?? '')).toBe(NOW);
    for (const text of ['', '2026-11-25', '2026-13-45T99:00']) expect(fromField(text)).toBeUndefined();
  });
});
