import type { AlarmView } from '@one-screen/contracts';
import { shallowRef, type ShallowRef } from 'vue';

/** What stands behind a figure: its value, how it is counted in words, and the very records. */
export interface Trace {
  title: string;
  value: string | number;
  unit?: string;
  /** How the figure is counted, in words. */
  formula: string;
  /** The records, from what the screen holds or from the server. */
  records: () => readonly AlarmView[] | Promise<readonly AlarmView[]>;
}

const open: ShallowRef<Trace | null> = shallowRef(null);

/** The one drawer of the wall. */
export const useTrace = (): { trace: ShallowRef<Trace | null>; show(trace: Trace): void; hide(): void } => ({
  trace: open,
  show: (trace) => { open.value = trace; },
  hide: () => { open.value = null; },
});
