import type { AlarmView } from '@one-screen/contracts';
import { graver, isOpen } from '@one-screen/domain';

/** How long a closed, dismissed or merged alarm stays at hand, milliseconds. */
export const ENDED_KEPT = 10 * 60_000;
/** Most alarms held at once. */
export const CAPACITY = 5_000;

/** When it last began to want a signature: the signing limit moves with every raise, reopening and escalation. */
const calledAt = (view: AlarmView): string => (view.state === 'raised' ? (view.dueAt ?? view.receivedAt) : view.receivedAt);

/** Unsigned first, then gravest, then newest call; ties by id so that every screen shows the same order. */
export const byUrgency = (a: AlarmView, b: AlarmView): number => {
  const unsigned = Number(b.state === 'raised') - Number(a.state === 'raised');
  if (unsigned) return unsigned;
  if (a.level !== b.level) return graver(a.level, b.level) ? -1 : 1;
  const mine = calledAt(a);
  const other = calledAt(b);
  if (mine !== other) return Date.parse(other) - Date.parse(mine) || (a.id < b.id ? 1 : -1);
  return a.id < b.id ? 1 : -1;
};

/** An unchangeable picture of what is known: replaced whole, at most once a frame. */
export interface AlarmPicture {
  map: ReadonlyMap<string, AlarmView>;
  /** Open alarms in order of urgency. */
  open: readonly AlarmView[];
}

export const EMPTY: AlarmPicture = { map: new Map(), open: [] };

/** The newest of each alarm wins, whatever the order of arrival. */
export const newest = (into: Map<string, AlarmView>, view: AlarmView): void => {
  const known = into.get(view.id);
  if (!known || view.revision > known.revision) into.set(view.id, view);
};

/** Merges two lists that are each in order. */
const weave = (a: readonly AlarmView[], b: readonly AlarmView[]): AlarmView[] => {
  const out: AlarmView[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left && (!right || byUrgency(left, right) <= 0)) { out.push(left); i += 1; }
    else if (right) { out.push(right); j += 1; }
  }
  return out;
};

const trim = (map: Map<string, AlarmView>, open: AlarmView[]): void => {
  if (map.size <= CAPACITY) return;
  for (const [id, view] of map) if (map.size > CAPACITY && !isOpen(view.state)) map.delete(id);
  while (map.size > CAPACITY) {
    const last = open.pop();
    if (!last) return;
    map.delete(last.id);
  }
};

/**
 * The picture after these changes. Pure: the same changes in any order, any number of times, give the same picture.
 * Only what changed is sorted, so a burst costs one pass over the list.
 */
export const withChanges = (before: AlarmPicture, changes: Iterable<AlarmView>): AlarmPicture => {
  const fresh = new Map<string, AlarmView>();
  for (const view of changes) {
    const known = before.map.get(view.id);
    if (!known || view.revision > known.revision) newest(fresh, view);
  }
  if (!fresh.size) return before;
  const map = new Map(before.map);
  for (const [id, view] of fresh) map.set(id, view);
  const rest = before.open.filter((view) => !fresh.has(view.id));
  const open = weave(rest, [...fresh.values()].filter((view) => isOpen(view.state)).sort(byUrgency));
  trim(map, open);
  return { map, open };
};

/** When an ended alarm ended, as far as a screen can tell. */
const endedAt = (view: AlarmView, seenAt: ReadonlyMap<string, number>): number => seenAt.get(view.id) ?? 0;

/** Lets go of what ended longer ago than `ENDED_KEPT`. `seenAt`: when this screen learned of the end. */
export const withoutEnded = (before: AlarmPicture, seenAt: ReadonlyMap<string, number>, now: number): AlarmPicture => {
  const old = [...before.map.values()].filter((view) => !isOpen(view.state) && now - endedAt(view, seenAt) > ENDED_KEPT);
  if (!old.length) return before;
  const map = new Map(before.map);
  for (const view of old) map.delete(view.id);
  return { map, open: before.open };
};

/**
 * A whole snapshot of the open alarms, at least as new as `latest`: adds what is new, lets go of open alarms that the
 * snapshot no longer has and that we know nothing newer about. Nothing blinks.
 */
export const reconciled = (before: AlarmPicture, snapshot: readonly AlarmView[], latest: number): AlarmPicture => {
  const present = new Set(snapshot.map((view) => view.id));
  const gone = before.open.filter((view) => !present.has(view.id) && view.sequence <= latest);
  if (!gone.length) return withChanges(before, snapshot);
  const map = new Map(before.map);
  for (const view of gone) map.delete(view.id);
  return withChanges({ map, open: before.open.filter((view) => map.has(view.id)) }, snapshot);
};
