import { DEFAULT_CASE_RULES, DEFAULT_HAZARD_RULES, HAZARD_CATALOGUE, HAZARD_CATEGORIES, afterWorkdays, isHazardOpen, knownWorkdays, replayAccident, replayCase, replayHazard, replayInspection, REPORTS_493, REPORTS_STREET, type PastAccident, type PastCase, type PastHazard, type PastInspection } from '@one-screen/domain';
import { buildCity } from '../city/city.js';
import { accidentLives, FIRST_DAY, livesOf, type Life } from './history.js';
import { dayNumber } from './calendar.js';
import { FINDINGS } from './findings.js';

const NOW = Date.parse('2026-03-20T10:00:00+08:00');
const { objects } = buildCity();
const workingDays = (from: number, days: number) => afterWorkdays(knownWorkdays(), from, days);
const photo = (id: string, when: string) => `${id}-${when}`;
const lived = (from: number, until: number, now = NOW) => livesOf(objects, { from, until }, 1, now, photo);
/** As the door reads it: texts of instants become numbers. */
const read = <T>(life: Life): T => JSON.parse(JSON.stringify(life), (_key, value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value)) as T;

describe('the made-up history', () => {
  const spring = lived(dayNumber(NOW) - 120, dayNumber(NOW) + 1);

  it('could have been lived: every life passes the rules of the ledger', () => {
    const hazards = spring.hazards.map((life) => replayHazard(read<PastHazard>(life), NOW, { rules: DEFAULT_HAZARD_RULES, catalogue: HAZARD_CATALOGUE, workingDays }));
    expect(hazards.length).toBeGreaterThan(500);
    expect(hazards.filter(({ state }) => isHazardOpen(state)).length).toBeGreaterThan(10);
    for (const life of spring.inspections) expect(replayInspection(read<PastInspection>(life), NOW).state).toBe('finished');
    for (const life of spring.cases) expect(replayCase(read<PastCase>(life), NOW, { rules: DEFAULT_CASE_RULES, workingDays }).id).toBe(life.id);
    for (const life of accidentLives(objects, 1, NOW)) expect(replayAccident(read<PastAccident>(life), NOW, [REPORTS_493, REPORTS_STREET]).id).toBe(life.id);
  });

  it('is the same when told again, and only lived further when told later', () => {
    const first = dayNumber(NOW) - 20;
    expect(lived(first, first + 5)).toEqual(lived(first, first + 5));
    const later = lived(first, first + 5, NOW + 9 * 86_400_000);
    expect(later.hazards.map(({ id, begin }) => ({ id, begin }))).toEqual(lived(first, first + 5).hazards.map(({ id, begin }) => ({ id, begin })));
    for (const [index, { steps }] of lived(first, first + 5).hazards.entries()) expect(later.hazards[index]?.steps.slice(0, steps.length)).toEqual(steps);
  });

  it('gets better over the years, at the scale of one sub-district', () => {
    const count = (from: number) => lived(from, from + 90);
    const [early, late] = [count(FIRST_DAY + 30), count(dayNumber(NOW) - 200)];
    const share = ({ hazards, inspections }: ReturnType<typeof lived>) => hazards.length / inspections.length;
    expect(share(late)).toBeLessThan(share(early));
    for (const { hazards } of [early, late]) expect(hazards.length / 3).toBeGreaterThan(100);
    for (const { hazards } of [early, late]) expect(hazards.length / 3).toBeLessThan(500);
  });

  it('names only categories its sector has', () => {
    for (const [sector, findings] of Object.entries(FINDINGS)) {
      const known = HAZARD_CATEGORIES[sector as keyof typeof HAZARD_CATEGORIES].map(({ code }) => code);
      for (const { category } of findings) expect(known).toContain(category);
    }
  });
});
