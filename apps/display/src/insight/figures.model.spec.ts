import type { DeclineView, PartView } from '@one-screen/contracts';
import { arranged, changeOf, changeText, declineBar, declineText, isMissed, nextSort } from './figures.model';

const counted = (numerator: number, denominator: number) => ({ numerator, denominator, ...(denominator > 0 && { value: (numerator / denominator) * 100 }) });
const part = (key: string, patch: Partial<PartView> = {}): PartView => ({ key, name: key, opens: true, rates: { coverage: counted(0, 0) } as PartView['rates'], accidents: 0, deaths: 0, hazardsOpen: 0, majorOpen: 0, overdue: 0, ...patch });
const decline = (patch: Partial<DeclineView>): DeclineView => ({
  formula: 'accident-decline@1', measure: 'accidents', current: { count: 3, from: '2026-01-01', to: '2026-11-25' }, before: [4, 6, 5].map((count) => ({ count, from: '', to: '' })), base: 5, missingYears: [], comparison: 'percent', percent: 40, allowed: 4, reached: true, progress: 200, ...patch,
});

describe('figures', () => {
  it('change in points, and are silent where either side has nothing to divide by', () => {
    // 9 of 10 against 4 of 5: 90 − 80 = +10 points.
    expect(changeText(changeOf(counted(9, 10), counted(4, 5)))).toBe('+10');
    expect(changeText(changeOf(counted(1, 3), counted(1, 2)))).toBe('−16.7');
    expect(changeText(changeOf(counted(1, 2), counted(2, 4)))).toBe('0');
    expect(changeText(changeOf(counted(1, 2), counted(0, 0)))).toBe('—');
  });

  it('are called missed only when the target is surely not kept', () => {
    expect([isMissed({ kept: false }), isMissed({ kept: true }), isMissed({}), isMissed(undefined)]).toEqual([true, false, false, false]);
  });

  it('say how accidents went in words, never 0 % for what cannot be divided', () => {
    expect(declineText(decline({}))).toEqual({ key: 'fall', n: '40' });
    expect(declineText(decline({ percent: -20 }))).toEqual({ key: 'rise', n: '20' });
    expect(declineText(decline({ percent: 0 })).key).toBe('even');
    expect(declineText(decline({ comparison: 'new', percent: undefined }))).toEqual({ key: 'new', n: '' });
    expect(declineText(decline({ comparison: 'unknown', percent: undefined, base: undefined }))).toEqual({ key: 'unknown', n: '' });
  });

  it('draw counts, mean and −20 % line on one scale that holds them all', () => {
    const bar = declineBar(decline({ current: { count: 9, from: '', to: '' } }));
    expect(bar.now).toBeLessThan(1);
    expect((bar.allowed ?? 0) / (bar.base ?? 1)).toBeCloseTo(0.8);
    expect(declineBar(decline({ current: { count: 0, from: '', to: '' }, before: [], base: undefined, allowed: undefined }))).toEqual({ now: 0, base: undefined, allowed: undefined });
  });
});

describe('the table of parts', () => {
  const parts = [part('own', { own: true, overdue: 9 }), part('a', { overdue: 1, rates: { coverage: counted(1, 2) } as PartView['rates'] }), part('b', { overdue: 3 }), part('c', { overdue: 2, rates: { coverage: counted(2, 2) } as PartView['rates'] })];
  const keys = (sort?: string, find?: string) => arranged(parts, sort, find).map(({ key }) => key);

  it('sorts either way, what has no value last both times, the level’s own row at the end', () => {
    expect(keys('-coverage')).toEqual(['c', 'a', 'b', 'own']);
    expect(keys('coverage')).toEqual(['a', 'c', 'b', 'own']);
    expect(keys('-overdue')).toEqual(['b', 'c', 'a', 'own']);
    expect(keys()).toEqual(['a', 'b', 'c', 'own']);
  });

  it('filters by name', () => expect(keys(undefined, ' B ')).toEqual(['b']));

  it('turns with each click: high to low, low to high, as delivered', () => {
    expect([nextSort(undefined, 'overdue'), nextSort('-overdue', 'overdue'), nextSort('overdue', 'overdue'), nextSort('overdue', 'name')]).toEqual(['-overdue', 'overdue', undefined, '-name']);
  });
});
