import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';

/** Calm figures move at most this often, all in the same frame, milliseconds. */
const EVERY = 1000;

let due: (() => void)[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let landedAt = -Infinity;

const land = (): void => {
  timer = undefined;
  landedAt = performance.now();
  const works = due;
  due = [];
  for (const work of works) work();
};

/** Runs `work` at the next calm moment: at once after a quiet second, otherwise together with all that waits. */
export const atCalm = (work: () => void): void => {
  due.push(work);
  timer ??= setTimeout(land, Math.max(0, landedAt + EVERY - performance.now()));
};

/**
 * A view of `source` for counts, tiles and maps: never more than a second old, and in a flood it moves once a second
 * instead of with every frame, so that the grave alarm's row has the frame to itself.
 */
export const calm = <T>(source: Ref<T>): Readonly<ShallowRef<T>> => {
  const view = shallowRef(source.value);
  let waiting = false;
  watch(source, () => {
    if (waiting) return;
    waiting = true;
    atCalm(() => {
      waiting = false;
      view.value = source.value;
    });
  });
  return view;
};
