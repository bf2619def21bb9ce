import { SECTORS } from '@one-screen/domain';
import { buildCity } from '../city/city.js';
import { planOpening } from './opening-plan.js';
import { STORM_SPAN_MS, planStorm } from './storm-plan.js';

const city = buildCity();

describe('the opening', () => {
  it('raises five alarms of five sectors within twenty seconds, the first at once, so that the start alone is no flood', () => {
    const opening = planOpening(city, { seed: 3, withRed: false });
    expect(opening).toHaveLength(5);
    expect(opening[0]!.afterMs).toBeLessThan(1000);
    expect(opening[4]!.afterMs).toBeLessThanOrEqual(20_000);
    expect(new Set(opening.map(({ condition }) => condition.kind.sector)).size).toBe(5);
    expect(new Set(opening.map(({ condition }) => condition.key)).size).toBe(5);
  });

  it('carries exactly one red alarm, after fifteen seconds, only when asked', () => {
    for (let seed = 0; seed < 50; seed++) {
      const reds = planOpening(city, { seed, withRed: true }).filter(({ condition }) => condition.kind.level === 'red');
      expect(reds.map(({ afterMs }) => afterMs)).toEqual([15_000]);
      expect(planOpening(city, { seed, withRed: false }).some(({ condition }) => condition.kind.level === 'red')).toBe(false);
    }
  });
});

describe('a storm', () => {
  const storm = planStorm(city, { seed: 1, count: 500 });

  it('is the same for the same seed', () => {
    expect(planStorm(city, { seed: 1, count: 500 })).toEqual(storm);
    expect(planStorm(city, { seed: 2, count: 500 })).not.toEqual(storm);
  });

  it('raises the asked number within its span, on different devices, from all sectors, red rare', () => {
    expect(storm).toHaveLength(500);
    expect(storm.every(({ afterMs }) => afterMs < STORM_SPAN_MS)).toBe(true);
    expect(new Set(storm.map(({ message }) => message.key)).size).toBe(500);
    expect(new Set(storm.map(({ message }) => message.sector)).size).toBe(SECTORS.length);
    const red = storm.filter(({ message }) => message.level === 'red').length;
    expect(red / 500).toBeLessThan(0.04);
  });

  it('lets devices speak again when the city has no more of them', () => {
    expect(planStorm(city, { seed: 1, count: 8000 })).toHaveLength(8000);
  });
});
