import { defineAsyncComponent, type Component } from 'vue';

/** A panel of the wall: a name, and a component that is loaded when a layout places it. Every panel takes `columns`. */
export interface Panel<Id extends string = string> {
  id: Id;
  component: Component;
}

export interface PanelPlan<Id extends string> {
  id: Id;
  load: () => Promise<{ default: Component }>;
}

/** Declares a panel. A chunk that fails to load (a deployment in between) is tried again, gently. */
export const definePanel = <Id extends string>(plan: PanelPlan<Id>): Panel<Id> => ({
  id: plan.id,
  component: defineAsyncComponent({
    loader: plan.load,
    onError: (_error, retry, fail, attempts) => {
      if (attempts > 20) fail();
      else setTimeout(retry, Math.min(5_000, 500 * attempts));
    },
  }),
});
