import { readonly, ref, type Ref } from 'vue';
import { serverOffset } from './live/link-state';

/** The server's time as this screen knows it, epoch milliseconds. */
export const serverNow = (): number => Date.now() + serverOffset.value;

/** While alarms come one after another the clock may move this late, milliseconds: it shares the frame of what follows an alarm. */
const SLACK = 300;
const BUSY = 1_000;

const now = ref(serverNow());
let running = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let dueAt = 0;
let sharedAt = -Infinity;
let waiting: (() => void)[] = [];

/** Runs `work` with the next tick: what may wait a second is drawn in the frame in which the clock moves anyway. */
export const atTick = (work: () => void): void => {
  waiting.push(work);
  start();
};

const tick = (): void => {
  const at = serverNow();
  dueAt = at - (at % 1000) + 1000;
  clearTimeout(timer);
  timer = setTimeout(tick, dueAt - at + 5 + (performance.now() - sharedAt < BUSY ? SLACK : 0));
  now.value = at;
  // The pulse of what is unsigned: one beat a second for the whole page, in the very frame in which the clock moves.
  document.documentElement.dataset['beat'] = Math.floor(at / 1000) % 2 ? 'low' : 'high';
  const works = waiting;
  waiting = [];
  for (const work of works) work();
};

/** Something is about to be drawn: the clock moves with it when its second has come, and needs no frame of its own. */
export const shareFrame = (): void => {
  sharedAt = performance.now();
  if (running && serverNow() >= dueAt) tick();
};

const start = (): void => {
  if (running) return;
  running = true;
  // Not at once: who started it may be about to ask for more.
  timer = setTimeout(tick);
};

/** The server's time, renewed at every full second. One timer for the whole page. */
export const useNow = (): Readonly<Ref<number>> => {
  start();
  return readonly(now);
};
