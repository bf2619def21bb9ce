import { scopeSearch, traceIn, withoutTrace, withTrace, type TraceTarget } from './trace-target';

const target: TraceTarget = { rate: 'on-time', side: 'missed', scope: { sector: 'fire', grid: '331082001001', period: 'month', at: '2026-03-01' }, object: 'U-1' };

describe('an opened figure in the URL', () => {
  it('comes back as it went in, beside what the page keeps there', () => {
    const query = withTrace({ sector: 'road', alarm: 'a1' }, target);
    expect(query).toMatchObject({ sector: 'road', alarm: 'a1', trace: 'on-time' });
    expect(traceIn(query)).toEqual(target);
  });

  it('leaves nothing behind when it is closed or another is opened', () => {
    const query = withTrace({ sector: 'road' }, target);
    expect(withoutTrace(query)).toEqual({ sector: 'road' });
    expect(traceIn(withTrace(query, { rate: 'coverage', side: 'numerator', scope: {} }))).toEqual({ rate: 'coverage', side: 'numerator', scope: {} });
  });

  it('is nothing for a number nobody knows, and drops what cannot be read', () => {
    expect(traceIn({})).toBeUndefined();
    expect(traceIn({ trace: 'luck' })).toBeUndefined();
    expect(traceIn({ trace: 'coverage', 't-sector': 'moon', 't-grid': '../etc', 't-at': 'today', 't-period': 'decade', 't-side': 'inside' })).toEqual({ rate: 'coverage', side: 'denominator', scope: {} });
  });

  it('asks the server for the same scope', () => {
    expect(scopeSearch(target.scope, { side: 'missed', cursor: undefined, limit: 50 })).toBe('sector=fire&grid=331082001001&period=month&at=2026-03-01&side=missed&limit=50');
  });
});
