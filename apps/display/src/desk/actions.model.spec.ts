import type { AlarmView } from '@one-screen/contracts';
import { ALARM_ACTIONS } from '@one-screen/domain';
import { alarmInDetails, beyondShelveLimit, mergeTargets, minutesFrom, needsNote, onlyRepeated, possible, splitForBulk, type DeskActor } from './actions.model';

const officer: DeskActor = { username: 'wang', leader: false, mayHandle: true, mayNote: true, link: 'live' };
const alarm = (patch: Partial<AlarmView> = {}): AlarmView => ({
  id: 'A1', sequence: 1, revision: 3, key: 'k', sourceId: 's', sector: 'fire', level: 'yellow', title: '水压低', state: 'raised', conditionActive: true, drill: false, count: 1,
  occurredAt: '2026-11-23T08:00:00.000+08:00', receivedAt: '2026-11-23T08:00:00.000+08:00', lastSeenAt: '2026-11-23T08:00:00.000+08:00', escalation: 0, ...patch,
});
const why = (view: AlarmView, action: Parameters<typeof possible>[1], actor = officer) => {
  const answer = possible(view, action, actor);
  return answer.allowed ? 'allowed' : answer.why.key;
};

describe('which actions are possible', () => {
  it('lets an officer sign what is unsigned, and nothing that is signed', () => {
    expect(why(alarm(), 'acknowledge')).toBe('allowed');
    expect(why(alarm({ state: 'handling' }), 'acknowledge')).toBe('signed');
  });

  it('says what would have to be done first', () => {
    expect(why(alarm(), 'close')).toBe('signFirst');
    expect(why(alarm({ state: 'shelved' }), 'handle')).toBe('unshelveFirst');
    expect(why(alarm({ state: 'closed' }), 'shelve')).toBe('reopenFirst');
    expect(why(alarm({ state: 'handling' }), 'reopen')).toBe('notEnded');
    expect(why(alarm({ state: 'cleared' }), 'shelve')).toBe('recovered');
  });

  it('refuses everything while the link is lost or the database is down, and says which', () => {
    for (const action of ALARM_ACTIONS) {
      expect(why(alarm(), action, { ...officer, link: 'silent' })).toBe('silent');
      expect(why(alarm(), action, { ...officer, link: 'database-down' })).toBe('database');
    }
  });

  it('lets an operator write a note and nothing more', () => {
    const operator = { ...officer, mayHandle: false };
    expect(ALARM_ACTIONS.filter((action) => possible(alarm(), action, operator).allowed)).toEqual(['note']);
  });

  it('keeps what another owns for its owner, names him, and lets a leader through', () => {
    const theirs = alarm({ state: 'acknowledged', owner: 'li' });
    expect(possible(theirs, 'handle', officer)).toEqual({ allowed: false, why: { key: 'owner', name: 'li' } });
    expect(why(theirs, 'handle', { ...officer, leader: true })).toBe('allowed');
    expect(why(theirs, 'takeover')).toBe('allowed');
    expect(why(alarm({ state: 'acknowledged', owner: 'wang' }), 'takeover')).toBe('mine');
  });

  it('does not escalate beyond the head', () => {
    expect(why(alarm({ escalation: 1 }), 'escalate')).toBe('allowed');
    expect(why(alarm({ escalation: 2 }), 'escalate')).toBe('top');
  });

  it('asks for grounds when closing while the condition lasts, and not when it has ended', () => {
    expect(needsNote('close', alarm())).toBe(true);
    expect(needsNote('close', alarm({ conditionActive: false }))).toBe(false);
    expect(needsNote('handle', alarm())).toBe(false);
  });
});

describe('times picked', () => {
  it('never exceeds what was picked and always lies in the future', () => {
    const now = Date.parse('2026-11-23T08:00:59.900+08:00');
    const until = Date.parse(minutesFrom(now, 480));
    expect(until - now).toBeLessThanOrEqual(480 * 60_000);
    expect(until - now).toBeGreaterThan(479 * 60_000 - 1);
    expect(Date.parse(minutesFrom(now, 0))).toBeGreaterThan(now);
  });

  it('keeps more than eight hours for leaders', () => {
    expect([30, 120, 480, 481, 1440].map(beyondShelveLimit)).toEqual([false, false, false, true, true]);
  });
});

describe('bulk signing', () => {
  it('leaves out every red and whatever is not waiting for a signature', () => {
    const split = splitForBulk([alarm({ id: 'a', level: 'red' }), alarm({ id: 'b', level: 'orange' }), alarm({ id: 'c', state: 'closed' }), alarm({ id: 'd', level: 'red', state: 'handling' })]);
    expect([split.signable, split.reds, split.others].map((list) => list.map((one) => one.id))).toEqual([['b'], ['a'], ['c', 'd']]);
  });
});

describe('a refusal that carries the present alarm', () => {
  it('finds it bare or under `alarm`, and nothing in anything else', () => {
    const present = alarm({ revision: 4 });
    expect(alarmInDetails({ alarm: present })).toBe(present);
    expect(alarmInDetails(present)).toBe(present);
    for (const other of [undefined, null, 'text', 7, [], { alarm: { id: 'A1' } }, { alarm: null }]) expect(alarmInDetails(other)).toBeUndefined();
  });
});

describe('an alarm that moved on while a command was on its way', () => {
  it('is the same when only signals were counted, and not when anybody or the clock did something', () => {
    const seen = alarm();
    expect(onlyRepeated(seen, { ...seen, revision: 9, sequence: 40, count: 7, lastSeenAt: '2026-11-23T08:01:00.000+08:00', value: '3' })).toBe(true);
    for (const patch of [{ state: 'acknowledged' as const }, { level: 'red' as const }, { owner: 'li' }, { conditionActive: false }, { escalation: 1 }]) expect(onlyRepeated(seen, { ...seen, revision: 4, ...patch })).toBe(false);
  });
});

describe('merging', () => {
  it('offers the same object first, never itself and nothing that has ended', () => {
    const self = alarm({ objectCode: 'O1', gridCode: 'G1' });
    const near = alarm({ id: 'near', objectCode: 'O1', gridCode: 'G1' });
    const far = alarm({ id: 'far', sector: 'road', sequence: 99 });
    const ended = alarm({ id: 'ended', state: 'closed', objectCode: 'O1' });
    expect(mergeTargets(self, [far, self, ended, near], '').map((one) => one.id)).toEqual(['near', 'far']);
  });
});
