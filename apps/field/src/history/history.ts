import type { FieldObject } from '../city/ledger-shape.js';
import { accidentLives } from './accidents.js';
import { dayNumber, HISTORY_FROM } from './calendar.js';
import { caseLife } from './cases.js';
import { hazardLife } from './hazard-lives.js';
import { visitsOn, type Life } from './visits.js';

export type { Life } from './visits.js';
export const BOOKS = ['accidents', 'inspections', 'hazards', 'cases'] as const;
export type Book = (typeof BOOKS)[number];

/** Lives of a run of days. */
export type Lives = Record<Book, Life[]>;

/** The first day of the made-up history, as a count of days. */
export const FIRST_DAY = dayNumber(HISTORY_FROM);

/**
 * The made-up history of some days up to `now` (epoch ms): visits, what they found, what became of it. The same seed and day give the same
 * lives, only lived further when asked later, so whoever has them takes only what is new.
 */
export const livesOf = (objects: readonly FieldObject[], days: { from: number; until: number }, seed: number, now: number, photo: (id: string, when: 'before' | 'after') => string): Omit<Lives, 'accidents'> => {
  const lives = { inspections: [] as Life[], hazards: [] as Life[], cases: [] as Life[] };
  for (let day = days.from; day < days.until; day++) {
    const { visits, found } = visitsOn(objects, day, seed, now);
    lives.inspections.push(...visits);
    for (const each of found) {
      const filed = caseLife(each, now);
      const life = hazardLife(each, now, { before: photo(each.id, 'before'), after: photo(each.id, 'after') });
      lives.hazards.push(life);
      if (filed) lives.cases.push(filed);
    }
  }
  return lives;
};
export { accidentLives };
