import { buildCity } from './city.js';
import { withInspections } from './inspections.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-25T23:30:00+08:00');
const days = (day: string | undefined, now: number): number => (Date.parse(`${day}T00:00:00+08:00`) - Date.parse(new Date(now + 8 * 3_600_000).toISOString().slice(0, 10) + 'T00:00:00+08:00')) / DAY;

describe('the inspections of the demo city', () => {
  const { objects } = buildCity();
  const equipment = (now: number) => withInspections(objects, now).filter(({ sector }) => sector === 'equipment');

  it('come once a year to every piece of special equipment, to nothing else, a few days late at most', () => {
    expect(withInspections(objects, NOW).filter(({ inspectionDue }) => inspectionDue).map(({ sector }) => sector)).toEqual(equipment(NOW).map(() => 'equipment'));
    for (const { inspectionDue } of equipment(NOW)) {
      expect(days(inspectionDue, NOW)).toBeGreaterThanOrEqual(-6);
      expect(days(inspectionDue, NOW)).toBeLessThan(365 + 31);
    }
    expect(equipment(NOW).some(({ inspectionDue }) => days(inspectionDue, NOW) < 30)).toBe(true);
  });

  it('keep their date from day to day until it is renewed, then move a year', () => {
    const [today, tomorrow] = [equipment(NOW), equipment(NOW + DAY)];
    today.forEach(({ inspectionDue }, index) => {
      const next = tomorrow[index]?.inspectionDue;
      if (next !== inspectionDue) expect([days(inspectionDue, NOW) <= 31, days(next, Date.parse(`${inspectionDue}T12:00:00+08:00`))]).toEqual([true, 365]);
    });
  });
});
