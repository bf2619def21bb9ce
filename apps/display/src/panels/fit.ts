import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** How many rows of `rowRem` rem fit into an element, followed as it changes size. Starts at `first`. */
export const useRoom = (element: Ref<HTMLElement | null>, rowRem: number, first: number): Ref<number> => {
  const room = ref(first);
  const measure = (): void => {
    if (!element.value) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    room.value = Math.max(1, Math.floor((element.value.clientHeight + 0.5) / (rowRem * rem)));
  };
  const watcher = new ResizeObserver(measure);
  onMounted(() => {
    measure();
    if (element.value) watcher.observe(element.value);
  });
  onBeforeUnmount(() => watcher.disconnect());
  return room;
};
