import { invalid } from '../errors.js';
import type { Level } from '../level.js';

/** From which score on a colour applies, the number itself included; below `yellow` is blue. */
export interface ColourCuts {
  id: string;
  version: number;
  source: string;
  red: number;
  orange: number;
  yellow: number;
}

/** D = L·E·C: 红≥320, 橙160–320, 黄70–160, 蓝<70, the four-colour convention over the five bands of the textbooks [P]. */
export const LEC_CUTS: ColourCuts = { id: 'lec', version: 1, source: '[P] 四色惯例', red: 320, orange: 160, yellow: 70 };
/** R = L×S: 红20–25, 橙15–16, 黄8–12, 蓝1–6; provinces differ, so the cuts are data [P]. */
export const LS_CUTS: ColourCuts = { id: 'ls', version: 1, source: '[P]', red: 20, orange: 15, yellow: 8 };

/** The only values the method knows (作业条件危险性评价法). */
export const LEC_SCALES = {
  likelihood: [10, 6, 3, 1, 0.5, 0.2, 0.1],
  exposure: [10, 6, 3, 2, 1, 0.5],
  consequence: [100, 40, 15, 7, 3, 1],
} as const;

export type LecValues = Record<keyof typeof LEC_SCALES, number>;

/** Likelihood and severity, 1 to 5 each. */
export interface LsValues {
  likelihood: number;
  severity: number;
}

export interface RiskScore {
  score: number;
  colour: Level;
  /** Cuts and version, e.g. `lec@1`. */
  cuts: string;
}

/** Refuses cuts that do not fall from red to yellow; returns them otherwise. */
export const checkCuts = (cuts: ColourCuts): ColourCuts => {
  if (!(cuts.red > cuts.orange && cuts.orange > cuts.yellow && cuts.yellow > 0 && Number.isFinite(cuts.red))) throw invalid('colour-cuts', '分级界限须为 红>橙>黄>0', 'Cut-offs must fall: red, orange, yellow, above 0', { cuts });
  return cuts;
};

const colourOf = (product: number, cuts: ColourCuts): RiskScore => {
  // 0.2 × 6 × 100 is 120.00000000000001 in binary: a bound is met by the decimal.
  const score = Number(product.toPrecision(12));
  return { score, colour: score >= cuts.red ? 'red' : score >= cuts.orange ? 'orange' : score >= cuts.yellow ? 'yellow' : 'blue', cuts: `${cuts.id}@${cuts.version}` };
};

export const lecScore = (values: LecValues, cuts: ColourCuts = LEC_CUTS): RiskScore => {
  for (const field of ['likelihood', 'exposure', 'consequence'] as const) {
    const scale: readonly number[] = LEC_SCALES[field];
    if (!scale.includes(values[field])) throw invalid('risk-value', `LEC取值须为 ${scale.join('、')} 之一`, `A value of LEC is one of ${scale.join(', ')}`, { field, value: values[field] });
  }
  return colourOf(values.likelihood * values.exposure * values.consequence, cuts);
};

export const lsScore = (values: LsValues, cuts: ColourCuts = LS_CUTS): RiskScore => {
  for (const field of ['likelihood', 'severity'] as const) {
    const value = values[field];
    if (!Number.isInteger(value) || value < 1 || value > 5) throw invalid('risk-value', 'LS取值须为1至5的整数', 'Values of LS are whole, 1 to 5', { field, value });
  }
  return colourOf(values.likelihood * values.severity, cuts);
};
