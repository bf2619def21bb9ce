import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { LEVELS, type Level } from '../level.js';
import { startOf } from '../numbers/beijing-day.js';
import { periodOf } from '../numbers/period.js';
import { gridPerformance, type PerformanceFacts } from './grid-performance.js';
import { patrolCompletion, patrolDuties, type PatrolledObject } from './patrol.js';

const day = (month: number, date: number) => startOf(2026, month, date);
const NOVEMBER = periodOf('month', day(11, 1));
const DECEMBER = periodOf('month', day(12, 1));
const object = (colour: Level, patch: Partial<PatrolledObject> = {}): PatrolledObject => ({ code: 'plant-1', gridCode: '331082001004', from: day(1, 1), colours: [{ from: day(1, 1), colour }], ...patch });
const keysOf = (objects: PatrolledObject[], range = NOVEMBER) => patrolDuties(objects, range).map(({ key }) => key);

describe('patrols fall due', () => {
  it('every week for red and orange, by the month their Sunday lies in', () => {
    // November 2026 begins on a Sunday: the weeks of 26 October to 23 November end in it, that of 30 November does not.
    const weeks = ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'].map((first) => `plant-1/${first}`);
    expect(keysOf([object('red')])).toEqual(weeks);
    expect(keysOf([object('orange')])).toEqual(weeks);
    expect(keysOf([object('red')], DECEMBER)).toHaveLength(4);
  });
  it('every month for yellow, every quarter for blue, in the month it ends', () => {
    expect(keysOf([object('yellow')])).toEqual(['plant-1/2026-11-01']);
    expect(keysOf([object('blue')])).toEqual([]);
    expect(keysOf([object('blue')], DECEMBER)).toEqual(['plant-1/2026-10-01']);
  });
  it('by the colour the object had when the time began', () => {
    const rising = object('yellow', { colours: [{ from: day(11, 10), colour: 'red' }, { from: day(1, 1), colour: 'yellow' }] });
    expect(keysOf([rising])).toEqual(['plant-1/2026-11-16', 'plant-1/2026-11-23', 'plant-1/2026-11-01']);
    expect(keysOf([object('red', { colours: [] })])).toEqual([]);
  });
  it('only for time the object stood on the list all through', () => {
    expect(keysOf([object('red', { from: day(11, 2), until: day(11, 29) + 1 })])).toEqual(['plant-1/2026-11-02', 'plant-1/2026-11-09', 'plant-1/2026-11-16']);
    expect(keysOf([object('red', { until: day(11, 30) })])).toHaveLength(5);
    expect(keysOf([object('yellow', { from: day(11, 1) + 1 })])).toEqual([]);
  });
  it('each once, wherever a range is cut in two', () => {
    const start = day(1, 1);
    const instant = fc.integer({ min: start, max: day(12, 31) });
    const objects = LEVELS.map((colour) => object(colour, { code: colour }));
    fc.assert(fc.property(fc.tuple(instant, instant, instant), (instants) => {
      const [from, cut, to] = [...instants].sort((a, b) => a - b) as [number, number, number];
      const parts = [...keysOf(objects, { ...NOVEMBER, from, to: cut }), ...keysOf(objects, { ...NOVEMBER, from: cut, to })];
      expect(parts.sort()).toEqual(keysOf(objects, { ...NOVEMBER, from, to }).sort());
    }));
  });
});

describe('their completion', () => {
  const duties = patrolDuties([object('red')], NOVEMBER);
  it('counts each week once, to the last millisecond of its Sunday, and makes up for none', () => {
    const sunday = day(11, 9) - 1;
    // The week of 2 November twice, that of 9 November by the next millisecond, and another object's visit: 2 of 5 = 40 %.
    const done = patrolCompletion(duties, [{ objectCode: 'plant-1', at: day(11, 2) }, { objectCode: 'plant-1', at: sunday }, { objectCode: 'plant-1', at: sunday + 1 }, { objectCode: 'plant-2', at: day(11, 20) }]);
    expect(done).toMatchObject({ numerator: 2, denominator: 5, value: 40, numeratorKeys: ['plant-1/2026-11-02', 'plant-1/2026-11-09'] });
    expect(done.missed.map(({ key }) => key)).toEqual(['plant-1/2026-10-26', 'plant-1/2026-11-16', 'plant-1/2026-11-23']);
  });
  it('is no number when nothing was due', () => {
    expect(patrolCompletion([], [{ objectCode: 'plant-1', at: day(11, 2) }])).toMatchObject({ denominator: 0, value: undefined });
    expect(patrolCompletion(duties, []).value).toBe(0);
  });
});

describe('the performance of a grid', () => {
  const facts = (patch: Partial<PerformanceFacts> = {}): PerformanceFacts => ({ operation: 90, duty: 80, patroller: 75, bonuses: [], ...patch });
  const codeOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof DomainError) return `${error.code} ${(error.details as { path: string }[]).map(({ path }) => path).join()}`;
      throw error;
    }
    return 'no error';
  };
  it('weighs 50, 30 and 20, with at most 10 points on top', () => {
    // 90 × 0.5 + 80 × 0.3 + 75 × 0.2 = 45 + 24 + 15 = 84.
    expect(gridPerformance(facts())).toEqual({ value: 84, points: { operation: 45, duty: 24, patroller: 15 }, bonus: 0, missing: [] });
    expect(gridPerformance(facts({ bonuses: [{ points: 6, grounds: '三级事件' }, { points: 7.5, grounds: '典型经验' }] }))).toMatchObject({ value: 94, bonus: 10 });
    expect(gridPerformance(facts({ operation: 100, duty: 100, patroller: 100, bonuses: [{ points: 99, grounds: 'x' }] })).value).toBe(110);
  });
  it('flags what it has no data of and gives its weight to the others', () => {
    // (45 + 24) / 80 × 100 = 86.25; nothing known is no number.
    expect(gridPerformance(facts({ patroller: undefined }))).toMatchObject({ value: 86.25, missing: ['patroller'] });
    expect(gridPerformance({ bonuses: [] }).value).toBeUndefined();
    expect(gridPerformance({ operation: 0, duty: 0, patroller: 0, bonuses: [] }).value).toBe(0);
  });
  it('refuses weights that do not sum to 100, parts out of range and points without grounds', () => {
    expect(codeOf(() => gridPerformance(facts(), { weights: { operation: 50, duty: 30, patroller: 21 }, bonus: 10 }))).toBe('weights weights');
    expect(codeOf(() => gridPerformance(facts(), { weights: { operation: 130, duty: -50, patroller: 20 }, bonus: 10 }))).toBe('weights weights.duty');
    expect(gridPerformance(facts(), { weights: { operation: 33.3, duty: 33.3, patroller: 33.4 }, bonus: 0 }).value).toBe(81.66);
    expect(codeOf(() => gridPerformance(facts({ duty: 101, bonuses: [{ points: -1, grounds: ' ' }] })))).toBe('performance-facts duty,bonuses.0.points,bonuses.0.grounds');
  });
});
