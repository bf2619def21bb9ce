import { conflict, invalid } from '../errors.js';
import { monthBefore, monthOf, type Month } from './index-cards.js';
import type { IndexScheme } from './index-scheme.js';
import { afterWorkdays, type WorkCalendar } from './workdays.js';

/** 亮牌警示 → 专班进驻 → “开小灶”整顿 → 验收摘帽 (古街办〔2022〕6号), one step after the other. */
export const RED_CARD_STAGES = ['carded', 'task-force', 'rectifying', 'lifted'] as const;
export type RedCardStage = (typeof RED_CARD_STAGES)[number];

export interface RedCardStep {
  stage: RedCardStage;
  by: string;
  at: number;
  note: string;
}

export interface RedCard {
  key: string;
  /** The month that earned it. */
  month: Month;
  stage: RedCardStage;
  steps: readonly RedCardStep[];
}

export type LiftCondition = 'months' | 'major-open' | 'overdue' | 'acceptance';

export interface LiftFacts {
  /** Scores since, by month; the newest frozen month decides. */
  scores: Readonly<Record<Month, number | undefined>>;
  lastMonth: Month;
  majorOpen: readonly string[];
  overdue: readonly string[];
  /** Who signed the acceptance 验收签字. */
  acceptedBy?: string;
}

export const openRedCard = (key: string, month: Month, by: string, at: number, note: string): RedCard => ({ key, month, stage: 'carded', steps: [{ stage: 'carded', by, at, note }] });

/** The instant (epoch ms, exclusive) by which the task force must have moved in. */
export const taskForceDue = (card: RedCard, calendar: WorkCalendar, scheme: IndexScheme): number => afterWorkdays(calendar, card.steps[0]?.at ?? NaN, scheme.taskForceWorkdays);

/** What still stands against lifting 摘帽: enough consecutive good months after the red one, no open major hazard, nothing overdue, acceptance signed [P]. */
export const unmetConditions = (card: RedCard, facts: LiftFacts, scheme: IndexScheme): LiftCondition[] => {
  let month = facts.lastMonth;
  let good = 0;
  while (good < scheme.lift.months && month > card.month && (facts.scores[month] ?? -1) >= scheme.lift.score) {
    good += 1;
    month = monthBefore(month);
  }
  return [
    ...(good < scheme.lift.months ? ['months' as const] : []), ...(facts.majorOpen.length > 0 ? ['major-open' as const] : []),
    ...(facts.overdue.length > 0 ? ['overdue' as const] : []), ...(facts.acceptedBy ? [] : ['acceptance' as const]),
  ];
};

/** Takes a red card one step on; lifting needs every condition met, by facts no newer than the step. */
export const advanceRedCard = (card: RedCard, step: RedCardStep, facts: LiftFacts | undefined, scheme: IndexScheme): RedCard => {
  const next = RED_CARD_STAGES[RED_CARD_STAGES.indexOf(card.stage) + 1];
  if (step.stage !== next) throw conflict('red-card-order', '红牌整治须依次进行：亮牌、专班进驻、整顿、摘帽', 'A red card goes on step by step: carded, task force, rectifying, lifted', { stage: card.stage, asked: step.stage });
  if (step.at < (card.steps.at(-1)?.at ?? 0)) throw invalid('step-backwards', '时间早于上一步', 'The step is earlier than the one before', { field: 'at' });
  if (step.stage === 'lifted') {
    if (!facts) throw invalid('lift-facts', '摘帽须提交验收情况', 'Lifting needs the facts of the acceptance', { field: 'facts' });
    if (facts.lastMonth >= monthOf(step.at)) throw invalid('month-not-over', '该月尚未结束', 'That month is not over', { field: 'lastMonth' });
    const unmet = unmetConditions(card, facts, scheme);
    if (unmet.length > 0) throw conflict('lift-unmet', '尚未满足摘帽条件', 'The conditions of lifting are not met', { unmet });
  }
  return { ...card, stage: step.stage, steps: [...card.steps, step] };
};
