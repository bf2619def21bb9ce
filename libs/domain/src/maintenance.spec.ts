import * as fc from 'fast-check';
import { DEFAULT_RULES, nextClockAt, type Alarm } from './alarm.js';
import { act } from './alarm-life.js';
import { isHeld, receive, release, tick, type Arrival } from './alarm-signals.js';
import { DomainError } from './errors.js';
import { LEVELS, type Level } from './level.js';
import { concerns, decide, holds, lapse, liesWithin, MAINTENANCE_LIMITS, phaseOf, request, windowFor, type MaintenanceCommand, type MaintenanceRequest, type MaintenanceWindow, type UnderWork } from './maintenance.js';
import { EVERYTHING } from './scope.js';
import type { AlarmSignal } from './signal.js';

const NOW = Date.UTC(2026, 10, 25);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const officer = { name: 'chen', leader: false };
const leader = { name: 'lin', leader: true };
const other = { name: 'wang', leader: true };

const asked = (patch: Partial<MaintenanceRequest> = {}): MaintenanceRequest => ({
  sector: 'industry', objectCode: 'plant-1', from: NOW, until: NOW + 4 * HOUR, reason: '更换液位计', permit: 'ZY-2026-0311', responsible: '王工 138****0000', ...patch,
});
const requested = (patch: Partial<MaintenanceRequest> = {}, actor = officer): MaintenanceWindow => request('w1', asked(patch), actor, NOW);
const command = (window: MaintenanceWindow, action: MaintenanceCommand['action'], patch: Partial<MaintenanceCommand> = {}): MaintenanceCommand => ({ action, revision: window.revision, actor: leader, ...patch });
const approved = (patch: Partial<MaintenanceRequest> = {}, more: Partial<MaintenanceCommand> = {}): MaintenanceWindow => {
  const window = requested(patch);
  return decide(window, command(window, 'approve', more), NOW);
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'no error';
};
const signal = (patch: Partial<AlarmSignal> = {}): AlarmSignal => ({ kind: 'alarm', key: 'rule:tank-level/T1/level', level: 'orange', title: '液位高高', occurredAt: NOW, cleared: false, ...patch });
const arrival = (at: number, maintenance?: MaintenanceWindow): Arrival => ({ sourceId: 's', sector: 'industry', receivedAt: at, newId: () => 'a1', maintenance });
const after = (current: Alarm | undefined, patch: Partial<AlarmSignal>, at: number, maintenance?: MaintenanceWindow) => receive(current, signal({ occurredAt: at, ...patch }), arrival(at, maintenance), DEFAULT_RULES);
const alarmOf = (current: Alarm | undefined, patch: Partial<AlarmSignal>, at: number, maintenance?: MaintenanceWindow): Alarm => {
  const alarm = after(current, patch, at, maintenance).changes.at(-1)?.alarm;
  if (!alarm) throw new Error('nothing changed');
  return alarm;
};

describe('a request for a maintenance window', () => {
  it('waits for a leader and silences nothing', () => {
    const window = requested();
    expect(window).toMatchObject({ state: 'requested', revision: 1, includesRed: false, requestedBy: 'chen' });
    expect(phaseOf(window, NOW)).toBe('pending');
    expect(windowFor([window], { sector: 'industry', sourceId: 's', key: 'k', objectCode: 'plant-1' }, 'yellow', NOW)).toBeUndefined();
  });

  it('names what is worked on, and always ends: within 7 days for an officer, 30 for a leader', () => {
    expect(codeOf(() => requested({ objectCode: undefined }))).toBe('invalid scope-required');
    expect(codeOf(() => requested({ until: NOW }))).toBe('invalid until-required');
    expect(codeOf(() => requested({ from: NOW - 2 * HOUR, until: NOW - HOUR }))).toBe('invalid until-required');
    expect(codeOf(() => requested({ until: NOW + 7 * DAY + 1 }))).toBe('invalid until-too-far');
    expect(requested({ until: NOW + MAINTENANCE_LIMITS.leader }, leader).until).toBe(NOW + 30 * DAY);
    expect(codeOf(() => requested({ until: NOW + 30 * DAY + 1 }, leader))).toBe('invalid until-too-far');
    expect(codeOf(() => requested({ from: NOW + 31 * DAY, until: NOW + 32 * DAY }))).toBe('invalid from-too-far');
    expect(requested({ from: NOW - HOUR }).from).toBe(NOW);
  });
});

describe('a decision', () => {
  it('is a leader’s who did not ask', () => {
    const window = requested();
    expect(codeOf(() => decide(window, command(window, 'approve', { actor: officer }), NOW))).toBe('forbidden leader-only');
    const own = requested({}, leader);
    for (const action of ['approve', 'refuse'] as const) expect(codeOf(() => decide(own, command(own, action, { note: '否' }), NOW))).toBe('forbidden own-request');
    expect(decide(own, command(own, 'approve', { actor: other }), NOW)).toMatchObject({ state: 'approved', decidedBy: 'wang', revision: 2, includesRed: false });
  });

  it('is made on the latest state, once, and in time', () => {
    const window = requested();
    const done = decide(window, command(window, 'approve'), NOW);
    expect(codeOf(() => decide(done, command(window, 'approve'), NOW))).toBe('conflict stale-revision');
    expect(codeOf(() => decide(done, command(done, 'refuse', { note: '否' }), NOW))).toBe('conflict not-allowed');
    expect(codeOf(() => decide(window, command(window, 'approve'), window.until))).toBe('conflict window-past');
    expect(codeOf(() => decide(window, command(window, 'refuse', { note: ' ' }), NOW))).toBe('invalid note-required');
  });

  it('to end it early is anyone’s who handles alarms, to withdraw the request is not; both say why', () => {
    const running = approved();
    expect(codeOf(() => decide(running, command(running, 'end', { actor: officer }), NOW))).toBe('invalid note-required');
    expect(decide(running, command(running, 'end', { actor: { name: 'zhao', leader: false }, note: '提前完工' }), NOW + HOUR)).toMatchObject({ state: 'ended', endedBy: 'zhao', endedAt: NOW + HOUR });
    const waiting = requested();
    expect(codeOf(() => decide(waiting, command(waiting, 'end', { actor: { name: 'zhao', leader: false }, note: '取消' }), NOW))).toBe('forbidden not-requester');
    expect(decide(waiting, command(waiting, 'end', { actor: officer, note: '取消' }), NOW).state).toBe('withdrawn');
    const later = approved({ from: NOW + HOUR });
    expect(phaseOf(later, NOW)).toBe('scheduled');
    expect(decide(later, command(later, 'end', { actor: officer, note: '改期' }), NOW).state).toBe('withdrawn');
  });

  it('never lets a window outlive its end, whatever people do', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 * DAY }), fc.integer({ min: 0, max: 9 * DAY }), (length, passed) => {
      const window = approved({ until: NOW + length });
      expect(phaseOf(window, NOW + passed) === 'in-force').toBe(passed < length);
      expect(lapse(window, NOW + passed)?.state).toBe(passed < length ? undefined : 'ended');
    }));
    expect(lapse(requested(), NOW + 4 * HOUR)).toMatchObject({ state: 'withdrawn', endedBy: 'clock' });
  });
});

describe('what a window concerns', () => {
  const about: UnderWork = { sector: 'industry', sourceId: 's', key: 'rule:tank-level/T1/level', deviceCode: 'T1', objectCode: 'plant-1' };
  it('matches all that is named, and nothing else', () => {
    const name = fc.option(fc.constantFrom('s', 'T1', 'plant-1', 'x'), { nil: undefined });
    fc.assert(fc.property(name, name, name, fc.constantFrom('industry' as const, 'fire' as const), (sourceId, deviceCode, objectCode, sector) => {
      const expected = sector === 'industry' && (sourceId ?? 's') === 's' && (deviceCode ?? 'T1') === 'T1' && (objectCode ?? 'plant-1') === 'plant-1';
      expect(concerns({ sector, ...(sourceId && { sourceId }), ...(deviceCode && { deviceCode }), ...(objectCode && { objectCode }) }, about)).toBe(expected);
    }));
  });
  it('may be narrowed to one point of the device', () => {
    expect(concerns({ sector: 'industry', deviceCode: 'T1', point: 'level' }, about)).toBe(true);
    for (const point of ['leve', 'pressure', 'tank-level']) expect(concerns({ sector: 'industry', deviceCode: 'T1', point }, about)).toBe(false);
  });
  it('of several windows takes one that holds the level, and of these the last to end', () => {
    const short = { ...approved({ until: NOW + HOUR }, { includesRed: true }), id: 'short' };
    const long = { ...approved(), id: 'long' };
    expect(windowFor([short, long], about, 'orange', NOW)?.id).toBe('long');
    expect(windowFor([short, long], about, 'red', NOW)?.id).toBe('short');
    expect(windowFor([short, long], about, 'red', NOW + HOUR)?.id).toBe('long');
    expect(windowFor([short, long], about, 'orange', NOW + 4 * HOUR)).toBeUndefined();
  });
  it('lies within a data scope only when all it may silence does', () => {
    const street = { ...EVERYTHING, gridPrefix: '331082001' };
    expect(liesWithin(EVERYTHING, { sector: 'fire' })).toBe(true);
    expect(liesWithin(street, { sector: 'fire' })).toBe(false);
    expect(liesWithin(street, { sector: 'fire', gridCode: '331082001004' })).toBe(true);
    expect(liesWithin(street, { sector: 'fire', gridCode: '331082' })).toBe(false);
    expect(liesWithin({ ...EVERYTHING, sectors: ['city'] }, { sector: 'fire' })).toBe(false);
  });
});

describe('an alarm under maintenance', () => {
  it('comes shelved until the window ends, told twice in the journal, with no signing clock', () => {
    const window = approved();
    const { changes } = after(undefined, {}, NOW, window);
    expect(changes.map(({ kind, actor }) => [kind, actor])).toEqual([['alarm.raised', 'source:s'], ['alarm.shelved', 'maintenance']]);
    expect(changes[1]).toMatchObject({ alarm: { state: 'shelved', shelvedUntil: window.until, maintenanceId: 'w1', revision: 2, dueAt: undefined }, data: { maintenance: 'w1', permit: 'ZY-2026-0311' } });
    expect(nextClockAt(changes[1]?.alarm as Alarm)).toBe(window.until);
  });

  it('that is red comes through, marked, unless the leader said otherwise', () => {
    expect(alarmOf(undefined, { level: 'red' }, NOW, approved())).toMatchObject({ state: 'raised', maintenanceId: 'w1', dueAt: NOW + DEFAULT_RULES.signWithin.red });
    expect(alarmOf(undefined, { level: 'red' }, NOW, approved({}, { includesRed: true })).state).toBe('shelved');
    const held = alarmOf(undefined, {}, NOW, approved());
    expect(alarmOf(held, { level: 'red' }, NOW + HOUR, approved())).toMatchObject({ state: 'raised', level: 'red', shelvedUntil: undefined, dueAt: NOW + HOUR + DEFAULT_RULES.signWithin.red });
    for (const level of LEVELS) expect(holds({ includesRed: false }, level)).toBe(level !== 'red');
  });

  it('that stood before is left to people, and only repeats', () => {
    const standing = alarmOf(undefined, {}, NOW);
    expect(alarmOf(standing, {}, NOW + HOUR, approved())).toMatchObject({ state: 'raised', count: 2 });
  });

  it('comes back unsigned with its clock started when the window is over, and cleared when the condition has ended', () => {
    const window = approved();
    const held = alarmOf(undefined, {}, NOW, window);
    const end = window.until + 500;
    expect(tick(held, window.until - 1, DEFAULT_RULES)).toBeUndefined();
    for (const back of [tick(held, end, DEFAULT_RULES), release(held, 'w1', end, DEFAULT_RULES)]) {
      expect(back).toMatchObject({ kind: 'alarm.unshelved', alarm: { state: 'raised', dueAt: end + DEFAULT_RULES.signWithin.orange, shelvedUntil: undefined, maintenanceId: undefined }, data: { maintenance: 'w1', automatic: true } });
    }
    const gone = alarmOf(held, { cleared: true }, NOW + HOUR);
    expect(gone).toMatchObject({ state: 'shelved', conditionActive: false });
    expect(release(gone, 'w1', end, DEFAULT_RULES)?.alarm).toMatchObject({ state: 'cleared', dueAt: undefined });
  });

  it('is not brought back by another window, nor when a person shelved it', () => {
    const held = alarmOf(undefined, {}, NOW, approved());
    expect(release(held, 'w2', NOW, DEFAULT_RULES)).toBeUndefined();
    const red = alarmOf(undefined, { level: 'red' }, NOW, approved());
    const byHand = act(red, { action: 'shelve', revision: red.revision, actor: officer, note: '试验', until: NOW + HOUR }, NOW, DEFAULT_RULES).alarm;
    expect(isHeld(byHand)).toBe(false);
    expect(release(byHand, 'w1', NOW, DEFAULT_RULES)).toBeUndefined();
  });

  it('is never lost: whatever comes, every raise is on the alarm, and after the end nothing is held', () => {
    const step = fc.record({ level: fc.constantFrom<Level>(...LEVELS), cleared: fc.boolean(), minutes: fc.integer({ min: 1, max: 40 }) });
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.boolean(), (steps, includesRed) => {
      const window = approved({ until: NOW + 7 * DAY }, { includesRed });
      let alarm: Alarm | undefined;
      let at = NOW;
      for (const { level, cleared, minutes } of steps) {
        at += minutes * 60_000;
        const { changes } = after(alarm, { level, cleared }, at, cleared ? undefined : window);
        alarm = changes.at(-1)?.alarm ?? alarm;
        if (alarm?.conditionActive) expect(alarm.state).toBe(holds(window, alarm.level) ? 'shelved' : 'raised');
      }
      if (!alarm) return;
      const end = window.until;
      const back = tick(alarm, end, DEFAULT_RULES)?.alarm ?? alarm;
      expect(isHeld(back)).toBe(false);
      if (back.conditionActive) expect([back.state, back.acknowledgedBy, back.shelvedUntil]).toEqual(['raised', undefined, undefined]);
    }));
  });
});
