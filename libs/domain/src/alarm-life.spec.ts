import * as fc from 'fast-check';
import { DEFAULT_RULES, isOpen, type Alarm } from './alarm.js';
import { act, ALARM_ACTIONS, allows, TRANSITIONS, type AlarmAction, type AlarmCommand, type Change } from './alarm-life.js';
import { receive, tick, type Arrival } from './alarm-signals.js';
import { DomainError } from './errors.js';
import { gravity, LEVELS, type Level } from './level.js';
import type { AlarmSignal } from './signal.js';

const START = Date.UTC(2026, 10, 23, 0, 0, 0);
const MINUTE = 60_000;
const rules = DEFAULT_RULES;

const signal = (patch: Partial<AlarmSignal> = {}): AlarmSignal => ({ kind: 'alarm', key: 'k', level: 'yellow', title: '燃气泄漏', occurredAt: START, cleared: false, ...patch });
const arrival = (receivedAt: number, patch: Partial<Arrival> = {}): Arrival => ({ sourceId: 's', sector: 'city', receivedAt, newId: () => `id-${receivedAt}`, ...patch });
const last = (changes: Change[]): Alarm => {
  const change = changes.at(-1);
  if (!change) throw new Error('nothing changed');
  return change.alarm;
};
const raised = (patch: Partial<AlarmSignal> = {}, at = START): Alarm => last(receive(undefined, signal({ occurredAt: at, ...patch }), arrival(at), rules).changes);
const officer = { name: 'chen', leader: false };
const leader = { name: 'lin', leader: true };
const command = (alarm: Alarm, action: AlarmAction, patch: Partial<AlarmCommand> = {}): AlarmCommand => ({ action, revision: alarm.revision, actor: officer, ...patch });
const signed = (alarm = raised()): Alarm => act(alarm, command(alarm, 'acknowledge', { disposition: 'true' }), START + MINUTE, rules).alarm;
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('a signal', () => {
  it('raises an unsigned alarm whose signing limit follows its level', () => {
    for (const level of LEVELS) {
      const alarm = raised({ level });
      expect(alarm).toMatchObject({ state: 'raised', conditionActive: true, count: 1, revision: 1, dueAt: START + rules.signWithin[level], escalation: 0 });
    }
  });

  it('of the same key while open is the same alarm, counted', () => {
    const again = receive(raised(), signal({ occurredAt: START + 1000 }), arrival(START + 1000), rules);
    expect(again.created).toBe(false);
    expect(last(again.changes)).toMatchObject({ count: 2, revision: 2, state: 'raised', lastSeenAt: START + 1000, occurredAt: START });
  });

  it('of a higher level takes the signature off and starts the clock of that level', () => {
    const risen = last(receive(signed(), signal({ level: 'red', occurredAt: START + 2 * MINUTE }), arrival(START + 2 * MINUTE), rules).changes);
    expect(risen).toMatchObject({ level: 'red', state: 'raised', dueAt: START + 2 * MINUTE + rules.signWithin.red });
    expect(risen.acknowledgedBy).toBeUndefined();
    expect(risen.owner).toBeUndefined();
  });

  it('a rise in level brings the words of the graver level, a repeat or a lesser level does not', () => {
    const risen = last(receive(signed(), signal({ level: 'red', title: '达到 105%', detail: { 设定值: 105 }, occurredAt: START + 2 * MINUTE }), arrival(START + 2 * MINUTE), rules).changes);
    expect(risen).toMatchObject({ title: '达到 105%', detail: { 设定值: 105 } });
    const [again] = receive(risen, signal({ level: 'yellow', title: '达到 90%', detail: { 设定值: 90 }, occurredAt: START + 3 * MINUTE }), arrival(START + 3 * MINUTE), rules).changes;
    expect(again?.alarm).toMatchObject({ level: 'red', title: '达到 105%', detail: { 设定值: 105 } });
    const [rise] = receive(signed(), signal({ level: 'red', title: '达到 105%', occurredAt: START + 2 * MINUTE }), arrival(START + 2 * MINUTE), rules).changes;
    expect(rise?.data).toMatchObject({ fromLevel: 'yellow', title: '达到 105%', fromTitle: '燃气泄漏' });
  });
  it('of a lower level keeps the gravest level seen', () => {
    expect(last(receive(raised({ level: 'orange' }), signal({ level: 'blue', occurredAt: START + 1 }), arrival(START + 1), rules).changes).level).toBe('orange');
  });

  it('clears: unsigned it stays as recovered and unsigned, signed it becomes cleared', () => {
    const clear = signal({ cleared: true, occurredAt: START + 5 * MINUTE });
    expect(last(receive(raised(), clear, arrival(START + 5 * MINUTE), rules).changes)).toMatchObject({ state: 'raised', conditionActive: false, clearedAt: START + 5 * MINUTE });
    expect(last(receive(signed(), clear, arrival(START + 5 * MINUTE), rules).changes)).toMatchObject({ state: 'cleared', conditionActive: false });
  });

  it('that clears but is older than the raise never clears', () => {
    expect(receive(raised(), signal({ cleared: true, occurredAt: START - 1 }), arrival(START + MINUTE), rules)).toMatchObject({ changes: [], ignored: 'clear-older-than-raise' });
  });

  it('that clears before its raise arrives is remembered: the raise comes out recovered and unsigned', () => {
    const received = receive(undefined, signal(), arrival(START + MINUTE, { earlierClearAt: START + 30_000 }), rules);
    expect(received.changes.map((change) => change.kind)).toEqual(['alarm.raised', 'alarm.cleared']);
    expect(last(received.changes)).toMatchObject({ state: 'raised', conditionActive: false, revision: 2 });
  });

  it('raised within 30 minutes after clearing reopens, one millisecond later it is new', () => {
    const cleared = last(receive(signed(), signal({ cleared: true, occurredAt: START + 5 * MINUTE }), arrival(START + 5 * MINUTE), rules).changes);
    const edge = START + 35 * MINUTE;
    const reopened = receive(cleared, signal({ occurredAt: edge }), arrival(edge), rules);
    expect(reopened.created).toBe(false);
    expect(reopened.changes[0]).toMatchObject({ kind: 'alarm.reopened', from: 'cleared', to: 'raised' });
    expect(receive(cleared, signal({ occurredAt: edge + 1 }), arrival(edge + 1), rules).created).toBe(true);
  });

  it('that tells of a time before a known clear is history and wakes nothing', () => {
    const cleared = last(receive(signed(), signal({ cleared: true, occurredAt: START + 5 * MINUTE }), arrival(START + 5 * MINUTE), rules).changes);
    const late = receive(cleared, signal({ occurredAt: START + 4 * MINUTE }), arrival(START + 6 * MINUTE), rules);
    expect(late.changes[0]).toMatchObject({ kind: 'alarm.late', to: 'cleared' });
    expect(last(late.changes).conditionActive).toBe(false);
  });

  it('from a clock more than five minutes ahead is kept, flagged, and can still be cleared', () => {
    const ahead = raised({ occurredAt: START + 90 * MINUTE }, START + 90 * MINUTE);
    expect(ahead.skewed).toBe(false);
    const skewed = last(receive(undefined, signal({ occurredAt: START + 90 * MINUTE }), arrival(START), rules).changes);
    expect(skewed).toMatchObject({ skewed: true, occurredAt: START + 90 * MINUTE, lastRaisedAt: START });
    expect(last(receive(skewed, signal({ cleared: true, occurredAt: START + MINUTE }), arrival(START + MINUTE), rules).changes).conditionActive).toBe(false);
  });

  it('repeating behind a dismissed alarm is absorbed for the window only', () => {
    const dismissed = act(raised(), command(raised(), 'acknowledge', { disposition: 'false' }), START, rules).alarm;
    const inside = receive(dismissed, signal({ occurredAt: START + 30 * MINUTE }), arrival(START + 30 * MINUTE), rules);
    expect(inside).toMatchObject({ created: false });
    expect(last(inside.changes).state).toBe('dismissed');
    expect(receive(dismissed, signal({ occurredAt: START + 30 * MINUTE + 1 }), arrival(START + 30 * MINUTE + 1), rules).created).toBe(true);
  });

  it('from a thing reported closed contradicts the closing and reopens', () => {
    const mine = signed();
    const closed = act(mine, command(mine, 'close', { note: '现场已确认' }), START + 2 * MINUTE, rules).alarm;
    expect(receive(closed, signal({ occurredAt: START + 3 * MINUTE }), arrival(START + 3 * MINUTE), rules).changes[0]).toMatchObject({ kind: 'alarm.reopened', to: 'raised', data: { contradicted: true } });
  });
});

describe('a person', () => {
  it('signs with a disposition and owns the alarm', () => {
    expect(signed()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'chen', owner: 'chen', disposition: 'true', dueAt: undefined });
    expect(codeOf(() => act(raised(), command(raised(), 'acknowledge'), START, rules))).toBe('disposition-required');
  });

  it.each([['false', 'dismissed'], ['duplicate', 'merged'], ['drill', 'acknowledged'], ['unverified', 'acknowledged']] as const)('signing as %s leads to %s', (disposition, state) => {
    const after = act(raised(), command(raised(), 'acknowledge', { disposition }), START, rules).alarm;
    expect(after).toMatchObject({ state, disposition, drill: disposition === 'drill' });
  });

  it('is told when someone else was first, and nothing is overwritten', () => {
    const mine = signed();
    expect(codeOf(() => act(mine, { ...command(mine, 'acknowledge', { disposition: 'false' }), revision: 1 }, START, rules))).toBe('stale-revision');
  });

  it('may not act on what another owns, unless a leader or after taking over with a reason', () => {
    const mine = signed();
    const other = { name: 'wang', leader: false };
    expect(codeOf(() => act(mine, command(mine, 'handle', { actor: other }), START, rules))).toBe('not-owner');
    expect(act(mine, command(mine, 'handle', { actor: leader }), START, rules).alarm.state).toBe('handling');
    expect(codeOf(() => act(mine, command(mine, 'takeover', { actor: other }), START, rules))).toBe('note-required');
    expect(act(mine, command(mine, 'takeover', { actor: other, note: '交接' }), START, rules).alarm.owner).toBe('wang');
  });

  it('shelves for at most eight hours, longer only as a leader, always with a reason', () => {
    const alarm = raised();
    const limit = START + rules.shelveLimit;
    expect(act(alarm, command(alarm, 'shelve', { until: limit, note: '检修' }), START, rules).alarm).toMatchObject({ state: 'shelved', shelvedUntil: limit });
    expect(codeOf(() => act(alarm, command(alarm, 'shelve', { until: limit + 1, note: '检修' }), START, rules))).toBe('until-too-far');
    expect(act(alarm, command(alarm, 'shelve', { until: limit + 1, note: '检修', actor: leader }), START, rules).alarm.state).toBe('shelved');
    expect(codeOf(() => act(alarm, command(alarm, 'shelve', { until: limit }), START, rules))).toBe('note-required');
    expect(codeOf(() => act(alarm, command(alarm, 'shelve', { until: START, note: 'x' }), START, rules))).toBe('until-required');
  });

  it('ends a shelf by hand and keeps the signature; time ends it and takes the signature off', () => {
    const mine = signed();
    const shelved = act(mine, command(mine, 'shelve', { until: START + 60 * MINUTE, note: '检修' }), START + MINUTE, rules).alarm;
    expect(act(shelved, command(shelved, 'unshelve'), START + 2 * MINUTE, rules).alarm).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'chen' });
    const ended = tick(shelved, START + 60 * MINUTE, rules);
    expect(ended).toMatchObject({ kind: 'alarm.unshelved', to: 'raised', data: { automatic: true } });
    expect(ended?.alarm.acknowledgedBy).toBeUndefined();
  });

  it('needs grounds to close while the condition is still there', () => {
    const mine = signed();
    expect(codeOf(() => act(mine, command(mine, 'close'), START, rules))).toBe('note-required');
    expect(act(mine, command(mine, 'close', { note: '依据' }), START, rules).alarm.state).toBe('closed');
  });
});

describe('time', () => {
  it('escalates officer → duty leader → head, once each, and then stops', () => {
    let alarm = raised({ level: 'red' });
    const kinds: string[] = [];
    for (let now = START; now < START + 60 * MINUTE; now += 1000) {
      const step = tick(alarm, now, rules);
      if (step) {
        kinds.push(`${step.kind}@${(now - START) / MINUTE}`);
        alarm = step.alarm;
      }
    }
    expect(kinds).toEqual(['alarm.escalated@3', 'alarm.escalated@6']);
    expect(alarm.escalation).toBe(2);
  });

  it('breaks a promise that was not kept and alarms again', () => {
    const promised = act(raised(), command(raised(), 'acknowledge', { disposition: 'true', promiseUntil: START + 15 * MINUTE }), START, rules).alarm;
    expect(tick(promised, START + 15 * MINUTE - 1, rules)).toBeUndefined();
    expect(tick(promised, START + 15 * MINUTE, rules)).toMatchObject({ kind: 'alarm.promiseBroken', to: 'raised' });
    const kept = act(promised, command(promised, 'note', { note: '已到场' }), START + 10 * MINUTE, rules).alarm;
    expect(tick(kept, START + 15 * MINUTE, rules)).toBeUndefined();
  });

  it('ends the condition of a warning that expires', () => {
    expect(tick(raised({ expiresAt: START + MINUTE }), START + MINUTE, rules)).toMatchObject({ kind: 'alarm.cleared', alarm: { conditionActive: false, clearedAt: START + MINUTE } });
  });
});

describe('any life', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('signal' as const), cleared: fc.boolean(), level: fc.constantFrom(...LEVELS), lag: fc.integer({ min: -600_000, max: 7_200_000 }) }),
    fc.record({ do: fc.constant('act' as const), action: fc.constantFrom(...ALARM_ACTIONS), disposition: fc.constantFrom('true', 'false', 'drill', 'duplicate', 'unverified'), leader: fc.boolean(), minutes: fc.integer({ min: 1, max: 600 }) }),
    fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 500 }) }),
  );

  it('keeps its promises: declared transitions only, revisions without gaps, nothing raised is lost', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = START;
        let alarm: Alarm | undefined;
        const follow = (change: Change) => {
          if (alarm && change.alarm.id === alarm.id) {
            expect(change.alarm.revision).toBe(alarm.revision + 1);
            expect(change.from).toBe(alarm.state);
            expect(gravity(change.alarm.level)).toBeGreaterThanOrEqual(gravity(alarm.level));
          }
          alarm = change.alarm;
          if (alarm.state === 'raised') expect(alarm.dueAt).toBeDefined();
          if (alarm.state === 'shelved') expect(alarm.shelvedUntil).toBeDefined();
          if (alarm.state === 'acknowledged' || alarm.state === 'handling') expect(alarm.owner).toBeDefined();
        };
        for (const each of steps) {
          now += 1000;
          if (each.do === 'wait') {
            now += each.minutes * MINUTE;
            for (let due = alarm && tick(alarm, now, rules); due; due = tick(due.alarm, now, rules)) follow(due);
          } else if (each.do === 'signal') {
            const given = signal({ cleared: each.cleared, level: each.level as Level, occurredAt: now - each.lag });
            const before: Alarm | undefined = alarm;
            const received = receive(before, given, arrival(now, { newId: () => `id-${now}` }), rules);
            received.changes.forEach(follow);
            // A raise that is not history leaves its condition standing in an alarm people can see, or in one put aside by a person within the window.
            const after = received.changes.at(-1)?.alarm;
            if (!given.cleared) {
              expect(after).toBeDefined();
              if (after && received.changes[0]?.kind !== 'alarm.late') {
                expect(after.conditionActive).toBe(true);
                expect(isOpen(after.state) || now - (after.endedAt ?? 0) <= rules.reopenWithin).toBe(true);
              }
            }
          } else if (alarm) {
            const before: Alarm = alarm;
            const given: AlarmCommand = { action: each.action, revision: before.revision, actor: { name: each.leader ? 'lin' : 'chen', leader: each.leader }, note: '说明', disposition: each.disposition as AlarmCommand['disposition'], until: now + each.minutes * MINUTE, to: 'wang', mergedInto: 'other' };
            try {
              const change = act(before, given, now, rules);
              expect(allows(before.state, each.action)).toBe(true);
              expect(TRANSITIONS[each.action].to).toContain(change.to);
              follow(change);
            } catch (error) {
              if (!(error instanceof DomainError)) throw error;
              expect(alarm).toBe(before);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
