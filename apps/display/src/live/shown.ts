import type { AlarmView } from '@one-screen/contracts';
import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue';
import { api, ApiError } from '../api';
import { serverNow } from '../clock';
import { useAlarms } from './alarms';
import { newlyShown } from './shown-rows';

/** One alarm as painted: a row or banner carries `data-alarm-id`, `data-revision` and `data-level`. */
interface Painted {
  alarmId: string;
  revision: number;
  at: string;
}

/** Time for the frame to reach the glass, milliseconds. */
const LOOK_AFTER = 50;
/** Told at once after a quiet moment, otherwise (a flood) this often, milliseconds. */
const QUIET = 100;
const SEND_EVERY = 1_000;
const WAITING_LIMIT = 2_000;
const ROW = '[data-alarm-id][data-revision]';

const isInView = (element: Element): boolean => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
};

/**
 * Confirms to the server what this screen has really painted (proof of display): looks after the frame that drew it,
 * tells the server at once, in a flood once a second, and keeps what could not be sent.
 */
export const useShown = (root: Ref<HTMLElement | null>): void => {
  const { map } = useAlarms();
  const told = new Map<string, string>();
  let waiting: Painted[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let refused = false;
  let sentAt = -Infinity;

  const send = async (): Promise<void> => {
    timer = undefined;
    sentAt = performance.now();
    const batch = waiting;
    waiting = [];
    try {
      await api.put('/api/walls/me/shown', batch, { background: true });
    } catch (error) {
      // A person's session is no wall: nobody asked for its word.
      if (error instanceof ApiError && (error.status === 403 || error.status === 404)) refused = true;
      else waiting = [...batch, ...waiting].slice(-WAITING_LIMIT);
    }
    if (waiting.length) timer ??= setTimeout(() => void send(), SEND_EVERY);
  };
  const plan = (): void => {
    if (timer !== undefined) return;
    if (performance.now() - sentAt > QUIET) void send();
    else timer = setTimeout(() => void send(), SEND_EVERY);
  };
  const look = (): void => {
    looking = false;
    if (refused || document.hidden || !root.value) return;
    const rows = [...root.value.querySelectorAll<HTMLElement>(ROW)]
      .map((element) => ({ element, id: element.dataset['alarmId'] ?? '', revision: Number(element.dataset['revision']), level: element.dataset['level'] ?? '' }));
    const at = new Date(serverNow()).toISOString();
    for (const row of newlyShown(rows.filter((one) => told.get(one.id) !== one.level && isInView(one.element)), told)) {
      told.set(row.id, row.level);
      waiting.push({ alarmId: row.id, revision: row.revision, at });
    }
    for (const id of told.keys()) if (!map.value.has(id)) told.delete(id);
    waiting = waiting.slice(-WAITING_LIMIT);
    if (waiting.length) plan();
  };
  /** The frame that draws is over when a task queued from the next frame runs; looking can wait until the glass has it. */
  const afterPaint = (): void => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(() => setTimeout(look, LOOK_AFTER));
  };
  onMounted(afterPaint);
  watch(map as Ref<ReadonlyMap<string, AlarmView>>, afterPaint, { flush: 'post' });
  onBeforeUnmount(() => clearTimeout(timer));
};
