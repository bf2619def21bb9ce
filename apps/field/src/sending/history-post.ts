import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { FieldObject } from '../city/ledger-shape.js';
import { dayNumber } from '../history/calendar.js';
import { accidentLives, FIRST_DAY, livesOf, type Book, type Life } from '../history/history.js';
import { seedOf } from '../random.js';
import { FINAL, patientPost, type PostTools } from './patient-post.js';
import { PICTURES, postPhotos, type Photos } from './photo-post.js';
import type { TokenFor } from './tokens.js';

/** Small enough that an alarm never waits long behind one for its turn to be written. */
const LIVES_A_POST = 60;
const BREATH_MS = 120;
/** Whatever was found in so many days may have been lived further since. */
const LIVED_ON_DAYS = 200;
const REFUSED = new Set([...FINAL, 401, 403, 404]);

/** How far the history was told, the day as a count, and the pictures it shows; in a file beside the tokens. */
interface Told {
  until: number;
  photos: Photos;
}
const toldIn = (file: string): Told | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Told) : undefined);

/**
 * Tells the made-up history of the demo city through the ledger's own door, from where it was left, a month at a time with the newest month
 * first (the screens show that one), until yesterday. Logs how much was taken; a refusal ends it and says why.
 */
export const postHistory = async (base: string, tokenFor: TokenFor, objects: readonly FieldObject[], seed: number, file: string, now: number, tools: PostTools): Promise<boolean> => {
  const today = dayNumber(now);
  const told = toldIn(file);
  const from = told ? Math.max(FIRST_DAY, told.until - LIVED_ON_DAYS) : FIRST_DAY;
  const photos = told?.photos ?? (await postPhotos(base, tokenFor, tools));
  if (!photos) return false;
  const photoOf = (id: string, when: 'before' | 'after'): string => photos[when][seedOf('photo', id) % PICTURES] ?? '';
  const taken = { inserted: 0, updated: 0 };
  const tell = async (book: Book, lives: readonly Life[]): Promise<boolean> => {
    for (let at = 0; at < lives.length; at += LIVES_A_POST) {
      const answer = await patientPost(new URL(`/api/history/${book}`, base).href, () => tokenFor('city'), lives.slice(at, at + LIVES_A_POST), tools, REFUSED);
      if (!answer) return false;
      if (answer.status >= 300) {
        tools.log(`历史台账 ${book} 未被接受：HTTP ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 400)}`);
        return false;
      }
      const { inserted = 0, updated = 0 } = answer.body as { inserted?: number; updated?: number };
      taken.inserted += inserted;
      taken.updated += updated;
      await tools.sleep(BREATH_MS);
      if (tools.stop.aborted) return false;
    }
    return true;
  };
  if (!(await tell('accidents', accidentLives(objects, seed, now)))) return false;
  for (let until = today; until > from; until -= 31) {
    const lives = livesOf(objects, { from: Math.max(from, until - 31), until }, seed, now, photoOf);
    for (const book of ['inspections', 'hazards', 'cases'] as const) if (!(await tell(book, lives[book]))) return false;
  }
  writeFileSync(file, JSON.stringify({ until: today, photos } satisfies Told));
  tools.log(`历史台账已入库：新增 ${taken.inserted} 条，更新 ${taken.updated} 条（示意数据）`);
  return true;
};
