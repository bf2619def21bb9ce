import { ALL_CHECKLISTS, checklistsFor, type Level } from '@one-screen/domain';
import type { FieldObject } from '../city/ledger-shape.js';
import { rng, seedOf } from '../random.js';
import { busyOn, DAY, progressOn, stamp, startOfNumber, textOf } from './calendar.js';
import { findingsAt, type Finding } from './findings.js';
import { gridManOf, officersOf } from './people.js';

/** What `POST /api/history/:book` takes for one life. */
export interface Life {
  id: string;
  begin: Record<string, unknown>;
  registered: { by: string; when: string };
  steps: Record<string, unknown>[];
}

/** One hazard found: where, what, by which visit and whom, when. */
export interface Found {
  id: string;
  object: FieldObject;
  finding: Finding;
  visit?: string;
  source: string;
  by: string;
  at: number;
  major: boolean;
}

/** Days between two visits of an object, by its colour. */
const EVERY: Record<Level, number> = { red: 9, orange: 22, yellow: 48, blue: 95 };
const FOUND = 0.62;

/** The visits of one day and what they found; the same for the same objects, day and seed. `now` ends the day that still runs. */
export const visitsOn = (objects: readonly FieldObject[], day: number, seed: number, now: number): { visits: Life[]; found: Found[] } => {
  const draw = rng(seedOf('history-day', seed, day));
  const visits: Life[] = [];
  const found: Found[] = [];
  const better = progressOn(day);
  for (const object of objects) {
    if (!draw.chance((busyOn(day) * (0.72 + 0.38 * better)) / EVERY[object.risk])) continue;
    const number = visits.length + 1;
    const at = startOfNumber(day) + Math.round((8.5 + 8 * draw.next()) * 3_600_000);
    const kind = draw.weighted([['grid', 45], ['street', 30], ['self', 10], ['agency', 8], ['covert', 4], ['city', 3]] as const, ([, weight]) => weight)[0];
    const [first, second] = officersOf(draw.whole(0, 1000));
    const officers = kind === 'grid' ? [gridManOf(object.gridCode)] : kind === 'self' ? [object.responsible] : [first, second];
    const checklist = checklistsFor(ALL_CHECKLISTS, object, at)[0]?.items.map(({ code }) => code) ?? ['GENERAL'];
    const id = `JC${stamp(day).replaceAll('-', '')}-G${String(number).padStart(3, '0')}`;
    const count = draw.chance(FOUND - 0.14 * better) ? draw.weighted([1, 2, 3, 4], (each) => [52, 27, 14, 7][each - 1] ?? 1) : 0;
    const failed = new Map<string, string>();
    const left = findingsAt(object.sector, object.kind);
    for (let index = 0; index < count && left.length > 0; index++) {
      const hazard = `YH${stamp(day).replaceAll('-', '')}-G${String(found.length + 1).padStart(3, '0')}`;
      const finding = draw.weighted(left, ({ weight }) => weight);
      // One visit writes the same thing down once.
      left.splice(left.indexOf(finding), 1);
      failed.set(checklist[(seedOf(finding.category) + index) % checklist.length] ?? 'GENERAL', hazard);
      const major = object.risk !== 'blue' && draw.chance(object.risk === 'red' ? 0.035 : 0.007);
      if (at < now) found.push({ id: hazard, object, finding, visit: id, source: kind, by: officers[0] ?? first, at, major });
    }
    if (at >= now) continue;
    const reached = count > 0 || !draw.chance(0.03);
    const begun = { action: 'start', by: officers[0], when: textOf(at - 40 * 60_000) };
    visits.push({
      id, registered: { by: officers[0] ?? first, when: textOf(at - DAY) },
      begin: { kind, sector: object.sector, objectCode: object.code, gridCode: object.gridCode, plannedFor: textOf(startOfNumber(day)), officers, checklist },
      steps: [begun, reached
        ? { action: 'finish', by: officers[0], when: textOf(at), reached, items: checklist.map((code) => ({ code, verdict: failed.has(code) ? 'fail' : 'pass', ...(failed.has(code) && { hazardId: failed.get(code) }) })) }
        : { action: 'finish', by: officers[0], when: textOf(at), reached, note: '停业，无人在场' }],
    });
  }
  return { visits, found };
};
