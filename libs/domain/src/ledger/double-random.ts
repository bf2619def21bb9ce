import { LEVELS, type Level } from '../level.js';
import { afterDays } from '../numbers/beijing-day.js';
import type { Sector } from '../sector.js';
import { CHANCE, chanceOf, type Chance } from './chance.js';
import { refused } from './life.js';

/** One object of the object list 对象库. `colour` is its four-colour risk, `lastInspectedAt` its last effective visit (epoch ms); `planned`: an inspection of it is planned or under way. */
export interface DrawObject {
  code: string;
  sector: Sector;
  colour: Level;
  lastInspectedAt?: number | undefined;
  planned?: boolean | undefined;
}

/** One officer of the officer list 人员库, with the objects they must keep away from 回避. */
export interface DrawOfficer {
  name: string;
  sectors: Sector[];
  avoids: string[];
}

export interface DrawRules {
  /** Chance of an object relative to another, whole numbers from 0, by colour [P]. */
  weights: Record<Level, number>;
  /** An object effectively inspected within so many natural days is left out (usually once a year [P]). */
  recentDays: number;
  /** Officers to an object, two at least (行政处罚法第42条). */
  team: number;
}
export const DEFAULT_DRAW_RULES: DrawRules = { weights: { red: 4, orange: 3, yellow: 2, blue: 1 }, recentDays: 365, team: 2 };

/** Everything a draw 双随机抽取 depends on. */
export interface DrawOrder {
  seed: string;
  /** Moment of the draw, epoch ms. */
  at: number;
  count: number;
  rules: DrawRules;
  objects: DrawObject[];
  officers: DrawOfficer[];
}

/** Why an object could not be drawn: inspected lately, about to be inspected anyway, too few officers free of conflict, or a weight of 0. */
export type Exclusion = 'recent' | 'planned' | 'officers' | 'weight';

/** The log of a draw: what went in, and what came out. Enough to repeat it. */
export interface DrawLog extends DrawOrder {
  method: string;
  excluded: { code: string; reason: Exclusion }[];
  drawn: { code: string; officers: string[] }[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const eligible = (object: DrawObject, officers: readonly DrawOfficer[]): DrawOfficer[] =>
  officers.filter(({ sectors, avoids }) => sectors.includes(object.sector) && !avoids.includes(object.code));

/** Takes one out of a list, each with its weight. */
const take = <T>(from: T[], weight: (item: T) => number, chance: Chance): T | undefined => {
  const total = from.reduce((sum, item) => sum + weight(item), 0);
  if (total <= 0) return undefined;
  let left = chance(total);
  const index = from.findIndex((item) => (left -= weight(item)) < 0);
  return from.splice(index, 1)[0];
};

const check = ({ seed, count, rules, objects, officers }: DrawOrder): void => {
  if (!seed) throw refused('field-required', 'seed', '请填写随机种子', 'The seed is required');
  if (!Number.isInteger(count) || count < 1) throw refused('count-required', 'count', '抽取数量须为正整数', 'The count is a whole number from 1');
  if (!Number.isInteger(rules.team) || rules.team < 2) throw refused('officers-required', 'rules.team', '执法人员不得少于 2 人', 'At least two officers');
  for (const level of LEVELS) if (!Number.isInteger(rules.weights[level]) || rules.weights[level] < 0 || rules.weights[level] > 1000) throw refused('weight-out-of-range', `rules.weights.${level}`, '权重须为 0–1000 的整数', 'A weight is a whole number from 0 to 1000');
  if (new Set(objects.map(({ code }) => code)).size < objects.length) throw refused('duplicate', 'objects', '对象库中有重复对象', 'An object is listed twice');
  if (new Set(officers.map(({ name }) => name)).size < officers.length) throw refused('duplicate', 'officers', '人员库中有重复人员', 'An officer is listed twice');
};

/**
 * Draws objects and officers at random: objects one by one without putting back, each with the weight of its colour; the officers of each
 * evenly among those of its sector who need not keep away. The order the lists come in makes no difference. When fewer objects can be drawn
 * than asked for, all are. Throws 422 naming the field.
 */
export const draw = (order: DrawOrder): DrawLog => {
  check(order);
  const { seed, at, count, rules } = order;
  const officers = [...order.officers].sort((a, b) => byText(a.name, b.name));
  const excluded: DrawLog['excluded'] = [];
  const pool: DrawObject[] = [];
  for (const object of [...order.objects].sort((a, b) => byText(a.code, b.code))) {
    const { code, lastInspectedAt, colour } = object;
    if (lastInspectedAt !== undefined && at < afterDays(lastInspectedAt, rules.recentDays)) excluded.push({ code, reason: 'recent' });
    else if (object.planned) excluded.push({ code, reason: 'planned' });
    else if (eligible(object, officers).length < rules.team) excluded.push({ code, reason: 'officers' });
    else if (rules.weights[colour] === 0) excluded.push({ code, reason: 'weight' });
    else pool.push(object);
  }
  const chance = chanceOf(seed);
  const drawn: DrawLog['drawn'] = [];
  while (drawn.length < count) {
    const object = take(pool, ({ colour }) => rules.weights[colour], chance);
    if (!object) break;
    const free = eligible(object, officers);
    const team = Array.from({ length: rules.team }, () => take(free, () => 1, chance)?.name ?? '');
    drawn.push({ code: object.code, officers: team });
  }
  return { ...order, method: CHANCE, excluded, drawn };
};

/** Whether a log, drawn again from what went in, comes to what it says came out. */
export const reproduces = (log: DrawLog): boolean => {
  const again = draw(log);
  return log.method === again.method && JSON.stringify([log.excluded, log.drawn]) === JSON.stringify([again.excluded, again.drawn]);
};
