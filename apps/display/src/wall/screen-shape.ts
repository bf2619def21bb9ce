import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue';
import { layoutFor, rootScale, type Layout } from './layouts';

/** Follows the screen's shape: picks the layout and sets the one root scale while the wall is up. */
export const useScreenShape = (): Readonly<ShallowRef<Layout>> => {
  const layout = shallowRef(layoutFor(innerWidth, innerHeight));
  const root = document.documentElement;
  const fit = (): void => {
    root.style.fontSize = `${rootScale(innerWidth, innerHeight)}px`;
    const next = layoutFor(innerWidth, innerHeight);
    if (next !== layout.value) layout.value = next;
  };
  fit();
  onMounted(() => addEventListener('resize', fit));
  onBeforeUnmount(() => {
    removeEventListener('resize', fit);
    root.style.fontSize = '';
  });
  return layout;
};
