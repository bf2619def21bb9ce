import type { RatesView, RateView, TrendView } from '@one-screen/contracts';
import { rateRows } from './rates.model';

const rate = (id: RateView['id'], patch: Partial<RateView> = {}): RateView => ({ id, formula: `${id}@1`, numerator: 1, denominator: 2, value: 50, previous: { numerator: 1, denominator: 4, value: 25, from: '', to: '' }, lastYear: { numerator: 0, denominator: 0, from: '', to: '' }, ...patch });
const view = (rates: RateView[]) => ({ rates, declines: [] }) as unknown as RatesView;

describe('the rates on the wall', () => {
  it('stand in the order of the plan and leave out what the server does not tell', () => {
    expect(rateRows(view([rate('penalty'), rate('coverage'), rate('overdue-filing')]), undefined).map((row) => row.rate.id)).toEqual(['coverage', 'penalty']);
    expect(rateRows(undefined, undefined)).toEqual([]);
  });

  it('a missed target opens what keeps it from being kept, any other all that is counted', () => {
    expect(rateRows(view([rate('on-time', { target: 95, kept: false }), rate('coverage', { target: 40, kept: true }), rate('finding')]), undefined).map(({ missed, side }) => [missed, side])).toEqual([[false, 'denominator'], [false, 'denominator'], [true, 'missed']]);
  });

  it('change in points and the last twelve months', () => {
    const months = Array.from({ length: 14 }, (_, index) => ({ numerator: index, denominator: 100, value: index }));
    const [row] = rateRows(view([rate('coverage')]), { rates: { coverage: months } } as unknown as TrendView);
    expect(row?.change).toBe(25);
    expect(row?.trend).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});
