import { halfUp } from '../numbers/half-up.js';
import { invalid } from '../errors.js';
import { fault, type FieldFault } from './life.js';

/** 网格运作成效 50, 履职绩效 30, 网格员绩效 20, and up to 10 points on top 加分 (after 镇委〔2023〕9号 of 江山市贺村镇 [P]). */
export const PERFORMANCE_PARTS = ['operation', 'duty', 'patroller'] as const;
export type PerformancePart = (typeof PERFORMANCE_PARTS)[number];
export interface PerformanceScheme {
  weights: Record<PerformancePart, number>;
  bonus: number;
}
export const DEFAULT_PERFORMANCE: PerformanceScheme = { weights: { operation: 50, duty: 30, patroller: 20 }, bonus: 10 };
export const PERFORMANCE_NAMES: Record<PerformancePart, { zh: string; en: string }> = {
  operation: { zh: '网格运作成效', en: 'How the grid works' }, duty: { zh: '履职绩效', en: 'Duties done' }, patroller: { zh: '网格员绩效', en: 'Patrollers' },
};

/** What a grid reached in a month: each part in per cent (absent: no data), and points on top with their grounds. */
export interface PerformanceFacts extends Partial<Record<PerformancePart, number>> {
  bonuses: readonly { points: number; grounds: string }[];
}

export interface GridPerformance {
  /** Two decimals half up, 0 to 110; absent when no part is known. */
  value: number | undefined;
  /** Points of each part of its weight, before parts without data gave theirs to the others. */
  points: Partial<Record<PerformancePart, number>>;
  /** Points on top, capped. */
  bonus: number;
  /** Parts without data: flagged, never counted as 0. */
  missing: PerformancePart[];
}

/** Checks a scheme: its weights are not negative and sum to 100. Throws `weights` (422). */
export const checkPerformance = ({ weights, bonus }: PerformanceScheme): void => {
  const faults: FieldFault[] = PERFORMANCE_PARTS.filter((part) => !(weights[part] >= 0)).map((part) => fault(`weights.${part}`, '权重不能为负', 'A weight cannot be negative'));
  if (halfUp(PERFORMANCE_PARTS.reduce((sum, part) => sum + weights[part], 0), 6) !== 100) faults.push(fault('weights', '权重之和须为 100', 'The weights sum to 100'));
  if (!(bonus >= 0)) faults.push(fault('bonus', '加分上限不能为负', 'The bonus cannot be negative'));
  if (faults.length) throw invalid('weights', '考核方案不正确', 'The scheme is wrong', faults);
};

/** 网格绩效: the weighted mean of the parts known, and the points on top up to the cap. */
export const gridPerformance = (facts: PerformanceFacts, scheme: PerformanceScheme = DEFAULT_PERFORMANCE): GridPerformance => {
  checkPerformance(scheme);
  const faults: FieldFault[] = PERFORMANCE_PARTS.filter((part) => facts[part] !== undefined && !((facts[part] ?? -1) >= 0 && (facts[part] ?? 101) <= 100)).map((part) => fault(part, '须为 0–100', 'Lies between 0 and 100'));
  facts.bonuses.forEach(({ points, grounds }, index) => {
    if (!(points >= 0) || !Number.isFinite(points)) faults.push(fault(`bonuses.${index}.points`, '加分不能为负', 'Points cannot be negative'));
    if (!grounds.trim()) faults.push(fault(`bonuses.${index}.grounds`, '请填写加分理由', 'The grounds are required'));
  });
  if (faults.length) throw invalid('performance-facts', '考核数据不正确', 'The facts are wrong', faults);
  const known = PERFORMANCE_PARTS.filter((part) => facts[part] !== undefined);
  const points = Object.fromEntries(known.map((part) => [part, ((facts[part] ?? 0) * scheme.weights[part]) / 100])) as GridPerformance['points'];
  const weight = known.reduce((sum, part) => sum + scheme.weights[part], 0);
  const bonus = Math.min(scheme.bonus, facts.bonuses.reduce((sum, each) => sum + each.points, 0));
  const reached = known.reduce((sum, part) => sum + (points[part] ?? 0), 0);
  return { value: weight === 0 ? undefined : halfUp((reached / weight) * 100 + bonus), points, bonus, missing: PERFORMANCE_PARTS.filter((part) => facts[part] === undefined) };
};
