import { readonly, ref, type Ref } from 'vue';
import { serverOffset } from './live/link-state';

/** The server's time as this screen knows it, epoch milliseconds. */
export const serverNow = (): number => Date.now() + serverOffset.value;

const now = ref(serverNow());
let running = false;
const tick = (): void => {
  const at = serverNow();
  now.value = at;
  // The pulse of what is unsigned: one beat a second for the whole page, in the very frame in which the clock moves.
  document.documentElement.dataset['beat'] = Math.floor(at / 1000) % 2 ? 'low' : 'high';
  setTimeout(tick, 1000 - (at % 1000) + 5);
};

/** The server's time, renewed at every full second. One timer for the whole page. */
export const useNow = (): Readonly<Ref<number>> => {
  if (!running) {
    running = true;
    tick();
  }
  return readonly(now);
};
