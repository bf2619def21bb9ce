import { invalid } from '../errors.js';

/** Grades of production safety accidents 生产安全事故等级, the gravest first: 特别重大, 重大, 较大, 一般 (国务院令第493号 article 3). */
export const ACCIDENT_GRADES = ['extraordinary', 'major', 'serious', 'ordinary'] as const;
export type AccidentGrade = (typeof ACCIDENT_GRADES)[number];

export const ACCIDENT_GRADE_NAMES: Record<AccidentGrade, { zh: string; en: string }> = {
  extraordinary: { zh: '特别重大事故', en: 'Extraordinarily serious accident' },
  major: { zh: '重大事故', en: 'Major accident' },
  serious: { zh: '较大事故', en: 'Relatively serious accident' },
  ordinary: { zh: '一般事故', en: 'Ordinary accident' },
};

export interface Harm {
  deaths: number;
  /** Serious injuries 重伤, acute poisoning 急性工业中毒 included. */
  seriousInjuries: number;
  /** Direct loss 直接经济损失, yuan. */
  loss: number;
}

export const HARMS = ['deaths', 'seriousInjuries', 'loss'] as const;
export type HarmKind = (typeof HARMS)[number];

/** From how much on a grade applies. */
export interface GradeLimits {
  source: string;
  from: Record<Exclude<AccidentGrade, 'ordinary'>, Harm>;
}

/** “以上” includes the number itself, “以下” does not (493号令 article 3, last paragraph): 3 deaths are 较大, 10 are 重大. */
export const GRADE_LIMITS: GradeLimits = {
  source: '国务院令第493号第三条',
  from: {
    extraordinary: { deaths: 30, seriousInjuries: 100, loss: 100_000_000 },
    major: { deaths: 10, seriousInjuries: 50, loss: 50_000_000 },
    serious: { deaths: 3, seriousInjuries: 10, loss: 10_000_000 },
  },
};

export const checkHarm = (harm: Harm): void => {
  for (const kind of HARMS) {
    const amount = harm[kind];
    if (!Number.isFinite(amount) || amount < 0 || (kind !== 'loss' && !Number.isInteger(amount))) throw invalid('harm', '伤亡人数须为非负整数，损失须为非负数', 'Deaths and injuries are whole and not negative, loss is not negative', { field: kind, amount });
  }
};

export interface Grading {
  grade: AccidentGrade;
  /** What decided it: every harm that reaches this grade; none for an ordinary accident. */
  by: HarmKind[];
  source: string;
}

/** Deaths, injuries and loss each give a grade; the gravest counts. */
export const gradeOf = (harm: Harm, limits: GradeLimits = GRADE_LIMITS): Grading => {
  checkHarm(harm);
  for (const grade of ACCIDENT_GRADES) {
    if (grade === 'ordinary') break;
    const by = HARMS.filter((kind) => harm[kind] >= limits.from[grade][kind]);
    if (by.length > 0) return { grade, by, source: limits.source };
  }
  return { grade: 'ordinary', by: [], source: limits.source };
};

/** Whether `grade` is at least as grave as `floor`. */
export const atLeast = (grade: AccidentGrade, floor: AccidentGrade): boolean => ACCIDENT_GRADES.indexOf(grade) <= ACCIDENT_GRADES.indexOf(floor);
