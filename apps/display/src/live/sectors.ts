import { SECTORS } from '@one-screen/domain';
import { useSession } from '../session';
import { defineCollection } from './collection';

/** The eight sectors 八大领域, in their official order. */
const sectors = defineCollection({
  event: 'sector',
  path: '/api/sectors',
  key: (item) => item.sector,
  newer: (next, known) => Date.parse(next.at) >= Date.parse(known.at),
  sort: (a, b) => SECTORS.indexOf(a.sector) - SECTORS.indexOf(b.sector),
});

const ASK_EVERY = 10_000;
let asking: ReturnType<typeof setInterval> | undefined;

/** Pushed figures are of the whole area: who sees only some grids asks for their own. */
export const useSectors: typeof sectors = () => {
  const collection = sectors();
  asking ??= setInterval(() => {
    if (useSession().view.value?.scope.gridPrefix) void collection.refresh();
  }, ASK_EVERY);
  return collection;
};
