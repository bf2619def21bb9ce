import { SECTORS } from '@one-screen/domain';
import { defineCollection } from './collection';

/** The eight sectors 八大领域, in their official order. */
export const useSectors = defineCollection({
  event: 'sector',
  path: '/api/sectors',
  key: (item) => item.sector,
  newer: (next, known) => Date.parse(next.at) >= Date.parse(known.at),
  sort: (a, b) => SECTORS.indexOf(a.sector) - SECTORS.indexOf(b.sector),
});
