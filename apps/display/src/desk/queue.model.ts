import type { AlarmView } from '@one-screen/contracts';
import { gravity, isOpen, type AlarmState, type Level, type Sector } from '@one-screen/domain';

/** Tabs of the queue 待签收 / 处置中 / 已恢复待闭环 / 屏蔽 / 全部. */
export const QUEUE_TABS = ['unsigned', 'working', 'recovered', 'shelved', 'all'] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

const TAB_STATES: Record<QueueTab, readonly AlarmState[] | undefined> = {
  unsigned: ['raised'],
  working: ['acknowledged', 'handling'],
  recovered: ['cleared'],
  shelved: ['shelved'],
  all: undefined,
};

/** What the officer asked to see. An empty list of sectors or levels means every one. */
export interface QueueFilter {
  tab: QueueTab;
  sectors: readonly Sector[];
  levels: readonly Level[];
  text: string;
}

/** Whether an alarm belongs on a tab. */
export const onTab = (alarm: Pick<AlarmView, 'state'>, tab: QueueTab): boolean => TAB_STATES[tab]?.includes(alarm.state) ?? true;

/** The tab on which an alarm of this state is found. */
export const tabOf = (state: AlarmState): QueueTab => QUEUE_TABS.find((tab) => TAB_STATES[tab]?.includes(state)) ?? 'all';

/** Every word of the search must occur somewhere in what identifies the alarm; case is ignored. */
export const matchesText = (alarm: AlarmView, text: string, gridName?: string): boolean => {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const hay = [alarm.title, alarm.objectName, alarm.objectCode, alarm.gridCode, gridName, alarm.key, alarm.sourceId, alarm.owner, alarm.id].filter(Boolean).join('\n').toLowerCase();
  return words.every((word) => hay.includes(word));
};

const time = (iso: string | undefined): number => (iso === undefined ? Number.POSITIVE_INFINITY : Date.parse(iso));
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Unsigned, then what is being worked on, recovered, shelved, and last what has ended. */
const rank = (state: AlarmState): number => {
  if (state === 'raised') return 0;
  if (state === 'acknowledged' || state === 'handling') return 1;
  if (state === 'cleared') return 2;
  return isOpen(state) ? 3 : 4;
};

/** The moment by which alarms of one rank and level are ordered: the sooner, the higher up. */
const pressing = (alarm: AlarmView): number => {
  if (alarm.state === 'raised') return time(alarm.dueAt);
  if (alarm.state === 'shelved') return time(alarm.shelvedUntil);
  return Math.min(time(alarm.promiseUntil), time(alarm.acknowledgedAt));
};

/**
 * Order of the desk: unsigned first, gravest first, then what runs out soonest; among the signed the longest
 * unattended comes first, so nothing signed is forgotten. A repeat never moves a row under the officer's hand.
 */
export const byPressure = (a: AlarmView, b: AlarmView): number => {
  const ended = rank(a.state) === 4 && rank(b.state) === 4;
  if (ended) return b.sequence - a.sequence;
  return compare(rank(a.state), rank(b.state)) || gravity(b.level) - gravity(a.level) || compare(pressing(a), pressing(b)) || compare(time(a.receivedAt), time(b.receivedAt)) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
};

/** The rows of the queue, in order. */
export const queueRows = (alarms: Iterable<AlarmView>, filter: QueueFilter, gridName: (code: string) => string | undefined = () => undefined): AlarmView[] => {
  const rows: AlarmView[] = [];
  for (const alarm of alarms) {
    if (!onTab(alarm, filter.tab)) continue;
    if (filter.sectors.length && !filter.sectors.includes(alarm.sector)) continue;
    if (filter.levels.length && !filter.levels.includes(alarm.level)) continue;
    if (!matchesText(alarm, filter.text, alarm.gridCode ? gridName(alarm.gridCode) : undefined)) continue;
    rows.push(alarm);
  }
  return rows.sort(byPressure);
};

/** How many alarms each tab holds, before any filter. */
export const tabCounts = (alarms: Iterable<AlarmView>): Record<QueueTab, number> => {
  const counts: Record<QueueTab, number> = { unsigned: 0, working: 0, recovered: 0, shelved: 0, all: 0 };
  for (const alarm of alarms) {
    counts.all += 1;
    const tab = tabOf(alarm.state);
    if (tab !== 'all') counts[tab] += 1;
  }
  return counts;
};

/** Which rows to draw: `[start, end)`, and the empty height before and after them, in pixels. */
export interface RowWindow {
  start: number;
  end: number;
  before: number;
  after: number;
}

/** Lists no longer than this are drawn whole. */
export const WHOLE_LIMIT = 200;

/** The rows near the viewport. Heights in pixels; every row has the same height. */
export const rowWindow = (count: number, rowHeight: number, scrollTop: number, viewport: number, overscan = 8): RowWindow => {
  if (count <= WHOLE_LIMIT || rowHeight <= 0) return { start: 0, end: count, before: 0, after: 0 };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight) - overscan;
  const span = Math.ceil(Math.max(0, viewport) / rowHeight) + 2 * overscan;
  const start = Math.max(0, Math.min(first, count - span));
  const end = Math.min(count, start + span);
  return { start, end, before: start * rowHeight, after: (count - end) * rowHeight };
};

/** The neighbour of a row, for J and K; the first row when nothing (or something no longer listed) is selected. */
export const neighbour = (rows: readonly AlarmView[], id: string | undefined, step: 1 | -1): AlarmView | undefined => {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) return rows[0];
  return rows[Math.max(0, Math.min(rows.length - 1, index + step))];
};

/** Where the selection goes when a row leaves the list: what now stands in its place, else the one before. */
export const heir = (before: readonly string[], rows: readonly AlarmView[], gone: string): AlarmView | undefined => {
  const index = before.indexOf(gone);
  if (index < 0) return rows[0];
  const listed = new Map(rows.map((row) => [row.id, row]));
  for (const id of before.slice(index + 1)) if (listed.has(id)) return listed.get(id);
  for (const id of before.slice(0, index).reverse()) if (listed.has(id)) return listed.get(id);
  return rows[0];
};
