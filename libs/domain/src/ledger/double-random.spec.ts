import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { LEVELS, type Level } from '../level.js';
import { chanceOf } from './chance.js';
import { DAY } from './deadline.js';
import { DEFAULT_DRAW_RULES, draw, reproduces, type DrawObject, type DrawOfficer, type DrawOrder } from './double-random.js';

/** 08:00 in Beijing. */
const AT = Date.UTC(2026, 10, 25);
const HOUR = 3_600_000;
const object = (code: string, colour: Level = 'blue', patch: Partial<DrawObject> = {}): DrawObject => ({ code, sector: 'fire', colour, ...patch });
const officer = (name: string, patch: Partial<DrawOfficer> = {}): DrawOfficer => ({ name, sectors: ['fire'], avoids: [], ...patch });
const officers = ['a', 'b', 'c', 'd'].map((name) => officer(name));
const order = (patch: Partial<DrawOrder> = {}): DrawOrder => ({ seed: '2026-W48', at: AT, count: 2, rules: DEFAULT_DRAW_RULES, objects: [object('o1', 'red'), object('o2'), object('o3', 'yellow')], officers, ...patch });
/** Two objects of each colour: weights 4+4+3+3+2+2+1+1 = 20. */
const eight = LEVELS.flatMap((colour) => [object(`${colour}1`, colour), object(`${colour}2`, colour)]);
const weight = (code: string): number => DEFAULT_DRAW_RULES.weights[code.slice(0, -1) as Level];
const chiSquare = (seen: number[], expected: number[]): number => seen.reduce((sum, count, index) => sum + (count - (expected[index] ?? 0)) ** 2 / (expected[index] ?? 1), 0);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'no error';
};

describe('the double random draw', () => {
  it('leaves out who was inspected lately, who has no two officers free of conflict, and says why', () => {
    const log = draw(order({
      count: 9,
      objects: [
        object('recent', 'red', { lastInspectedAt: AT - 365 * DAY - 8 * HOUR }), object('old', 'blue', { lastInspectedAt: AT - 365 * DAY - 8 * HOUR - 1 }),
        object('friends', 'red'), object('other', 'red', { sector: 'road' }), object('free'), object('soon', 'red', { planned: true }),
      ],
      officers: [officer('a', { avoids: ['friends'] }), officer('b', { avoids: ['friends'] }), officer('c'), officer('d', { sectors: ['road'] })],
    }));
    expect(log.excluded).toEqual([{ code: 'friends', reason: 'officers' }, { code: 'other', reason: 'officers' }, { code: 'recent', reason: 'recent' }, { code: 'soon', reason: 'planned' }]);
    expect(log.drawn.map(({ code }) => code).sort()).toEqual(['free', 'old']);
    expect(draw(order({ rules: { ...DEFAULT_DRAW_RULES, weights: { red: 4, orange: 3, yellow: 2, blue: 0 } } })).excluded).toEqual([{ code: 'o2', reason: 'weight' }]);
  });

  it('sends at least two different officers, none of whom must keep away', () => {
    const avoids = fc.subarray(['o1', 'o2', 'o3']);
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.array(avoids, { minLength: 2, maxLength: 6 }), fc.integer({ min: 2, max: 3 }), (seed, lists, team) => {
      const people = lists.map((list, index) => officer(`p${index}`, { avoids: list }));
      const log = draw(order({ seed, count: 3, officers: people, rules: { ...DEFAULT_DRAW_RULES, team } }));
      expect(log.drawn.length + log.excluded.length).toBe(3);
      for (const { code, officers: sent } of log.drawn) {
        expect(new Set(sent).size).toBe(team);
        for (const name of sent) expect(people.find((person) => person.name === name)?.avoids).not.toContain(code);
      }
    }));
  });

  it('comes out the same from its log, in whatever order the lists came, and shows a forged log', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.shuffledSubarray(eight, { minLength: 8 }), fc.shuffledSubarray(officers, { minLength: 4 }), (seed, objects, people) => {
      const log = draw(order({ seed, count: 5, objects, officers: people }));
      expect(log.drawn).toEqual(draw(order({ seed, count: 5, objects: eight })).drawn);
      expect(reproduces(JSON.parse(JSON.stringify(log)))).toBe(true);
      const [first, ...rest] = log.drawn;
      expect(reproduces({ ...log, drawn: [...rest, first ?? { code: '', officers: [] }] })).toBe(false);
    }));
    expect(reproduces({ ...draw(order()), method: 'dice' })).toBe(false);
  });

  it('draws nobody twice and refuses what is no order', () => {
    const log = draw(order({ objects: eight, count: 99 }));
    expect(new Set(log.drawn.map(({ code }) => code)).size).toBe(8);
    expect(codeOf(() => draw(order({ seed: '' })))).toBe('invalid field-required');
    expect(codeOf(() => draw(order({ count: 0 })))).toBe('invalid count-required');
    expect(codeOf(() => draw(order({ rules: { ...DEFAULT_DRAW_RULES, team: 1 } })))).toBe('invalid officers-required');
    expect(codeOf(() => draw(order({ rules: { ...DEFAULT_DRAW_RULES, weights: { ...DEFAULT_DRAW_RULES.weights, red: -1 } } })))).toBe('invalid weight-out-of-range');
    expect(codeOf(() => draw(order({ objects: [object('o1'), object('o1')] })))).toBe('invalid duplicate');
    expect(codeOf(() => draw(order({ officers: [officer('a'), officer('a')] })))).toBe('invalid duplicate');
  });
});

describe('over 20,000 fixed seeds', () => {
  const runs = 20_000;
  const first = new Map<string, number>();
  const within = new Map<string, number>();
  const pairs = new Map<string, number>();
  beforeAll(() => {
    for (let run = 0; run < runs; run += 1) {
      const { drawn } = draw(order({ seed: `draw-${run}`, objects: eight, count: 2 }));
      drawn.forEach(({ code, officers: sent }, index) => {
        if (index === 0) {
          first.set(code, (first.get(code) ?? 0) + 1);
          const pair = [...sent].sort().join('+');
          pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        }
        within.set(code, (within.get(code) ?? 0) + 1);
      });
    }
  });

  it('the first object follows the weights', () => {
    // Expected runs × w / 20; chi-square with 7 degrees of freedom stays below 24.32 in 999 of 1,000 cases.
    const codes = eight.map(({ code }) => code);
    expect(chiSquare(codes.map((code) => first.get(code) ?? 0), codes.map((code) => (runs * weight(code)) / 20))).toBeLessThan(24.32);
    // The same counts against even chances are far beyond it: the test can tell.
    expect(chiSquare(codes.map((code) => first.get(code) ?? 0), codes.map(() => runs / 8))).toBeGreaterThan(1000);
  });

  it('both objects together follow drawing without putting back', () => {
    // P(i) = w/20 + Σ over the others v of (v/20)·(w/(20−v)); each count within four standard deviations of it.
    for (const { code } of eight) {
      const w = weight(code);
      const p = eight.reduce((sum, other) => (other.code === code ? sum : sum + (weight(other.code) / 20) * (w / (20 - weight(other.code)))), w / 20);
      expect(Math.abs((within.get(code) ?? 0) - runs * p)).toBeLessThan(4 * Math.sqrt(runs * p * (1 - p)));
    }
  });

  it('each pair of officers is as likely as any other', () => {
    // Six pairs; chi-square with 5 degrees of freedom stays below 20.52 in 999 of 1,000 cases.
    expect(pairs.size).toBe(6);
    expect(chiSquare([...pairs.values()], [...pairs.values()].map(() => runs / 6))).toBeLessThan(20.52);
  });
});

describe('chance', () => {
  it('is the same for the same seed on every machine, and within its bound', () => {
    const dice = chanceOf('one-screen');
    const again = chanceOf('one-screen');
    const rolls = Array.from({ length: 1000 }, () => dice(6));
    expect(rolls).toEqual(Array.from({ length: 1000 }, () => again(6)));
    expect([Math.min(...rolls), Math.max(...rolls)]).toEqual([0, 5]);
    expect(rolls.every(Number.isInteger)).toBe(true);
    const other = chanceOf('one-scream');
    expect(rolls).not.toEqual(Array.from({ length: 1000 }, () => other(6)));
    // Kept as numbers: a change of the method would make every old draw look forged.
    expect(rolls.slice(0, 12)).toEqual([3, 3, 2, 5, 2, 1, 0, 1, 2, 3, 1, 4]);
  });
});
