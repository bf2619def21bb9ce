import { shallowRef, type ShallowRef } from 'vue';

/** What the drawer is about: a supervised object, else a device; the device's `point` is looked at first. */
export interface DrawerTarget {
  objectCode?: string | undefined;
  deviceCode?: string | undefined;
  point?: string | undefined;
  /** What it is called until the ledger has answered. */
  name?: string | undefined;
}

const target: ShallowRef<DrawerTarget | undefined> = shallowRef();

/** The one drawer of objects and devices, on every page. */
export const useDrawer = (): { target: Readonly<ShallowRef<DrawerTarget | undefined>>; open(target: DrawerTarget): void; close(): void } => ({
  target,
  open: (wanted) => { if (wanted.objectCode !== undefined || wanted.deviceCode !== undefined) target.value = wanted; },
  close: () => { target.value = undefined; },
});
