import fc from 'fast-check';
import { MINUTE, minutesOf } from './minute.js';
import type { Reading } from './reading.row.js';

const START = 1_800_000_000_000;
const reading = (over: Partial<Reading> = {}): Reading => ({ deviceCode: 'd', point: 'p', at: START, value: 1, unit: '', quality: 'good', sourceId: 's', sector: 'fire', receivedAt: START, ...over });

describe('minutes of readings', () => {
  it('are by device, point and the minute of the reading', () => {
    const found = minutesOf([reading({ value: 3 }), reading({ at: START + 59_999, value: 1 }), reading({ at: START + 30_000, value: 8 }), reading({ at: START + MINUTE }), reading({ point: 'q' }), reading({ deviceCode: 'e' })]);
    expect(found).toHaveLength(4);
    expect(found[0]).toEqual({ deviceCode: 'd', point: 'p', minuteAt: START, min: 1, max: 8, sum: 12, samples: 3, last: 1, lastAt: START + 59_999 });
  });

  it('leave out what is no measurement', () => {
    expect(minutesOf([reading({ value: 65_535, quality: 'bad' }), reading({ at: START + 1, quality: 'uncertain' })])).toMatchObject([{ max: 1, samples: 1 }]);
  });

  it('count every reading once', () => {
    fc.assert(fc.property(fc.array(fc.record({ point: fc.constantFrom('p', 'q'), after: fc.nat(600_000), value: fc.integer({ min: -99, max: 99 }) })), (all) => {
      const found = minutesOf(all.map(({ point, after, value }) => reading({ point, at: START + after, value })));
      expect(found.reduce((sum, { samples }) => sum + samples, 0)).toBe(all.length);
      expect(found.reduce((sum, minute) => sum + minute.sum, 0)).toBe(all.reduce((sum, { value }) => sum + value, 0));
      expect(found.every(({ min, max, sum, samples, last }) => min <= sum / samples && sum / samples <= max && min <= last && last <= max)).toBe(true);
    }));
  });
});
