import type { AlarmView } from '@one-screen/contracts';
import { ALARM_STATES, LEVELS, isOpen } from '@one-screen/domain';
import fc from 'fast-check';
import { alarmView } from './alarm.fixture';
import { CAPACITY, EMPTY, ENDED_KEPT, byUrgency, reconciled, withChanges, withoutEnded, type AlarmPicture } from './alarm-store';

/** A history: alarms that change, in commit order; sequence is the place in the journal. */
const history = fc.array(fc.record({ who: fc.integer({ min: 0, max: 6 }), state: fc.constantFrom(...ALARM_STATES), level: fc.constantFrom(...LEVELS) }), { minLength: 1, maxLength: 40 })
  .map((changes) => {
    const revisions = new Map<number, number>();
    return changes.map(({ who, state, level }, index): AlarmView => {
      const revision = (revisions.get(who) ?? 0) + 1;
      revisions.set(who, revision);
      return alarmView({ id: `a${who}`, sequence: index + 1, revision, state, level, receivedAt: new Date(who * 1000).toISOString() });
    });
  });
const truth = (changes: readonly AlarmView[]): Map<string, AlarmView> => new Map(changes.map((view) => [view.id, view]));
const openOf = (views: Iterable<AlarmView>): AlarmView[] => [...views].filter((view) => isOpen(view.state)).sort(byUrgency);
const sameOpen = (picture: AlarmPicture, expected: Map<string, AlarmView>): void => {
  expect(picture.open).toEqual(openOf(expected.values()));
};

describe('merging what is pushed, fetched and caught up', () => {
  it('ends in the same picture for any order, any repetition and any cutting into frames', () => {
    const scrambled = history.chain((changes) => fc.tuple(
      fc.constant(changes),
      fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 }),
      fc.integer({ min: 1, max: 7 }),
    ));
    fc.assert(fc.property(scrambled, ([changes, told, frame]) => {
      let picture = EMPTY;
      for (let i = 0; i < told.length; i += frame) picture = withChanges(picture, told.slice(i, i + frame));
      expect(new Map([...picture.map].sort())).toEqual(new Map([...truth(changes)].sort()));
      sameOpen(picture, truth(changes));
    }));
  });

  it('joins a snapshot taken at any moment with the pushes before and the journal after it', () => {
    const cut = history.chain((changes) => fc.tuple(
      fc.constant(changes),
      fc.integer({ min: 0, max: changes.length }),
      fc.subarray(changes),
      fc.boolean(),
    ));
    fc.assert(fc.property(cut, ([changes, at, pushed, snapshotFirst]) => {
      const snapshot = openOf(truth(changes.slice(0, at)).values());
      const caughtUp = [...truth(changes).values()].filter((view) => view.sequence > at);
      let picture = snapshotFirst ? EMPTY : withChanges(EMPTY, pushed);
      picture = reconciled(picture, snapshot, at);
      if (snapshotFirst) picture = withChanges(picture, pushed);
      picture = withChanges(picture, caughtUp);
      const closedBefore = new Set([...truth(changes).values()].filter((view) => !isOpen(view.state)).map((view) => view.id));
      expect(picture.open.filter((view) => !closedBefore.has(view.id))).toEqual(openOf(truth(changes).values()));
    }));
  });

  it('lets go of an alarm the snapshot no longer has, but not of one it cannot know yet', () => {
    const before = withChanges(EMPTY, [alarmView({ id: 'old', sequence: 5 }), alarmView({ id: 'new', sequence: 20 })]);
    const after = reconciled(before, [], 10);
    expect([...after.map.keys()]).toEqual(['new']);
  });

  it('ignores an older revision and gives back the very same picture when nothing is new', () => {
    const before = withChanges(EMPTY, [alarmView({ revision: 3, title: 'now' })]);
    expect(withChanges(before, [alarmView({ revision: 2, title: 'then' }), alarmView({ revision: 3 })])).toBe(before);
  });

  it('keeps unsigned before signed, grave before light, and the latest call first', () => {
    const views = [
      alarmView({ id: 'signed-red', level: 'red', state: 'acknowledged' }),
      alarmView({ id: 'blue', level: 'blue' }),
      alarmView({ id: 'orange-early', level: 'orange', dueAt: '2026-11-23T00:10:00.000Z' }),
      alarmView({ id: 'orange-late', level: 'orange', dueAt: '2026-11-23T00:12:00.000Z' }),
    ];
    expect(withChanges(EMPTY, views).open.map((view) => view.id)).toEqual(['orange-late', 'orange-early', 'blue', 'signed-red']);
  });

  it('forgets ended alarms after their time, and only those', () => {
    const before = withChanges(EMPTY, [alarmView({ id: 'ended', state: 'closed' }), alarmView({ id: 'fresh', state: 'merged' }), alarmView({ id: 'open' })]);
    const after = withoutEnded(before, new Map([['ended', 0], ['fresh', 500]]), ENDED_KEPT + 1);
    expect([...after.map.keys()]).toEqual(['fresh', 'open']);
  });

  it('never holds more than its capacity, and drops the least urgent', () => {
    const many = Array.from({ length: CAPACITY + 10 }, (_, index) => alarmView({ id: `a${index}`, level: index < 5 ? 'red' : 'blue', state: index % 2 ? 'raised' : 'acknowledged' }));
    const picture = withChanges(EMPTY, many);
    expect(picture.map.size).toBe(CAPACITY);
    expect(picture.open).toHaveLength(CAPACITY);
    expect(picture.map.has('a1')).toBe(true);
  });
});
