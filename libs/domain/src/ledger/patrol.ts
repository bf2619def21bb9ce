import type { Level } from '../level.js';
import { dayOf } from '../numbers/beijing-day.js';
import type { ShareFact } from '../numbers/index-score.js';
import { periodOf, within, type PeriodKind, type Range } from '../numbers/period.js';
import type { Span } from './grid.js';

/** How often the village patroller 村居网格员 visits an object at least, by its colour: red and orange every week, yellow every month, blue every quarter [P]. */
export const PATROL_EVERY: Record<Level, PeriodKind> = { red: 'week', orange: 'week', yellow: 'month', blue: 'quarter' };

/** An object to be patrolled: the time it stands on the list, and its colours from a moment on (epoch ms), in any order. */
export interface PatrolledObject extends Span {
  code: string;
  gridCode: string;
  colours: readonly { from: number; colour: Level }[];
}

export interface Patrol {
  objectCode: string;
  at: number;
}

/** One visit owed within one week, month or quarter. */
export interface PatrolDuty extends Range {
  objectCode: string;
  gridCode: string;
  colour: Level;
  /** `object/first day`, the key that opens it. */
  key: string;
}

/** The colour of an object at a moment; undefined before its first. */
export const colourAt = ({ colours }: Pick<PatrolledObject, 'colours'>, at: number): Level | undefined =>
  [...colours].sort((a, b) => a.from - b.from).findLast(({ from }) => from <= at)?.colour;

const KINDS = [...new Set(Object.values(PATROL_EVERY))];

/** Weeks, months or quarters whose end falls within a range: a duty falls due when its time is over. */
export const endingIn = (kind: PeriodKind, { from, to }: Range): Range[] => {
  const found: Range[] = [];
  for (let slot = periodOf(kind, from); slot.to <= to; slot = periodOf(kind, slot.to)) found.push(slot);
  return found;
};

/**
 * The patrols that fall due in a range (`to` exclusive): a week, month or quarter counts where its last day lies, by the colour the object had
 * when it began, and only if the object stood on the list through all of it [P].
 */
export const patrolDuties = (objects: readonly PatrolledObject[], range: Range): PatrolDuty[] => {
  const slots = KINDS.flatMap((kind) => endingIn(kind, range).map((slot) => ({ kind, slot })));
  return objects.flatMap((object) => slots.flatMap(({ kind, slot: { from, to } }) => {
    const colour = colourAt(object, from);
    const listed = object.from <= from && to <= (object.until ?? Infinity);
    return listed && colour && PATROL_EVERY[colour] === kind ? [{ objectCode: object.code, gridCode: object.gridCode, colour, from, to, key: `${object.code}/${dayOf(from)}` }] : [];
  }));
};

/** The patrols whose week, month or quarter is under way at a moment, by the same rule: not due yet, to be done still or done already. */
export const patrolsUnderWay = (objects: readonly PatrolledObject[], now: number): PatrolDuty[] => objects.flatMap((object) => KINDS.flatMap((kind) => {
  const { from, to } = periodOf(kind, now);
  const colour = colourAt(object, from);
  const listed = object.from <= from && now < (object.until ?? Infinity);
  return listed && colour && PATROL_EVERY[colour] === kind ? [{ objectCode: object.code, gridCode: object.gridCode, colour, from, to, key: `${object.code}/${dayOf(from)}` }] : [];
}));

/** How many of the duties were done. Two visits in one week are one duty; a visit outside its time makes up for none. */
export interface PatrolCompletion extends ShareFact {
  /** Per cent, not rounded; absent, shown “—”, when nothing was due. */
  value: number | undefined;
  missed: PatrolDuty[];
}

/** 巡查完成率: duties visited in their own time ÷ duties due. */
export const patrolCompletion = (duties: readonly PatrolDuty[], patrols: readonly Patrol[]): PatrolCompletion => {
  const visits = new Map<string, number[]>();
  for (const { objectCode, at } of patrols) {
    const known = visits.get(objectCode);
    if (known) known.push(at);
    else visits.set(objectCode, [at]);
  }
  const isDone = (duty: PatrolDuty): boolean => visits.get(duty.objectCode)?.some((at) => within(duty, at)) === true;
  const done = duties.filter(isDone);
  return {
    numerator: done.length, denominator: duties.length, value: duties.length === 0 ? undefined : (done.length / duties.length) * 100,
    numeratorKeys: done.map(({ key }) => key), denominatorKeys: duties.map(({ key }) => key), missed: duties.filter((duty) => !isDone(duty)),
  };
};
