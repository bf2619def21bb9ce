import { dayOf } from '../numbers/beijing-day.js';
import type { ShareFact } from '../numbers/index-score.js';
import { periodOf, within, type Range } from '../numbers/period.js';
import { GRID_ROLE_RULES, type Appointment, type GridRole } from './grid-people.js';
import { endingIn } from './patrol.js';

/** One round 履职 somebody owes by the role: a chief each month, a guide each week, an adviser each quarter, a guarantor each month [P]. */
export interface RoleDuty extends Range {
  /** Id of the appointment. */
  person: string;
  role: GridRole;
  gridCode: string;
  objectCode?: string | undefined;
  /** `appointment/first day`. */
  key: string;
}

/** A visit made under an appointment. */
export interface Round {
  person: string;
  at: number;
}

const dutyOf = (appointment: Appointment, { from, to }: Range): RoleDuty => ({
  person: appointment.id, role: appointment.role, gridCode: appointment.gridCode, objectCode: appointment.objectCode, from, to, key: `${appointment.id}/${dayOf(from)}`,
});

/**
 * The rounds that fall due in a range (`to` exclusive): a day, week, month or quarter counts where it ends, and only for who held the role through
 * all of it. Village patrollers go by the colour of their objects (patrol.ts) and owe none here.
 */
export const roleDuties = (appointments: readonly Appointment[], range: Range): RoleDuty[] => appointments.flatMap((appointment) => {
  const { every } = GRID_ROLE_RULES[appointment.role];
  if (!every) return [];
  return endingIn(every, range).filter(({ from, to }) => appointment.from <= from && to <= (appointment.until ?? Infinity)).map((slot) => dutyOf(appointment, slot));
});

/** The rounds whose time is under way at a moment. */
export const roundsUnderWay = (appointments: readonly Appointment[], now: number): RoleDuty[] => appointments.flatMap((appointment) => {
  const { every } = GRID_ROLE_RULES[appointment.role];
  const slot = every && periodOf(every, now);
  return slot && appointment.from <= slot.from && now < (appointment.until ?? Infinity) ? [dutyOf(appointment, slot)] : [];
});

/** 履职率: rounds made in their own time ÷ rounds due. Per cent, not rounded; absent, “—”, when none was due. */
export interface RoundCompletion extends ShareFact {
  value: number | undefined;
  missed: RoleDuty[];
}

export const roundCompletion = (duties: readonly RoleDuty[], rounds: readonly Round[]): RoundCompletion => {
  const made = new Map<string, number[]>();
  for (const { person, at } of rounds) made.set(person, [...(made.get(person) ?? []), at]);
  const isDone = (duty: RoleDuty): boolean => made.get(duty.person)?.some((at) => within(duty, at)) === true;
  const done = duties.filter(isDone);
  return {
    numerator: done.length, denominator: duties.length, value: duties.length === 0 ? undefined : (done.length / duties.length) * 100,
    numeratorKeys: done.map(({ key }) => key), denominatorKeys: duties.map(({ key }) => key), missed: duties.filter((duty) => !isDone(duty)),
  };
};
