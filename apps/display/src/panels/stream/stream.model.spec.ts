import { alarmView } from '../../live/alarm.fixture';
import { EMPTY, withChanges } from '../../live/alarm-store';
import { pulses, streamOf, urgency, sameAlarms } from './stream.model';

const open = (count: number, over: Parameters<typeof alarmView>[0] = {}, prefix = 'a') => Array.from({ length: count }, (_, index) => alarmView({ id: `${prefix}${index}`, ...over }));

describe('rows of the alarm stream', () => {
  it('shows what fits and says how many do not', () => {
    const { rows, hidden, unsigned } = streamOf([...open(3), ...open(2, { state: 'acknowledged' }, 'b')], 4, false);
    expect(rows.map((row) => row.id)).toEqual(['a0', 'a1', 'a2', 'b0']);
    expect({ hidden, unsigned }).toEqual({ hidden: 1, unsigned: 3 });
  });

  it('in a flood tells yellow and blue as counts by sector and keeps red and orange as rows', () => {
    const alarms = withChanges(EMPTY, [...open(2, { level: 'red' }, 'r'), ...open(30, { level: 'yellow' }, 'y'), ...open(4, { level: 'blue', sector: 'city', state: 'acknowledged' }, 'b')]).open;
    const { rows, hidden } = streamOf(alarms, 10, true);
    expect(rows.map((row) => row.kind)).toEqual(['alarm', 'alarm', 'group', 'group']);
    expect(rows.slice(2)).toEqual([
      { kind: 'group', id: 'yellow|fire', level: 'yellow', sector: 'fire', unsigned: 30, count: 30 },
      { kind: 'group', id: 'blue|city', level: 'blue', sector: 'city', unsigned: 0, count: 4 },
    ]);
    expect(hidden).toBe(0);
  });

  it('in a flood of reds keeps room for the counts and still hides nothing silently', () => {
    const alarms = [...open(40, { level: 'red' }, 'r'), ...open(6, { level: 'blue', state: 'acknowledged' }, 'b')];
    const { rows, hidden } = streamOf(alarms, 9, true);
    expect(rows).toHaveLength(9);
    const told = rows.reduce((sum, row) => sum + (row.kind === 'group' ? row.count : 1), 0);
    expect(told + hidden).toBe(alarms.length);
    expect(rows.at(-1)).toMatchObject({ kind: 'group', count: 6 });
  });
});

describe('a flood that is not a crowd', () => {
  it('is shown row by row while everything fits', () => {
    const { rows, folded } = streamOf(open(5, { level: 'blue' }), 8, true);
    expect(rows.map((row) => row.kind)).toEqual(Array(5).fill('alarm'));
    expect(folded).toBe(false);
  });

  it('folds blue alone when that makes room enough', () => {
    const { rows, hidden } = streamOf([...open(3, { level: 'yellow' }, 'y'), ...open(20, { level: 'blue' }, 'b')], 5, true);
    expect(rows.map((one) => one.id)).toEqual(['y0', 'y1', 'y2', 'blue|fire']);
    expect(hidden).toBe(0);
  });

  it('names an alarm that is alone in its level and sector', () => {
    const { rows, folded } = streamOf([...open(8, { level: 'yellow' }, 'y'), alarmView({ id: 'lone', level: 'blue', sector: 'city' })], 6, true);
    expect(rows).toMatchObject([{ kind: 'group', count: 8 }, { kind: 'alarm', id: 'lone' }]);
    expect(folded).toBe(true);
  });
});

describe('the same alarms', () => {
  it('are the same whatever the counts say, and not when a row came, went, moved or changed', () => {
    const a = alarmView({ id: 'a' });
    const b = alarmView({ id: 'b' });
    const picture = streamOf([a, b], 5, false);
    expect(sameAlarms(streamOf([a, b], 5, false), { ...picture, unsigned: 9, hidden: 3 })).toBe(true);
    expect(sameAlarms(picture, streamOf([b, a], 5, false))).toBe(false);
    expect(sameAlarms(picture, streamOf([a], 5, false))).toBe(false);
    expect(sameAlarms(picture, streamOf([a, { ...b, revision: 2 }], 5, false))).toBe(false);
  });
});

describe('what calls for the eye', () => {
  const received = '2026-11-23T00:00:00.000Z';
  const due = '2026-11-23T00:30:00.000Z';
  const at = (minutes: number): number => Date.parse(received) + minutes * 60_000;

  it('a signing limit is near in its last third, and late past it', () => {
    const alarm = alarmView({ receivedAt: received, dueAt: due });
    expect(urgency(alarm, at(10))).toBe('none');
    expect(urgency(alarm, at(21))).toBe('soon');
    expect(urgency(alarm, at(31))).toBe('late');
    expect(urgency(alarmView({ receivedAt: received }), at(99))).toBe('none');
  });

  it('an escalated alarm has the whole time of its level anew', () => {
    const escalated = alarmView({ level: 'orange', receivedAt: received, dueAt: due, escalation: 2 });
    expect(urgency(escalated, at(21))).toBe('none');
    expect(urgency(escalated, at(27))).toBe('soon');
  });

  it('moves only what is unsigned and new, or red', () => {
    expect(pulses(alarmView(), at(1))).toBe(true);
    expect(pulses(alarmView(), at(3))).toBe(false);
    expect(pulses(alarmView({ level: 'red' }), at(30))).toBe(true);
    expect(pulses(alarmView({ level: 'red', state: 'handling' }), at(0))).toBe(false);
  });
});
