import type { Level } from '@one-screen/domain';

export interface OverduePoints {
  points: number;
  reasons: { zh: string; en: string; points: number }[];
}

/** Points of an object with overdue hazards, 100 at most, each with its reason [P]: number, major ones, the longest overdue, and its colour. */
const MOST = { overdue: 30, major: 40, days: 20 } as const;
const EACH = { overdue: 6, major: 20 } as const;
const COLOUR: Record<Level, number> = { red: 10, orange: 6, yellow: 3, blue: 0 };

export const overduePoints = (overdue: number, major: number, longestDays: number, risk: Level): OverduePoints => {
  const reasons = [
    { zh: `逾期 ${overdue} 条`, en: `${overdue} overdue`, points: Math.min(MOST.overdue, overdue * EACH.overdue) },
    { zh: `其中重大 ${major} 条`, en: `${major} of them major`, points: Math.min(MOST.major, major * EACH.major) },
    { zh: `最长逾期 ${longestDays} 天`, en: `${longestDays} days at the longest`, points: Math.min(MOST.days, longestDays) },
    { zh: '风险等级', en: 'its colour of risk', points: COLOUR[risk] },
  ].filter(({ points }) => points > 0);
  return { points: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
};
