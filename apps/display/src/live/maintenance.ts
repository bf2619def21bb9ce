import { defineCollection } from './collection';

/** Maintenance windows 检维修屏蔽: all that are open, and the newest past ones. */
export const useMaintenance = defineCollection({
  event: 'maintenance',
  path: '/api/maintenance',
  key: (item) => item.id,
  newer: (next, known) => next.revision >= known.revision,
  // Their ids are in order of time.
  sort: (a, b) => (a.id < b.id ? 1 : -1),
});
