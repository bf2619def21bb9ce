import type { Actor } from '../alarm-life.js';
import { conflict, forbidden, invalid } from '../errors.js';

/** What every record of the ledger that lives has: a declared state, and a revision that rises by one with each change. */
export interface Living<S extends string> {
  id: string;
  revision: number;
  state: S;
}

/** From which states an action is allowed, where it may lead, and what the journal calls it. */
export type Transitions<A extends string, S extends string> = Record<A, { from: readonly S[]; to: readonly S[]; kind: string }>;

export interface LedgerCommand<A extends string> {
  action: A;
  /** The revision the person was looking at. */
  revision: number;
  actor: Actor;
  note?: string | undefined;
}

/** One change: the next record (revision + 1) and what the journal says of it. */
export interface LedgerChange<T extends Living<string>> {
  record: T;
  kind: string;
  actor: string;
  /** Epoch milliseconds. */
  at: number;
  from: T['state'];
  to: T['state'];
  note?: string | undefined;
  data?: Record<string, unknown> | undefined;
}

/** What a step sets, and what of it the journal tells. */
export interface Outcome<T> {
  patch: Partial<T>;
  data?: Record<string, unknown>;
}

/** One missing or wrong field, named as the caller's own path. */
export interface FieldFault {
  path: string;
  message: string;
}
export const fault = (path: string, zh: string, en: string): FieldFault => ({ path, message: `${zh} / ${en}` });

/** A 422 that names its one field. */
export const refused = (code: string, path: string, zh: string, en: string) => invalid(code, zh, en, [fault(path, zh, en)]);

/** The words of a required field, trimmed, or a 422 `field-required` naming it. */
export const words = (value: string | undefined, path: string, zh: string, en: string): string => {
  const text = value?.trim();
  if (!text) throw refused('field-required', path, `请填写${zh}`, `${en} is required`);
  return text;
};

/** A time that has come (epoch ms), or a 422 `future-date`. */
export const past = (at: number, now: number, path: string, zh: string): number => {
  if (!Number.isFinite(at) || at > now) throw refused('future-date', path, `${zh}不能晚于现在`, `${path} cannot lie in the future`);
  return at;
};

/** Only a responsible leader 分管负责人 does this (403). */
export const leaderOnly = (actor: Actor): void => {
  if (!actor.leader) throw forbidden('leader-only', '须由分管负责人办理', 'Only a responsible leader does this');
};

/**
 * The one way a living record changes: the latest revision (409 `stale-revision`), a transition of its table (409 `not-allowed`), then the
 * action's own step, which throws or says what to set. Pure: a refusal changes nothing.
 */
export const transit = <A extends string, S extends string, T extends Living<S>>(
  table: Transitions<A, S>, record: T, command: LedgerCommand<A>, now: number, step: () => Outcome<T>,
): LedgerChange<T> => {
  const { action, actor, note } = command;
  if (command.revision !== record.revision) throw conflict('stale-revision', '该记录已被他人更新，请按最新状态操作', 'The record has changed; act on its latest state', { record });
  const allowed = table[action];
  if (!allowed.from.includes(record.state)) throw conflict('not-allowed', '当前状态不允许此操作', `Action "${action}" is not allowed in state "${record.state}"`, { record });
  const { patch, data } = step();
  const next: T = { ...record, ...patch, id: record.id, revision: record.revision + 1 };
  if (!allowed.to.includes(next.state)) throw new Error(`${allowed.kind} led to "${next.state}", which its table does not know`);
  return { record: next, kind: allowed.kind, actor: actor.name, at: now, from: record.state, to: next.state, note: note?.trim() || undefined, data };
};
