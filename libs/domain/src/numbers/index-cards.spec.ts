import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { freezesAt, giveCards, monthBefore, monthOf, rankOf, type Card, type Contender } from './index-cards.js';
import { DEFAULT_INDEX_SCHEME as SCHEME } from './index-scheme.js';
import { advanceRedCard, openRedCard, taskForceDue, unmetConditions, type LiftFacts } from './red-card.js';
import { workCalendar } from './workdays.js';

const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T12:00:00` : text}+08:00`);
const one = (key: string, score: number | undefined, patch: Partial<Contender> = {}): Contender => ({ key, score, vetoed: false, ...patch });
const february = (score: number | undefined, earned: Card = 'none') => ({ month: '2026-02', score, earned });
const cards = (contenders: Contender[]) => giveCards('2026-03', contenders, SCHEME).map(({ key, card }) => `${key} ${card}`);

describe('months of the index', () => {
  it('freeze as the 5th of the next one begins', () => {
    expect(freezesAt('2026-12', SCHEME)).toBe(at('2027-01-05T00:00:00'));
    expect([monthBefore('2026-01'), monthOf(at('2026-03-31T23:59:59.999'))]).toEqual(['2025-12', '2026-03']);
    expect(() => monthBefore('2026-13')).toThrow(DomainError);
  });
});

describe('the ranking', () => {
  it('lets equal scores share a rank and leaves the next out', () => {
    expect([...rankOf([one('a', 80), one('b', 90), one('c', 80), one('d', 70), one('e', undefined)]).entries()]).toEqual([['a', 2], ['b', 1], ['c', 2], ['d', 4], ['e', undefined]]);
    expect(giveCards('2026-03', [one('z', undefined), one('d', 80), one('a', 80), one('b', 95)], SCHEME).map(({ key }) => key)).toEqual(['b', 'a', 'd', 'z']);
  });

  it('gives every score one more than those above it', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 }), (scores) => {
      const ranks = rankOf(scores.map((score, index) => ({ key: String(index), score })));
      scores.forEach((score, index) => scores.forEach((other, next) => expect(Math.sign((ranks.get(String(index)) ?? 0) - (ranks.get(String(next)) ?? 0))).toBe(Math.sign(other - score))));
    }));
  });
});

describe('cards', () => {
  it('follow the score as shown', () => {
    expect(cards([one('a', 90), one('b', 89.99), one('c', 75), one('d', 74.99), one('e', 60), one('f', 59.99), one('g', undefined)])).toEqual(['a excellent', 'b none', 'c none', 'd yellow', 'e yellow', 'f red', 'g none']);
  });

  it('turn red by a veto, even without a score', () => {
    expect(giveCards('2026-03', [one('a', 59.99, { vetoed: true }), one('b', undefined, { vetoed: true })], SCHEME).map(({ card, reasons }) => [card, reasons])).toEqual([['red', ['veto', 'below-red']], ['red', ['veto']]]);
  });

  it('are yellow for the last three that fell', () => {
    // c, d, e are last; c rose, d stayed, e fell by a hundredth; b fell too but is not among the last.
    const field = [one('a', 95, { previous: february(96) }), one('b', 88, { previous: february(90) }), one('c', 87, { previous: february(86) }), one('d', 86, { previous: february(86) }), one('e', 85.99, { previous: february(86) })];
    expect(cards(field)).toEqual(['a excellent', 'b none', 'c none', 'd none', 'e yellow']);
    // b equals c at the edge of the last three: fewer than three are below either, so both are among them.
    expect(cards([field[0]!, one('b', 87, { previous: february(90) }), one('c', 87, { previous: february(90) }), ...field.slice(3)])).toEqual(['a excellent', 'b yellow', 'c yellow', 'd none', 'e yellow']);
    // Three in all are no field to be last of.
    expect(cards(field.slice(2))).toEqual(['c none', 'd none', 'e none']);
  });

  it('turn red when yellow was earned two months running', () => {
    const yellow = (previous: Contender['previous']) => giveCards('2026-03', [one('a', 70, { previous })], SCHEME)[0];
    expect(yellow(february(72, 'yellow'))).toMatchObject({ earned: 'yellow', card: 'red', reasons: ['below-yellow', 'yellow-twice'] });
    expect(yellow(february(50, 'red'))).toMatchObject({ card: 'yellow' });
    expect(yellow({ month: '2026-01', score: 72, earned: 'yellow' })).toMatchObject({ card: 'yellow' });
    expect(yellow(undefined)).toMatchObject({ card: 'yellow' });
  });
});

describe('a red card', () => {
  const card = openRedCard('v1', '2026-03', 'lin', at('2026-04-05T09:00:00'), '亮牌');
  const calendar = workCalendar([{ year: 2026, revision: 1, source: 'test', daysOff: ['2026-04-06'], madeUp: [] }]);
  const good: LiftFacts = { scores: { '2026-04': 80, '2026-05': 80 }, lastMonth: '2026-05', majorOpen: [], overdue: [], acceptedBy: 'wang' };
  const step = (stage: 'task-force' | 'rectifying' | 'lifted', when: string) => ({ stage, by: 'lin', at: at(when), note: '' });

  it('brings the task force within three working days', () => {
    // Sunday 5 April; the 6th is off (清明), so 7, 8, 9 April: due as the 10th begins.
    expect(taskForceDue(card, calendar, SCHEME)).toBe(at('2026-04-10T00:00:00'));
  });

  it('is lifted when two months running were good, nothing is open and acceptance is signed', () => {
    const unmet = (patch: Partial<LiftFacts>) => unmetConditions(card, { ...good, ...patch }, SCHEME);
    expect(unmet({})).toEqual([]);
    expect(unmet({ scores: { '2026-04': 79.99, '2026-05': 95 } })).toEqual(['months']);
    expect(unmet({ scores: { '2026-05': 95 } })).toEqual(['months']);
    expect(unmet({ scores: { '2026-03': 90, '2026-04': 90 }, lastMonth: '2026-04' })).toEqual(['months']);
    expect(unmet({ scores: { '2026-04': 90, '2026-06': 90 }, lastMonth: '2026-06' })).toEqual(['months']);
    expect(unmet({ majorOpen: ['h1'], overdue: ['h2'], acceptedBy: undefined })).toEqual(['major-open', 'overdue', 'acceptance']);
  });

  it('goes on step by step, forward in time, and is lifted only when all holds', () => {
    const advance = (from: typeof card, ...rest: [ReturnType<typeof step>, LiftFacts?]) => advanceRedCard(from, rest[0], rest[1], SCHEME);
    expect(() => advance(card, step('rectifying', '2026-04-08'))).toThrow(DomainError);
    expect(() => advance(card, step('task-force', '2026-04-04'))).toThrow(DomainError);
    const working = advance(advance(card, step('task-force', '2026-04-08')), step('rectifying', '2026-04-09'));
    expect(() => advance(working, step('lifted', '2026-06-06'))).toThrow(DomainError);
    expect(() => advance(working, step('lifted', '2026-06-06'), { ...good, overdue: ['h'] })).toThrow(DomainError);
    expect(() => advance(working, step('lifted', '2026-05-31T23:59:59.999'), good)).toThrow(DomainError);
    const lifted = advance(working, step('lifted', '2026-06-06'), good);
    expect(lifted.steps.map(({ stage }) => stage)).toEqual(['carded', 'task-force', 'rectifying', 'lifted']);
    expect(() => advance(lifted, step('lifted', '2026-06-07'), good)).toThrow(DomainError);
  });
});
