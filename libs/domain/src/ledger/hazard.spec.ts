import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { afterDays } from '../numbers/beijing-day.js';
import { afterMonths, DAY, type WorkingDays } from './deadline.js';
import { checkGrading, entryAt, withEntry, type CatalogueEntry } from './hazard-catalogue.js';
import { daysOverdue, DEFAULT_HAZARD_RULES, isHazardOverdue, recheckDueAt } from './hazard-clock.js';
import { actOnHazard, HAZARD_ACTIONS, HAZARD_TRANSITIONS, type HazardAction, type HazardCommand, type HazardContext } from './hazard-life.js';
import { PROGRAMME_PARTS, registerHazard, TIERS, type Hazard, type HazardReport, type Programme } from './hazard.js';
import { codeOf, fieldsOf } from '../refusal.fixture.js';

/** Wednesday 2026-11-25 08:00 in Beijing. */
const NOW = Date.UTC(2026, 10, 25);
const HOUR = 3_600_000;
/** Five days of work a week, no holidays: enough here. */
const workingDays: WorkingDays = (from, days) => {
  let at = from;
  for (let left = days; left > 0;) {
    at += DAY;
    const weekday = new Date(at + 8 * HOUR).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return afterDays(at, 0);
};
const entry: CatalogueEntry = { code: 'gm-10', sector: 'industry', grade: 'major', document: '应急管理部令第10号', clause: '第三条', text: '未按要求设置', from: NOW - 900 * DAY };
const context: HazardContext = { rules: DEFAULT_HAZARD_RULES, catalogue: [entry], workingDays };
const finder = { name: 'wang', leader: false };
const officer = { name: 'chen', leader: false };
const leader = { name: 'lin', leader: true };
const owner = { name: 'zhou', leader: false };
const checker = { name: 'he', leader: false };

const report: HazardReport = { source: 'street', sector: 'industry', objectCode: 'plant-1', gridCode: '331082001004', place: '1号罐区', description: '可燃气体探测器缺失', category: '监测报警', foundBy: 'wang', foundAt: NOW - HOUR, photosBefore: ['a.jpg'] };
const programme = Object.fromEntries(PROGRAMME_PARTS.map((part) => [part, '已明确'])) as Programme;
const five = { responsible: 'zhou', measures: '加装探测器', funds: 20_000, finishBy: NOW + 10 * DAY, contingency: '停用并通风' };
const registered = (patch: Partial<HazardReport> = {}): Hazard => registerHazard('h1', { ...report, ...patch }, finder.name, NOW);
type More = Partial<HazardCommand>;
const go = (hazard: Hazard, action: HazardAction, more: More = {}, at = NOW) => actOnHazard(hazard, { action, revision: hazard.revision, actor: officer, ...more }, at, context);
const steps = (hazard: Hazard, ...list: [HazardAction, More, number?][]): Hazard => list.reduce((before, [action, more, at]) => go(before, action, more, at).record, hazard);
const CHAIN: [HazardAction, More, number?][] = [
  ['grade', { grade: 'general' }], ['endorse', { actor: leader, signature: 'sig-1' }], ['assign', { to: 'zhou' }], ['accept', { actor: owner }],
  ['begin', { actor: owner, five }], ['submit', { actor: owner, note: '已加装', photosAfter: ['b.jpg'] }, NOW + DAY],
  ['recheck', { actor: checker, passed: true, note: '合格' }, NOW + 2 * DAY], ['close', { actor: leader }, NOW + 2 * DAY],
];
const upTo = (action: HazardAction, hazard = registered()): Hazard => steps(hazard, ...CHAIN.slice(0, CHAIN.findIndex(([name]) => name === action) + 1));
const MAJOR: [HazardAction, More, number?][] = [
  ['grade', { grade: 'major', entryCode: 'gm-10' }], ['endorse', { actor: leader, signature: 's' }], ['assign', { to: 'zhou', deadline: NOW + 60 * DAY }], ['accept', { actor: owner }], ['begin', { actor: owner, five, programme }],
];

describe('a hazard', () => {
  it('goes from registration to closing, each step told with its revision', () => {
    const closed = upTo('close');
    expect(closed).toMatchObject({ state: 'closed', revision: 9, failedRechecks: 0, endorsed: { by: 'lin', signature: 'sig-1' }, photosAfter: ['b.jpg'] });
    expect(go(upTo('recheck'), 'close', { actor: leader }, NOW + 3 * DAY)).toMatchObject({ kind: 'hazard.closed', actor: 'lin', from: 'passed', to: 'closed', data: { inTime: true } });
  });

  it('is not registered without its object, or as found tomorrow', () => {
    expect(fieldsOf(() => registered({ objectCode: ' ' }))).toEqual(['objectCode']);
    expect(fieldsOf(() => registered({ foundAt: NOW + 1 }))).toEqual(['foundAt']);
    expect(codeOf(() => registered({ foundAt: NOW + 1 }))).toBe('invalid future-date');
    expect(codeOf(() => registered({ lon: 121 }))).toBe('invalid place-out-of-range');
    expect(codeOf(() => registered({ lon: 121, lat: 91 }))).toBe('invalid place-out-of-range');
  });

  it('refuses an order of steps the table does not know, and a revision somebody else has passed', () => {
    expect(codeOf(() => go(registered(), 'close', { actor: leader }))).toBe('conflict not-allowed');
    const graded = upTo('grade');
    expect(codeOf(() => go(graded, 'endorse', { actor: leader, signature: 's', revision: 1 }))).toBe('conflict stale-revision');
  });

  it('is signed off by a leader who did not grade it, before it is assigned', () => {
    const graded = upTo('grade');
    expect(codeOf(() => go(graded, 'assign', { to: 'zhou' }))).toBe('invalid sign-off-required');
    expect(fieldsOf(() => go(graded, 'assign', { to: 'zhou' }))).toEqual(['signature']);
    expect(codeOf(() => go(graded, 'endorse', { signature: 's' }))).toBe('forbidden leader-only');
    expect(fieldsOf(() => go(graded, 'endorse', { actor: leader }))).toEqual(['signature']);
    const byLeader = go(registered(), 'grade', { actor: leader, grade: 'general' }).record;
    expect(codeOf(() => go(byLeader, 'endorse', { actor: leader, signature: 's' }))).toBe('forbidden own-grading');
  });

  it('is not begun before all five commitments stand, each missing one named', () => {
    const accepted = upTo('accept');
    expect(codeOf(() => go(accepted, 'begin', { actor: owner }))).toBe('invalid five-required');
    expect(fieldsOf(() => go(accepted, 'begin', { actor: owner, five: { responsible: 'zhou', funds: 0, measures: ' ' } }))).toEqual(['five.measures', 'five.finishBy', 'five.contingency']);
    expect(codeOf(() => go(accepted, 'begin', { five: { ...five, funds: -1 } }))).toBe('invalid funds-negative');
    expect(codeOf(() => go(accepted, 'begin', { five: { ...five, finishBy: (accepted.deadline ?? 0) + 1 } }))).toBe('invalid finish-out-of-range');
    const draft = go(accepted, 'plan', { actor: owner, five: { responsible: 'zhou', measures: '加装', contingency: '通风' } }).record;
    expect(go(draft, 'begin', { actor: owner, five: { funds: 0, finishBy: NOW + DAY } }).record.state).toBe('rectifying');
  });

  it('that is major needs a programme of six parts and a deadline', () => {
    const accepted = steps(registered(), ...MAJOR.slice(0, 4));
    expect(fieldsOf(() => go(accepted, 'begin', { five, programme: { ...programme, safety: '' } }))).toEqual(['programme.safety']);
    expect(fieldsOf(() => go(accepted, 'begin', { five }))).toHaveLength(6);
    expect(steps(registered(), ...MAJOR).state).toBe('rectifying');
    expect(fieldsOf(() => go(steps(registered(), ...MAJOR.slice(0, 2)), 'assign', { to: 'zhou' }))).toEqual(['deadline']);
  });

  it('is re-checked by nobody who rectified it, and goes back when it fails', () => {
    const submitted = upTo('submit');
    for (const actor of [owner, { name: 'zhou', leader: true }]) expect(codeOf(() => go(submitted, 'recheck', { actor, passed: true, note: '好' }))).toBe('forbidden own-recheck');
    const failed = go(submitted, 'recheck', { actor: checker, passed: false, note: '未加装到位' }).record;
    expect(failed).toMatchObject({ state: 'rectifying', failedRechecks: 1 });
    const passed = upTo('recheck');
    expect(codeOf(() => go(passed, 'close', { actor: { name: 'zhou', leader: true } }))).toBe('forbidden own-recheck');
  });

  it('is returned to whom it came from, with the reason', () => {
    expect(fieldsOf(() => go(registered(), 'return'))).toEqual(['note']);
    expect(steps(registered(), ['return', { note: '描述不清' }], ['resubmit', { note: '已补正' }]).state).toBe('registered');
    expect(go(upTo('grade'), 'return', { note: '定级有误' }).record).toMatchObject({ state: 'registered', grade: undefined });
    const assigned = upTo('assign');
    const back = go(assigned, 'return', { note: '不属本单位' }, (assigned.deadline ?? 0) - 1).record;
    expect(back).toMatchObject({ state: 'endorsed', deadline: undefined });
    expect(back.assigned).toBeUndefined();
    expect(codeOf(() => go(assigned, 'return', { note: '不属本单位' }, assigned.deadline))).toBe('conflict overdue-return');
  });

  it('is dismissed by a leader with the reason, before it is signed off, and not while production stands still', () => {
    expect(codeOf(() => go(registered(), 'dismiss', { note: '不成立' }))).toBe('forbidden leader-only');
    expect(fieldsOf(() => go(registered(), 'dismiss', { actor: leader }))).toEqual(['note']);
    expect(codeOf(() => go(upTo('endorse'), 'dismiss', { actor: leader, note: '不成立' }))).toBe('conflict not-allowed');
    const stopped = go(registered(), 'suspend', { actor: leader, note: '现场危险', order: '1号' }).record;
    expect(codeOf(() => go(stopped, 'dismiss', { actor: leader, note: '不成立' }))).toBe('conflict still-suspended');
    const dismissed = steps(stopped, ['resume', { actor: leader }], ['dismiss', { actor: leader, note: '不成立' }]);
    expect(dismissed).toMatchObject({ state: 'dismissed', dismissed: { by: 'lin' } });
    expect(dismissed.closed).toBeUndefined();
  });
});

describe('the grading', () => {
  const old = { ...entry, code: 'x', grade: 'general' as const, until: NOW - 10 * DAY };
  const fresh = { ...entry, code: 'x', from: NOW - 10 * DAY };
  it('goes by the standard in force when the hazard was found', () => {
    const catalogue = withEntry([old], fresh);
    expect(entryAt(catalogue, 'x', NOW - 10 * DAY - 1)?.grade).toBe('general');
    expect(entryAt(catalogue, 'x', NOW - 10 * DAY)?.grade).toBe('major');
    expect(checkGrading(catalogue, 'industry', NOW - 11 * DAY, { grade: 'general', entryCode: 'x' })).toBe(old);
    expect(codeOf(() => checkGrading(catalogue, 'industry', NOW, { grade: 'general', entryCode: 'x' }))).toBe('invalid entry-grade');
    expect(codeOf(() => checkGrading(catalogue, 'fire', NOW, { grade: 'major', entryCode: 'x' }))).toBe('invalid entry-unknown');
    expect(codeOf(() => checkGrading(catalogue, 'industry', NOW, { grade: 'major' }))).toBe('invalid grounds-required');
    expect(checkGrading(catalogue, 'industry', NOW, { grade: 'major', grounds: 'stop' })).toBeUndefined();
  });
  it('never has two versions of one entry in force', () => {
    expect(codeOf(() => withEntry([old], { ...fresh, from: NOW - 10 * DAY - 1 }))).toBe('invalid versions-overlap');
    expect(codeOf(() => withEntry([fresh], { ...fresh, from: NOW }))).toBe('invalid versions-overlap');
    expect(codeOf(() => withEntry([], { ...fresh, until: fresh.from }))).toBe('invalid until-required');
  });
});

describe('the clock', () => {
  it('gives a general hazard 15 natural days, to the last millisecond in Beijing, and a major one a year', () => {
    // 25 November + 15 days = 10 December; 23:59:59.999+08:00 is in time, the next millisecond is 16:00Z.
    const assigned = upTo('assign');
    const due = Date.UTC(2026, 11, 10, 16);
    expect(assigned.deadline).toBe(due);
    expect([isHazardOverdue(assigned, due - 1), isHazardOverdue(assigned, due), daysOverdue(assigned, due - 1), daysOverdue(assigned, due), daysOverdue(assigned, due + DAY)]).toEqual([false, true, 0, 1, 2]);
    // From 25 November to the end of 25 November next year; from 29 February to the end of 28 February.
    expect([afterMonths(NOW, 12), afterMonths(Date.UTC(2028, 1, 28, 16), 12), afterMonths(Date.UTC(2026, 0, 31), 1)]).toEqual([Date.UTC(2027, 10, 25, 16), Date.UTC(2029, 1, 28, 16), Date.UTC(2026, 1, 28, 16)]);
    expect(codeOf(() => go(upTo('endorse'), 'assign', { to: 'zhou', deadline: due + 1 }))).toBe('invalid deadline-too-far');
    expect(codeOf(() => go(upTo('endorse'), 'assign', { to: 'zhou', deadline: NOW }))).toBe('invalid deadline-past');
  });

  it('stands still while the re-check waits, runs again when it fails, and ends with the closing', () => {
    const inTime = upTo('submit');
    const late = (inTime.deadline ?? 0) + DAY;
    expect(isHazardOverdue(inTime, late)).toBe(false);
    // Applied for on 26 November: ten days, to the end of 6 December.
    expect(recheckDueAt(inTime, DEFAULT_HAZARD_RULES)).toBe(Date.UTC(2026, 11, 6, 16));
    expect(isHazardOverdue(go(inTime, 'recheck', { actor: checker, passed: false, note: '否' }, late).record, late)).toBe(true);
    const tooLate = go(upTo('begin'), 'submit', { actor: owner, note: '迟', photosAfter: ['c.jpg'] }, late).record;
    expect(isHazardOverdue(tooLate, late)).toBe(true);
    expect(isHazardOverdue(upTo('close'), late)).toBe(false);
    const major = steps(registered(), ...MAJOR);
    expect(recheckDueAt(major, DEFAULT_HAZARD_RULES)).toBe(Date.UTC(2027, 1, 3, 16));
  });

  it('lets a general deadline be extended before it ends, to 30 days in all, by another person', () => {
    const working = upTo('begin');
    const due = working.deadline ?? 0;
    const longest = Date.UTC(2026, 11, 25, 16);
    const ask = (until: number, at = NOW) => () => go(working, 'askExtension', { actor: owner, note: '设备到货迟', until }, at);
    expect(codeOf(ask(longest + 1))).toBe('invalid until-too-far');
    expect(codeOf(ask(due))).toBe('invalid until-required');
    expect(codeOf(ask(longest, due))).toBe('conflict extension-late');
    const asked = ask(longest, due - 1)().record;
    expect(asked.deadline).toBe(due);
    expect(codeOf(() => go(asked, 'decideExtension', { granted: true }))).toBe('forbidden leader-only');
    expect(codeOf(() => go(asked, 'decideExtension', { actor: { name: 'zhou', leader: true }, granted: true }))).toBe('forbidden own-request');
    expect(go(asked, 'decideExtension', { actor: leader, granted: true }).record).toMatchObject({ deadline: longest, extensions: 1, extensionAsked: undefined });
    expect(go(asked, 'decideExtension', { actor: leader, granted: false, note: '不同意' }).record).toMatchObject({ deadline: due, extensions: 0, extensionAsked: undefined });
  });

  it('wants a major extension asked for 20 working days ahead and decided within 10', () => {
    const major = steps(registered(), ...MAJOR);
    const due = major.deadline ?? 0;
    // The deadline is Sunday 24 January; 20 working days before it at the latest: Friday 25 December at the same hour, the 20th being Friday 22 January.
    const last = Date.UTC(2026, 11, 25);
    const ask = (at: number) => go(major, 'askExtension', { actor: owner, note: '迟', until: due + 30 * DAY }, at);
    expect(ask(last).data).toEqual({ until: due + 30 * DAY, decideBy: Date.UTC(2027, 0, 8, 16) });
    expect(codeOf(() => ask(last + 3 * DAY))).toBe('conflict extension-late');
    expect(codeOf(() => go(major, 'askExtension', { note: '迟', until: afterMonths(NOW, 12) + 1 }))).toBe('invalid until-too-far');
  });
});

describe('the measures beside the chain', () => {
  it('list a hazard by tier, publish within five working days, and come off before it is closed', () => {
    const major = steps(registered(), ...MAJOR);
    const listed = go(major, 'list', { actor: leader, tier: 'town' });
    // Wednesday + 5 working days = the end of the next Wednesday.
    expect(listed).toMatchObject({ from: 'rectifying', to: 'rectifying', record: { listed: { tier: 'town', publishBy: Date.UTC(2026, 11, 2, 16) } } });
    expect(codeOf(() => go(listed.record, 'list', { actor: leader, tier: 'village' }))).toBe('conflict listed-already');
    expect(go(listed.record, 'list', { actor: leader, tier: 'city' }).record.listed?.tier).toBe('city');
    expect(fieldsOf(() => go(upTo('begin'), 'list', { actor: leader, tier: 'town' }))).toEqual(['note']);
    const passed = steps(listed.record, ['suspend', { actor: leader, note: '危险', order: '临应急停〔2026〕1号' }], ['submit', { actor: owner, note: '好', photosAfter: ['b'] }], ['recheck', { actor: checker, passed: true, note: '合格' }]);
    expect(codeOf(() => go(passed, 'close', { actor: leader }))).toBe('conflict still-suspended');
    const resumed = go(passed, 'resume', { actor: leader }).record;
    expect(codeOf(() => go(resumed, 'close', { actor: leader }))).toBe('conflict still-listed');
    expect(steps(resumed, ['delist', { actor: leader }], ['close', { actor: leader }]).state).toBe('closed');
  });
  it('hand it to enforcement once per case, and raise its supervision to the city and no further', () => {
    const working = upTo('begin');
    const handed = go(working, 'enforce', { caseId: 'c1' }).record;
    expect(handed).toMatchObject({ state: 'rectifying', caseIds: ['c1'] });
    expect(codeOf(() => go(handed, 'enforce', { caseId: 'c1' }))).toBe('conflict enforced-already');
    const top = steps(working, ['raise', { actor: leader, note: '久拖' }], ['raise', { actor: leader, note: '久拖' }]);
    expect(top.supervision).toBe('city');
    expect(codeOf(() => go(top, 'raise', { actor: leader, note: '久拖' }))).toBe('conflict top-reached');
  });
});

describe('whatever people do in whatever order', () => {
  const actor = fc.constantFrom(officer, leader, owner, checker, { name: 'zhou', leader: true });
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 });
  const move = fc.record({
    action: fc.constantFrom(...HAZARD_ACTIONS), actor, stale: fc.nat(19).map((n) => n === 0), hours: fc.nat(72),
    note: maybe(fc.constant('说明')), grade: maybe(fc.constantFrom('general' as const, 'major' as const)), grounds: maybe(fc.constant('stop' as const)), signature: maybe(fc.constant('sig')),
    to: maybe(fc.constant('zhou')), ahead: fc.integer({ min: -1, max: 20 }), five: maybe(fc.constant(five)), programme: maybe(fc.constant(programme)),
    photosAfter: maybe(fc.constant<string[]>(['b'])), passed: maybe(fc.boolean()), granted: maybe(fc.boolean()), tier: maybe(fc.constantFrom(...TIERS)), order: maybe(fc.constant('令')), caseId: maybe(fc.constantFrom('c1', 'c2')),
  });
  /** Pulls a random walk along the chain, so that it sees the late states as well. */
  const walk = fc.array(fc.oneof({ weight: 1, arbitrary: move }, { weight: 1, arbitrary: fc.record({ base: move, along: fc.constant(true) }) }), { minLength: 5, maxLength: 60 });
  const NEXT: Partial<Record<Hazard['state'], number>> = { registered: 0, graded: 1, endorsed: 2, assigned: 3, accepted: 4, rectifying: 5, submitted: 6, passed: 7 };

  it('the state is one the table leads to, revisions rise by one, and a refusal changes nothing', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(walk, (moves) => {
      let hazard = registered();
      let at = NOW;
      for (const each of moves) {
        const { stale, hours, ahead, ...given } = 'base' in each ? each.base : each;
        at += hours * HOUR;
        const along = 'base' in each ? CHAIN[NEXT[hazard.state] ?? -1] : undefined;
        const more = along ? { action: along[0], ...along[1], ...(along[0] === 'begin' && { five: { ...five, finishBy: at + 1 }, programme }) } : { ...given, deadline: at + ahead * DAY, until: at + ahead * DAY };
        const before = structuredClone(hazard);
        try {
          const change = actOnHazard(hazard, { actor: officer, ...more, revision: hazard.revision - (stale ? 1 : 0) }, at, context);
          const declared = HAZARD_TRANSITIONS[more.action];
          expect(stale).toBe(false);
          expect(declared.from).toContain(before.state);
          expect(declared.to).toContain(change.to);
          expect(change).toMatchObject({ from: before.state, to: change.record.state, kind: declared.kind, at });
          expect(change.record.revision).toBe(before.revision + 1);
          expect(hazard).toEqual(before);
          hazard = change.record;
          seen.add(hazard.state);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(hazard).toEqual(before);
        }
        if (['assigned', 'accepted', 'rectifying', 'submitted', 'passed', 'closed'].includes(hazard.state)) expect(hazard.endorsed?.signature).toBeTruthy();
        if (['rectifying', 'submitted', 'passed', 'closed'].includes(hazard.state)) expect([hazard.five?.responsible, hazard.five?.contingency].every(Boolean)).toBe(true);
        if (hazard.rechecked) expect(hazard.rechecked.by).not.toBe('zhou');
      }
    }), { numRuns: 150, seed: 20261125 });
    expect([...seen].sort()).toEqual(['accepted', 'assigned', 'closed', 'dismissed', 'endorsed', 'graded', 'passed', 'rectifying', 'registered', 'returned', 'submitted']);
  });
});
