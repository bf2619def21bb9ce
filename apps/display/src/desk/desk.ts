import type { Disposition } from '@one-screen/domain';
import { computed, inject, provide, ref, type InjectionKey } from 'vue';
import { serverNow } from '../clock';
import { useAlarms } from '../live/alarms';
import { useLink } from '../live/link';
import { useSession } from '../session';
import { minutesFrom, possible, type DeskActor, type Possible } from './actions.model';
import type { AlarmAction } from '@one-screen/domain';
import { createCommands, type CommandBody } from './commands';
import { createDetail } from './detail';
import { useDrafts } from './drafts';
import { createQueue } from './queue';

/** Actions that open a small form before they are sent. */
export type FormAction = 'shelve' | 'transfer' | 'merge' | 'reopen' | 'takeover' | 'close';

/** Everything the parts of the desk share. */
const createDesk = () => {
  const session = useSession();
  const link = useLink();
  const alarms = useAlarms();
  const queue = createQueue();
  const commands = createCommands();
  const drafts = useDrafts(queue.selectedId);
  const detail = createDetail(queue.selectedId, queue.selected, queue.visit);
  const form = ref<FormAction>();
  /** A was pressed: the next digit signs. */
  const choosing = ref(false);
  const helpOpen = ref(false);
  /** The maintenance windows are open; the id of the one looked at, or empty. */
  const maintenance = ref<string>();
  /** A reason is missing: the note box says so. */
  const noteWanted = ref<string>();

  const actor = computed<DeskActor>(() => ({
    username: session.view.value?.username ?? '',
    leader: session.may('approve'),
    mayHandle: session.may('handle-alarms'),
    mayNote: session.may('note'),
    link: link.state.value,
  }));
  const can = (action: AlarmAction): Possible => (queue.selected.value ? possible(queue.selected.value, action, actor.value) : { allowed: false, why: { key: 'state', name: '' } });

  /** Sends a command on the alarm looked at, with what was typed. */
  const run = async (action: AlarmAction, body: CommandBody = {}): Promise<boolean> => {
    const alarm = queue.selected.value;
    if (!alarm || !can(action).allowed) return false;
    const promising = drafts.promise.value && ['raised', 'acknowledged', 'handling'].includes(alarm.state) && (action === 'acknowledge' || action === 'handle' || action === 'note');
    const done = await commands.send(alarm, action, {
      ...(drafts.note.value.trim() && { note: drafts.note.value }),
      ...(promising && { promiseUntil: minutesFrom(serverNow(), drafts.promise.value) }),
      ...body,
    });
    if (!done) return false;
    queue.visit(done);
    form.value = undefined;
    choosing.value = false;
    noteWanted.value = undefined;
    void detail.reload();
    return true;
  };
  const sign = (disposition: Disposition, mergedInto?: string): Promise<boolean> => run('acknowledge', { disposition, ...(mergedInto && { mergedInto }) });

  return { session, link, alarms, queue, commands, drafts, detail, form, choosing, helpOpen, maintenance, noteWanted, actor, can, run, sign };
};
export type Desk = ReturnType<typeof createDesk>;

const DESK: InjectionKey<Desk> = Symbol('desk');
/** Makes the desk; called once by its page. */
export const provideDesk = (): Desk => {
  const desk = createDesk();
  provide(DESK, desk);
  return desk;
};
/** The desk, inside its page. */
export const useDesk = (): Desk => {
  const desk = inject(DESK);
  if (!desk) throw new Error('useDesk is for parts of the desk page');
  return desk;
};
