import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { gravity, LEVELS, type Level } from '../level.js';
import { assessObject, directRed, type DirectRedFacts } from './risk-assessment.js';
import { lowerRisk, RISK_LIMITS, triggersOf, type DownReview, type RiskFacts } from './risk-rules.js';
import { checkCuts, LEC_CUTS, LEC_SCALES, lecScore, LS_CUTS, lsScore } from './risk-scale.js';
import { openRisk, raiseRisk, reassessRisk, riskColourAt, type RiskState, type RiskTrigger } from './risk-state.js';

const DAY = 86_400_000;
const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T12:00:00` : text}+08:00`);
const T0 = at('2026-01-01');
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'no error';
};
const calm: RiskFacts = { majorHazards: [], hazards: [], alarms: [], penalties: [], fatalAccidents: [] };
const facts = (patch: Partial<RiskFacts>): RiskFacts => ({ ...calm, ...patch });
const opened = (colour: Level = 'blue') => openRisk('plant-1', colour, ['assess-1'], 'lin', T0);
const alarm = (key: string, when: number, level: Level = 'orange') => ({ key, level, at: when });
const review = (approvedAt: number, patch: Partial<DownReview> = {}): DownReview => ({ requestedBy: 'chen', requestedAt: approvedAt - 5 * DAY, visitedBy: 'zhou', visitedAt: approvedAt - 2 * DAY, evidence: ['visit-1'], approvedBy: 'wang', approvedAt, ...patch });
const rulesOf = (triggers: RiskTrigger[]) => triggers.map(({ rule, evidence }) => `${rule} ${evidence.join()}`);

describe('LEC and LS', () => {
  it('include the bound in the graver colour', () => {
    // Products by hand. 70 is hit by 10×1×7 and is yellow; 0.2×6×100 = 120 although its binary form is above. No product of the scales is 160 or 320.
    const colours = ([[10, 1, 7], [10, 6, 1], [0.2, 6, 100], [10, 3, 7], [1, 6, 40], [3, 1, 100], [10, 1, 40], [10, 6, 100]] as const).map(([likelihood, exposure, consequence]) => lecScore({ likelihood, exposure, consequence })).map(({ score, colour }) => [score, colour]);
    expect(colours).toEqual([[70, 'yellow'], [60, 'blue'], [120, 'yellow'], [210, 'orange'], [240, 'orange'], [300, 'orange'], [400, 'red'], [6000, 'red']]);
    // The exact cuts 320 and 160 by data that lie on the scale: 1×3×40 = 120 as red, 3×2×15 = 90 as orange.
    const cuts = { ...LEC_CUTS, red: 120, orange: 90 };
    expect([lecScore({ likelihood: 0.2, exposure: 6, consequence: 100 }, cuts).colour, lecScore({ likelihood: 3, exposure: 2, consequence: 15 }, cuts).colour]).toEqual(['red', 'orange']);
    // 20 红, 16 and 15 橙, 12 and 8 黄, 6 蓝.
    expect(([[4, 5], [4, 4], [3, 5], [3, 4], [2, 4], [2, 3]] as const).map(([likelihood, severity]) => lsScore({ likelihood, severity }).colour)).toEqual(['red', 'orange', 'orange', 'yellow', 'yellow', 'blue']);
    expect(lsScore({ likelihood: 5, severity: 5 })).toEqual({ score: 25, colour: 'red', cuts: 'ls@1' });
  });

  it('take only values of the method, and cuts that fall', () => {
    expect(codeOf(() => lecScore({ likelihood: 5, exposure: 6, consequence: 7 }))).toBe('risk-value');
    expect(codeOf(() => lsScore({ likelihood: 0, severity: 5 }))).toBe('risk-value');
    expect(codeOf(() => lsScore({ likelihood: 2.5, severity: 5 }))).toBe('risk-value');
    expect(codeOf(() => checkCuts({ ...LS_CUTS, orange: 20 }))).toBe('colour-cuts');
    expect(codeOf(() => checkCuts({ ...LS_CUTS, yellow: 0 }))).toBe('colour-cuts');
    expect(checkCuts(LEC_CUTS)).toBe(LEC_CUTS);
  });

  it('never lighten when a value grows', () => {
    const index = (length: number) => fc.nat(length - 1);
    fc.assert(fc.property(index(7), index(6), index(6), (l, e, c) => {
      const score = (likelihood: number) => gravity(lecScore({ likelihood: LEC_SCALES.likelihood[likelihood]!, exposure: LEC_SCALES.exposure[e]!, consequence: LEC_SCALES.consequence[c]! }).colour);
      if (l > 0) expect(score(l - 1)).toBeGreaterThanOrEqual(score(l));
    }));
  });
});

describe('the colour of an enterprise', () => {
  const plain: DirectRedFacts = { keyProcess: false, openMajorHazards: [], fatalAccidents: [] };

  it('is that of its gravest unit, and unknown without any', () => {
    expect(assessObject([{ key: 'u1', colour: 'yellow' }, { key: 'u2', colour: 'orange' }, { key: 'u3', colour: 'orange' }], plain, T0)).toEqual({ colour: 'orange', units: ['u2', 'u3'], direct: [] });
    expect(assessObject([], plain, T0)).toEqual({ colour: undefined, units: [], direct: [] });
  });

  it('is red directly by each rule, and not by less', () => {
    const rules = (patch: Partial<DirectRedFacts>, now = T0) => directRed({ ...plain, ...patch }, now).map(({ rule }) => rule);
    expect([1, 2, 3, 4].map((majorSourceClass) => rules({ majorSourceClass: majorSourceClass as 1 }).length)).toEqual([1, 1, 0, 0]);
    expect([rules({ keyProcess: true }), rules({ openMajorHazards: ['h'] }), rules({ keyProcess: true, openMajorHazards: ['h'] })]).toEqual([[], [], ['key-process']]);
    // Died on 5 March 2025: red to the last millisecond of 4 March 2026.
    const fatalAccidents = [{ key: 'a', at: at('2025-03-05T23:59:59.999') }];
    expect([rules({ fatalAccidents }, at('2026-03-04T23:59:59.999')), rules({ fatalAccidents }, at('2026-03-05T00:00:00')), rules({ fatalAccidents }, at('2025-03-05'))]).toEqual([['fatal-accident'], [], []]);
    expect(assessObject([{ key: 'u', colour: 'blue' }], { ...plain, majorSourceClass: 2 }, T0)).toEqual({ colour: 'red', units: [], direct: [{ rule: 'major-source', evidence: ['class-2'] }] });
  });
});

describe('automatic up-grading', () => {
  it('finds each cause at its bound', () => {
    const found = (patch: Partial<RiskFacts>, now: number) => rulesOf(triggersOf(opened(), facts(patch), now));
    const dueAt = T0 + 10 * DAY;
    // Overdue for exactly 15 days is not more than 15.
    expect([found({ hazards: [{ key: 'h', dueAt }] }, dueAt + 15 * DAY), found({ hazards: [{ key: 'h', dueAt }] }, dueAt + 15 * DAY + 1)]).toEqual([[], ['overdue h']]);
    // Signed off after 15 days it was no cause, after 16 it was.
    expect([found({ hazards: [{ key: 'h', dueAt, closedAt: dueAt + 15 * DAY }] }, dueAt + 40 * DAY), found({ hazards: [{ key: 'h', dueAt, closedAt: dueAt + 16 * DAY }] }, dueAt + 40 * DAY)]).toEqual([[], ['overdue h']]);
    // Three within 30 days, the first exactly 30 days back; yellow ones and two do not count.
    const alarms = [alarm('a', T0 + DAY), alarm('b', T0 + 20 * DAY, 'red'), alarm('c', T0 + 31 * DAY), alarm('y', T0 + 21 * DAY, 'yellow')];
    expect([found({ alarms }, T0 + 31 * DAY), found({ alarms }, T0 + 31 * DAY + 1)]).toEqual([['repeated-alarms a,b,c'], []]);
    expect(found({ penalties: [{ key: 'p', at: T0 }], majorHazards: [{ key: 'm', at: T0 + 1 }], fatalAccidents: [{ key: 'f', at: T0 + 2 }] }, T0 + 3)).toEqual(['fatal-accident f', 'major-hazard m', 'penalised p']);
  });

  it('leaves to the first assessment what it knew, unless it stands', () => {
    const old = facts({ penalties: [{ key: 'p', at: T0 - 1 }], fatalAccidents: [{ key: 'f', at: T0 - 1 }], majorHazards: [{ key: 'done', at: T0 - 9, closedAt: T0 - 1 }, { key: 'open', at: T0 - 9 }] });
    expect(rulesOf(triggersOf(opened(), old, T0 + 5))).toEqual(['major-hazard open']);
  });

  it('goes up one colour for each cause, once, with an entry each', () => {
    const known = facts({ penalties: [{ key: 'p', at: T0 + DAY }], majorHazards: [{ key: 'm', at: T0 + DAY }] });
    const now = T0 + 2 * DAY;
    const raised = raiseRisk(opened(), triggersOf(opened(), known, now), 'system', now);
    expect(raised).toMatchObject({ colour: 'orange', assessed: 'blue', cleanSince: now });
    expect(raised.history.slice(1)).toEqual([
      { from: 'blue', to: 'yellow', rule: 'major-hazard', evidence: ['m'], by: 'system', at: now },
      { from: 'yellow', to: 'orange', rule: 'penalised', evidence: ['p'], by: 'system', at: now },
    ]);
    expect(triggersOf(raised, known, now + DAY)).toEqual([]);
    expect(raiseRisk(raised, triggersOf(opened(), known, now), 'system', now)).toEqual(raised);
    expect([riskColourAt(raised, T0 - 1), riskColourAt(raised, T0), riskColourAt(raised, now - 1), riskColourAt(raised, now)]).toEqual([undefined, 'blue', 'blue', 'orange']);
  });

  it('does not count an alarm for two raises', () => {
    const three = [alarm('a', T0 + DAY), alarm('b', T0 + 2 * DAY), alarm('c', T0 + 3 * DAY)];
    const once = raiseRisk(opened(), triggersOf(opened(), facts({ alarms: three }), T0 + 3 * DAY), 'system', T0 + 3 * DAY);
    expect(once.colour).toBe('yellow');
    const more = [...three, alarm('d', T0 + 4 * DAY), alarm('e', T0 + 5 * DAY)];
    expect(triggersOf(once, facts({ alarms: more }), T0 + 5 * DAY)).toEqual([]);
    expect(rulesOf(triggersOf(once, facts({ alarms: [...more, alarm('f', T0 + 6 * DAY)] }), T0 + 6 * DAY))).toEqual(['repeated-alarms d,e,f']);
  });

  it('goes straight to red for a death, and stays red without a further entry', () => {
    const red = raiseRisk(opened(), [{ rule: 'fatal-accident', evidence: ['f'] }], 'system', T0 + DAY);
    expect(red.history.at(-1)).toEqual({ from: 'blue', to: 'red', rule: 'fatal-accident', evidence: ['f'], by: 'system', at: T0 + DAY });
    expect(raiseRisk(red, [{ rule: 'penalised', evidence: ['p'] }], 'system', T0 + 2 * DAY)).toMatchObject({ colour: 'red', cleanSince: T0 + 2 * DAY, history: red.history });
    expect(codeOf(() => raiseRisk(red, [{ rule: 'penalised', evidence: ['p'] }], 'system', T0))).toBe('risk-backwards');
  });

  it('follows a graver assessment at once, a lighter one never by itself', () => {
    const graver = reassessRisk(opened('yellow'), 'red', ['assess-2'], 'lin', T0 + DAY);
    expect(graver).toMatchObject({ colour: 'red', assessed: 'red', history: [{}, { from: 'yellow', to: 'red', rule: 'assessment' }] });
    expect(reassessRisk(graver, 'blue', ['assess-3'], 'lin', T0 + 2 * DAY)).toMatchObject({ colour: 'red', assessed: 'blue', history: graver.history });
  });
});

describe('down-grading', () => {
  const red = raiseRisk(opened(), [{ rule: 'fatal-accident', evidence: ['f'] }], 'system', T0);
  const clean = T0 + RISK_LIMITS.cleanDays * DAY;
  const down = (state: RiskState, asked: DownReview, known: Partial<RiskFacts> = {}, direct: Parameters<typeof lowerRisk>[2]['direct'] = []) => lowerRisk(state, asked, { facts: facts(known), direct });

  it('takes 90 clean days and one step at a time, with an entry', () => {
    expect(codeOf(() => down(red, review(clean - 1)))).toBe('not-clean-enough');
    const orange = down(red, review(clean));
    expect(orange.history.at(-1)).toEqual({ from: 'red', to: 'orange', rule: 'review', evidence: ['visit-1'], by: 'wang', at: clean });
    // The next step takes 90 days again.
    expect(codeOf(() => down(orange, review(clean + 89 * DAY)))).toBe('not-clean-enough');
    expect(down(orange, review(clean + 90 * DAY)).colour).toBe('yellow');
    expect(codeOf(() => down(opened('blue'), review(clean)))).toBe('lowest-colour');
  });

  it('is refused while a cause stands, and counts its days from the end of it', () => {
    expect(codeOf(() => down(red, review(clean), {}, [{ rule: 'fatal-accident', evidence: ['f'] }]))).toBe('direct-red');
    const counted = raiseRisk(red, [{ rule: 'major-hazard', evidence: ['m'] }], 'system', T0 + DAY);
    const closedAt = T0 + 60 * DAY;
    expect(codeOf(() => down(counted, review(T0 + 200 * DAY), { majorHazards: [{ key: 'm', at: T0 + DAY }] }))).toBe('cause-stands');
    expect(codeOf(() => down(counted, review(closedAt + 90 * DAY - 1), { majorHazards: [{ key: 'm', at: T0 + DAY, closedAt }] }))).toBe('not-clean-enough');
    expect(down(counted, review(closedAt + 90 * DAY), { majorHazards: [{ key: 'm', at: T0 + DAY, closedAt }] }).colour).toBe('orange');
    // A penalty that nobody counted yet.
    expect(codeOf(() => down(red, review(clean), { penalties: [{ key: 'p', at: T0 + DAY }] }))).toBe('cause-stands');
    expect(codeOf(() => down(red, review(clean), { hazards: [{ key: 'h', dueAt: T0 + 10 * DAY }] }))).toBe('cause-stands');
  });

  it('goes not below the latest assessment', () => {
    expect(codeOf(() => down(opened('orange'), review(clean)))).toBe('below-assessment');
    expect(down(reassessRisk(opened('orange'), 'blue', ['assess-2'], 'lin', T0 + DAY), review(clean)).colour).toBe('yellow');
  });

  it('asks for request, visit and approval, in order, by different people', () => {
    expect(codeOf(() => down(red, review(clean, { approvedBy: 'chen' })))).toBe('own-review');
    expect(codeOf(() => down(red, review(clean, { approvedBy: 'zhou' })))).toBe('own-review');
    expect(codeOf(() => down(red, review(clean, { evidence: [] })))).toBe('review');
    expect(codeOf(() => down(red, review(clean, { visitedAt: clean + 1 })))).toBe('review');
    expect(codeOf(() => down(red, review(clean, { visitedBy: ' ' })))).toBe('review');
  });
});

describe('any history', () => {
  it('is an unbroken chain that rises by itself and falls only by review, one step', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('raise' as const), rule: fc.constantFrom('major-hazard' as const, 'overdue' as const, 'penalised' as const, 'fatal-accident' as const), key: fc.nat(9), days: fc.nat(60) }),
      fc.record({ kind: fc.constant('assess' as const), colour: fc.constantFrom(...LEVELS), days: fc.nat(60) }),
      fc.record({ kind: fc.constant('lower' as const), days: fc.nat(200) }),
    );
    fc.assert(fc.property(fc.constantFrom(...LEVELS), fc.array(step, { maxLength: 20 }), (first, steps) => {
      let now = T0;
      let state = opened(first);
      for (const each of steps) {
        now += each.days * DAY;
        if (each.kind === 'raise') state = raiseRisk(state, [{ rule: each.rule, evidence: [String(each.key)] }], 'system', now);
        else if (each.kind === 'assess') state = reassessRisk(state, each.colour, ['assess'], 'lin', now);
        else {
          try {
            state = lowerRisk(state, review(now), { facts: calm, direct: [] });
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
        }
      }
      expect(state.history.at(-1)?.to).toBe(state.colour);
      expect(gravity(state.colour)).toBeGreaterThanOrEqual(gravity(state.assessed));
      state.history.slice(1).forEach((change, index) => {
        expect(change.from).toBe(state.history[index]?.to);
        const rise = gravity(change.to) - gravity(change.from ?? 'blue');
        if (change.rule === 'review') expect(rise).toBe(-1);
        else expect(rise).toBeGreaterThan(0);
        if (!['fatal-accident', 'assessment', 'review'].includes(change.rule)) expect(rise).toBe(1);
      });
    }));
  });
});
