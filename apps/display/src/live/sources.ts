import { defineCollection } from './collection';

/** Every source with its link state. */
export const useSources = defineCollection({
  event: 'source',
  path: '/api/sources',
  key: (item) => item.id,
  newer: (next, known) => next.revision >= known.revision,
  sort: (a, b) => (a.id < b.id ? -1 : 1),
});
