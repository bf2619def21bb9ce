import type { HazardView } from '@one-screen/contracts';
import { chainOf, commandOf, endOfDay, entriesFor, fieldsOf, filtersIn, lastDay, questionOf, sorted } from './hazard.model';

const hazard = (over: Partial<HazardView> = {}): HazardView => ({
  id: 'YH20261125-0001', revision: 1, state: 'registered', source: 'street', sector: 'fire', objectCode: 'F-1', objectName: '鹿城商厦', gridCode: '331082001001', place: '三楼', description: '通道堵塞', category: 'escape',
  foundBy: '陈某', foundAt: '2026-11-25T09:00:00.000+08:00', photosBefore: [], photosAfter: [], registered: { by: 'officer', at: '2026-11-25T09:05:00.000+08:00' }, failedRechecks: 0, extensions: 0, supervision: 'village', caseIds: [], overdue: false, daysOverdue: 0, ...over,
});

describe('a day as the end of a term', () => {
  it('runs to its last moment in Beijing, and reads back as the same day', () => {
    expect(endOfDay('2026-12-25')).toBe('2026-12-25T16:00:00.000Z');
    expect(lastDay(endOfDay('2026-12-25'))).toBe('2026-12-25');
    expect(lastDay(undefined)).toBe('');
  });
});

describe('the form of a step', () => {
  it('sends what was filled in, in the shape of the wire, and leaves out what was not', () => {
    const body = commandOf('begin', 6, fieldsOf('begin', false), { 'five.responsible': '王工', 'five.funds': '0', 'five.finishBy': '2026-12-01', 'five.measures': '  ' });
    expect(body).toEqual({ action: 'begin', revision: 6, five: { responsible: '王工', funds: 0, finishBy: '2026-12-01T16:00:00.000Z' } });
    expect(commandOf('recheck', 8, fieldsOf('recheck', false), { passed: 'no', note: '仍堵塞' })).toEqual({ action: 'recheck', revision: 8, passed: false, note: '仍堵塞' });
    expect(commandOf('submit', 7, fieldsOf('submit', false), { photosAfter: 'a b' })).toEqual({ action: 'submit', revision: 7, photosAfter: ['a', 'b'] });
  });

  it('asks for the programme of a major hazard only', () => {
    expect(fieldsOf('begin', true).map(({ path }) => path)).toContain('programme.safety');
    expect(fieldsOf('begin', false).map(({ path }) => path)).not.toContain('programme.safety');
  });

  it('offers the entries of the sector that were in force when it was found', () => {
    const entries = entriesFor('fire', '2026-11-25T09:00:00.000+08:00');
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ sector }) => sector === 'fire')).toBe(true);
    expect(entriesFor('fire', '1990-01-01T00:00:00+08:00')).toEqual([]);
  });
});

describe('the list', () => {
  it('keeps known filters of the address, and asks for whole days', () => {
    const filters = filtersIn({ overdue: '1', from: '2026-11-01', to: '2026-11-25', sort: 'deadline', other: 'x', sector: ['fire'] });
    expect(filters).toEqual({ overdue: '1', from: '2026-11-01', to: '2026-11-25' });
    expect(Object.fromEntries(new URLSearchParams(questionOf(filters, '5~a')))).toEqual({ overdue: '1', from: '2026-11-01T00:00:00+08:00', to: '2026-11-25T16:00:00.000Z', limit: '100', cursor: '5~a' });
  });

  it('is sorted either way; what has no deadline comes last of those that have', () => {
    const rows = [hazard({ id: 'a' }), hazard({ id: 'b', deadline: '2026-12-02T00:00:00+08:00' }), hazard({ id: 'c', deadline: '2026-12-01T00:00:00+08:00' })];
    const ids = (order?: string) => sorted(rows, order).map(({ id }) => id).join('');
    expect([ids('deadline'), ids('-deadline'), ids(), ids('nothing')]).toEqual(['cba', 'abc', 'abc', 'abc']);
  });
});

describe('the chain', () => {
  const mark = { by: 'a', at: '2026-11-25T10:00:00.000+08:00' };
  it('shows a failed re-check as rectification going on', () => {
    const steps = chainOf(hazard({ state: 'rectifying', began: mark, submitted: mark, rechecked: { ...mark, passed: false, verdict: '仍堵塞' } }));
    expect(steps.filter(({ at }) => at).map(({ key }) => key)).toEqual(['registered', 'began']);
  });

  it('ends with that it proved none', () => {
    expect(chainOf(hazard({ state: 'dismissed', dismissed: mark })).map(({ key }) => key)).toEqual(['registered', 'dismissed']);
  });
});
