import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { afterDays } from '../numbers/beijing-day.js';
import { DAY } from './deadline.js';
import { CASE_STATES, decisionDueAt, DEFAULT_CASE_RULES, handOverDue, isCaseOverdue, isPenalised, OFFENCES, PENALTY_KINDS, takeUpClue, typicalDueAt, type Clue, type EnforcementCase } from './enforcement.js';
import { actOnCase, CASE_ACTIONS, CASE_TRANSITIONS, type CaseAction, type CaseCommand, type CaseContext } from './enforcement-life.js';
import { codeOf, fieldsOf } from '../refusal.fixture.js';

/** Wednesday 2026-11-25 08:00 in Beijing. */
const NOW = Date.UTC(2026, 10, 25);
const HOUR = 3_600_000;
/** Every day a working day: the calendar has its own spec. */
const context: CaseContext = { rules: DEFAULT_CASE_RULES, workingDays: afterDays };
const officer = { name: 'chen', leader: false };
const leader = { name: 'lin', leader: true };
const clue: Clue = { sector: 'industry', objectCode: 'plant-1', gridCode: '331082001004', facts: '擅自关闭可燃气体报警', foundAt: NOW - HOUR, hazardIds: ['h1'] };
const fresh = (patch: Partial<Clue> = {}): EnforcementCase => takeUpClue('c1', { ...clue, ...patch }, 'chen', NOW);
type More = Partial<CaseCommand>;
const change = (each: EnforcementCase, action: CaseAction, more: More = {}, at = NOW) => actOnCase(each, { action, revision: each.revision, actor: leader, ...more }, at, context);
const go = (each: EnforcementCase, action: CaseAction, more: More = {}, at = NOW): EnforcementCase => change(each, action, more, at).record;
/** The notice of 25 November may be answered to the end of the 30th. */
const ANSWERED = Date.UTC(2026, 10, 30, 16);
const CHAIN: [CaseAction, More, number?][] = [
  ['file', { note: '有违法事实', number: '临应急立〔2026〕1号', investigators: ['chen', 'he'] }], ['investigate', { actor: officer, note: '属实', evidence: ['raw#sha256'] }],
  ['notify', { penalty: 'fine' }], ['decide', { penalty: 'fine', amount: 50_000, basis: '安全生产法第102条', document: '临应急罚〔2026〕1号' }, ANSWERED],
  ['serve', {}, ANSWERED], ['execute', { note: '已缴款' }, ANSWERED], ['close', {}, ANSWERED], ['publish', { url: 'https://example.org/1' }, ANSWERED],
];
const upTo = (action: CaseAction): EnforcementCase => CHAIN.slice(0, CHAIN.findIndex(([name]) => name === action) + 1).reduce((each, [name, more, at]) => go(each, name, more, at), fresh());

describe('a case', () => {
  it('goes from a clue to its publication, and may then be a typical case', () => {
    const published = upTo('publish');
    expect(published).toMatchObject({ state: 'published', revision: 9, decided: { kind: 'fine', amount: 50_000 }, investigators: ['chen', 'he'] });
    expect(go(published, 'typify', { note: '关闭报警器被罚' }).typical).toMatchObject({ by: 'lin', summary: '关闭报警器被罚' });
    expect(codeOf(() => go(upTo('close'), 'typify', { note: 'x' }))).toBe('conflict not-allowed');
    expect(codeOf(() => fresh({ foundAt: NOW + 1 }))).toBe('invalid future-date');
  });

  it('is filed by a leader with two investigators, one of whom reports', () => {
    expect(fieldsOf(() => go(fresh(), 'file', { note: 'x', number: '1', investigators: ['chen', 'chen '] }))).toEqual(['investigators']);
    expect(codeOf(() => go(fresh(), 'file', { actor: officer }))).toBe('forbidden leader-only');
    expect(codeOf(() => go(upTo('file'), 'investigate', { note: 'x', evidence: ['e'] }))).toBe('forbidden not-investigator');
    expect(fieldsOf(() => go(upTo('file'), 'investigate', { actor: officer, note: 'x', evidence: [] }))).toEqual(['evidence']);
    expect(codeOf(() => go(upTo('file'), 'decide'))).toBe('conflict not-allowed');
    expect(codeOf(() => go(upTo('file'), 'investigate', { revision: 1 }))).toBe('conflict stale-revision');
  });

  it('is decided only after the party could answer, or gave that up', () => {
    const notified = upTo('notify');
    const decision = { penalty: 'fine' as const, amount: 1, basis: '法', document: '号' };
    expect(notified.notified?.answerBy).toBe(ANSWERED);
    expect(fieldsOf(() => go(notified, 'decide', decision, ANSWERED - 1))).toEqual(['waived']);
    expect(go(notified, 'decide', decision, ANSWERED).state).toBe('decided');
    expect(go(notified, 'decide', { ...decision, waived: true }).state).toBe('decided');
    expect(codeOf(() => go(notified, 'hear', { note: '意见', requestedAt: ANSWERED }, ANSWERED))).toBe('invalid hearing-out-of-time');
    expect(go(go(notified, 'hear', { note: '意见', requestedAt: NOW + DAY }, NOW + 2 * DAY), 'decide', decision, NOW + 2 * DAY).state).toBe('decided');
    expect(fieldsOf(() => go(notified, 'decide', { ...decision, amount: -1 }, ANSWERED))).toEqual(['amount']);
    expect(fieldsOf(() => go(notified, 'decide', { ...decision, amount: 0 }, ANSWERED))).toEqual(['amount']);
  });

  it('orders a stop or takes a licence only when a hearing was offered', () => {
    const investigated = upTo('investigate');
    for (const penalty of ['licence', 'restriction'] as const) {
      expect(fieldsOf(() => go(investigated, 'notify', { penalty }))).toEqual(['hearingOffered']);
      expect(fieldsOf(() => go(upTo('notify'), 'decide', { penalty, basis: '法', document: '号' }, ANSWERED))).toEqual(['penalty']);
      expect(go(investigated, 'notify', { penalty, hearingOffered: true }).state).toBe('notified');
    }
  });

  it('is closed when its penalty is carried out; without a penalty once it is served', () => {
    expect(codeOf(() => go(upTo('serve'), 'close'))).toBe('conflict not-executed');
    const none = go(go(upTo('notify'), 'decide', { penalty: 'none', basis: '法', document: '号' }, ANSWERED), 'serve');
    expect(go(none, 'close').state).toBe('closed');
    expect([isPenalised(none), isPenalised(upTo('decide')), isPenalised(upTo('notify'))]).toEqual([false, true, false]);
  });

  it('is decided within 90 days of its filing, the day of filing not counted', () => {
    // Filed on 25 November: 5 days of November, 31, 31, and 23 of February 2027 are 90; 23:59:59.999+08:00 is in time.
    const filed = upTo('file');
    const due = Date.UTC(2027, 1, 23, 16);
    expect(decisionDueAt(filed, DEFAULT_CASE_RULES)).toBe(due);
    expect([isCaseOverdue(filed, DEFAULT_CASE_RULES, due - 1), isCaseOverdue(filed, DEFAULT_CASE_RULES, due), isCaseOverdue(upTo('decide'), DEFAULT_CASE_RULES, due), isCaseOverdue(fresh(), DEFAULT_CASE_RULES, due)]).toEqual([false, true, false, false]);
    expect(change(upTo('notify'), 'decide', { penalty: 'warning', basis: '法', document: '号' }, due).data).toMatchObject({ inTime: false });
    expect(decisionDueAt(fresh(), DEFAULT_CASE_RULES)).toBeUndefined();
  });
});

describe('a suspected crime', () => {
  const filed = upTo('file');
  const suspected = go(filed, 'suspect', { actor: officer, offence: 'tampering', realDanger: true, evidence: ['raw#sha256'], note: '探头被拔' });
  it('of dangerous operation needs a real danger and evidence', () => {
    for (const offence of ['tampering', 'defiance', 'unlicensed'] as const) expect(fieldsOf(() => go(filed, 'suspect', { offence, evidence: ['e'], note: 'x' }))).toEqual(['realDanger']);
    expect(go(filed, 'suspect', { offence: 'other', evidence: ['e'], note: 'x' }).criminal?.suspected.offence).toBe('other');
    expect(fieldsOf(() => go(filed, 'suspect', { offence: 'other', note: 'x' }))).toEqual(['evidence']);
    expect(codeOf(() => go(suspected, 'suspect', { offence: 'other', evidence: ['e'], note: 'x' }))).toBe('conflict suspected-already');
  });
  it('is decided on within three days and handed over within 24 hours, and holds the closing until then', () => {
    expect(handOverDue(filed, DEFAULT_CASE_RULES)).toBeUndefined();
    expect(handOverDue(suspected, DEFAULT_CASE_RULES)).toEqual({ step: 'decide', dueAt: Date.UTC(2026, 10, 28, 16) });
    expect(codeOf(() => go(suspected, 'handOver', { receipt: '1' }))).toBe('conflict no-transfer');
    const granted = change(suspected, 'decideTransfer', { granted: true }, Date.UTC(2026, 10, 28, 16));
    expect(granted.data).toEqual({ granted: true, inTime: false });
    expect(handOverDue(granted.record, DEFAULT_CASE_RULES)).toEqual({ step: 'handOver', dueAt: Date.UTC(2026, 10, 29, 16) });
    const executed = { ...upTo('execute'), criminal: granted.record.criminal };
    expect(codeOf(() => go(executed, 'close'))).toBe('conflict transfer-open');
    const handed = change(executed, 'handOver', { receipt: '公受〔2026〕1号' }, Date.UTC(2026, 10, 29, 16) - 1);
    expect(handed.data).toEqual({ inTime: true });
    expect(handOverDue(handed.record, DEFAULT_CASE_RULES)).toBeUndefined();
    expect(go(handed.record, 'close').state).toBe('closed');
  });
  it('refused by the leader with a reason may be reported again', () => {
    expect(fieldsOf(() => go(suspected, 'decideTransfer', { granted: false }))).toEqual(['note']);
    const no = go(suspected, 'decideTransfer', { granted: false, note: '证据不足' });
    expect(handOverDue(no, DEFAULT_CASE_RULES)).toBeUndefined();
    expect(go(no, 'suspect', { offence: 'tampering', realDanger: true, evidence: ['e'], note: '新证据' }).criminal?.decided).toBeUndefined();
  });
});

describe('typical cases', () => {
  it('are due every two, three and six months by level', () => {
    expect(['county', 'city', 'province'].map((level) => typicalDueAt(Date.UTC(2026, 11, 31), level as 'city'))).toEqual([Date.UTC(2027, 1, 28, 16), Date.UTC(2027, 2, 31, 16), Date.UTC(2027, 5, 30, 16)]);
  });
});

describe('whatever people do in whatever order', () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 });
  const move = fc.record({
    action: fc.constantFrom(...CASE_ACTIONS), actor: fc.constantFrom(officer, leader), stale: fc.nat(19).map((n) => n === 0), hours: fc.nat(72), along: fc.boolean(),
    note: maybe(fc.constant('说明')), number: maybe(fc.constant('1')), investigators: maybe(fc.constantFrom<string[][]>(['chen', 'he'], ['chen'])), evidence: maybe(fc.constant<string[]>(['e'])), penalty: maybe(fc.constantFrom(...PENALTY_KINDS)),
    hearingOffered: maybe(fc.boolean()), amount: maybe(fc.integer({ min: -1, max: 9 })), basis: maybe(fc.constant('法')), document: maybe(fc.constant('号')), waived: maybe(fc.boolean()), url: maybe(fc.constant('u')),
    offence: maybe(fc.constantFrom(...OFFENCES)), realDanger: maybe(fc.boolean()), granted: maybe(fc.boolean()), receipt: maybe(fc.constant('r')),
  });
  const NEXT: Partial<Record<EnforcementCase['state'], number>> = { clue: 0, filed: 1, investigated: 2, notified: 3, heard: 3, decided: 4, served: 5, executed: 6, closed: 7 };

  it('the state is one the table leads to, revisions rise by one, and a refusal changes nothing', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(fc.array(move, { minLength: 5, maxLength: 50 }), (moves) => {
      let each = fresh();
      let at = NOW;
      for (const { stale, hours, along, ...given } of moves) {
        at += hours * HOUR;
        const next = along ? CHAIN[NEXT[each.state] ?? -1] : undefined;
        const more = next ? { actor: leader, action: next[0], ...next[1] } : { ...given, requestedAt: each.notified?.at };
        const before = structuredClone(each);
        try {
          const done = actOnCase(each, { ...more, revision: each.revision - (stale ? 1 : 0) }, at, context);
          expect(CASE_TRANSITIONS[more.action].from).toContain(before.state);
          expect(CASE_TRANSITIONS[more.action].to).toContain(done.record.state);
          expect([stale, done.record.revision, done.from, done.to]).toEqual([false, before.revision + 1, before.state, done.record.state]);
          expect(each).toEqual(before);
          if (more.action === 'decide' && before.state === 'notified') expect(more.waived === true || at >= (before.notified?.answerBy ?? Infinity)).toBe(true);
          each = done.record;
          seen.add(each.state);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(each).toEqual(before);
        }
        if (each.closed && isPenalised(each)) expect(each.executed).toBeDefined();
      }
    }), { numRuns: 200, seed: 60 });
    expect([...seen.add('clue')].sort()).toEqual([...CASE_STATES].sort());
  });
});
