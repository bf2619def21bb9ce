import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { accidentsIn, gradeAt } from '../numbers/accident.js';
import { reportClocks, REPORTS_493, REPORTS_STREET } from '../numbers/accident-clock.js';
import { ACCIDENT_STATES, approvalDueAt, CLOSING_CHECKS, countable, followUpDueAt, followUpName, investigationDueAt, reportAccident, type AccidentFile, type AccidentReport } from './accident-file.js';
import { ACCIDENT_ACTIONS, ACCIDENT_TRANSITIONS, actOnAccident, type AccidentAction, type AccidentCommand } from './accident-life.js';
import { DAY } from './deadline.js';
import { codeOf, fieldsOf } from '../refusal.fixture.js';

/** Wednesday 2026-11-25 08:00 in Beijing. */
const NOW = Date.UTC(2026, 10, 25);
const HOUR = 3_600_000;
const schemes = [REPORTS_493, REPORTS_STREET];
const officer = { name: 'chen', leader: false };
const leader = { name: 'lin', leader: true };
const harm = { deaths: 2, seriousInjuries: 1, loss: 800_000 };
const report: AccidentReport = { sector: 'construction', gridCode: '331082001004', place: '3号楼', category: '高处坠落', summary: '脚手架坠落', occurredAt: NOW - HOUR, harm, nonProduction: false };
const reported = (patch: Partial<AccidentReport> = {}): AccidentFile => reportAccident('a1', { ...report, ...patch }, 'chen', NOW);
type More = Partial<AccidentCommand>;
const change = (file: AccidentFile, action: AccidentAction, more: More = {}, at = NOW) => actOnAccident(file, { action, revision: file.revision, actor: leader, ...more }, at, schemes);
const go = (file: AccidentFile, action: AccidentAction, more: More = {}, at = NOW): AccidentFile => change(file, action, more, at).record;
const CHAIN: [AccidentAction, More][] = [
  ['finalReport', { note: '处置结束' }], ['investigate', { group: ['he', 'wang'] }], ['submit', { document: '调查报告' }], ['approve', { granted: true, document: '批复1号' }],
];
const upTo = (action: AccidentAction, file = reported()): AccidentFile => CHAIN.slice(0, CHAIN.findIndex(([name]) => name === action) + 1).reduce((each, [name, more]) => go(each, name, more), file);

describe('the reports of an accident', () => {
  it('begin with one that neither lies in the future nor counts below zero', () => {
    expect(codeOf(() => reported({ occurredAt: NOW + 1 }))).toBe('invalid future-date');
    expect(codeOf(() => reported({ harm: { ...harm, deaths: -1 } }))).toBe('invalid harm');
    expect(fieldsOf(() => reported({ place: '' }))).toEqual(['place']);
  });
  it('go on numbered, each with something new, until the final one', () => {
    const one = change(reported(), 'followUp', { note: '伤者送医' });
    expect(one.data).toEqual({ number: 1, name: '续报一' });
    expect(codeOf(() => go(one.record, 'followUp', { note: ' 伤者送医 ' }))).toBe('invalid nothing-new');
    expect(codeOf(() => go(reported(), 'followUp', { note: '脚手架坠落' }))).toBe('invalid nothing-new');
    expect(change(one.record, 'followUp', { note: '现场清理' }).data).toEqual({ number: 2, name: '续报二' });
    expect(codeOf(() => go(upTo('finalReport'), 'followUp', { note: '迟' }))).toBe('conflict not-allowed');
    expect([10, 11, 20, 21].map(followUpName)).toEqual(['续报十', '续报十一', '续报二十', '续报二十一']);
  });
  it('are due once a day, twice for the graver ones', () => {
    expect(followUpDueAt(reported(), NOW)).toBe(NOW + DAY);
    expect(followUpDueAt(reported({ harm: { ...harm, deaths: 10 } }), NOW)).toBe(NOW + DAY / 2);
    expect(followUpDueAt(go(reported(), 'followUp', { note: '新' }, NOW + HOUR), NOW + HOUR)).toBe(NOW + HOUR + DAY);
    expect(followUpDueAt(upTo('finalReport'), NOW)).toBeUndefined();
  });
  it('go up hop by hop, two hours for each and not for all', () => {
    const tell = (file: AccidentFile, hop: string, at: number) => change(file, 'tell', { hop, at }, NOW + DAY);
    const file = reported();
    expect(codeOf(() => tell(file, 'county', NOW))).toBe('invalid hop-before');
    expect(codeOf(() => tell(file, 'moon', NOW))).toBe('invalid hop-unknown');
    expect(codeOf(() => tell(file, 'unit', NOW + DAY + 1))).toBe('invalid future-date');
    const unit = tell(file, 'unit', NOW).record;
    expect(codeOf(() => tell(unit, 'unit', NOW))).toBe('conflict told-already');
    expect(codeOf(() => tell(unit, 'county', NOW - 1))).toBe('invalid report-order');
    const county = tell(unit, 'county', NOW + HOUR);
    expect(county.data).toMatchObject({ inTime: true });
    // The county was told at 09:00: the city in time until 11:00, three hours after the unit.
    expect(tell(county.record, 'city', NOW + 3 * HOUR).data).toMatchObject({ inTime: true });
    const late = tell(county.record, 'city', NOW + 3 * HOUR + 1);
    expect(late.data).toMatchObject({ inTime: false });
    expect(reportClocks(REPORTS_493, { occurredAt: file.occurredAt, grade: 'ordinary' }, late.record.told, NOW + DAY).map(({ state }) => state)).toEqual(['told', 'in-time', 'late']);
  });
});

describe('a change of the harm', () => {
  it('grades the accident anew from the moment it is known', () => {
    const dead = change(reported(), 'changeHarm', { harm: { ...harm, deaths: 3 }, at: NOW + DAY, note: '医院证明' }, NOW + 2 * DAY);
    expect(dead.data).toMatchObject({ gradeBefore: 'ordinary', grade: 'serious' });
    expect([gradeAt(dead.record, NOW + 2 * DAY - 1).grade, gradeAt(dead.record, NOW + 2 * DAY).grade]).toEqual(['ordinary', 'serious']);
  });
  it('of the casualties counts for 30 days, of road traffic and fire for 7; of the loss always', () => {
    // 25 November + 30 days: to the end of 25 December; + 7 days: to the end of 2 December (16:00Z in Beijing's midnight).
    const more = { ...harm, deaths: 3 };
    for (const [sector, end] of [['construction', Date.UTC(2026, 11, 25, 16)], ['road', Date.UTC(2026, 11, 2, 16)], ['fire', Date.UTC(2026, 11, 2, 16)]] as const) {
      const file = reported({ sector });
      expect(go(file, 'changeHarm', { harm: more, at: end - 1, note: '死亡' }, end + DAY).harm).toHaveLength(2);
      expect(codeOf(() => go(file, 'changeHarm', { harm: more, at: end, note: '死亡' }, end + DAY))).toBe('conflict supplement-past');
      expect(go(file, 'changeHarm', { harm: { ...harm, loss: 9 }, at: end, note: '核定' }, end + DAY).harm.at(-1)?.loss).toBe(9);
    }
    expect(codeOf(() => go(reported(), 'changeHarm', { harm: more, at: NOW - 2 * HOUR, note: 'x' }))).toBe('invalid before-accident');
    expect(codeOf(() => go(reported(), 'changeHarm', { harm: more, at: NOW + 1, note: 'x' }))).toBe('invalid future-date');
  });
});

describe('the investigation', () => {
  it('reports within 60 days of the accident, once extended by up to 60, and is approved within 15 or 30', () => {
    // 25 November + 60 days: 5 + 31 + 24 = 24 January; + 120: 7 + 28 + 25 = 25 March.
    const investigating = upTo('investigate');
    expect(investigationDueAt(investigating)).toBe(Date.UTC(2027, 0, 24, 16));
    expect(fieldsOf(() => go(investigating, 'extend', { days: 61, note: 'x' }))).toEqual(['days']);
    const extended = go(investigating, 'extend', { days: 60, note: '鉴定' });
    expect(investigationDueAt(extended)).toBe(Date.UTC(2027, 2, 25, 16));
    expect(codeOf(() => go(extended, 'extend', { days: 1, note: 'x' }))).toBe('conflict extended-already');
    expect(change(investigating, 'submit', { document: 'x' }, Date.UTC(2027, 0, 24, 16)).data).toEqual({ inTime: false });
    expect(approvalDueAt(upTo('submit'))).toBe(Date.UTC(2026, 11, 10, 16));
    expect(approvalDueAt(upTo('submit', reported({ harm: { ...harm, deaths: 30 } })))).toBe(Date.UTC(2026, 11, 25, 16));
    expect(go(upTo('submit'), 'approve', { granted: false, note: '补充' })).toMatchObject({ state: 'investigating', submitted: undefined });
    expect(codeOf(() => go(upTo('finalReport'), 'investigate', { actor: officer, group: ['he'] }))).toBe('forbidden leader-only');
  });
  it('closes with all four checks and no fewer', () => {
    for (const left of CLOSING_CHECKS) {
      const three = CLOSING_CHECKS.filter((check) => check !== left).reduce((file, check) => go(file, 'check', { check, evidence: ['e'], note: '已落实' }), upTo('approve'));
      expect(codeOf(() => go(three, 'close'))).toBe('invalid closing-checks');
      expect(fieldsOf(() => go(three, 'close'))).toEqual([`checks.${left}`]);
      expect(go(go(three, 'check', { check: left, evidence: ['e'], note: '已落实' }), 'close').state).toBe('closed');
    }
    expect(fieldsOf(() => go(upTo('approve'), 'check', { check: 'cause', note: 'x', evidence: [] }))).toEqual(['evidence']);
    expect(codeOf(() => go(upTo('submit'), 'check', { check: 'cause', evidence: ['e'], note: 'x' }))).toBe('conflict not-allowed');
    expect(codeOf(() => go(upTo('approve'), 'close', { revision: 1 }))).toBe('conflict stale-revision');
  });
});

describe('what is not of production, or was sent twice', () => {
  const scope = { gridPrefix: '', period: { from: NOW - DAY, to: NOW + DAY }, asOf: NOW + DAY };
  it('stays on record and leaves the numbers, by a leader with the grounds', () => {
    expect(codeOf(() => go(reported(), 'exclude', { actor: officer, nonProduction: true, note: 'x' }))).toBe('forbidden leader-only');
    expect(codeOf(() => go(reported(), 'exclude', { sameAs: 'a1', note: 'x' }))).toBe('invalid same-as-itself');
    const files = [reported(), go(reported(), 'exclude', { nonProduction: true, note: '生活火灾' }), go(reported(), 'exclude', { sameAs: 'a0', note: '消防已报' })];
    expect(accidentsIn(files, scope)).toEqual([files[0]]);
    expect(fieldsOf(() => go(reported(), 'reject'))).toEqual(['note']);
    expect(countable([go(reported(), 'reject', { note: '误报' }), ...files])).toEqual(files);
    expect(go(files[2] as AccidentFile, 'exclude', { sameAs: '', note: '并非同一起' }).sameAs).toBeUndefined();
  });
});

describe('whatever people do in whatever order', () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 });
  const move = fc.record({
    action: fc.constantFrom(...ACCIDENT_ACTIONS), actor: fc.constantFrom(officer, leader), stale: fc.nat(19).map((n) => n === 0), hours: fc.nat(72), along: fc.nat(2).map((n) => n === 0), back: fc.integer({ min: -1, max: 40 }),
    note: maybe(fc.constantFrom('一', '二', '三')), hop: maybe(fc.constantFrom('unit', 'county', 'city', 'phone', 'moon')), harm: maybe(fc.record({ deaths: fc.integer({ min: -1, max: 40 }), seriousInjuries: fc.nat(9), loss: fc.nat(9) })),
    group: maybe(fc.constant<string[]>(['he'])), days: maybe(fc.nat(70)), document: maybe(fc.constant('号')), granted: maybe(fc.boolean()), check: maybe(fc.constantFrom(...CLOSING_CHECKS)), evidence: maybe(fc.constant<string[]>(['e'])), nonProduction: maybe(fc.boolean()), sameAs: maybe(fc.constantFrom('a0', 'a1')),
  });
  const NEXT: Partial<Record<AccidentFile['state'], number>> = { reported: 0, final: 1, investigating: 2, submitted: 3 };
  const onward = (file: AccidentFile): [AccidentAction, More] | undefined => {
    if (file.state !== 'approved') return CHAIN[NEXT[file.state] ?? -1];
    const check = CLOSING_CHECKS.find((each) => !file.checks[each]);
    return check ? ['check', { check, evidence: ['e'], note: '已落实' }] : ['close', {}];
  };
  it('the state is one the table leads to, revisions rise by one, follow-ups are numbered without gaps, and a refusal changes nothing', () => {
    const seen = new Set<string>(['reported']);
    fc.assert(fc.property(fc.array(move, { minLength: 5, maxLength: 60 }), (moves) => {
      let file = reported();
      let at = NOW;
      for (const { stale, hours, along, back, ...given } of moves) {
        at += hours * HOUR;
        const next = along ? onward(file) : undefined;
        const more = next ? { actor: leader, action: next[0], ...next[1] } : { ...given, at: at - back * HOUR };
        const before = structuredClone(file);
        try {
          const done = actOnAccident(file, { ...more, revision: file.revision - (stale ? 1 : 0) }, at, schemes);
          expect(ACCIDENT_TRANSITIONS[more.action].from).toContain(before.state);
          expect(ACCIDENT_TRANSITIONS[more.action].to).toContain(done.record.state);
          expect([stale, done.record.revision, done.from, done.to]).toEqual([false, before.revision + 1, before.state, done.record.state]);
          expect(file).toEqual(before);
          file = done.record;
          seen.add(file.state);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(file).toEqual(before);
        }
        expect(file.followUps.map(({ number }) => number)).toEqual(file.followUps.map((_, index) => index + 1));
        if (file.state === 'closed') expect(Object.keys(file.checks).sort()).toEqual([...CLOSING_CHECKS].sort());
      }
    }), { numRuns: 300, seed: 493 });
    expect([...seen].sort()).toEqual([...ACCIDENT_STATES].sort());
  });
});
