import { forbidden, invalid } from '../errors.js';
import type { Sector } from '../sector.js';
import { isOfficial, type InspectionKind } from './inspection-kind.js';
import { fault, leaderOnly, past, refused, transit, words, type LedgerChange, type LedgerCommand, type Living, type Outcome, type Transitions } from './life.js';
import type { Mark } from './hazard.js';

/** 计划、检查中、已完成、作废. */
export const INSPECTION_STATES = ['planned', 'started', 'finished', 'void'] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];

/** The verdict on one item of the checklist 检查表: 符合、不符合、不适用. */
export const VERDICTS = ['pass', 'fail', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface CheckedItem {
  code: string;
  verdict: Verdict;
  note?: string | undefined;
  /** The hazard registered for an item that failed: no finding without its record. */
  hazardId?: string | undefined;
}

/** What is planned: one object, by whom, against which checklist. */
export interface InspectionPlan {
  kind: InspectionKind;
  sector: Sector;
  objectCode: string;
  gridCode: string;
  /** Day it is planned for, epoch ms. */
  plannedFor: number;
  officers: string[];
  /** Codes of the items to check. */
  checklist: string[];
  /** The double random draw it came from, where it did. */
  drawId?: string | undefined;
}

/** The truth about one inspection of one object 检查家次. Times are epoch milliseconds. */
export interface Inspection extends InspectionPlan, Living<InspectionState> {
  planned: Mark;
  startedAt?: number | undefined;
  finishedAt?: number | undefined;
  /** Whether the object was reached: a closed door is a visit, but no effective one. */
  reached?: boolean | undefined;
  items: CheckedItem[];
}

export const INSPECTION_ACTIONS = ['start', 'record', 'finish', 'void', 'note'] as const;
export type InspectionAction = (typeof INSPECTION_ACTIONS)[number];

export const INSPECTION_TRANSITIONS: Transitions<InspectionAction, InspectionState> = {
  start: { from: ['planned'], to: ['started'], kind: 'inspection.started' },
  record: { from: ['started'], to: ['started'], kind: 'inspection.recorded' },
  finish: { from: ['started'], to: ['finished'], kind: 'inspection.finished' },
  void: { from: ['planned', 'started', 'finished'], to: ['void'], kind: 'inspection.voided' },
  note: { from: ['planned', 'started', 'finished'], to: ['planned', 'started', 'finished'], kind: 'inspection.noted' },
};

export interface InspectionCommand extends LedgerCommand<InspectionAction> {
  /** With `start` and `finish`: when it happened, where it is entered later; epoch ms. */
  at?: number | undefined;
  /** With `record` and `finish`. An item given again replaces its earlier verdict. */
  items?: CheckedItem[] | undefined;
  /** With `finish`. */
  reached?: boolean | undefined;
}

/** A planned inspection. Throws `field-required`, `officers-required`, `checklist-required` (422). */
export const planInspection = (id: string, plan: InspectionPlan, by: string, now: number): Inspection => {
  const officers = [...new Set(plan.officers.map((name) => name.trim()).filter(Boolean))];
  const needed = isOfficial(plan.kind) ? 2 : 1;
  // 行政处罚法第42条: officers on duty are never fewer than two.
  if (officers.length < needed) throw refused('officers-required', 'officers', `检查人员不得少于 ${needed} 人`, `At least ${needed} officer(s)`);
  const checklist = [...new Set(plan.checklist)];
  if (!checklist.length) throw refused('checklist-required', 'checklist', '请选择检查表', 'A checklist is required');
  const objectCode = words(plan.objectCode, 'objectCode', '监管对象', 'The object');
  const gridCode = words(plan.gridCode, 'gridCode', '网格', 'The grid');
  return { ...plan, objectCode, gridCode, officers, checklist, id, revision: 1, state: 'planned', planned: { by, at: now }, items: [] };
};

/** Whether a visit counts 有效检查: finished, not void, the object reached and at least one item judged. */
export const isEffective = ({ state, reached, items }: Pick<Inspection, 'state' | 'reached' | 'items'>): boolean =>
  state === 'finished' && reached === true && items.some(({ verdict }) => verdict !== 'not-applicable');

/** Hazards found by an inspection, each once. */
export const hazardsFound = ({ items }: Pick<Inspection, 'items'>): string[] => [...new Set(items.flatMap(({ verdict, hazardId }) => (verdict === 'fail' && hazardId ? [hazardId] : [])))];

/** Codes of the supervision list without an effective visit that ended in [from, until): what year-end full coverage 年底全覆盖 still lacks. */
export const uncovered = (codes: readonly string[], inspections: readonly Inspection[], from: number, until: number): string[] => {
  const visited = new Set(inspections.filter((each) => isEffective(each) && (each.finishedAt ?? 0) >= from && (each.finishedAt ?? 0) < until).map(({ objectCode }) => objectCode));
  return [...new Set(codes)].filter((code) => !visited.has(code));
};

const merged = (inspection: Inspection, given: readonly CheckedItem[] = []): CheckedItem[] => {
  const unknown = given.findIndex(({ code }) => !inspection.checklist.includes(code));
  if (unknown >= 0) throw refused('item-unknown', `items.${unknown}.code`, '检查表中没有此项', 'The checklist has no such item');
  const items = new Map(inspection.items.map((item) => [item.code, item]));
  for (const item of given) items.set(item.code, item);
  return inspection.checklist.flatMap((code) => items.get(code) ?? []);
};

type Step = (inspection: Inspection, command: InspectionCommand, now: number) => Outcome<Inspection>;

const STEPS: Record<InspectionAction, Step> = {
  start: (_inspection, { at }, now) => ({ patch: { state: 'started', startedAt: past(at ?? now, now, 'at', '检查时间') } }),
  record: (inspection, { items }) => ({ patch: { items: merged(inspection, items) } }),
  finish: (inspection, { at, items: given, reached, note }, now) => {
    const finishedAt = past(at ?? now, now, 'at', '完成时间');
    if (finishedAt < (inspection.startedAt ?? 0)) throw refused('before-start', 'at', '完成时间不能早于开始时间', 'It cannot end before it began');
    if (reached === undefined) throw refused('field-required', 'reached', '请选择是否到达对象', 'Say whether the object was reached');
    const items = merged(inspection, given);
    if (!reached) {
      words(note, 'note', '未能检查的原因', 'Why it could not be inspected');
      if (items.length) throw refused('not-reached', 'items', '未到达对象不能有检查结果', 'Nothing is judged where nobody came in');
      return { patch: { state: 'finished', finishedAt, reached }, data: { reached, hazards: 0 } };
    }
    const judged = new Set(items.map(({ code }) => code));
    const faults = [
      ...inspection.checklist.filter((code) => !judged.has(code)).map((code) => fault(`items.${code}.verdict`, '请填写检查结果', 'A verdict is required')),
      ...items.filter(({ verdict, hazardId }) => verdict === 'fail' && !hazardId).map(({ code }) => fault(`items.${code}.hazardId`, '不符合项须登记隐患', 'A failed item needs its hazard')),
    ];
    if (faults.length) throw invalid('items-incomplete', '检查结果不完整', 'The result is incomplete', faults);
    return { patch: { state: 'finished', finishedAt, reached, items }, data: { reached, hazards: hazardsFound({ items }).length } };
  },
  void: (_inspection, { actor, note }) => {
    leaderOnly(actor);
    words(note, 'note', '作废原因', 'A reason for voiding it');
    return { patch: { state: 'void' } };
  },
  note: (_inspection, { note }) => {
    words(note, 'note', '备注', 'A note');
    return { patch: {} };
  },
};

/**
 * Applies a person's action to an inspection. Pure. 409 `stale-revision`, `not-allowed`; 403 `not-inspector`, `leader-only`; 422
 * `future-date`, `item-unknown`, `items-incomplete`, `field-required`, each naming its field.
 */
export const actOnInspection = (inspection: Inspection, command: InspectionCommand, now: number): LedgerChange<Inspection> =>
  transit(INSPECTION_TRANSITIONS, inspection, command, now, () => {
    const { action, actor } = command;
    const own = action === 'start' || action === 'record' || action === 'finish';
    if (own && !inspection.officers.includes(actor.name)) throw forbidden('not-inspector', '只有检查人员可以办理', 'Only its officers do this');
    return STEPS[action](inspection, command, now);
  });
