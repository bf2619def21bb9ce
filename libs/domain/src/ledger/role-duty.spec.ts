import { startOfDay } from '../numbers/beijing-day.js';
import type { Appointment } from './grid-people.js';
import { patrolsUnderWay } from './patrol.js';
import { roleDuties, roundCompletion, roundsUnderWay } from './role-duty.js';

const at = startOfDay;
const person = (id: string, role: Appointment['role'], from: string, until?: string): Appointment => ({ id, person: id, role, gridCode: '331082001004', from: at(from), until: until === undefined ? undefined : at(until) });
// November 2026: Mondays 2, 9, 16, 23, 30; the week of 26 October ends as Monday 2 November begins.
const NOVEMBER = { from: at('2026-11-01'), to: at('2026-12-01') };

describe('the rounds of the roles', () => {
  it('fall due where their week, month or quarter ends', () => {
    const people = [person('guide', 'guide', '2026-01-01'), person('chief', 'chief', '2026-01-01'), person('adviser', 'adviser', '2026-01-01'), person('walker', 'patroller', '2026-01-01')];
    // A guide each week: those ending 2, 9, 16, 23 and 30 November. A chief: the month itself. A quarter ends at New Year, not here; a patroller goes by objects.
    expect(roleDuties(people, NOVEMBER).map(({ key }) => key)).toEqual(['guide/2026-10-26', 'guide/2026-11-02', 'guide/2026-11-09', 'guide/2026-11-16', 'guide/2026-11-23', 'chief/2026-11-01']);
    expect(roleDuties(people, { from: at('2026-12-01'), to: at('2027-01-01') }).filter(({ role }) => role === 'adviser')).toHaveLength(1);
  });

  it('are owed only by who held the role all that time', () => {
    expect(roleDuties([person('late', 'chief', '2026-11-02')], NOVEMBER)).toEqual([]);
    expect(roleDuties([person('left', 'chief', '2026-01-01', '2026-11-30')], NOVEMBER)).toEqual([]);
    expect(roleDuties([person('all', 'chief', '2026-11-01', '2026-12-01')], NOVEMBER)).toHaveLength(1);
  });

  it('are done by a visit in their own time, to the last millisecond', () => {
    const duties = roleDuties([person('chief', 'chief', '2026-01-01')], NOVEMBER);
    expect(roundCompletion(duties, [{ person: 'chief', at: NOVEMBER.to - 1 }])).toMatchObject({ numerator: 1, denominator: 1, value: 100, missed: [] });
    expect(roundCompletion(duties, [{ person: 'chief', at: NOVEMBER.to }, { person: 'other', at: NOVEMBER.from }])).toMatchObject({ numerator: 0, value: 0, missed: [{ person: 'chief' }] });
    expect(roundCompletion([], []).value).toBeUndefined();
  });

  it('under way are told before they are due', () => {
    const now = at('2026-11-25');
    expect(roundsUnderWay([person('guide', 'guide', '2026-01-01'), person('new', 'chief', '2026-11-20')], now).map(({ key }) => key)).toEqual(['guide/2026-11-23']);
    const object = { code: 'O', gridCode: '331082001004', from: 0, colours: [{ from: 0, colour: 'yellow' as const }] };
    expect(patrolsUnderWay([object], now)).toMatchObject([{ key: 'O/2026-11-01', to: NOVEMBER.to }]);
  });
});
