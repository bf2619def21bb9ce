import { rng, seedOf } from '../random.js';
import type { FieldObject } from './ledger-shape.js';

const DAY = 86_400_000;
const YEAR = 365;
/** Most owners have it done before its last month begins; one in so many leaves it, and may be so many days late. */
const ONE_IN = 4;
const EARLY = 31;
const LATE_AT_MOST = 6;

/** The made-up next inspection of each piece of special equipment: once a year on a day of its own, most renewed in good time. Pure; `now` in epoch milliseconds. */
export const withInspections = (objects: readonly FieldObject[], now: number): FieldObject[] => {
  // Whole days by Beijing's calendar.
  const today = Math.floor((now + 8 * 3_600_000) / DAY);
  return objects.map((object) => {
    if (object.sector !== 'equipment') return object;
    const draw = rng(seedOf('inspection', object.code));
    const anchor = draw.whole(0, YEAR - 1);
    const from = today + (draw.whole(1, ONE_IN) === 1 ? -LATE_AT_MOST : EARLY);
    const due = from + ((((anchor - from) % YEAR) + YEAR) % YEAR);
    return { ...object, inspectionDue: new Date(due * DAY).toISOString().slice(0, 10) };
  });
};
