import type { AlarmView, BulkResult } from '@one-screen/contracts';
import type { AlarmAction, Disposition } from '@one-screen/domain';
import { ref, shallowRef } from 'vue';
import { api, ApiError } from '../api';
import { useAlarms } from '../live/alarms';
import { alarmInDetails, onlyRepeated } from './actions.model';
import { dropDraft } from './drafts';

/** What came of the last command on an alarm. */
export type Outcome = { kind: 'done'; alarmId: string; action: AlarmAction } | { kind: 'failed'; alarmId: string; action: AlarmAction; message: string };
/** Somebody was first: the alarm as it now stands. */
export interface Conflict {
  alarm: AlarmView;
  message: string;
}
/** Body of a command beside its revision. */
export interface CommandBody {
  note?: string;
  disposition?: Disposition;
  promiseUntil?: string;
  until?: string;
  to?: string;
  mergedInto?: string;
}
export type BulkState = { kind: 'working'; count: number } | { kind: 'results'; results: BulkResult['results']; titles: ReadonlyMap<string, string> } | { kind: 'failed'; message: string };

const BULK_LIMIT = 200;
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Commands of the desk: one at a time, nothing overwritten, the typed note kept until it is stored. */
export const createCommands = () => {
  const alarms = useAlarms();
  const busy = ref<AlarmAction>();
  const outcome = shallowRef<Outcome>();
  const conflict = shallowRef<Conflict>();
  const bulk = shallowRef<BulkState>();

  /** The alarm as it now stands, when a refusal says it has moved on. */
  const presentAfter = async (error: unknown, id: string): Promise<AlarmView | undefined> => {
    if (!(error instanceof ApiError) || error.status !== 409) return undefined;
    const present = alarmInDetails(error.details) ?? (await api.get<AlarmView>(`/api/alarms/${encodeURIComponent(id)}`).catch(() => undefined));
    if (present) alarms.apply(present);
    return present;
  };

  const attempt = async (alarm: AlarmView, action: AlarmAction, body: CommandBody, again: boolean): Promise<AlarmView | undefined> => {
    try {
      return await api.post<AlarmView>(`/api/alarms/${encodeURIComponent(alarm.id)}/${action}`, { revision: alarm.revision, ...body });
    } catch (error) {
      const present = await presentAfter(error, alarm.id);
      const stale = error instanceof ApiError && present !== undefined && (error.code === 'stale-revision' || present.revision !== alarm.revision);
      if (stale && again && onlyRepeated(alarm, present)) return attempt(present, action, body, false);
      if (stale) conflict.value = { alarm: present, message: error.message };
      else outcome.value = { kind: 'failed', alarmId: alarm.id, action, message: textOf(error) };
      return undefined;
    }
  };

  /** Sends one command on the alarm as the officer saw it. Answers the new alarm, or undefined when it was not carried out (said in `outcome` or `conflict`). */
  const send = async (alarm: AlarmView, action: AlarmAction, body: CommandBody = {}): Promise<AlarmView | undefined> => {
    if (busy.value) return undefined;
    busy.value = action;
    outcome.value = undefined;
    conflict.value = undefined;
    try {
      const next = await attempt(alarm, action, body, true);
      if (!next) return undefined;
      alarms.apply(next);
      dropDraft(alarm.id);
      outcome.value = { kind: 'done', alarmId: alarm.id, action };
      return next;
    } finally {
      busy.value = undefined;
    }
  };

  /** Signs many at once; each is answered for itself. Reds never come here. */
  const signMany = async (chosen: readonly AlarmView[], disposition: Disposition, note: string): Promise<void> => {
    if (bulk.value?.kind === 'working') return;
    bulk.value = { kind: 'working', count: chosen.length };
    const results: BulkResult['results'] = [];
    try {
      for (let start = 0; start < chosen.length; start += BULK_LIMIT) {
        const items = chosen.slice(start, start + BULK_LIMIT).map(({ id, revision }) => ({ id, revision }));
        const answer = await api.post<BulkResult>('/api/alarms/bulk-acknowledge', { items, disposition, ...(note.trim() && { note: note.trim() }) });
        results.push(...answer.results);
        for (const result of answer.results) if (result.alarm) alarms.apply(result.alarm);
      }
      bulk.value = { kind: 'results', results, titles: new Map(chosen.map(({ id, title }) => [id, title])) };
    } catch (error) {
      const missing = chosen.filter(({ id }) => !results.some((result) => result.id === id));
      const failed = missing.map(({ id }) => ({ id, status: 'refused' as const, error: { code: 'not-answered', message: textOf(error) } }));
      bulk.value = results.length ? { kind: 'results', results: [...results, ...failed], titles: new Map(chosen.map(({ id, title }) => [id, title])) } : { kind: 'failed', message: textOf(error) };
    }
  };

  return { busy, outcome, conflict, bulk, send, signMany };
};
export type Commands = ReturnType<typeof createCommands>;
