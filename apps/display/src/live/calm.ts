import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { atTick, shareFrame } from '../clock';

/** What follows from a single alarm (counts, tiles, the map) lands this soon after it, milliseconds: its row has been drawn then. */
const AFTER = 80;
/** Most that anything waits, should nobody tick. */
const AT_MOST = 1_500;

let due: (() => void)[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let dueSince = 0;

const land = (): void => {
  clearTimeout(timer);
  timer = undefined;
  const works = due;
  due = [];
  for (const work of works) work();
};

const landAlone = (): void => {
  land();
  shareFrame();
};

/** Something moved: what waits lets it be drawn first. */
const stir = (): void => {
  if (!due.length || performance.now() - dueSince > AT_MOST) return;
  clearTimeout(timer);
  timer = setTimeout(landAlone, AFTER);
};

/** Runs `work` with the clock's next second, or sooner when something else lands: every frame of its own could be in an alarm's way. */
export const withNext = (work: () => void): void => {
  if (!due.length) {
    dueSince = performance.now();
    atTick(land);
  }
  due.push(work);
};

/** Runs `work` at the next calm moment, together with all that waits: soon after a single change, with the clock's next second in a flood. */
export const atCalm = (work: () => void): void => {
  withNext(work);
  stir();
};

/**
 * A view of `source` for counts, tiles and maps: never more than a second old. It moves in a frame of its own, after the alarm's
 * row, and in a flood once a second, so that the grave alarm has its frame to itself.
 */
export const calm = <T>(source: Ref<T>): Readonly<ShallowRef<T>> => {
  const view = shallowRef(source.value);
  let waiting = false;
  watch(source, () => {
    if (waiting) return stir();
    waiting = true;
    atCalm(() => {
      waiting = false;
      view.value = source.value;
    });
  });
  return view;
};
