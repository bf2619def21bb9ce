import type { GridView, ObjectView, PersonView } from '@one-screen/contracts';
import { computed } from 'vue';
import { api } from '../api';
import { definePolled } from './polled';

interface Page<T> {
  items: T[];
  nextCursor?: string;
}

const PAGE = 1_000;
/** More than a screen could draw with sense. */
const MOST = 20_000;

const everything = async <T>(path: string): Promise<T[]> => {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get<Page<T>>(`${path}?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, { background: true });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < MOST);
  return items;
};

/** All grids 网格 with their outlines. */
export const useGrids = definePolled<GridView[]>({ ask: () => everything<GridView>('/api/grids'), every: 5 * 60_000 });
/** All supervised objects 监管对象. */
export const useObjects = definePolled<ObjectView[]>({ ask: () => everything<ObjectView>('/api/objects'), every: 5 * 60_000 });

const names = computed(() => new Map((useGrids().value.value ?? []).map((grid) => [grid.code, grid.name])));
/** Name of a grid by its code; the code itself while names are not known. */
export const gridName = (code: string | undefined): string | undefined => (code === undefined ? undefined : (names.value.get(code) ?? code));

const usePeople = definePolled<PersonView[]>({ ask: async () => (await api.get<{ items: PersonView[] }>('/api/people', { background: true })).items, every: 10 * 60_000 });
const people = computed(() => new Map((usePeople().value.value ?? []).map((person) => [person.username, person.displayName])));
/** Name of a person by the account; the account itself while names are not known. */
export const personName = (username: string | undefined): string => (username === undefined ? '' : (people.value.get(username) ?? username));
