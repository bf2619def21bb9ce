import type { GridView, PersonView } from '@one-screen/contracts';
import { computed, ref, shallowRef } from 'vue';
import { api } from '../api';

/** Names behind codes: people and grids, fetched once for the page and again when asked for. */
const people = shallowRef<readonly PersonView[]>([]);
const grids = shallowRef<readonly GridView[]>([]);
const peopleFailed = ref(false);
const byUsername = computed(() => new Map(people.value.map((person) => [person.username, person.displayName])));
const byCode = computed(() => new Map(grids.value.map((grid) => [grid.code, grid])));

const listOf = <T>(answer: { items: T[] } | T[]): T[] => (Array.isArray(answer) ? answer : answer.items);

const load = async (): Promise<void> => {
  const [who, where] = await Promise.allSettled([
    api.get<{ items: PersonView[] }>('/api/people', { background: true }),
    api.get<{ items: GridView[] }>('/api/grids?limit=1000', { background: true }),
  ]);
  peopleFailed.value = who.status === 'rejected';
  if (who.status === 'fulfilled') people.value = listOf(who.value);
  if (where.status === 'fulfilled') grids.value = listOf(where.value);
};

/** The directory of the desk. Unknown codes are given back as they are: better a code than a blank. */
export const useDirectory = () => ({
  people,
  grids,
  peopleFailed,
  load,
  personName: (username: string): string => byUsername.value.get(username) ?? username,
  gridName: (code: string): string | undefined => byCode.value.get(code)?.name,
  gridOf: (code: string | undefined): GridView | undefined => (code ? byCode.value.get(code) : undefined),
});
