import { daysIn, drilled, ofKind, pathOf, queryOf, scopeOf, stateIn, stepped, type InsightState } from './state';

const TODAY = '2026-11-25';
const march: InsightState = { kind: 'month', at: '2026-03-10', by: 'grid', grid: '331082001', sector: 'fire' };

describe('the state of the insight page', () => {
  it('goes into the address and comes back whole; the present month everywhere needs no word', () => {
    for (const state of [march, { kind: 'range', from: '2026-01-05', to: '2026-02-03', by: 'month', sort: '-overdue', find: '古城' }, { kind: 'week', by: 'object' }] as InsightState[]) expect(stateIn(queryOf(state))).toEqual(state);
    expect(queryOf(stateIn({}))).toEqual({});
  });

  it('drops what cannot be read: a range backwards, a day that is none, an unknown sector', () => {
    expect(stateIn({ from: '2026-02-03', to: '2026-01-05', period: 'aeon', at: 'now', sector: 'moon', grid: 'x', by: 'luck', sort: '<b>' })).toEqual({ kind: 'month', by: 'grid' });
  });

  it('asks the server for the same', () => {
    expect(scopeOf(march)).toEqual({ grid: '331082001', sector: 'fire', period: 'month', at: '2026-03-10' });
    expect(scopeOf({ kind: 'range', from: '2026-01-05', to: '2026-02-03', by: 'grid' })).toEqual({ from: '2026-01-05', to: '2026-02-03' });
  });

  it('steps to the neighbour, whatever its length, and not into what has not begun', () => {
    expect(stepped(march, -1, TODAY)?.at).toBe('2026-02-01');
    expect(daysIn(stepped(march, -1, TODAY) ?? march, TODAY)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(stepped({ kind: 'month', by: 'grid' }, 1, TODAY)).toBeUndefined();
    // Ten days 1–10 March are preceded by 19–28 February and followed by 11–20 March.
    const ten: InsightState = { kind: 'range', from: '2026-03-01', to: '2026-03-10', by: 'grid' };
    expect(stepped(ten, -1, TODAY)).toMatchObject({ from: '2026-02-19', to: '2026-02-28' });
    expect(stepped(ten, 1, TODAY)).toMatchObject({ from: '2026-03-11', to: '2026-03-20' });
  });

  it('stays around the same time when the kind of period changes', () => {
    expect(ofKind(march, 'quarter', TODAY)).toMatchObject({ kind: 'quarter', at: '2026-03-31' });
    expect(ofKind(march, 'range', TODAY)).toMatchObject({ from: '2026-03-01', to: '2026-03-31' });
    expect(ofKind({ kind: 'month', by: 'grid' }, 'week', TODAY)).toEqual({ kind: 'week', by: 'grid' });
  });

  it('drills one level: grid to its parts, the lowest to its objects, sector to its grids, month to itself', () => {
    expect(drilled(march, { key: '331082001001', opens: true })).toMatchObject({ grid: '331082001001', by: 'grid' });
    expect(drilled(march, { key: '331082001001', opens: false })).toMatchObject({ grid: '331082001001', by: 'object' });
    expect(drilled(march, { key: '331082001', own: true, opens: false })).toBeUndefined();
    expect(drilled({ kind: 'year', by: 'sector' }, { key: 'road', opens: true })).toEqual({ kind: 'year', by: 'grid', sector: 'road' });
    expect(drilled({ kind: 'year', by: 'month' }, { key: '2026-03', opens: true })).toEqual({ kind: 'month', at: '2026-03-01', by: 'grid' });
    expect(drilled({ kind: 'year', by: 'object' }, { key: 'U-1', opens: false })).toBeUndefined();
  });

  it('names the way from the city down', () => {
    const grids = [{ code: '331082001001', name: '文化社区' }, { code: '331082', name: '临海市' }, { code: '331082001', name: '古城街道' }, { code: '331082002', name: '大洋街道' }];
    expect(pathOf('331082001001', grids).map(({ name }) => name)).toEqual(['临海市', '古城街道', '文化社区']);
    expect(pathOf(undefined, grids)).toEqual([]);
  });
});
