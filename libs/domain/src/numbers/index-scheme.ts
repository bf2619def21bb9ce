import { invalid, missing } from '../errors.js';
import { startOf } from './beijing-day.js';

/** What an index is made of; each measure arrives as a number with its records. */
export const INDEX_MEASURES = ['accidents', 'deaths', 'rectification', 'on-time', 'major-cleared', 'coverage-plan', 'overdue-filing', 'penalty', 'alarms-signed', 'alarms-closed', 'patrol'] as const;
export type IndexMeasure = (typeof INDEX_MEASURES)[number];

/**
 * `decline`: weight × min(1, max(0, (1 + r / target) / 2)), full at the target, half at no change, 0 at as much of a rise.
 * `share`: weight × min(1, share / target), nothing gained beyond it; `whenEmpty` says what an empty denominator is worth.
 */
export type Scoring = { kind: 'decline'; target: number } | { kind: 'share'; target: number; whenEmpty: 'full' | 'skip' };

export interface IndexItem {
  measure: IndexMeasure;
  weight: number;
  /** Targets in per cent. */
  scoring: Scoring;
}

export interface IndexDimension {
  id: string;
  zh: string;
  en: string;
  weight: number;
  items: readonly IndexItem[];
}

/** A scheme of the index 除险保安指数: data, changed by a new version with a date, never in place. */
export interface IndexScheme {
  id: string;
  version: number;
  /** Epoch ms of the first month it scores. */
  effectiveFrom: number;
  source: string;
  dimensions: readonly IndexDimension[];
  /** Below `red` 红牌, below `yellow` 黄牌, from `excellent` on 优; a veto 一票否决 leaves at most `vetoCap`. */
  cards: { red: number; yellow: number; excellent: number; vetoCap: number };
  /** The last so many of the ranking get a yellow card when their score fell from the month before. */
  lastPlaces: number;
  /** 摘帽: consecutive months at or above a score. */
  lift: { months: number; score: number };
  /** Working days after a red card in which the task force 专班 moves in. */
  taskForceWorkdays: number;
  /** Day of the next month on which a month is frozen 次月5日. */
  freezeDay: number;
}

const share = (measure: IndexMeasure, weight: number, whenEmpty: 'full' | 'skip' = 'skip', target = 100): IndexItem => ({ measure, weight, scoring: { kind: 'share', target, whenEmpty } });
const decline = (measure: IndexMeasure, weight: number): IndexItem => ({ measure, weight, scoring: { kind: 'decline', target: 20 } });

/**
 * The product's default [P]: official weights are not published. Shape after the monthly marks of 江山市贺村镇 (镇委〔2023〕9号),
 * instruments and the −20 % after the 2022 plan (古街办〔2022〕6号). No major hazard and nothing overdue are the wanted state and worth
 * full marks; no hazard, alarm, plan or visit says nothing and is left out.
 */
export const DEFAULT_INDEX_SCHEME: IndexScheme = {
  id: 'default', version: 1, effectiveFrom: startOf(2020), source: '[P]',
  dimensions: [
    { id: 'accidents', zh: '事故控制', en: 'Accidents', weight: 30, items: [decline('accidents', 15), decline('deaths', 15)] },
    { id: 'hazards', zh: '隐患治理', en: 'Hazards', weight: 25, items: [share('rectification', 10), share('on-time', 10), share('major-cleared', 5, 'full')] },
    { id: 'inspection', zh: '检查覆盖', en: 'Inspection', weight: 15, items: [share('coverage-plan', 15)] },
    { id: 'enforcement', zh: '执法力度', en: 'Enforcement', weight: 10, items: [share('overdue-filing', 6, 'full'), share('penalty', 4, 'skip', 5)] },
    { id: 'alarms', zh: '预警处置', en: 'Alarms', weight: 10, items: [share('alarms-signed', 5), share('alarms-closed', 5)] },
    { id: 'grid', zh: '网格履职', en: 'Grid duty', weight: 10, items: [share('patrol', 10)] },
  ],
  cards: { red: 60, yellow: 75, excellent: 90, vetoCap: 59.99 },
  lastPlaces: 3, lift: { months: 2, score: 80 }, taskForceWorkdays: 3, freezeDay: 5,
};

const sum = (numbers: readonly number[]): number => Number(numbers.reduce((total, each) => total + each, 0).toPrecision(12));

/** Refuses a scheme that does not add up; returns it otherwise. */
export const checkScheme = (scheme: IndexScheme): IndexScheme => {
  const refuse = (field: string, zh: string, en: string) => invalid('index-scheme', `指数方案：${zh}`, `Index scheme: ${en}`, { field });
  const measures = scheme.dimensions.flatMap(({ items }) => items.map(({ measure }) => measure));
  const weights = scheme.dimensions.flatMap(({ weight, items }) => [weight, ...items.map((item) => item.weight)]);
  if (weights.some((weight) => !(weight > 0 && weight <= 100))) throw refuse('weight', '权重须大于0且不超过100', 'weights are above 0 and at most 100');
  if (sum(scheme.dimensions.map(({ weight }) => weight)) !== 100) throw refuse('dimensions', '各维度权重之和须为100', 'the weights of the dimensions must sum to 100');
  for (const { id, zh, en, weight, items } of scheme.dimensions) if (sum(items.map((item) => item.weight)) !== weight) throw refuse(id, `“${zh}”各指标权重之和须为${weight}`, `the weights within “${en}” must sum to ${weight}`);
  if (new Set(measures).size !== measures.length) throw refuse('measure', '同一指标出现两次', 'a measure is used twice');
  if (new Set(scheme.dimensions.map(({ id }) => id)).size !== scheme.dimensions.length) throw refuse('dimensions', '维度编号重复', 'two dimensions share an id');
  if (measures.some((measure) => !INDEX_MEASURES.includes(measure))) throw refuse('measure', '未知指标', 'an unknown measure');
  for (const { items } of scheme.dimensions) for (const { scoring } of items) if (!(scoring.target > 0 && scoring.target <= 100)) throw refuse('target', '目标值须大于0且不超过100', 'targets are above 0 and at most 100');
  const { red, yellow, excellent, vetoCap } = scheme.cards;
  if (!(vetoCap >= 0 && vetoCap < red && red < yellow && yellow < excellent && excellent <= 100)) throw refuse('cards', '牌线须为 否决上限<红<黄<优', 'the lines must rise: veto cap, red, yellow, excellent');
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  if (!whole(scheme.lastPlaces, 0) || !whole(scheme.lift.months, 1) || !whole(scheme.taskForceWorkdays, 1) || !whole(scheme.freezeDay, 1) || scheme.freezeDay > 28 || !(scheme.lift.score >= red && scheme.lift.score <= 100)) throw refuse('procedure', '督办参数无效', 'the numbers of the procedure are not valid');
  return scheme;
};

/** The newest scheme in force at an instant; none is an error, not the default in silence. */
export const schemeAt = (schemes: readonly IndexScheme[], at: number): IndexScheme => {
  const inForce = schemes.filter(({ effectiveFrom }) => effectiveFrom <= at).sort((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version).at(-1);
  if (!inForce) throw missing('index-scheme-missing', '该月没有生效的指数方案', 'No index scheme was in force in that month', { at });
  return inForce;
};
